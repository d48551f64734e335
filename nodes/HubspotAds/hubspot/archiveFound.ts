import type { Advice, Exchange, Operation } from '../delivery/operation';
import { toStep, type Channel } from './channel';
import { archiveRequest, batchReadRequest } from './endpoints';
import type { AdRecord, ArchiveTold, Reason } from './fates';
import { namesOf } from './getAds';
import type { GetInput } from './inputs';
import { judgeGet } from './judgeGet';
import { readLimits } from './limits';
import { Looks } from './looks';
import { readReason } from './reasons';
import { isSuccess, type LostReply, type Reply } from './reply';
import { judgeLostReply, judgeStatus, judgeUnreadable } from './statuses';

/** An ad that was found under its own record ID, and is to be moved to the bin. */
export interface FoundInput extends GetInput {
	readonly record: AdRecord;
}

/** The time between two looks of a verification. */
const LOOK_AGAIN_MS = 2_000;

/** Moves ads to the bin, and reads them there: after a lost reply, and after every one where it `verifies`. */
export function archiveFound(
	channel: Channel,
	verifies: boolean,
): Operation<FoundInput, ArchiveTold, Reason> {
	const looks = new Looks<FoundInput>();
	return {
		batch: toStep(channel, archiveRequest, (reply, inputs: readonly FoundInput[], now) =>
			judgeArchive(reply, inputs, now, verifies),
		),
		readBack: toStep(
			channel,
			(version, inputs) => batchReadRequest(version, inputs, namesOf(inputs), true),
			(reply, inputs: readonly FoundInput[], now) => {
				const exchange = judgeGet(reply, inputs, now);
				const fates = new Map<FoundInput, ArchiveTold>();
				for (const input of inputs) {
					const told = exchange.fates.get(input);
					const isThere = told?.outcome === 'found' && told.mergedFrom === undefined;
					if (isThere) fates.set(input, { outcome: 'archived', record: told.record });
				}
				const unseen = inputs.filter((input) => !fates.has(input));
				const advice = lookAgain(exchange.advice, unseen, looks);
				return { fates, advice, limits: exchange.limits };
			},
		),
		safety: 'idempotent',
		isProof: (_input, { outcome }) => outcome === 'archived',
	};
}

/**
 * Tells what a reply to batch/archive says. recorded: 204 without a body, whatever it did; so anything else that looks like a
 * success is none.
 */
function judgeArchive(
	reply: Reply | LostReply,
	inputs: readonly FoundInput[],
	now: number,
	verifies: boolean,
): Exchange<FoundInput, ArchiveTold, Reason> {
	const fates = new Map<FoundInput, ArchiveTold>();
	if ('lost' in reply) return { fates, advice: judgeLostReply(reply) };
	const limits = readLimits(reply.headers);
	if (!isSuccess(reply)) return { fates, advice: judgeStatus(reply, inputs, now), limits };
	if (reply.status !== 204) return { fates, advice: judgeUnreadable(reply), limits };
	if (!verifies) {
		for (const input of inputs) fates.set(input, toBelieved(input));
	}
	return { fates, advice: { next: 'confirm', reason: readReason('unverified', reply) }, limits };
}

/** The ad as it was, but for what is not true of it any more. */
function toBelieved({ record }: FoundInput): ArchiveTold {
	const { id, properties } = record;
	const others = Object.entries(record).filter(([name]) => name !== 'archived');
	return { outcome: 'archived', record: { ...Object.fromEntries(others), id, properties } };
}

/** What is not in the bin at once may be there in some seconds. */
function lookAgain(
	advice: Advice<FoundInput, Reason>,
	inputs: readonly FoundInput[],
	looks: Looks<FoundInput>,
): Advice<FoundInput, Reason> {
	if (advice.next !== 'confirm' || !looks.count(inputs)) return advice;
	const { reason } = advice;
	return { next: 'retry', reason, about: 'inputs', mayBeTaken: false, afterMs: LOOK_AGAIN_MS };
}
