import type { AdRecord, Reason } from './fates';
import { idOf, type Many } from './pages';

/** Ads in the order of their record IDs, all above one. */
export interface Above {
	readonly records: readonly AdRecord[];
	/** Above which record ID to go on; undefined at the end of all. */
	readonly next?: number;
	/** How many ads there are above; may be wrong. */
	readonly total?: number;
}

/** Reads ads with record IDs above one, some at a time. */
export type ReadAbove = (id: number) => Promise<Above | { readonly reason: Reason }>;

/** IDs above `last`, up to and with `end`, which one reader reads one page after the other. */
interface Range {
	last: number;
	end: number;
}

/** A range is worth dividing while it has so many ads, by what was seen of their density. */
const LEAST = 600;
/** How many ads beyond the last known one the first scout looks, where nothing tells how many there are. */
const REACH = 800;
/** Looks for the end of the IDs at once, each twice as far as the one before. */
const SCOUTS = 2;

/**
 * Reads all ads, in several ranges of record IDs at once: one page after the other would take a round trip each.
 * @param first what was read already, one after the other; its `total` only tells where to look
 * @param readers at once
 */
export async function readRanges(
	first: Many & Above,
	readAbove: ReadAbove,
	readers: number,
): Promise<Many> {
	return await new Ranges(first, readAbove).read(readers);
}

class Ranges {
	readonly #records = new Map<string, AdRecord>();
	readonly #open = new Set<Range>();
	/** Where further ranges may begin, as soon as a page from there is read. */
	readonly #scouted = new Set<number>();
	/** Ads that were seen side by side, and the stretch of IDs on which they lie. */
	#seen = 0;
	#span = 0;
	#reach = REACH;
	/** Nothing is above it. */
	#ceiling = Infinity;
	#highest: number;
	#reason: Reason | undefined;
	#waiting: Array<() => void> = [];

	constructor(
		private readonly first: Many & Above,
		private readonly readAbove: ReadAbove,
	) {
		this.#highest = 0;
		this.#keep(first.records, idOf(first.records[0]));
		this.#open.add({ last: first.next!, end: Infinity });
	}

	async read(readers: number): Promise<Many> {
		const [range] = this.#open;
		await Promise.all([
			this.#follow(range),
			...Array.from({ length: readers - 1 }, async () => await this.#divide()),
		]);
		return { records: [...this.#records.values()], reason: this.#reason };
	}

	/** Opens further ranges, and reads them, until nothing is left to be divided. */
	async #divide(): Promise<void> {
		while (!this.#reason && this.#open.size + this.#scouted.size > 0) {
			const from = this.#choose();
			if (from === undefined) {
				await new Promise<void>((resolve) => this.#waiting.push(resolve));
				continue;
			}
			this.#scouted.add(from);
			const page = await this.readAbove(from);
			this.#scouted.delete(from);
			const range = this.#enter(from, page);
			this.#wake();
			if (range) await this.#follow(range);
		}
	}

	async #follow(range: Range): Promise<void> {
		while (!this.#reason && range.last < range.end) {
			const page = await this.readAbove(range.last);
			if ('reason' in page) {
				this.#reason = page.reason;
				break;
			}
			this.#keep(page.records, range.last);
			if (page.next === undefined) break;
			range.last = page.next;
			this.#wake();
		}
		this.#open.delete(range);
		this.#wake();
	}

	/** @returns the range that begins there; undefined where that was read meanwhile, or lies above all */
	#enter(from: number, page: Awaited<ReturnType<ReadAbove>>): Range | undefined {
		// Whoever reads up to there will hear of it too.
		if ('reason' in page) {
			if (page.reason.trouble === 'unsorted') this.#reason = page.reason;
			this.#ceiling = Math.min(this.#ceiling, from);
			return undefined;
		}
		const holder = [...this.#open].find(({ last, end }) => last < from && from < end);
		if (page.next === undefined) {
			this.#ceiling = Math.min(
				this.#ceiling,
				...[page.records.at(-1)].map((last) => (last ? idOf(last) : from)),
			);
		}
		if (!holder) return undefined;
		this.#keep(page.records, from);
		const range = { last: page.next ?? holder.end, end: holder.end };
		holder.end = from;
		if (range.last >= range.end) return undefined;
		this.#open.add(range);
		return range;
	}

	/** The middle of the longest stretch, or a place beyond the last known ID. */
	#choose(): number | undefined {
		const density = this.#span / this.#seen;
		const beyond = [...this.#scouted].filter((from) => from > this.#highest);
		const scout = Math.round(this.#highest + density * this.#reach);
		const { total, records } = this.first;
		if (total === undefined && this.#ceiling === Infinity && beyond.length < SCOUTS) {
			this.#reach *= 2;
			return scout;
		}
		const guess = Math.max(this.#highest, idOf(records[0]) + density * (total ?? 0));
		let longest = { from: 0, length: density * LEAST };
		for (const { last, end } of this.#open) {
			const top = Math.min(end, this.#ceiling === Infinity ? guess : this.#ceiling);
			const cuts = [...this.#scouted].filter((from) => from > last && from < top);
			const places = [last, ...cuts.sort((one, other) => one - other), top];
			for (let at = 1; at < places.length; at++) {
				const length = places[at] - places[at - 1];
				if (length > longest.length) longest = { from: places[at - 1], length };
			}
		}
		if (longest.from === 0) return undefined;
		return Math.round(longest.from + longest.length / 2);
	}

	#keep(records: readonly AdRecord[], above: number): void {
		for (const record of records)
			if (!this.#records.has(record.id)) this.#records.set(record.id, record);
		const last = records.at(-1);
		if (!last) return;
		this.#seen += records.length;
		this.#span += idOf(last) - above;
		this.#highest = Math.max(this.#highest, idOf(last));
	}

	#wake(): void {
		for (const wake of this.#waiting.splice(0)) wake();
	}
}
