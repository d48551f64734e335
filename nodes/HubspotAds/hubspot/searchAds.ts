import type { World } from '../delivery/deliver';
import { toAsk } from './ask';
import type { Channel } from './channel';
import type { AdRecord, Reason } from './fates';
import { areAbove, idOf, inOrder, readPage, type Many } from './pages';
import { searchRequest, type Filter, type FilterGroup, type Search } from './queries';
import { readRanges, type Above } from './ranges';
import { withValues } from './withValues';

export interface SearchQuery {
	readonly names: readonly string[];
	/** Alternatives; within one all filters have to hold. */
	readonly filterGroups: readonly FilterGroup[];
	/** Words that are looked for in HubSpot's main properties. */
	readonly query?: string;
	/** Without one the ads come in the order of their record IDs. */
	readonly sort?: { readonly propertyName: string; readonly direction: 'ASCENDING' | 'DESCENDING' };
	/** The most ads that are wanted; Infinity for all. */
	readonly limit: number;
}

/** What a search goes through: it has a pace of its own, and what it finds may have to be read. */
export interface SearchWorlds {
	readonly search: World<Reason>;
	readonly read: World<Reason>;
}

/** HubSpot's limits of one search. documented: https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm */
export const MOST_GROUPS = 5;
export const MOST_FILTERS_IN_GROUP = 6;
export const MOST_FILTERS = 18;
export const MOST_CHARACTERS = 3_000;
const PAGE = 200;
const MOST_HITS = 10_000;

/** Readers that use up the pace, where a search takes less than 700 ms. */
const READERS = 4;

const KEY = 'hs_object_id';

/**
 * Finds ads by HubSpot's search, each once, in the order of their record IDs: each page asks for IDs above the last one, so
 * that neither the cap of 10,000 hits nor ads that change meanwhile matter. Where no filter for that fits beside the others,
 * or with a sort, the first 10,000 are found, and a reason says that there may be more.
 */
export async function searchAds(
	query: SearchQuery,
	channel: Channel,
	worlds: SearchWorlds,
): Promise<Many> {
	const isLong = !fits(query, above(query.filterGroups, Number.MAX_SAFE_INTEGER), query.names);
	const names = isLong ? [] : query.names;
	const groups = above(query.filterGroups, Number.MAX_SAFE_INTEGER);
	const hasRoom = query.sort === undefined && fits(query, groups, names);
	const search = new AdSearch({ ...query, names }, channel, worlds.search);
	const found = hasRoom ? await search.byKey() : await search.byOffset();
	const all = query.sort ? found.records : inOrder(found.records);
	const records = all.slice(0, query.limit);
	if (!isLong || query.names.length === 0) return { ...found, records };
	const asked = { names: query.names, isArchived: false };
	return await withValues({ ...found, records }, asked, channel, worlds.read);
}

/** The same search for record IDs above one. */
function above(filterGroups: readonly FilterGroup[], id: number): FilterGroup[] {
	const filter: Filter = { propertyName: KEY, operator: 'GT', value: String(id) };
	if (filterGroups.length === 0) return [{ filters: [filter] }];
	return filterGroups.map(({ filters }) => ({ filters: [...filters, filter] }));
}

function fits(query: SearchQuery, filterGroups: readonly FilterGroup[], names: readonly string[]) {
	const counts = filterGroups.map(({ filters }) => filters.length);
	const body = toSearch({ ...query, names }, { filterGroups, after: String(MOST_HITS) });
	return (
		Math.max(0, ...counts) <= MOST_FILTERS_IN_GROUP &&
		counts.reduce((sum, count) => sum + count, 0) <= MOST_FILTERS &&
		JSON.stringify(searchRequest('v3', body).body).length <= MOST_CHARACTERS
	);
}

/** How long the body of a search is in which nothing stands that could be left out, in characters. */
export function measureSearch({ filterGroups, ...query }: Omit<SearchQuery, 'names'>): number {
	const place = { filterGroups, after: String(MOST_HITS) };
	const body = toSearch({ ...query, filterGroups, names: [] }, place);
	return JSON.stringify(searchRequest('v3', body).body).length;
}

function toSearch(
	{ names, query, sort }: SearchQuery,
	place: Pick<Search, 'filterGroups' | 'after'>,
	size = PAGE,
): Search {
	const sorts = [sort ?? { propertyName: KEY, direction: 'ASCENDING' as const }];
	return { ...place, query, sorts, properties: names, limit: size };
}

class AdSearch {
	readonly #ask: ReturnType<typeof toAsk>;
	readonly #size: number;

	constructor(
		private readonly query: SearchQuery,
		private readonly channel: Channel,
		world: World<Reason>,
	) {
		this.#ask = toAsk(channel, world);
		this.#size = Math.min(PAGE, query.limit);
	}

	async byKey(): Promise<Many> {
		const records: AdRecord[] = [];
		for (let last = 0; ; ) {
			const page = await this.#readAbove(last);
			if ('reason' in page) return { records, reason: page.reason };
			records.push(...page.records);
			if (page.next === undefined || records.length >= this.query.limit) return { records };
			if (this.query.limit === Infinity) {
				return await readRanges(page, async (id) => await this.#readAbove(id), READERS);
			}
			last = page.next;
		}
	}

	/** A page that stays empty although more follow is gone past by its offset: there is no ID to go on from. */
	async #readAbove(id: number): Promise<Above | { readonly reason: Reason }> {
		const filterGroups = above(this.query.filterGroups, id);
		const totals = new Set<number | undefined>();
		for (let after: string | undefined; ; ) {
			let isSorted = true;
			const page = await this.#read({ filterGroups, after }, this.#size, (read) => {
				isSorted = areAbove(id, read);
				return isSorted;
			});
			if ('reason' in page) return isSorted ? page : { reason: { trouble: 'unsorted' } };
			// Where hits came or went, those behind an empty page moved, and some may have been passed over.
			if (totals.add(page.total).size > 1) return { reason: { trouble: 'changed' } };
			const last = page.records.at(-1);
			if (page.after === undefined) return { records: page.records };
			if (last) return { records: page.records, next: idOf(last), total: page.total };
			if (isBeyond(page.after, after, this.#size)) return { reason: { trouble: 'tooMany' } };
			({ after } = page);
		}
	}

	/**
	 * A full page is followed by one that begins with its last ad, which is another one where ads moved meanwhile: what was
	 * passed over shows nowhere else where the limit comes before the end.
	 */
	async byOffset(): Promise<Many> {
		const found = new Map<string, AdRecord>();
		const totals = new Set<number | undefined>();
		let hasMoved = false;
		let last: AdRecord | undefined;
		const end = (reason?: Reason): Many => ({ records: [...found.values()], reason });
		for (let after: string | undefined; ; ) {
			const size = Math.min(this.#size, MOST_HITS - Number(after ?? 0));
			const page = await this.#read({ filterGroups: this.query.filterGroups, after }, size);
			if ('reason' in page) return end(page.reason);
			const isNext = last === undefined || page.records[0]?.id === last.id;
			const records = last && isNext ? page.records.slice(1) : page.records;
			// An ad that comes again has another place now, and so have those between its two places.
			hasMoved ||= !isNext || records.some(({ id }) => found.has(id));
			for (const record of records) if (!found.has(record.id)) found.set(record.id, record);
			totals.add(page.total);
			// Where hits came or went, those behind them moved, and some may have been passed over.
			const isSure = totals.size === 1 && !hasMoved;
			if (page.after === undefined || found.size >= this.query.limit) {
				return end(isSure ? undefined : { trouble: 'changed' });
			}
			if (isBeyond(page.after, after, 1)) return end({ trouble: 'tooMany' });
			// Archived ads leave gaps, so that the place of the last ad is known of a full page only.
			last = page.records.length === size ? page.records.at(-1) : undefined;
			after = last ? String(Number(page.after) - 1) : page.after;
		}
	}

	async #read(
		place: Pick<Search, 'filterGroups' | 'after'>,
		size: number,
		isRight?: (records: readonly AdRecord[]) => boolean,
	) {
		const request = searchRequest(this.channel.version, toSearch(this.query, place, size));
		return await readPage(this.#ask, request, size, isRight);
	}
}

/** Whether HubSpot would refuse the next page, or it leads nowhere. */
function isBeyond(after: string, before: string | undefined, size: number): boolean {
	return !(Number(after) + size <= MOST_HITS) || after === before;
}
