import type { Operation } from '../delivery/operation';
import { toStep, withoutScope, type Channel } from './channel';
import { batchReadRequest } from './endpoints';
import type { GetTold, Reason } from './fates';
import type { GetInput } from './inputs';
import { judgeGet } from './judge';
import { MERGED_IDS } from './matching';

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
			(version, inputs) => batchReadRequest(version, inputs, namesToRead(inputs)),
			(reply, inputs, now) => {
				const exchange = judgeGet(reply, inputs, now);
				return mayGoWithout ? { ...exchange, advice: withoutScope(exchange.advice) } : exchange;
			},
		),
		safety: 'safe',
		isProof: () => true,
	};
}

/** A record ID may have been merged away, and is then found among those of the record that survived. */
function namesToRead(inputs: readonly GetInput[]): string[] {
	const names = inputs.flatMap((input) => input.names);
	return inputs[0]?.idProperty === undefined ? [...names, MERGED_IDS] : names;
}
