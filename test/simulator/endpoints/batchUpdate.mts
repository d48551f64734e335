import type { Ad } from '../ads.mts';
import { shuffle } from '../chance.mts';
import type { Portal } from '../portal.mts';
import { refusalText, refusedValues, validationFailure } from '../replies.mts';
import type { Refusal } from '../replies.mts';
import { showWritten } from '../records.mts';
import { checkChanges } from '../values.mts';
import type { Claims } from '../values.mts';
import type { Reply } from '../wire.mts';
import {
	batchReply,
	cannotDeserialize,
	checkIdProperty,
	duplicateIds,
	isObject,
	isScalar,
	MAX_INPUTS,
	missingField,
	missingItem,
	repeated,
} from './call.mts';
import type { Call } from './call.mts';

type Input = {
	id: string;
	idProperty?: string;
	traceId?: string;
	properties: Record<string, unknown>;
};

type Found = { input: Input; ad: Ad };
type Ready = Found & { changes: Record<string, string> };

/** The order of the checks is the order of these lines. */
export function batchUpdate(call: Call, portal: Portal): Reply {
	const inputs = readInputs(call.body);
	if (!Array.isArray(inputs)) return inputs;
	if (inputs.length === 0) return batchReply(call, portal, [], []);
	if (inputs.length > MAX_INPUTS) return validationFailure(portal.guesses.tooManyInputsText);
	const duplicates = repeated(inputs.map(({ id }) => id));
	if (duplicates.length > 0) return duplicateIds(duplicates);
	const unusable = checkIdProperties(inputs, portal);
	if (unusable) return unusable;

	const { found, missing } = findAds(inputs, portal);
	const sameAd = portal.guesses.sameAdTwice === 'refused' ? repeated(found.map(idOf)) : [];
	if (sameAd.length > 0) return duplicateIds(sameAd);

	const { ready, refused } = checkAll(found, portal);
	const refusals = refused.flatMap((one) => one.refusals);
	if (refusals.length > 0 && !namesEachAd(inputs, portal)) return refusedValues(refusals, portal);

	const errors = refused.map((one) => refusedItem(one.input, one.refusals, portal));
	if (missing.length > 0) errors.push(missingItemOf(missing, portal));
	const results = ready.map((one) => apply(one, portal));
	return {
		...batchReply(call, portal, shuffle(results, portal.order), errors),
		written: ready.map(idOf),
	};
}

/**
 * A body without `inputs`, or with it in a wrong place, is no mistake to HubSpot: it answers that
 * nothing had to be done.
 */
function readInputs(body: unknown): Input[] | Reply {
	if (!isObject(body)) return cannotDeserialize(BODY_TYPE, body);
	if (body.inputs === undefined || body.inputs === null) return [];
	if (!Array.isArray(body.inputs)) return cannotDeserialize('java.util.ArrayList', body.inputs);
	const inputs: Input[] = [];
	for (const given of body.inputs) {
		const input = readInput(given);
		if ('status' in input) return input;
		inputs.push(input);
	}
	return inputs;
}

const BODY_TYPE = 'com.hubspot.inbounddb.publicobject.core.v2.SimplePublicObjectBatchInput$Json';

function readInput(given: unknown): Input | Reply {
	if (!isObject(given)) return cannotDeserialize(BODY_TYPE, given);
	const { id, properties, idProperty, objectWriteTraceId } = given;
	if (id === undefined || id === null) return missingField('id');
	if (properties === undefined || properties === null) return missingField('properties');
	if (!isObject(properties)) return cannotDeserialize('java.util.LinkedHashMap', properties);
	for (const value of [id, idProperty, objectWriteTraceId, ...Object.values(properties)])
		if (value !== undefined && value !== null && !isScalar(value))
			return cannotDeserialize('java.lang.String', value);
	const input: Input = { id: String(id), properties };
	if (isScalar(idProperty)) input.idProperty = String(idProperty);
	if (isScalar(objectWriteTraceId)) input.traceId = String(objectWriteTraceId);
	return input;
}

function checkIdProperties(inputs: Input[], portal: Portal): Reply | undefined {
	const names = new Set(inputs.map(({ idProperty }) => idProperty));
	for (const name of names) {
		const unusable = name !== undefined && checkIdProperty(name, 'update', portal);
		if (unusable) return unusable;
	}
	if (names.size > 1 && portal.guesses.mixedIdProperty === 'refused')
		return validationFailure('All inputs of a batch must have the same idProperty.');
	return;
}

function findAds(inputs: Input[], portal: Portal): { found: Found[]; missing: Input[] } {
	const found: Found[] = [];
	const missing: Input[] = [];
	for (const input of inputs) {
		const ad = findAd(input, portal);
		if (ad === 'dropped') continue;
		if (ad) found.push({ input, ad });
		else missing.push(input);
	}
	return { found, missing };
}

function findAd({ id, idProperty }: Input, portal: Portal): Ad | 'dropped' | undefined {
	const { ads, guesses } = portal;
	const ad = idProperty === undefined ? ads.get(id) : ads.byUnique(idProperty, id);
	if (ad) return ad.archived ? undefined : ad;
	const survivor = idProperty === undefined ? ads.survivorOf(id) : undefined;
	if (!survivor || guesses.mergedInBatchUpdate === 'notFound') return;
	return guesses.mergedInBatchUpdate === 'dropped' ? 'dropped' : survivor;
}

function checkAll(
	found: Found[],
	portal: Portal,
): { ready: Ready[]; refused: Array<Found & { refusals: Refusal[] }> } {
	const claims: Claims = new Map();
	const ready: Ready[] = [];
	const refused: Array<Found & { refusals: Refusal[] }> = [];
	for (const one of found) {
		const checked = checkChanges(one.ad, one.input.properties, portal, claims);
		const refusals = [...checked.refusals, ...refusedAsEmpty(one.input, portal)];
		if (refusals.length > 0) refused.push({ ...one, refusals });
		else ready.push({ ...one, changes: checked.changes });
	}
	return { ready, refused };
}

function refusedAsEmpty({ properties }: Input, { guesses }: Portal): Refusal[] {
	const names = Object.keys(properties);
	const nulls = guesses.nullValue === 'refused' ? names.filter((n) => properties[n] === null) : [];
	const refusals = nulls.map((name) => ({
		name,
		code: 'INVALID_VALUE',
		message: `Property "${name}" has no value`,
	}));
	if (names.length === 0 && guesses.emptyProperties === 'refused')
		refusals.push({ name: '', code: 'NO_PROPERTIES', message: NOTHING_TO_UPDATE });
	return refusals;
}

export const NOTHING_TO_UPDATE = 'No properties found to update, please provide at least one.';

function namesEachAd(inputs: Input[], { guesses }: Portal): boolean {
	if (!guesses.validationPerRecord) return false;
	const traced = inputs.filter(({ traceId }) => traceId !== undefined).length;
	return traced === inputs.length || (traced > 0 && guesses.partialTraceIds === 'perRecord');
}

function refusedItem(
	{ traceId }: Input,
	refusals: Refusal[],
	portal: Portal,
): Record<string, unknown> {
	return {
		status: 'error',
		category: 'VALIDATION_ERROR',
		message: refusalText(refusals, portal),
		context: traceId === undefined ? {} : { objectWriteTraceId: [traceId] },
	};
}

function missingItemOf(missing: Input[], portal: Portal): Record<string, unknown> {
	const traceIds = missing.flatMap(({ traceId }) => traceId ?? []);
	return missingItem(
		missing.map(({ id }) => id),
		traceIds,
		portal,
	);
}

function apply({ ad, input, changes }: Ready, portal: Portal): unknown {
	portal.ads.write(ad.id, changes);
	return showWritten(ad, Object.keys(changes), portal, input);
}

function idOf({ ad }: Found): string {
	return ad.id;
}
