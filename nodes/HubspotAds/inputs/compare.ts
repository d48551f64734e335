import { deliver } from '../delivery/deliver';
import type { Ledger } from '../delivery/ledger';
import type { Fate } from '../delivery/operation';
import type { Connection } from '../ad/connection';
import type { AdRecord, GetTold, Reason, UpdateFate } from '../hubspot/fates';
import type { Known } from '../hubspot/definitions';
import { getAds } from '../hubspot/getAds';
import { toNameKey, type GetInput, type UpdateInput } from '../hubspot/inputs';
import { findChanges, valuesAfter } from '../properties/changes';
import type { Groups } from './duplicates';

type GetFate = Fate<GetTold, Reason>;
type Way = Pick<Connection, 'world' | 'channel'>;
type Fates = Pick<Ledger<unknown, UpdateFate>, 'settle'>;

/**
 * Reads the ads and hands on only those that have to be written. What cannot be read is written; so is an ad that an
 * earlier item names, because its values will have changed by then.
 * @param tellUnread why an ad could not be read, for each one in a run that goes on all the same
 */
export async function* skipUnchanged(
	groups: Groups,
	way: Way,
	known: Known,
	ledger: Fates,
	tellUnread: (reason: Reason) => void = () => {},
): AsyncGenerator<UpdateInput[]> {
	const seen = new Set<string>();
	for await (const compared of compareAhead(groups, way, true)) {
		const changed: UpdateInput[] = [];
		for (const [input, read] of compared) {
			const record = read.outcome === 'found' ? read.record : undefined;
			const isUnread = read.outcome === 'notSent' || read.outcome === 'unconfirmed';
			if (isUnread && !way.world.end.signal.aborted) tellUnread(read.reason);
			const changes = record && findChanges(input.properties, record.properties, known.definitions);
			const isSeen = seen.has(input.key) || (record !== undefined && seen.has(record.id));
			if (!isSeen && record && changes && Object.keys(changes).length === 0) {
				ledger.settle(input.lines, { outcome: 'unchanged', record });
			} else {
				// One ad may be named by its record ID, by a unique property and by an ID that was merged away.
				seen.add(input.key);
				if (record) seen.add(record.id);
				changed.push(input);
			}
		}
		yield changed;
	}
}

/** Settles every input with what an update would change. Writes nothing. */
export async function previewChanges(
	groups: Groups,
	way: Way,
	known: Known,
	ledger: Fates,
): Promise<void> {
	/** What earlier items would have written by then, by record ID. */
	const written = new Map<string, Readonly<Record<string, string>>>();
	for await (const compared of compareAhead(groups, way, false)) {
		for (const [input, read] of compared) {
			const { lines, properties } = input;
			const record = read.outcome === 'found' ? read.record : undefined;
			if (!record) {
				ledger.settle(lines, toFailure(read));
				continue;
			}
			const before = written.get(record.id);
			const current = { ...record.properties, ...before };
			const after = valuesAfter(properties, current, known.definitions);
			written.set(record.id, { ...before, ...after });
			ledger.settle(lines, toPreview(record, findChanges(properties, current, known.definitions)));
		}
	}
}

function toPreview(record: AdRecord, changes: ReturnType<typeof findChanges>): UpdateFate {
	if (Object.keys(changes).length === 0) return { outcome: 'unchanged', record };
	return { outcome: 'wouldUpdate', changes };
}

function toFailure(read: GetFate): UpdateFate {
	if (read.outcome === 'found' || read.outcome === 'notFound') {
		return { outcome: 'notFound', reason: { trouble: 'missing' } };
	}
	return { outcome: 'notSent', reason: read.reason };
}

/** Reads several groups at once, and gives what was read in the order of the inputs. */
async function* compareAhead(
	groups: Groups,
	{ world, channel }: Way,
	mayGoWithout: boolean,
): AsyncGenerator<Array<[UpdateInput, GetFate]>> {
	const asked: ReadGroup[] = [];
	let wake = () => {};
	let isAsked = false;
	const gets: Array<[group: ReadGroup, key: string]> = [];

	async function* source(): AsyncGenerator<GetInput[]> {
		for await (const inputs of groups) {
			const group = new ReadGroup(inputs);
			asked.push(group);
			wake();
			yield [...group.toGets((key) => gets.push([group, key]) - 1)];
		}
	}
	const settle = ([line]: readonly number[], fate: GetFate) => {
		const [group, key] = gets[line];
		group.settle(key, fate);
	};
	const answers = { settle, markSent: () => {} };
	const reading = deliver(source(), answers, getAds(channel, mayGoWithout), world).finally(() => {
		isAsked = true;
		wake();
	});
	// Where this is given up in between, nobody waits for it.
	reading.catch(() => {});
	for (;;) {
		const group = asked.shift();
		if (group) {
			await Promise.race([group.isRead, reading]);
			if (world.end.cancel.aborted) break;
			yield group.read();
		} else if (isAsked) break;
		else await new Promise<void>((resolve) => (wake = resolve));
	}
	await reading;
}

/** Inputs of which each ad is read once, with the properties that any of them writes. */
class ReadGroup {
	/** By name, in its own case: two that differ in that may be two ads. */
	readonly #fates = new Map<string, GetFate>();
	readonly #ads = new Map<string, UpdateInput[]>();
	readonly isRead: Promise<void>;
	#end = () => {};

	constructor(private readonly inputs: readonly UpdateInput[]) {
		for (const input of inputs) {
			const key = toNameKey(input);
			const same = this.#ads.get(key);
			if (same) same.push(input);
			else this.#ads.set(key, [input]);
		}
		this.isRead = new Promise((resolve) => (this.#end = resolve));
		if (inputs.length === 0) this.#end();
	}

	*toGets(open: (ad: string) => number): Generator<GetInput> {
		for (const [ad, inputs] of this.#ads) {
			const [{ id, idProperty, key, group, traceId }] = inputs;
			const names = inputs.flatMap(({ properties }) => Object.keys(properties));
			yield { id, idProperty, key, group, names, traceId, lines: [open(ad)] };
		}
	}

	settle(key: string, fate: GetFate): void {
		this.#fates.set(key, fate);
		if (this.#fates.size === this.#ads.size) this.#end();
	}

	read(): Array<[UpdateInput, GetFate]> {
		return this.inputs.map((input) => [input, this.#fates.get(toNameKey(input))!]);
	}
}
