import type { Ask } from './ask';
import type { Request } from './endpoints';
import type { AdRecord, GetManyFate, Reason } from './fates';
import { readRecord } from './record';
import { asFields, asList, asText } from './reply';

/** Ads that a query found; with a reason it ended before all were read. */
export interface Many {
	readonly records: readonly AdRecord[];
	readonly reason?: Reason;
}

/** A page of ads; `after` is HubSpot's own cursor of the next one, where one follows. */
export interface Page {
	readonly records: readonly AdRecord[];
	readonly after?: string;
	/** How many a search says that it found. It may be wrong, but where it changes, so do the hits. */
	readonly total?: number;
}

/** How often a page is read that cannot be right, or is shorter than one before the last should be. */
const READINGS = 3;

/**
 * Reads one page. A list that has a hole is a lie, so a page that is not as it should be is read again: one whose results are
 * not all ads, or that is short although more follow. A page may stay short: archived ads leave gaps in a search (recorded).
 * @param size the most that it may hold
 * @param isRight what else has to hold of it
 */
export async function readPage(
	ask: Ask,
	request: Request,
	size: number,
	isRight: (records: readonly AdRecord[]) => boolean = () => true,
): Promise<Page | { readonly reason: Reason }> {
	let page: Page | undefined;
	for (let reading = 1; reading <= READINGS; reading++) {
		const answer = await ask(request);
		if ('reason' in answer) return answer;
		const read = toPage(answer.body, size);
		if (!read || !isRight(read.records)) continue;
		page = join(page, read);
		if (page.after === undefined || page.records.length >= size) break;
	}
	return page ?? { reason: { trouble: 'unreadable' } };
}

/** @returns undefined where not every result is an ad, or there are too many */
function toPage(body: unknown, size: number): Page | undefined {
	const { results, paging, total } = asFields(body);
	const list = asList(results);
	const records = list.map(readRecord).filter((record) => record !== undefined);
	if (records.length < list.length || list.length > size) return undefined;
	const after = asText(asFields(asFields(paging).next).after);
	return { records, after, total: typeof total === 'number' ? total : undefined };
}

/** What two readings of one page show together. */
function join(page: Page | undefined, again: Page): Page {
	return page && page.records.length > again.records.length ? page : again;
}

export function idOf({ id }: AdRecord): number {
	return Number(id);
}

/** What became of a query: where nothing was read, HubSpot refused it or it was not sent. */
export function toManyFate({ records, reason }: Many): GetManyFate {
	if (!reason) return { outcome: 'found', records };
	if (records.length > 0) return { outcome: 'incomplete', records, reason };
	return { outcome: reason.trouble === 'refused' ? 'rejected' : 'notSent', reason };
}

/** In the order of their record IDs, whatever order a page came in. */
export function inOrder(records: readonly AdRecord[]): AdRecord[] {
	return [...records].sort((one, other) => idOf(one) - idOf(other));
}

/** Whether the ads come in the order of their record IDs, and all above one. */
export function areAbove(above: number, records: readonly AdRecord[]): boolean {
	let last = above;
	return records.every((record) => {
		const isNext = idOf(record) > last;
		last = idOf(record);
		return isNext;
	});
}
