import { adKey } from '../delivery/batches';
import type { AdRecord, Input, Ledger, Fate, Reason } from '../delivery/ledger';
import { isAnswer, judgeNoAnswer } from '../hubspot/answers';
import { batchReadRequest, MAX_BATCH_SIZE } from '../hubspot/endpoints';
import { readErrors, readRecords } from '../hubspot/replies';
import { findChanges, valuesAfter } from '../properties/changes';
import type { Definitions } from '../properties/definitions';
import type { Groups } from './arrange';
import type { Connection } from './connection';
import type { Line } from './read';
import type { RunSettings } from './settings';

/** An input with its ad as it is now; without `record` it could not be read for that `reason`, or HubSpot does not have it. */
interface Compared {
	readonly input: Input;
	readonly record?: AdRecord;
	readonly reason?: Reason;
}

const UNNAMED: Reason = { trouble: 'unnamed' };

type Compare = (inputs: readonly Input[]) => Promise<Compared[]>;

/**
 * Reads the ads and hands on only those that have to be written. What cannot be read is written; so is an ad that an
 * earlier item names, because its values will have changed by then.
 */
export async function* skipUnchanged(
	groups: Groups,
	settings: RunSettings,
	connection: Connection,
	definitions: Definitions | undefined,
	ledger: Ledger<Line>,
): AsyncGenerator<Input[]> {
	const seen = new Set<string>();
	for await (const compared of compareAhead(groups, settings, toCompare(settings, connection))) {
		const changed: Input[] = [];
		for (const { input, record } of compared) {
			const key = adKey(input);
			const changes = record && findChanges(input.properties, record.properties, definitions);
			if (!seen.has(key) && record && changes && Object.keys(changes).length === 0) {
				ledger.settle(input.lines, { outcome: 'unchanged', record });
			} else {
				seen.add(key);
				changed.push(input);
			}
		}
		yield changed;
	}
}

/** Settles every input with what an update would change. Writes nothing. */
export async function previewChanges(
	groups: Groups,
	settings: RunSettings,
	connection: Connection,
	definitions: Definitions | undefined,
	ledger: Ledger<Line>,
): Promise<void> {
	/** What earlier items would have written by then. */
	const written = new Map<string, Readonly<Record<string, string>>>();
	for await (const compared of compareAhead(groups, settings, toCompare(settings, connection))) {
		for (const { input, record, reason } of compared) {
			const key = adKey(input);
			const current = record && { ...record.properties, ...written.get(key) };
			const changes = current && findChanges(input.properties, current, definitions);
			const after = valuesAfter(input.properties, current ?? {}, definitions);
			written.set(key, { ...written.get(key), ...after });
			ledger.settle(input.lines, toOutcome(record, changes, reason));
		}
	}
}

function toOutcome(
	record: AdRecord | undefined,
	changes: ReturnType<typeof findChanges> | undefined,
	reason: Reason | undefined,
): Fate {
	if (!record || !changes) {
		return reason
			? { outcome: 'notSent', reason }
			: { outcome: 'notFound', reason: { trouble: 'missing' } };
	}
	if (Object.keys(changes).length === 0) return { outcome: 'unchanged', record };
	return { outcome: 'wouldUpdate', changes };
}

/** Keeps several reads in flight, and gives their answers in the order of the inputs. */
async function* compareAhead(
	groups: Groups,
	{ maxConcurrency }: RunSettings,
	compare: Compare,
): AsyncGenerator<Compared[]> {
	const inFlight: Array<Promise<Compared[]>> = [];
	for await (const batch of readBatches(groups)) {
		inFlight.push(compare(batch));
		if (inFlight.length >= maxConcurrency) yield await inFlight.shift()!;
	}
	while (inFlight.length > 0) yield await inFlight.shift()!;
}

/** Batches for batch/read, which takes 100 ads and one `idProperty`. */
async function* readBatches(groups: Groups): AsyncGenerator<Input[]> {
	const batches = new Map<string, Input[]>();
	for await (const group of groups) {
		for (const input of group) {
			const idProperty = input.idProperty ?? '';
			const batch = batches.get(idProperty) ?? [];
			batches.set(idProperty, batch);
			batch.push(input);
			if (batch.length < MAX_BATCH_SIZE) continue;
			batches.delete(idProperty);
			yield batch;
		}
	}
	yield* batches.values();
}

function toCompare({ apiVersion }: RunSettings, { look }: Connection): Compare {
	return async (inputs) => {
		const byAd = new Map(inputs.map((input) => [adKey(input), input]));
		const ads = [...byAd.values()];
		const reply = await look(batchReadRequest(apiVersion, inputs, ads));
		if (!isAnswer(reply)) {
			const { reason } = judgeNoAnswer(reply, Date.now());
			return inputs.map((input) => ({ input, reason }));
		}
		const records = readRecords(reply, ads);
		const { fates } = readErrors(reply, ads);
		return inputs.map((input) => {
			const ad = byAd.get(adKey(input))!;
			const isMissing = fates.get(ad)?.outcome === 'notFound';
			return { input, record: records.get(ad), reason: isMissing ? undefined : UNNAMED };
		});
	};
}
