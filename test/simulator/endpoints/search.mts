import { valueOf } from '../ads.mts';
import type { Ad } from '../ads.mts';
import type { Portal } from '../portal.mts';
import { showRead } from '../records.mts';
import { validationFailure } from '../replies.mts';
import type { Reply } from '../wire.mts';
import { cannotDeserialize, isObject } from './call.mts';
import type { Call } from './call.mts';

const MAX_PAGE = 200;
const MAX_TOTAL = 10_000;

type Filter = {
	propertyName: string;
	operator: string;
	value?: string;
	highValue?: string;
	values?: string[];
};

/** Sees an ad as the index has it, which is not yet what was just written. */
export function search({ body }: Call, portal: Portal): Reply {
	if (!isObject(body)) return cannotDeserialize('PublicObjectSearchRequest', body);
	const limit = Number(body.limit ?? 10);
	if (!(limit >= 0 && limit <= MAX_PAGE))
		return validationFailure(`limit must be between 0 and ${MAX_PAGE}`);
	const after = Number(body.after ?? 0);
	if (after + limit > MAX_TOTAL)
		return validationFailure(`A search shows the first ${MAX_TOTAL} results only`);
	const groups = readGroups(body.filterGroups);
	const unknown = groups.flat().find(({ propertyName }) => !portal.properties.has(propertyName));
	if (unknown) return validationFailure(`Property "${unknown.propertyName}" does not exist`);

	const found = portal.ads.all().filter((ad) => matches(ad, groups, portal));
	sort(found, body.sorts, portal);
	const properties = Array.isArray(body.properties) ? (body.properties as string[]) : [];
	const results = found
		.slice(after, after + limit)
		.map((ad) => showRead(ad, properties, portal, portal.ads.seenBySearch(ad)));
	const next = after + limit;
	const more = next < found.length ? { paging: { next: { after: String(next) } } } : {};
	return { status: 200, body: { total: found.length, results, ...more } };
}

function readGroups(groups: unknown): Filter[][] {
	if (!Array.isArray(groups)) return [];
	return groups.map((group) => (isObject(group) ? ((group.filters ?? []) as Filter[]) : []));
}

/** Groups are alternatives; within one all filters have to hold. */
function matches(ad: Ad, groups: Filter[][], portal: Portal): boolean {
	if (groups.length === 0) return true;
	return groups.some((filters) => filters.every((filter) => holds(ad, filter, portal)));
}

function holds(ad: Ad, filter: Filter, portal: Portal): boolean {
	const value = valueOf(ad, filter.propertyName, portal.ads.seenBySearch(ad)) ?? '';
	const values = filter.values ?? [];
	switch (filter.operator) {
		case 'EQ':
			return same(value, filter.value);
		case 'NEQ':
			return !same(value, filter.value);
		case 'IN':
			return values.some((one) => same(value, one));
		case 'NOT_IN':
			return !values.some((one) => same(value, one));
		case 'HAS_PROPERTY':
			return value !== '';
		case 'NOT_HAS_PROPERTY':
			return value === '';
		case 'CONTAINS_TOKEN':
			return value.toLowerCase().includes(String(filter.value).toLowerCase().replaceAll('*', ''));
		case 'NOT_CONTAINS_TOKEN':
			return !value.toLowerCase().includes(String(filter.value).toLowerCase().replaceAll('*', ''));
		case 'BETWEEN':
			return compare(value, filter.value) >= 0 && compare(value, filter.highValue) <= 0;
		default:
			return value !== '' && inequality(filter.operator, compare(value, filter.value));
	}
}

function inequality(operator: string, order: number): boolean {
	if (operator === 'GT') return order > 0;
	if (operator === 'GTE') return order >= 0;
	if (operator === 'LT') return order < 0;
	return operator === 'LTE' && order <= 0;
}

/** documented: text is searched without regard to case. */
function same(value: string, wanted: string | undefined): boolean {
	return value.toLowerCase() === String(wanted ?? '').toLowerCase();
}

function compare(value: string, other: string | undefined): number {
	const difference = Number(value) - Number(other);
	return Number.isNaN(difference) ? value.localeCompare(String(other)) : difference;
}

function sort(found: Ad[], sorts: unknown, portal: Portal): void {
	const first: unknown = Array.isArray(sorts) ? sorts[0] : undefined;
	const rule = isObject(first) ? first : { propertyName: first, direction: 'ASCENDING' };
	if (typeof rule.propertyName !== 'string') return;
	const name = rule.propertyName.replace(/^-/, '');
	const sign = rule.direction === 'DESCENDING' || rule.propertyName.startsWith('-') ? -1 : 1;
	const key = (ad: Ad) => valueOf(ad, name, portal.ads.seenBySearch(ad)) ?? '';
	found.sort((one, other) => sign * compare(key(one), key(other)));
}
