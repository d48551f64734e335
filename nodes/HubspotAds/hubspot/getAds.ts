import type { Operation } from '../delivery/operation';
import { toStep, withoutScope, type Channel } from './channel';
import { batchReadRequest, readOneRequest } from './endpoints';
import type { GetTold, Reason } from './fates';
import type { GetInput } from './inputs';
import { judgeGet, judgeGetAlone } from './judgeGet';
import { MERGED_IDS } from './matching';

/**
 * Reads ads. One of which a reply says nothing is asked for alone, which follows merged IDs too.
 * @param mayGoWithout whether a run goes on where the scope to read is missing
 * @param isArchived whether to read the ads in HubSpot's recycling bin, and only those
 */
export function getAds(
	channel: Channel,
	mayGoWithout: boolean,
	isArchived = false,
): Operation<GetInput, GetTold, Reason> {
	const mild = (judge: typeof judgeGetAlone): typeof judgeGetAlone => {
		return (reply, inputs, now) => {
			const exchange = judge(reply, inputs, now);
			return mayGoWithout ? { ...exchange, advice: withoutScope(exchange.advice) } : exchange;
		};
	};
	return {
		batch: toStep(
			channel,
			(version, inputs) => batchReadRequest(version, inputs, namesToRead(inputs), isArchived),
			mild(judgeGet),
		),
		alone: toStep(
			channel,
			(version, inputs) => readOneRequest(version, inputs[0], namesToRead(inputs), isArchived),
			mild(judgeGetAlone),
		),
		safety: 'safe',
		isProof: () => true,
	};
}

/** Without any name HubSpot gives its default set, so that none is added there. */
function namesToRead(inputs: readonly GetInput[]): string[] {
	const names = namesOf(inputs);
	const isById = inputs[0].idProperty === undefined;
	return names.length > 0 && isById ? [...names, MERGED_IDS] : names;
}

/** What any of them asks for. Nearly always it is one list for all, which is gone through once. */
export function namesOf(inputs: readonly GetInput[]): string[] {
	return [...new Set(inputs.map(({ names }) => names))].flat();
}
