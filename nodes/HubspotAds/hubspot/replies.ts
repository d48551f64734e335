import type { Exchange } from '../delivery/exchange';
import type { AdRecord, Input, Fate } from '../delivery/ledger';
import { isSuccess, unreadable } from './answers';
import { readLimits } from './limits';
import { InputFinder, prune, readRecord } from './matching';
import { readReason } from './reasons';
import { asFields, asList, asText, isFields, type LostReply, type Reply } from './reply';
import { judgeLostReply, judgeStatus } from './statuses';

/** Tells whether an ad that holds `actual` holds what was `wanted` of the property. */
export type IsSame = (
	property: string,
	wanted: string,
	actual: string | null | undefined,
) => boolean;

/** What the frame of a reply says of the whole batch. */
const FRAME = ['status', 'requestedAt', 'startedAt', 'completedAt', 'links'];

/**
 * Tells what a reply to batch/update says of each input. Never throws.
 * An input that is in neither list has no fate yet: HubSpot leaves out merged ads in a 200 (recorded), and a 200 or
 * 207 may be empty. So has one that is in both.
 */
export function judgeUpdate(
	reply: Reply | LostReply,
	inputs: readonly Input[],
	now: number,
): Exchange {
	if ('lost' in reply) return { fates: new Map(), advice: judgeLostReply(reply) };

	const limits = readLimits(reply.headers);
	const refused = readErrors(reply, inputs);
	if (!isSuccess(reply)) {
		return { fates: refused.fates, advice: judgeStatus(reply, inputs, now), limits };
	}
	if (!isFields(reply.body)) return { fates: new Map(), advice: unreadable(reply), limits };

	const updated = readResults(reply, inputs);
	for (const input of refused.fates.keys()) {
		if (updated.delete(input)) refused.fates.delete(input);
	}
	const reason = readReason('unnamed', reply, refused.anonymous);
	return {
		fates: new Map([...updated, ...refused.fates]),
		advice: { next: 'confirm', reason },
		limits,
	};
}

/** Tells which ads hold what was wanted, by a reply to batch/read. The others are for `confirm` to look after. */
export function judgeRead(
	reply: Reply | LostReply,
	inputs: readonly Input[],
	now: number,
	isSame: IsSame,
): Exchange {
	if ('lost' in reply) return { fates: new Map(), advice: judgeLostReply(reply) };

	const limits = readLimits(reply.headers);
	if (!isSuccess(reply))
		return { fates: new Map(), advice: judgeStatus(reply, inputs, now), limits };
	if (!isFields(reply.body)) return { fates: new Map(), advice: unreadable(reply), limits };

	const fates = new Map<Input, Fate>();
	for (const [input, record] of readRecords(reply, inputs)) {
		const holds = Object.entries(input.properties).every(([name, wanted]) =>
			isSame(name, wanted, record.properties[name]),
		);
		if (holds) fates.set(input, { outcome: 'updated', record });
	}
	return { fates, advice: { next: 'confirm', reason: readReason('unnamed', reply, {}) }, limits };
}

/** Tells what a reply to a single PATCH says. It answers for a merged id with the record that survived (recorded). */
export function judgePatch(reply: Reply | LostReply, input: Input, now: number): Exchange {
	const inputs = [input];
	if ('lost' in reply) return { fates: new Map(), advice: judgeLostReply(reply) };

	const limits = readLimits(reply.headers);
	const settled = (fate: Fate): Exchange => ({
		fates: new Map([[input, fate]]),
		advice: { next: 'confirm', reason: readReason('unnamed', reply) },
		limits,
	});
	if (isSuccess(reply)) {
		const record = readRecord(reply.body);
		if (record) return settled({ outcome: 'updated', record });
		return { fates: new Map(), advice: unreadable(reply), limits };
	}
	if (reply.status === 404 && asText(asFields(reply.body).category)) {
		return settled({ outcome: 'notFound', reason: readReason('missing', reply) });
	}
	const advice = judgeStatus(reply, inputs, now);
	if (advice.next === 'split' || advice.next === 'reject') {
		return settled({ outcome: 'rejected', reason: advice.reason });
	}
	return { fates: new Map(), advice, limits };
}

/** The records that a reply to batch/update or batch/read holds, each once. */
export function readRecords(reply: Reply, inputs: readonly Input[]): Map<Input, AdRecord> {
	const finder = new InputFinder(inputs);
	const found = new Map<Input, AdRecord>();
	for (const result of asList(asFields(reply.body).results)) {
		const input = finder.ofResult(result);
		const record = input && !found.has(input) && readRecord(result);
		if (record) found.set(input, record);
	}
	return found;
}

function readResults(reply: Reply, inputs: readonly Input[]): Map<Input, Fate> {
	const fields = asFields(reply.body);
	const batch = Object.fromEntries(
		FRAME.filter((key) => key in fields).map((key) => [key, prune(fields[key])]),
	);
	const updated = new Map<Input, Fate>();
	for (const [input, record] of readRecords(reply, inputs)) {
		updated.set(input, { outcome: 'updated', record, batch });
	}
	return updated;
}

/** @returns the fates of the inputs that `errors` names, and the first of its items that names none */
export function readErrors(
	reply: Reply,
	inputs: readonly Input[],
): { fates: Map<Input, Fate>; anonymous: unknown } {
	const finder = new InputFinder(inputs);
	const fates = new Map<Input, Fate>();
	let anonymous: unknown;
	for (const error of asList(asFields(reply.body).errors)) {
		const isMissing = asFields(error).category === 'OBJECT_NOT_FOUND';
		const fate: Fate = isMissing
			? { outcome: 'notFound', reason: readReason('missing', reply, error) }
			: { outcome: 'rejected', reason: readReason('refused', reply, error) };
		const named = finder.ofError(error);
		if (named.length === 0) anonymous ??= error;
		for (const input of named) if (!fates.has(input)) fates.set(input, fate);
	}
	return { fates, anonymous };
}
