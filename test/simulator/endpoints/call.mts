import type { Route } from '../paths.mts';
import type { Portal, Token } from '../portal.mts';
import { failure, unreadable, validationFailure } from '../replies.mts';
import type { Reply } from '../wire.mts';

/** A request that has passed the gate. */
export type Call = {
	route: Route;
	/** Parsed; undefined for a request without a body. */
	body: unknown;
	token: Token;
	tokenText: string;
	/** The length of the body, in characters. */
	length: number;
	/** How long HubSpot takes, for `completedAt`. */
	tookMs: number;
};

export type Handler = (call: Call, portal: Portal) => Reply;

export const MAX_INPUTS = 100;

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** HubSpot's reader takes numbers and booleans where it expects text. */
export function isScalar(value: unknown): value is string | number | boolean {
	return ['string', 'number', 'boolean'].includes(typeof value);
}

export function cannotDeserialize(type: string, value: unknown): Reply {
	const [name, token] = Array.isArray(value)
		? ['Array', 'START_ARRAY']
		: isObject(value)
			? ['Object', 'START_OBJECT']
			: [typeof value === 'string' ? 'String' : 'scalar', 'VALUE_STRING'];
	return unreadable(
		`on line 1, column 1: Cannot deserialize value of type \`${type}\` from ${name} value (token \`JsonToken.${token}\`)`,
	);
}

export function missingField(field: string): Reply {
	return validationFailure(
		`Invalid input JSON on line 1, column 1. Some required fields were not set: [${field}]`,
	);
}

/** Whether a property can name ads; record IDs are asked for without one. */
export function checkIdProperty(name: string, verb: string, portal: Portal): Reply | undefined {
	const definition = portal.properties.get(name);
	if (!definition || definition.archived)
		return failure(400, `Property "${name}" does not exist`, 'VALIDATION_ERROR', {
			errors: [
				{
					message: `Property "${name}" does not exist`,
					code: 'PROPERTY_DOESNT_EXIST',
					context: { propertyName: [name] },
				},
			],
		});
	if (definition.hasUniqueValue) return;
	return validationFailure(
		`Unable to perform ${verb} by non-unique 0-420 property ${name} in portal ID ${portal.portalId}`,
	);
}

/** The frame around the results of every batch; `errors` is absent where there are none. */
export function batchReply(
	call: Call,
	portal: Portal,
	results: unknown[],
	errors: unknown[],
	status = 200,
): Pick<Reply, 'status' | 'body'> {
	const startedAt = portal.now();
	const body = {
		completedAt: new Date(startedAt + call.tookMs).toISOString(),
		status: 'COMPLETE',
		startedAt: new Date(startedAt).toISOString(),
		results,
	};
	if (errors.length === 0) return { status, body };
	const { version } = call.route;
	const partial = version === '2026-09' ? portal.guesses.partialStatusOf202609 : 207;
	return { status: partial, body: { ...body, errors, numErrors: errors.length } };
}

/** One item for all ids of a batch that name no ad. */
export function missingItem(
	ids: string[],
	traceIds: string[],
	{ guesses }: Portal,
): Record<string, unknown> {
	const context: Record<string, string[]> = { ids };
	if (traceIds.length > 0 && guesses.traceIdsInNotFound) context.objectWriteTraceId = traceIds;
	return {
		status: 'error',
		category: 'OBJECT_NOT_FOUND',
		message: `Could not get some ${guesses.typeNameInMessage} objects, they may be deleted or not exist. Check that ids are valid.`,
		context,
	};
}

export function repeated(ids: string[]): string[] {
	const seen = new Set<string>();
	return [...new Set(ids.filter((id) => seen.size === seen.add(id).size))];
}

export function duplicateIds(ids: string[]): Reply {
	return validationFailure(
		`Duplicate IDs found in batch input: [${ids.join(', ')}]. IDs must be unique`,
		{ ids },
	);
}
