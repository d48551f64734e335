import type { Operation } from '../delivery/operation';
import { toStep, withoutScope, type Channel } from './channel';
import { batchReadRequest } from './endpoints';
import type { GetTold, Reason } from './fates';
import type { GetInput } from './inputs';
import { judgeGet } from './judge';

/**
 * Reads ads.
 * @param mayGoWithout whether a run goes on where the scope to read is missing
 */
export function getAds(
	channel: Channel,
	mayGoWithout: boolean,
): Operation<GetInput, GetTold, Reason> {
	return {
		batch: toStep(
			channel,
			(version, inputs) =>
				batchReadRequest(
					version,
					inputs,
					inputs.flatMap(({ names }) => names),
				),
			(reply, inputs, now) => {
				const exchange = judgeGet(reply, inputs, now);
				return mayGoWithout ? { ...exchange, advice: withoutScope(exchange.advice) } : exchange;
			},
		),
		safety: 'safe',
		isProof: () => true,
	};
}
