import type { Ad } from '../ads.mts';
import { shuffle } from '../chance.mts';
import type { Portal } from '../portal.mts';
import { failure, validationFailure } from '../replies.mts';
import { showWritten } from '../records.mts';
import { checkChanges, holderOf } from '../values.mts';
import type { Claims } from '../values.mts';
import type { Reply } from '../wire.mts';
import { batchReply, duplicateIds, MAX_INPUTS, missingField, repeated } from './call.mts';
import type { Call } from './call.mts';
import { areTraced, checkIdProperties, readInputs } from './inputs.mts';
import type { Input } from './inputs.mts';
import { checkNewAd, makeAd, showMade } from './newAd.mts';
import { EXISTS, isConflict, refuseAll, refusedItem } from './refusals.mts';
import type { Refused } from './refusals.mts';

/** Writes the ad, and shows it. */
type Ready = () => { id: string; shown: object };

/** The order of the checks is the order of these lines. */
export function batchUpsert(call: Call, portal: Portal): Reply {
	const inputs = readInputs(call.body, 'SimplePublicObjectBatchInputUpsert', true);
	if (!Array.isArray(inputs)) return inputs;
	if (inputs.length === 0) return batchReply(call, portal, [], []);
	if (inputs.length > MAX_INPUTS) return validationFailure(portal.guesses.tooManyInputsText);
	const duplicates = repeated(inputs.map(({ id }) => id));
	if (duplicates.length > 0) return duplicateIds(duplicates);
	// The description says that it is optional; an ad cannot be upserted by its record ID (reported).
	if (inputs.some(({ idProperty }) => idProperty === undefined)) return missingField('idProperty');
	const unusable = checkIdProperties(inputs, 'update/upsert', portal);
	if (unusable) return unusable;

	const { ready, refused } = checkAll(inputs, portal);
	if (portal.guesses.upsertConflict === 'wholeBatch' && refused.some(isConflicting))
		return failure(409, EXISTS, 'CONFLICT');
	const lacksName = refused.some(({ lacks = [] }) => lacks.length > 0);
	const isForAll = lacksName && portal.guesses.missingName === 'wholeBatch';
	if (refused.length > 0 && (!areTraced(inputs, portal) || isForAll))
		return refuseAll(refused, portal);

	const errors = refused.map((one) => refusedItem(one, portal, true));
	const done = shuffle(ready, portal.order).map((write) => write());
	const results = done.map(({ shown }) => shown);
	return {
		...batchReply(call, portal, shuffle(results, portal.order), errors),
		written: done.map(({ id }) => id),
	};
}

function checkAll(inputs: Input[], portal: Portal): { ready: Ready[]; refused: Refused[] } {
	const claims: Claims = new Map();
	const ready: Ready[] = [];
	const refused: Refused[] = [];
	for (const input of inputs) {
		const checked = check(input, portal, claims);
		if (typeof checked === 'function') ready.push(checked);
		else refused.push(checked);
	}
	return { ready, refused };
}

function check(input: Input, portal: Portal, claims: Claims): Ready | Refused {
	const { id, idProperty = '', properties } = input;
	const ad = holderOf(idProperty, id, portal);
	return ad && !ad.archived
		? checkUpdate(ad, input, portal, claims)
		: // documented for custom unique properties: the key need not be among the properties.
			checkCreation(input, { [idProperty]: id, ...properties }, portal, claims);
}

function checkUpdate(ad: Ad, input: Input, portal: Portal, claims: Claims): Ready | Refused {
	const { changes, refusals } = checkChanges(ad, input.properties, portal, claims);
	if (refusals.length > 0) return { input, refusals };
	return () => {
		portal.ads.write(ad.id, changes);
		const shown = showWritten(ad, Object.keys(changes), portal, input);
		return { id: ad.id, shown: { ...shown, new: false } };
	};
}

function checkCreation(
	input: Input,
	wanted: Record<string, unknown>,
	portal: Portal,
	claims: Claims,
): Ready | Refused {
	const made = checkNewAd(wanted, portal, claims);
	const { refusals, lacks } = made;
	if (refusals.length > 0 || lacks.length > 0) return { input, refusals, lacks };
	return () => {
		const ad = makeAd(made, portal);
		return { id: ad.id, shown: { ...showMade(ad, made, portal, input.traceId), new: true } };
	};
}

function isConflicting({ refusals }: Refused): boolean {
	return refusals.some(isConflict);
}
