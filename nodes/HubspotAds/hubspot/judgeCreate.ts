import type { Advice, Exchange } from '../delivery/operation';
import type { AdRecord, CreateTold, NotFound, Reason, Rejected } from './fates';
import type { CreateInput, NamedCreateInput } from './inputs';
import { judgeBatch, readFrame, readRecords, type IsSame } from './judge';
import { InputFinder, readWritten } from './matching';
import { readReason } from './reasons';
import { asFields, asList, asText, isSuccess, type LostReply, type Reply } from './reply';
import { judgeUnreadable } from './statuses';
import { withoutSwapped } from './swapped';
import type { Tries } from './tries';

/**
 * Tells what a reply to batch/create says of each input. Never throws. A result is an input's only where it repeats its trace
 * id, and has no other's key, or without keys no other's values: HubSpot's order is random (recorded), and no id is known before.
 * What a success does not name may have been made.
 */
export function judgeCreate<In extends CreateInput>(
	reply: Reply | LostReply,
	inputs: readonly In[],
	now: number,
	isSame: IsSame,
): Exchange<In, CreateTold, Reason> {
	const exchange = judgeBatch<In, CreateTold>(reply, inputs, now, (answer) => {
		const batch = readFrame(answer);
		const results = asList(asFields(answer.body).results);
		const made = readWritten(results, inputs, (record, { traceId }) =>
			record.objectWriteTraceId === traceId
				? ({ outcome: 'created', record, batch } as const)
				: undefined,
		);
		// Where a key names each ad, the records were held against it already.
		return inputs[0].id === undefined ? withoutSwapped(made, inputs, isSame) : made;
	});
	const { advice } = exchange;
	const fates = new Map<In, CreateTold>();
	for (const [input, told] of exchange.fates) {
		const isRefused = told.outcome === 'notFound' || told.outcome === 'rejected';
		fates.set(input, isRefused ? toRejected(told) : told);
	}
	if (!('status' in reply) || !isSuccess(reply)) {
		return tellAlone({ ...exchange, fates }, inputs);
	}
	const open = inputs.filter((input) => !fates.has(input));
	if (areUntaken(reply, open)) return { ...exchange, fates };
	const { reason } = advice;
	return {
		...exchange,
		fates,
		advice: { next: 'retry', reason, about: 'inputs', mayBeTaken: true },
	};
}

/** Tells what became of lost tries, by a reply to batch/read by their key, and which of them made nothing so far. */
export function judgeCreateReadBack(
	reply: Reply | LostReply,
	inputs: readonly NamedCreateInput[],
	now: number,
	isSame: IsSame,
	tries: Tries<NamedCreateInput>,
): Exchange<NamedCreateInput, CreateTold, Reason> {
	let isUnsure = false;
	const exchange = judgeBatch<NamedCreateInput, CreateTold>(reply, inputs, now, (answer) => {
		const told = new Map<NamedCreateInput, CreateTold>();
		for (const [input, record] of readRecords(answer, inputs)) {
			const isOurs = Object.entries(input.properties).every(([name, wanted]) =>
				isSame(name, wanted, record.properties[name]),
			);
			const age = tries.ageOf(record, input);
			if (age === 'unknown' && tries.mayTellLater(input)) isUnsure = true;
			else told.set(input, tell(record, input, isOurs, age, answer));
		}
		return told;
	});
	const fates = new Map<NamedCreateInput, CreateTold>();
	const absent = new Set<NamedCreateInput>();
	for (const [input, told] of exchange.fates) {
		const isRead = told.outcome !== 'rejected' || told.reason.trouble === 'exists';
		if (told.outcome === 'notFound') absent.add(input);
		// That the reading was refused says nothing of the ad.
		else if (isRead) fates.set(input, told);
	}
	if (!('status' in reply) || !isSuccess(reply)) return { ...exchange, fates };
	if (exchange.advice.next !== 'confirm') return { ...exchange, fates, absent };
	if (isUnsure) return { ...exchange, fates, absent, advice: askOnceMore(reply) };
	const isListed = Array.isArray(asFields(reply.body).results);
	if (isListed) return { ...exchange, fates, absent };
	return { ...exchange, fates, absent, advice: judgeUnreadable(reply) };
}

function tell(
	record: AdRecord,
	{ idProperty: property }: NamedCreateInput,
	isOurs: boolean,
	age: ReturnType<Tries<NamedCreateInput>['ageOf']>,
	answer: Reply,
): CreateTold {
	if (age === 'older') {
		const reason: Reason = { ...readReason('exists', answer, {}), property, existingId: record.id };
		return { outcome: 'rejected', reason };
	}
	if (age === 'notOlder' && isOurs) return { outcome: 'created', record };
	const reason: Reason = { ...readReason('ageUnknown', answer, {}), existingId: record.id };
	return { outcome: 'unconfirmed', reason };
}

/** What was read does not tell the age of an ad so far. */
export function askOnceMore(answer: Reply): Advice<never, Reason> {
	const reason = readReason('ageUnknown', answer, {});
	return { next: 'retry', reason, about: 'inputs', mayBeTaken: false };
}

/** Of an ad that was sent alone, the refusal of the whole batch is its own. */
export function tellAlone<In, Told>(
	exchange: Exchange<In, Told | Rejected, Reason>,
	inputs: readonly In[],
): Exchange<In, Told | Rejected, Reason> {
	const { fates, advice } = exchange;
	const isRefused =
		advice.next === 'reject' || (advice.next === 'split' && advice.outcome === 'rejected');
	if (!isRefused || inputs.length > 1 || fates.size > 0) return exchange;
	// What names no property may be about the request.
	if (!isConflict(advice.reason) && advice.reason.property === undefined) return exchange;
	const told = toRejected({ outcome: 'rejected', reason: advice.reason });
	return { ...exchange, fates: new Map<In, Told | Rejected>([[inputs[0], told]]) };
}

/** Whether it says that another ad has a unique value already. recorded: CONFLICT; reported: the code. */
export function isConflict({ category, code }: Reason): boolean {
	return category === 'CONFLICT' || code === 'CONFLICTING_UNIQUE_VALUE';
}

/** Whether the reply says of each of them that HubSpot did not take it for now. assumed: no such item was ever recorded. */
function areUntaken<In extends CreateInput>(reply: Reply, open: readonly In[]): boolean {
	const finder = new InputFinder(open);
	const untaken = asList(asFields(reply.body).errors)
		.filter((error) => UNTAKEN.has(asText(asFields(error).category) ?? ''))
		.flatMap((error) => finder.ofError(error));
	return new Set(untaken).size === open.length;
}

const UNTAKEN = new Set(['RATE_LIMITS', 'LOCKED']);

/** A new ad cannot be missing; where HubSpot says so, it refuses something that belongs to it. */
export function toRejected({ reason }: Rejected | NotFound): Rejected {
	const trouble = isConflict(reason) ? 'exists' : reason.trouble;
	return { outcome: 'rejected', reason: { ...reason, trouble } };
}
