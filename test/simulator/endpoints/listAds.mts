import type { Ad } from '../ads.mts';
import type { Portal } from '../portal.mts';
import { showRead } from '../records.mts';
import { validationFailure } from '../replies.mts';
import type { Reply } from '../wire.mts';
import type { Call } from './call.mts';

const MAX_PAGE = 100;
/** reported */
const MAX_PAGE_WITH_HISTORY = 50;

/** In the order of the ids. It knows every ad at once, and has no end like the search. */
export function listAds({ route }: Call, portal: Portal): Reply {
	const { query } = route;
	const limit = Number(query.get('limit') ?? 10);
	const most = query.has('propertiesWithHistory') ? MAX_PAGE_WITH_HISTORY : MAX_PAGE;
	if (!Number.isInteger(limit) || limit < 1 || limit > most)
		return validationFailure(`limit must be between 1 and ${most}`);
	const after = query.get('after') ?? '';
	if (!/^\d*$/.test(after)) return validationFailure('after is not a valid paging cursor');
	const ads = pageOf(limit + 1, after, query.get('archived') === 'true', portal);
	const page = ads.slice(0, limit);
	const properties = listOf(query, 'properties');
	const results = page.map((ad) => showRead(ad, properties, portal));
	if (ads.length <= limit) return { status: 200, body: { results } };
	const next = portal.guesses.listAfter === 'nextId' ? ads[limit] : ads[limit - 1];
	return { status: 200, body: { results, paging: pagingAfter(next.id, query) } };
}

function pageOf(count: number, after: string, archived: boolean, portal: Portal): Ad[] {
	const { ads, guesses } = portal;
	const first = after === '' ? 0 : Number(after) + (guesses.listAfter === 'nextId' ? 0 : 1);
	const page: Ad[] = [];
	for (const ad of ads.from(first)) {
		if (ad.archived === archived) page.push(ad);
		if (page.length === count) break;
	}
	return page;
}

/** A list in a query: several parameters of one name, each with one or more names. */
export function listOf(query: URLSearchParams, name: string): string[] {
	return query.getAll(name).flatMap((value) => value.split(',').filter(Boolean));
}

export function pagingAfter(after: string, query: URLSearchParams): object {
	const next = new URLSearchParams(query);
	next.set('after', after);
	return { next: { after, link: `https://api.hubapi.com/?${next.toString()}` } };
}
