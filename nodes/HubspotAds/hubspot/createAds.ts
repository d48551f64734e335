import type { Operation } from '../delivery/operation';
import { toStep, type Channel } from './channel';
import { comparing, type FindKept } from './comparing';
import { batchCreateRequest } from './endpoints';
import type { CreateTold, Reason } from './fates';
import { findHolders } from './holders';
import type { CreateInput, NamedCreateInput } from './inputs';
import type { IsSame } from './judge';
import { isConflict, judgeCreate, judgeCreateReadBack } from './judgeCreate';
import { learnConflict } from './openConflicts';
import { readBack } from './readBack';
import { Tries } from './tries';

/**
 * Makes ads that nothing but a trace id tells apart: never sends one twice that HubSpot may have taken, so that what was lost
 * stays unconfirmed.
 */
export function createAds(
	channel: Channel,
	isSame: IsSame,
	findKept: FindKept = () => [],
	uniques: readonly string[] = [],
): Operation<CreateInput, CreateTold, Reason> {
	return {
		batch: comparing(
			toStep(channel, batchCreateRequest, (reply, inputs: readonly CreateInput[], now) =>
				judgeCreate(reply, inputs, now, isSame),
			),
			findKept,
		),
		inquiry: findHolders(channel, { uniques }),
		safety: 'unsafe',
		isProof: (_input, { outcome }) => outcome === 'created' || outcome === 'kept',
	};
}

/**
 * Makes ads that each have a value of a unique property, exactly once: what was lost is read by that value, and sent again
 * only where HubSpot has no ad with it.
 */
export function createNamedAds(
	channel: Channel,
	isSame: IsSame,
	findKept: FindKept = () => [],
	uniques: readonly string[] = [],
): Operation<NamedCreateInput, CreateTold, Reason> {
	const tries = new Tries<NamedCreateInput>(channel);
	const batch = toStep(
		tries.channel,
		batchCreateRequest,
		(reply, inputs: readonly NamedCreateInput[], now) => judgeCreate(reply, inputs, now, isSame),
	);
	return {
		batch: comparing(tries.watch(batch), findKept),
		readBack: comparing(
			readBack(tries.channel, (reply, inputs, now) =>
				judgeCreateReadBack(reply, inputs, now, isSame, tries),
			),
			findKept,
		),
		inquiry: findHolders(tries.channel, { uniques }),
		safety: 'unsafe',
		// Where HubSpot refuses it because there is such an ad, that may be the one which a lost try has made.
		isProof: (_input, told) =>
			told.outcome !== 'rejected' || told.reason.holder === 'other' || !isConflict(told.reason),
		learn: learnConflict,
	};
}
