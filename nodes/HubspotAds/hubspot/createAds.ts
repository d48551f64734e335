import type { Operation } from '../delivery/operation';
import { toStep, withoutScope, type Channel } from './channel';
import { batchCreateRequest, batchReadRequest } from './endpoints';
import type { CreateTold, Reason } from './fates';
import type { CreateInput, NamedCreateInput } from './inputs';
import type { IsSame } from './judge';
import { isConflict, judgeCreate, judgeCreateReadBack } from './judgeCreate';
import { Tries } from './tries';

/**
 * Makes ads that nothing but a trace id tells apart: never sends one twice that HubSpot may have taken, so that what was lost
 * stays unconfirmed.
 */
export function createAds(channel: Channel): Operation<CreateInput, CreateTold, Reason> {
	return {
		batch: toStep(channel, batchCreateRequest, judgeCreate<CreateInput>),
		safety: 'unsafe',
		isProof: (_input, { outcome }) => outcome === 'created',
	};
}

/**
 * Makes ads that each have a value of a unique property, exactly once: what was lost is read by that value, and sent again
 * only where HubSpot has no ad with it.
 */
export function createNamedAds(
	channel: Channel,
	isSame: IsSame,
): Operation<NamedCreateInput, CreateTold, Reason> {
	const tries = new Tries<NamedCreateInput>(channel);
	return {
		batch: tries.watch(toStep(tries.channel, batchCreateRequest, judgeCreate<NamedCreateInput>)),
		readBack: toStep(
			tries.channel,
			(version, inputs) =>
				batchReadRequest(
					version,
					inputs,
					inputs.flatMap(({ properties }) => Object.keys(properties)),
				),
			(reply, inputs, now) => {
				const exchange = judgeCreateReadBack(reply, inputs, now, isSame, tries);
				return { ...exchange, advice: withoutScope(exchange.advice) };
			},
		),
		safety: 'unsafe',
		// Where HubSpot refuses it because there is such an ad, that may be the one which a lost try has made.
		isProof: (_input, told) => told.outcome !== 'rejected' || !isConflict(told.reason),
	};
}
