import type { Portal } from '../portal.mts';
import { validationFailure } from '../replies.mts';
import type { Reply } from '../wire.mts';
import { cannotDeserialize, checkIdProperty, isObject, isScalar, missingField } from './call.mts';

/** One input of batch/update, batch/upsert or batch/create; of a create `id` is empty. */
export type Input = {
	id: string;
	idProperty?: string;
	traceId?: string;
	properties: Record<string, unknown>;
};

/**
 * A body without `inputs`, or with it in a wrong place, is no mistake to HubSpot: it answers that
 * nothing had to be done.
 * @param type HubSpot's name for an input
 */
export function readInputs(body: unknown, type: string, named: boolean): Input[] | Reply {
	if (!isObject(body)) return cannotDeserialize(`${PACKAGE}.${type}$Json`, body);
	if (body.inputs === undefined || body.inputs === null) return [];
	if (!Array.isArray(body.inputs)) return cannotDeserialize('java.util.ArrayList', body.inputs);
	const inputs: Input[] = [];
	for (const given of body.inputs) {
		const input = readInput(given, type, named);
		if ('status' in input) return input;
		inputs.push(input);
	}
	return inputs;
}

const PACKAGE = 'com.hubspot.inbounddb.publicobject.core.v2';

function readInput(given: unknown, type: string, named: boolean): Input | Reply {
	if (!isObject(given)) return cannotDeserialize(`${PACKAGE}.${type}$Json`, given);
	const { id, properties, idProperty, objectWriteTraceId } = given;
	if (named && (id === undefined || id === null)) return missingField('id');
	if (properties === undefined || properties === null) return missingField('properties');
	if (!isObject(properties)) return cannotDeserialize('java.util.LinkedHashMap', properties);
	for (const value of [id, idProperty, objectWriteTraceId, ...Object.values(properties)])
		if (value !== undefined && value !== null && !isScalar(value))
			return cannotDeserialize('java.lang.String', value);
	const input: Input = { id: named ? String(id) : '', properties };
	if (isScalar(idProperty)) input.idProperty = String(idProperty);
	if (isScalar(objectWriteTraceId)) input.traceId = String(objectWriteTraceId);
	return input;
}

export function checkIdProperties(
	inputs: Input[],
	verb: string,
	portal: Portal,
): Reply | undefined {
	const names = new Set(inputs.map(({ idProperty }) => idProperty));
	for (const name of names) {
		const unusable = name !== undefined && checkIdProperty(name, verb, portal);
		if (unusable) return unusable;
	}
	if (names.size > 1 && portal.guesses.mixedIdProperty === 'refused')
		return validationFailure('All inputs of a batch must have the same idProperty.');
	return;
}

/** recorded: only with a trace id on every input does HubSpot say which of them it refused. */
export function areTraced(inputs: Input[], { guesses }: Portal): boolean {
	const traced = inputs.filter(({ traceId }) => traceId !== undefined).length;
	return traced === inputs.length || (traced > 0 && guesses.partialTraceIds === 'perRecord');
}
