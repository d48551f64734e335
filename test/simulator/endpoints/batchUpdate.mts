import type { Ad } from '../ads.mts';
import { shuffle } from '../chance.mts';
import type { Portal } from '../portal.mts';
import { refusedValues, validationFailure } from '../replies.mts';
import type { Refusal } from '../replies.mts';
import { showWritten } from '../records.mts';
import { checkChanges } from '../values.mts';
import type { Claims } from '../values.mts';
import type { Reply } from '../wire.mts';
import { batchReply, duplicateIds, MAX_INPUTS, missingItem, repeated } from './call.mts';
import type { Call } from './call.mts';
import { areTraced, checkIdProperties, readInputs } from './inputs.mts';
import type { Input } from './inputs.mts';
import { refusedItem } from './refusals.mts';
import type { Refused } from './refusals.mts';

type Found = { input: Input; ad: Ad };
type Ready = Found & { changes: Record<string, string> };

/** The order of the checks is the order of these lines. */
export function batchUpdate(call: Call, portal: Portal): Reply {
	const inputs = readInputs(call.body, 'SimplePublicObjectBatchInput', true);
	if (!Array.isArray(inputs)) return inputs;
	if (inputs.length === 0) return batchReply(call, portal, [], []);
	if (inputs.length > MAX_INPUTS) return validationFailure(portal.guesses.tooManyInputsText);
	const duplicates = repeated(inputs.map(({ id }) => id));
	if (duplicates.length > 0) return duplicateIds(duplicates);
	const unusable = checkIdProperties(inputs, 'update', portal);
	if (unusable) return unusable;

	const { found, missing } = findAds(inputs, portal);
	const sameAd = portal.guesses.sameAdTwice === 'refused' ? repeated(found.map(idOf)) : [];
	if (sameAd.length > 0) return duplicateIds(sameAd);

	const { ready, refused } = checkAll(found, portal);
	const namesEachAd = portal.guesses.validationPerRecord && areTraced(inputs, portal);
	if (refused.length > 0 && !namesEachAd)
		return refusedValues(
			refused.flatMap((one) => one.refusals),
			portal,
		);

	const errors = refused.map((one) => refusedItem(one, portal));
	if (missing.length > 0) errors.push(missingItemOf(missing, portal));
	const results = ready.map((one) => apply(one, portal));
	return {
		...batchReply(call, portal, shuffle(results, portal.order), errors),
		written: ready.map(idOf),
	};
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

function checkAll(found: Found[], portal: Portal): { ready: Ready[]; refused: Refused[] } {
	const claims: Claims = new Map();
	const ready: Ready[] = [];
	const refused: Refused[] = [];
	for (const one of found) {
		const checked = checkChanges(one.ad, one.input.properties, portal, claims);
		const refusals = [...checked.refusals, ...refusedAsEmpty(one.input, portal)];
		if (refusals.length > 0) refused.push({ input: one.input, refusals });
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
