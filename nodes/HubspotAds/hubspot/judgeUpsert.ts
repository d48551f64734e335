import type { Exchange } from '../delivery/operation';
import type { AdRecord, Reason, UpsertTold } from './fates';
import type { UpsertInput } from './inputs';
import { judgeAnswer, judgeBatch, readFrame, readRecords, type IsSame } from './judge';
import { askOnceMore, tellAlone, toRejected } from './judgeCreate';
import { readWritten } from './matching';
import { readReason } from './reasons';
import { asFields, asList, type LostReply, type Reply } from './reply';
import type { Tries } from './tries';

type Batch = Readonly<Record<string, unknown>>;

/** Tells what a reply to batch/upsert says of each input. Never throws. */
export function judgeUpsert(
	reply: Reply | LostReply,
	inputs: readonly UpsertInput[],
	now: number,
	tries: Tries<UpsertInput>,
): Exchange<UpsertInput, UpsertTold, Reason> {
	const exchange = judgeBatch<UpsertInput, UpsertTold>(reply, inputs, now, (answer) => {
		const batch = readFrame(answer);
		const results = asList(asFields(answer.body).results);
		return readWritten(results, inputs, ({ new: isNew, ...record }, input) => {
			// That it was made now is always proof; that it was there before is none where a lost try may have made it.
			const isFirst = isNew === false && !tries.wasLost(input);
			if (isNew !== true && !isFirst) return tell(record, input, tries, answer, batch);
			return { outcome: isFirst ? 'updated' : 'created', record, batch };
		});
	});
	const fates = new Map<UpsertInput, UpsertTold>();
	for (const [input, told] of exchange.fates) {
		const isRefused = told.outcome === 'notFound' || told.outcome === 'rejected';
		fates.set(input, isRefused ? toRejected(told) : told);
	}
	return tellAlone({ ...exchange, fates }, inputs);
}

/** Tells which ads hold what was wanted, by a reply to batch/read. Of the others nothing is told. */
export function judgeUpsertReadBack(
	reply: Reply | LostReply,
	inputs: readonly UpsertInput[],
	now: number,
	isSame: IsSame,
	tries: Tries<UpsertInput>,
): Exchange<UpsertInput, UpsertTold, Reason> {
	const fates = new Map<UpsertInput, UpsertTold>();
	const exchange = judgeAnswer(reply, inputs, now);
	const { answer } = exchange;
	if (!answer) return { ...exchange, fates };
	let isUnsure = false;
	for (const [input, record] of readRecords(answer, inputs)) {
		const holds = Object.entries(input.properties).every(([name, wanted]) =>
			isSame(name, wanted, record.properties[name]),
		);
		const told = holds ? tell(record, input, tries, answer) : undefined;
		if (told) fates.set(input, told);
		isUnsure ||= holds && !told;
	}
	return { ...exchange, fates, ...(isUnsure && { advice: askOnceMore(answer) }) };
}

/**
 * The ad holds what was wanted; which of the two it was, its age tells.
 * @returns undefined where a further reply may tell it
 */
function tell(
	record: AdRecord,
	input: UpsertInput,
	tries: Tries<UpsertInput>,
	answer: Reply,
	batch?: Batch,
): UpsertTold | undefined {
	switch (tries.ageOf(record, input)) {
		case 'notOlder':
			return { outcome: 'created', record, batch };
		case 'older':
			return { outcome: 'updated', record, batch };
		case 'unknown':
			if (tries.mayTellLater(input)) return undefined;
			return {
				outcome: 'unconfirmed',
				reason: { ...readReason('ageUnknown', answer, {}), existingId: record.id },
			};
	}
}
