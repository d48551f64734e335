import type { Portal } from '../portal.mts';
import { showRead } from '../records.mts';
import { validationFailure } from '../replies.mts';
import type { Reply } from '../wire.mts';
import type { Call } from './call.mts';

const MAX_PAGE = 100;

export function listAds({ route }: Call, portal: Portal): Reply {
	const { query } = route;
	const limit = Number(query.get('limit') ?? 10);
	if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE)
		return validationFailure(`limit must be between 1 and ${MAX_PAGE}`);
	const after = query.get('after') ?? undefined;
	const ads = portal.ads.page(after, limit + 1, query.get('archived') === 'true');
	const page = ads.slice(0, limit);
	const properties = listOf(query, 'properties');
	const results = page.map((ad) => showRead(ad, properties, portal));
	if (ads.length <= limit) return { status: 200, body: { results } };
	return {
		status: 200,
		body: { results, paging: pagingAfter(page[page.length - 1].id, route.query) },
	};
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
