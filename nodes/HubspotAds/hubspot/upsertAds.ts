import type { Operation } from '../delivery/operation';
import { toStep, type Channel } from './channel';
import { comparing, type FindKept } from './comparing';
import { batchUpsertRequest } from './endpoints';
import type { Reason, UpsertTold } from './fates';
import { findHolders } from './holders';
import type { UpsertInput } from './inputs';
import type { IsSame } from './judge';
import { isConflict } from './judgeCreate';
import { judgeUpsert, judgeUpsertReadBack } from './judgeUpsert';
import { learnConflict } from './openConflicts';
import { readBack } from './readBack';
import { Tries } from './tries';

/**
 * Makes ads, or writes those that have the key already. What was lost is sent again, which does no harm, and read back by
 * its key where that does not help.
 */
export function upsertAds(
	channel: Channel,
	isSame: IsSame,
	findKept: FindKept = () => [],
	uniques: readonly string[] = [],
): Operation<UpsertInput, UpsertTold, Reason> {
	const tries = new Tries<UpsertInput>(channel);
	const batch = comparing(
		tries.watch(
			toStep(tries.channel, batchUpsertRequest, (reply, inputs, now) =>
				judgeUpsert(reply, inputs, now, tries),
			),
		),
		findKept,
	);
	return {
		batch,
		readBack: readBack(tries.channel, (reply, inputs, now) =>
			judgeUpsertReadBack(reply, inputs, now, isSame, tries),
		),
		alone: batch,
		inquiry: findHolders(tries.channel, {
			uniques,
			// Another ad that has the key is the one to be updated; one that has another unique value is in the way.
			isItself: ({ idProperty }, property) => property === idProperty,
		}),
		safety: 'idempotent',
		isProof: (_input, told) =>
			told.outcome !== 'rejected' ||
			told.reason.holder === 'other' ||
			(told.reason.property !== undefined && !isConflict(told.reason)),
		learn: learnConflict,
	};
}
