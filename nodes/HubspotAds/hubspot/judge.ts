import type { Exchange } from '../delivery/operation';
import type { AdRecord, NotFound, Reason, Rejected, UpdateTold } from './fates';
import type { AdInput, UpdateInput } from './inputs';
import { readLimits } from './limits';
import { readErrors } from './errors';
import { InputFinder, readWritten } from './matching';
import { readReason, type Suspect } from './reasons';
import { prune, readRecord } from './record';
import { asFields, asList, asText, isFields, isSuccess, type LostReply, type Reply } from './reply';
import { judgeLostReply, judgeStatus, judgeUnreadable } from './statuses';

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
	inputs: readonly UpdateInput[],
	now: number,
): Exchange<UpdateInput, UpdateTold, Reason> {
	return judgeBatch<UpdateInput, UpdateTold>(reply, inputs, now, (answer) => {
		const batch = readFrame(answer);
		return readWritten(asList(asFields(answer.body).results), inputs, (record) => ({
			outcome: 'updated',
			record,
			batch,
		}));
	});
}

/** Tells which ads hold what was wanted, by a reply to batch/read. Of the others nothing is told. */
export function judgeReadBack(
	reply: Reply | LostReply,
	inputs: readonly UpdateInput[],
	now: number,
	isSame: IsSame,
): Exchange<UpdateInput, UpdateTold, Reason> {
	const fates = new Map<UpdateInput, UpdateTold>();
	const exchange = judgeAnswer(reply, inputs, now);
	if (!exchange.answer) return { ...exchange, fates };

	for (const [input, record] of readRecords(exchange.answer, inputs)) {
		const holds = Object.entries(input.properties).every(([name, wanted]) =>
			isSame(name, wanted, readOwn(record.properties, name)),
		);
		if (holds) fates.set(input, { outcome: 'updated', record });
	}
	return { ...exchange, fates };
}

/** Tells what a reply to a single PATCH says. It answers for a merged id with the record that survived (recorded). */
export function judgePatch(
	reply: Reply | LostReply,
	inputs: readonly UpdateInput[],
	now: number,
): Exchange<UpdateInput, UpdateTold, Reason> {
	const [input] = inputs;
	const exchange = judgeAnswer(reply, inputs, now);
	const { advice } = exchange;
	const tell = (told: UpdateTold) => ({ ...exchange, fates: new Map([[input, told]]) });
	if (exchange.answer) {
		const record = readRecord(exchange.answer.body);
		if (record) return tell({ outcome: 'updated', record });
		return { ...exchange, fates: new Map(), advice: judgeUnreadable(exchange.answer) };
	}
	if ('status' in reply && reply.status === 404 && asText(asFields(reply.body).category)) {
		return tell({ outcome: 'notFound', reason: readReason('missing', reply) });
	}
	const isRefused = advice.next === 'split' && advice.outcome === 'rejected';
	if (isRefused || advice.next === 'reject') {
		return tell({ outcome: 'rejected', reason: advice.reason });
	}
	return { ...exchange, fates: new Map() };
}

/** What every reply is asked first: whether there is an answer in it, and if not, what is to be done. */
export function judgeAnswer<In extends Suspect>(
	reply: Reply | LostReply,
	inputs: readonly In[],
	now: number,
): Omit<Exchange<In, never, Reason>, 'fates'> & { readonly answer?: Reply } {
	if ('lost' in reply) return { advice: judgeLostReply(reply) };

	const limits = readLimits(reply.headers);
	if (!isSuccess(reply)) return { advice: judgeStatus(reply, inputs, now), limits };
	if (!isFields(reply.body)) return { advice: judgeUnreadable(reply), limits };
	return {
		answer: reply,
		advice: { next: 'confirm', reason: readReason('unnamed', reply, {}) },
		limits,
	};
}

/** @param readResults what the results of an answer tell */
export function judgeBatch<In extends Suspect, Told>(
	reply: Reply | LostReply,
	inputs: readonly In[],
	now: number,
	readResults: (answer: Reply) => Map<In, Told | NotFound | Rejected>,
): Exchange<In, Told | NotFound | Rejected, Reason> {
	const exchange = judgeAnswer(reply, inputs, now);
	if ('lost' in reply) return { ...exchange, fates: new Map() };

	const { fates: refused, anonymous, passing } = readErrors(reply, inputs, now);
	// A limit or an outage refuses no ad, whatever else its body says.
	const isRefusal = exchange.advice.next === 'split' || exchange.advice.next === 'reject';
	if (!exchange.answer) return { ...exchange, fates: isRefusal ? refused : new Map() };

	const fates = readResults(exchange.answer);
	const results = asList(asFields(reply.body).results);
	const isUnderstood = fates.size === results.length;
	const isAmongResults = ({ traceId }: In) =>
		results.some((result) => asFields(result).objectWriteTraceId === traceId);
	for (const [input, fate] of refused) {
		// An input that is in both lists has no fate, also where its result is not believed.
		if (!fates.delete(input) && !isAmongResults(input)) fates.set(input, fate);
	}
	// What is told of nobody may be about one of those that are to be sent again.
	if (passing?.next === 'retry' && !isUnderstood) {
		return { ...exchange, fates, advice: { ...passing, mayBeTaken: true } };
	}
	if (passing) return { ...exchange, fates, advice: passing };
	const reason = readReason('unnamed', reply, anonymous);
	return { ...exchange, fates, advice: { next: 'confirm', reason } };
}

/** The records that a reply to batch/update or batch/read holds, each once. */
export function readRecords<In extends AdInput>(
	reply: Reply,
	inputs: readonly In[],
): Map<In, AdRecord> {
	const finder = new InputFinder(inputs);
	const found = new Map<In, AdRecord>();
	for (const result of asList(asFields(reply.body).results)) {
		const input = finder.ofResult(result);
		const record = input && !found.has(input) && readRecord(result);
		if (record) found.set(input, record);
	}
	return found;
}

/** A property may be named as something that every object has. */
function readOwn<T>(properties: Readonly<Record<string, T>>, name: string): T | undefined {
	return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

export function readFrame({ body }: Reply): Record<string, unknown> {
	const fields = asFields(body);
	return Object.fromEntries(
		FRAME.filter((key) => key in fields).map((key) => [key, prune(fields[key])]),
	);
}
