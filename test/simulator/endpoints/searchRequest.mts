import type { Portal } from '../portal.mts';
import { validationFailure } from '../replies.mts';
import type { Reply } from '../wire.mts';
import { cannotDeserialize, isObject, isScalar } from './call.mts';
import { OPERATORS, readFilter } from './searchFilters.mts';
import type { Filter } from './searchFilters.mts';

/** A search that HubSpot understands; everything in its body is optional (recorded). */
export type Search = {
	groups: Filter[][];
	query: string;
	sort?: { name: string; isDescending: boolean };
	properties: string[];
	limit: number;
	after: number;
};

/** documented: https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm */
const MAX_PAGE = 200;
const MAX_TOTAL = 10_000;
const MAX_CHARACTERS = 3_000;
const MAX_GROUPS = 5;
const MAX_FILTERS_OF_GROUP = 6;
const MAX_FILTERS = 18;

/** The order of the checks is the order of these lines. */
export function readSearch(body: unknown, length: number, portal: Portal): Search | Reply {
	if (!isObject(body)) return cannotDeserialize('PublicObjectSearchRequest', body);
	if (length > MAX_CHARACTERS)
		return validationFailure(`A search takes ${MAX_CHARACTERS} characters, and not ${length}`);
	const limit = Number(body.limit ?? 10);
	if (!(Number.isInteger(limit) && limit >= 0 && limit <= MAX_PAGE))
		return validationFailure(`limit must be between 0 and ${MAX_PAGE}`);
	const after = Number(body.after ?? 0);
	if (!(Number.isInteger(after) && after >= 0))
		return validationFailure('after is not a valid paging cursor');
	if (after + limit > MAX_TOTAL)
		return validationFailure(`A search shows the first ${MAX_TOTAL} results only`);
	const groups = readGroups(body.filterGroups ?? [], portal);
	if (!Array.isArray(groups)) return groups;
	const sort = readSort(body.sorts ?? [], portal);
	if (sort && 'status' in sort) return sort;
	const { properties = [], query } = body;
	if (!Array.isArray(properties)) return cannotDeserialize('java.util.ArrayList', properties);
	return {
		groups,
		query: isScalar(query) ? String(query) : '',
		sort,
		properties: properties.map(String),
		limit,
		after,
	};
}

function readGroups(given: unknown, portal: Portal): Filter[][] | Reply {
	if (!Array.isArray(given)) return cannotDeserialize('java.util.ArrayList', given);
	const groups: unknown[][] = [];
	for (const group of given as unknown[]) {
		if (!isObject(group) || !Array.isArray(group.filters))
			return cannotDeserialize('FilterGroup', group);
		groups.push(group.filters);
	}
	if (groups.length > MAX_GROUPS) return validationFailure(`More than ${MAX_GROUPS} filterGroups`);
	if (groups.some(({ length }) => length > MAX_FILTERS_OF_GROUP))
		return validationFailure(`More than ${MAX_FILTERS_OF_GROUP} filters in a group`);
	if (groups.flat().length > MAX_FILTERS)
		return validationFailure(`More than ${MAX_FILTERS} filters`);
	const read: Filter[][] = [];
	for (const group of groups) {
		const filters: Filter[] = [];
		for (const one of group) {
			if (!isObject(one) || !OPERATORS.has(String(one.operator)))
				return cannotDeserialize('Filter$OperatorEnum', isObject(one) ? one.operator : one);
			const filter = readFilter(one, portal);
			if ('status' in filter) return filter;
			filters.push(filter);
		}
		read.push(filters);
	}
	return read;
}

/** Also in the short form: a name, with a minus for descending. */
function readSort(given: unknown, portal: Portal): Search['sort'] | Reply {
	if (!Array.isArray(given)) return cannotDeserialize('java.util.ArrayList', given);
	if (given.length > 1 && portal.guesses.secondSort === 'refused')
		return validationFailure('A search takes one sort');
	const [first] = given as unknown[];
	if (first === undefined) return;
	const { propertyName, direction } = isObject(first)
		? first
		: { propertyName: first, direction: undefined };
	const name = String(propertyName).replace(/^-/, '');
	if (!portal.properties.has(name)) return validationFailure(`Property "${name}" does not exist`);
	return { name, isDescending: direction === 'DESCENDING' || String(propertyName).startsWith('-') };
}
