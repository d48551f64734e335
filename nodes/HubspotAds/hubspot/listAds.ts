import type { World } from '../delivery/deliver';
import { toAsk } from './ask';
import type { Channel } from './channel';
import { LONGEST_LIST } from './endpoints';
import type { AdRecord, Reason } from './fates';
import { areAbove, idOf, inOrder, readPage, type Many } from './pages';
import { listRequest } from './queries';
import { readRanges, type ReadAbove } from './ranges';
import { withValues } from './withValues';

export interface ListQuery {
	/** The properties to read; none: HubSpot's default set. */
	readonly names: readonly string[];
	/** Whether to list the ads in the recycling bin, and only those. */
	readonly isArchived: boolean;
	/** The most ads that are wanted; Infinity for all. */
	readonly limit: number;
}

/** HubSpot's most. documented */
const PAGE = 100;
/** Pages that are read one after the other, before it is worth reading ranges. */
const FIRST_PAGES = 3;

/**
 * Lists ads by HubSpot's list, which does not lag and has no end: complete, each once. Many pages are read in ranges of record
 * IDs at once. documented for contacts: the cursor is the next record's ID; assumed: it may be any number. Where pages from
 * there show that it is not so, one page is read after the other.
 */
export async function listAds(
	query: ListQuery,
	channel: Channel,
	world: World<Reason>,
): Promise<Many> {
	const isLong = query.names.join(',').length > LONGEST_LIST;
	const listed = await listAll(isLong ? { ...query, names: [] } : query, channel, world);
	const records = inOrder(listed.records).slice(0, query.limit);
	if (!isLong) return { ...listed, records };
	return await withValues({ ...listed, records }, query, channel, world);
}

async function listAll(query: ListQuery, channel: Channel, world: World<Reason>): Promise<Many> {
	const ask = toAsk(channel, world);
	const { limit, isArchived, names } = query;
	const size = Math.min(PAGE, limit);
	const records = new Map<string, AdRecord>();
	let after: string | undefined;
	let isInOrder = true;
	for (let pages = 1; ; pages++) {
		const request = listRequest(channel.version, { names, isArchived, size, after });
		const page = await readPage(ask, request, size);
		if ('reason' in page) return { records: [...records.values()], reason: page.reason };
		const last = Math.max(0, ...[...records.values()].slice(-1).map(idOf));
		isInOrder &&= areAbove(last, page.records);
		for (const record of page.records) records.set(record.id, record);
		if (page.after === undefined || records.size >= limit) break;
		// A cursor that leads nowhere would be followed for ever.
		if (page.after === after) return { records: [...records.values()], reason: STUCK };
		({ after } = page);
		if (pages < FIRST_PAGES || limit < Infinity || !isInOrder) continue;

		const read = [...records.values()];
		if (read.length === 0) continue;
		const first = { records: read, next: idOf(read[read.length - 1]) };
		const inRanges = await readRanges(first, above, world.settings.maxConcurrency);
		if (inRanges.reason?.trouble !== 'unsorted') return inRanges;
		isInOrder = false;
	}
	return { records: [...records.values()] };

	/** The cursor is the ID itself: whether HubSpot begins at it or after it, none is left out. */
	async function above(id: number): ReturnType<ReadAbove> {
		const request = listRequest(channel.version, { names, isArchived, size, after: String(id) });
		let isSorted = true;
		const page = await readPage(ask, request, size, (read) => {
			isSorted = areAbove(id - 1, read);
			return isSorted;
		});
		if ('reason' in page) return isSorted ? page : { reason: { trouble: 'unsorted' } };
		if (page.after === undefined) return { records: page.records };
		const last = Math.max(id, ...page.records.slice(-1).map(idOf));
		const next = last > id ? last : Number(page.after) - 1;
		return next > id ? { records: page.records, next } : { reason: STUCK };
	}
}

/** HubSpot's pages do not go on. */
const STUCK: Reason = { trouble: 'unreadable' };
