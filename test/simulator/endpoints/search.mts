import { valueOf } from '../ads.mts';
import type { Ad, Values } from '../ads.mts';
import type { Portal } from '../portal.mts';
import { showRead } from '../records.mts';
import type { Reply } from '../wire.mts';
import type { Call } from './call.mts';
import { keyOf, startsWords } from './searchFilters.mts';
import type { Filter } from './searchFilters.mts';
import { readSearch } from './searchRequest.mts';
import type { Search } from './searchRequest.mts';

/** An ad as the index has it, which is not yet what was just written. */
type Hit = { ad: Ad; values: Values };

/**
 * recorded: an ad that was archived a moment ago is counted in `total` and takes a place in its page, but is no result: pages
 * are short or empty although more follow.
 */
export function search({ body, length }: Call, portal: Portal): Reply {
	const asked = readSearch(body, length, portal);
	if ('status' in asked) return asked;
	const found = portal.ghosts.among(
		() => queryOf(body),
		sorted(findHits(asked, portal), asked, portal),
	);
	const next = asked.after + asked.limit;
	const results = found
		.slice(asked.after, next)
		.filter((hit) => hit !== undefined && !hit.ad.archived)
		.map((hit) => showRead((hit as Hit).ad, asked.properties, portal, (hit as Hit).values));
	const more = next < found.length ? { paging: { next: { after: String(next) } } } : {};
	return { status: 200, body: { total: found.length, results, ...more } };
}

/** What makes two requests pages of one search. */
export function queryOf(body: unknown): string {
	const { filterGroups = [], query = '', sorts = [] } = body as Record<string, unknown>;
	return JSON.stringify([filterGroups, query, sorts]);
}

function findHits(asked: Search, portal: Portal): Hit[] {
	const { ads } = portal;
	const fits = conditionOf(asked, portal);
	const hits: Hit[] = [];
	for (const ad of ads.from(firstId(asked))) {
		const values = ads.searchIndex.valuesOf(ad);
		if (values && fits(ad, values)) hits.push({ ad, values });
	}
	return hits;
}

/** Groups are alternatives; within one all filters have to hold. */
function conditionOf({ groups, query }: Search, { guesses }: Portal) {
	const isAsked = startsWords(query);
	const isFound = (ad: Ad, values: Values) =>
		query === '' ||
		isAsked(guesses.queryProperties.map((name) => valueOf(ad, name, values) ?? '').join(' '));
	const inGroup = (group: Filter[], ad: Ad, values: Values) =>
		group.every(({ name, holds }) => holds(valueOf(ad, name, values) ?? ''));
	return (ad: Ad, values: Values) =>
		(groups.length === 0 || groups.some((group) => inGroup(group, ad, values))) &&
		isFound(ad, values);
}

/** Where every group asks for ids above one, the ads before need no look. */
function firstId({ groups }: Search): number {
	if (groups.length === 0) return 0;
	const lowest = groups.map((group) => Math.max(-1, ...group.map(({ idAbove = -1 }) => idAbove)));
	return Math.min(...lowest) + 1;
}

/** Without a sort, and where two are equal, in the order of the ids. */
function sorted(hits: Hit[], { sort }: Search, { properties }: Portal): Hit[] {
	const definition = sort && properties.get(sort.name);
	if (!definition) return hits;
	if (sort.name === 'hs_object_id') return sort.isDescending ? hits.reverse() : hits;
	const keyed = hits.map((hit) => {
		const key = keyOf(definition, valueOf(hit.ad, sort.name, hit.values) ?? '');
		return { hit, key: Number.isNaN(key) ? -Infinity : key };
	});
	const sign = sort.isDescending ? -1 : 1;
	keyed.sort(({ key: one }, { key: other }) => (one < other ? -sign : one > other ? sign : 0));
	return keyed.map(({ hit }) => hit);
}
