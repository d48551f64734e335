import type { Exchange } from '../delivery/operation';
import type { AdRecord, Reason, UpsertTold } from './fates';
import type { UpsertInput } from './inputs';
import { judgeAnswer, judgeBatch, readFrame, readRecords, type IsSame } from './judge';
import { toRejected } from './judgeCreate';
import { readReason } from './reasons';
import type { LostReply, Reply } from './reply';
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
		const told = [...readRecords(answer, inputs)].map(
			([input, { new: isNew, ...record }]): [UpsertInput, UpsertTold] => {
				// That it was made now is always proof; that it was there before is none where a lost try may have made it.
				if (isNew === true) return [input, { outcome: 'created', record, batch }];
				if (isNew === false && !tries.wasLost(input))
					return [input, { outcome: 'updated', record, batch }];
				return [input, tell(record, input, tries, answer, batch)];
			},
		);
		return new Map(told);
	});
	const fates = new Map<UpsertInput, UpsertTold>();
	for (const [input, told] of exchange.fates) {
		const isRefused = told.outcome === 'notFound' || told.outcome === 'rejected';
		fates.set(input, isRefused ? toRejected(told) : told);
	}
	return { ...exchange, fates };
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
	for (const [input, record] of readRecords(answer, inputs)) {
		const holds = Object.entries(input.properties).every(([name, wanted]) =>
			isSame(name, wanted, record.properties[name]),
		);
		if (holds) fates.set(input, tell(record, input, tries, answer));
	}
	return { ...exchange, fates };
}

/** The ad holds what was wanted; which of the two it was, its age tells. */
function tell(
	record: AdRecord,
	input: UpsertInput,
	tries: Tries<UpsertInput>,
	answer: Reply,
	batch?: Batch,
): UpsertTold {
	switch (tries.ageOf(record, input)) {
		case 'notOlder':
			return { outcome: 'created', record, batch };
		case 'older':
			return { outcome: 'updated', record, batch };
		case 'unknown':
			return { outcome: 'unconfirmed', reason: readReason('ageUnknown', answer, {}) };
	}
}
