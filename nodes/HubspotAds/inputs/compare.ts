import { deliver } from '../delivery/deliver';
import type { Ledger } from '../delivery/ledger';
import type { Fate } from '../delivery/operation';
import type { Connection } from '../ad/connection';
import type { AdRecord, GetTold, Reason } from '../hubspot/fates';
import type { Known } from '../hubspot/definitions';
import { getAds } from '../hubspot/getAds';
import { toNameKey, type GetInput, type UpdateInput } from '../hubspot/inputs';
import { findChanges, valuesAfter, type Changes } from '../properties/changes';
import type { Groups } from './duplicates';

type GetFate = Fate<GetTold, Reason>;
type Way = Pick<Connection, 'world' | 'channel'>;
/** Where the fates of inputs go. */
export type Fates<Settled> = Pick<Ledger<unknown, Settled>, 'settle'>;

interface Unchanged {
	readonly outcome: 'unchanged';
	readonly record: AdRecord;
}

/** What a dry run tells of an ad, whichever operation it looks ahead of. */
type Previewed =
	| Unchanged
	| { readonly outcome: 'wouldUpdate'; readonly changes: Changes }
	| { readonly outcome: 'notSent'; readonly reason: Reason };

/** What it tells of an ad that HubSpot does not have. */
interface Absent {
	readonly outcome: string;
	readonly reason?: Reason;
}

/**
 * Reads the ads and hands on only those that have to be written. What cannot be read is written; so is an ad that an
 * earlier item names, because its values will have changed by then.
 * @param tellUnread why an ad could not be read, for each one in a run that goes on all the same
 */
export async function* skipUnchanged<In extends UpdateInput>(
	groups: Groups<In>,
	way: Way,
	known: Known,
	ledger: Fates<Unchanged>,
	tellUnread: (reason: Reason) => void = () => {},
): AsyncGenerator<In[]> {
	const seen = new Set<string>();
	for await (const compared of compareAhead(groups, way, true)) {
		const changed: In[] = [];
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

/**
 * Settles every input with what writing it would change. Writes nothing.
 * @param tellAbsent what it would do where HubSpot has no such ad
 */
export async function previewChanges<In extends UpdateInput, Told extends Absent>(
	groups: Groups<In>,
	way: Way,
	known: Known,
	ledger: Fates<Previewed | Told>,
	tellAbsent: (input: In, changes: Changes) => Told,
): Promise<void> {
	/** What earlier items would have written by then, by record ID; by its name of an ad that they would make. */
	const written = new Map<string, Readonly<Record<string, string>>>();
	for await (const compared of compareAhead(groups, way, false)) {
		for (const [input, read] of compared) {
			const { id, lines, properties } = input;
			const found = read.outcome === 'found' ? read.record : undefined;
			const place = found?.id ?? toNameKey(input);
			const before = written.get(place);
			const record = found ?? (before && { id, properties: before });
			const current = { ...record?.properties, ...before };
			const changes = findChanges(properties, current, known.definitions);
			const fate = toPreview(record, changes) ?? toFailure(read) ?? tellAbsent(input, changes);
			ledger.settle(lines, fate);
			if ('reason' in fate) continue;
			const after = valuesAfter(properties, current, known.definitions);
			written.set(place, { ...before, ...after });
		}
	}
}

/** An update cannot make an ad. */
export function tellMissing() {
	return { outcome: 'notFound', reason: { trouble: 'missing' } } as const;
}

function toPreview(record: AdRecord | undefined, changes: Changes): Previewed | undefined {
	if (!record) return undefined;
	if (Object.keys(changes).length === 0) return { outcome: 'unchanged', record };
	return { outcome: 'wouldUpdate', changes };
}

function toFailure(read: GetFate): Previewed | undefined {
	if (read.outcome === 'found' || read.outcome === 'notFound') return undefined;
	return { outcome: 'notSent', reason: read.reason };
}

/** Reads several groups at once, and gives what was read in the order of the inputs. */
async function* compareAhead<In extends UpdateInput>(
	groups: Groups<In>,
	{ world, channel }: Way,
	mayGoWithout: boolean,
): AsyncGenerator<Array<[In, GetFate]>> {
	const asked: Array<ReadGroup<In>> = [];
	let wake = () => {};
	let isAsked = false;
	const gets: Array<[group: ReadGroup<In>, key: string]> = [];

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
class ReadGroup<In extends UpdateInput> {
	/** By name, in its own case: two that differ in that may be two ads. */
	readonly #fates = new Map<string, GetFate>();
	readonly #ads = new Map<string, In[]>();
	readonly isRead: Promise<void>;
	#end = () => {};

	constructor(private readonly inputs: readonly In[]) {
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

	read(): Array<[In, GetFate]> {
		return this.inputs.map((input) => [input, this.#fates.get(toNameKey(input))!]);
	}
}
