import { asFields, isFields } from '../hubspot/reply';
import { isBlank } from '../properties/plain';
import { clean } from '../properties/invisible';
import { quoteField, showValue } from '../properties/show';
import type { Condition } from '../properties/filters';
import type { Invalid } from './drafts';
import { readJsonText } from './jsonText';

const FILTER_GROUPS = "'Filter Groups (JSON)'";
const SHAPE = '[{ "filters": [{ "propertyName", "operator", "value" }] }]';

/**
 * Reads HubSpot's own filterGroups: a list of them, or an object that holds it, as a value or as JSON text. What agents make of
 * it is understood too: one group, one filter, or a list of filters that all have to hold.
 * @returns alternatives; within one all conditions have to hold
 */
export function readFilterGroups(value: unknown): Condition[][] | Invalid {
	if (isBlank(value)) return [];
	const read = typeof value === 'string' ? readJsonText(value) : { value };
	if ('stop' in read) return { invalid: `${FILTER_GROUPS} is not valid JSON: ${read.stop}` };
	const groups = toGroups(read.value);
	if ('invalid' in groups) return groups;
	const unread = findUnread(read.value) ?? findStranger(read.value, groups);
	if (unread) return unread;
	const conditions: Condition[][] = [];
	for (const filters of groups) {
		const wrong = filters.find((filter) => !isFilter(filter));
		if (wrong !== undefined || filters.length === 0) {
			const given = wrong === undefined ? 'an empty list' : showValue(wrong);
			return refuse(`one of its 'filters' is ${given}`);
		}
		conditions.push(filters.map(toCondition));
	}
	return conditions;
}

function toGroups(value: unknown): unknown[][] | Invalid {
	const given = asFields(value);
	const listed = 'filterGroups' in given ? given.filterGroups : value;
	const list = Array.isArray(listed) ? (listed as unknown[]) : [listed];
	if (list.length > 0 && list.every(isFilter)) return [list];
	const groups = list.map((group) => asFields(group).filters);
	const wrong = groups.findIndex((filters) => !Array.isArray(filters));
	return wrong === -1 ? (groups as unknown[][]) : refuse(`one group is ${showValue(list[wrong])}`);
}

function refuse(what: string): Invalid {
	return {
		invalid: `${FILTER_GROUPS} takes HubSpot's filter groups, such as ${SHAPE}, and ${what}`,
	};
}

function isFilter(value: unknown): boolean {
	return isFields(value) && typeof value.propertyName === 'string';
}

/** What stands beside the conditions is a part of what was asked for: without its words a search finds other ads. */
function findUnread(value: unknown): Invalid | undefined {
	const body = asFields(value);
	if (!('filterGroups' in body)) return undefined;
	const key = Object.keys(body).find((one) => one !== 'filterGroups' && !isNothing(body[one]));
	if (key === undefined) return undefined;
	return {
		invalid: `${FILTER_GROUPS} takes filter groups alone, and holds ${quoteField(key)} beside them`,
		todo: `Leave it out; 'Query', 'Sort', 'Limit' and 'Property Names or IDs' set what else a search has`,
	};
}

const KEYS_OF_FILTER = ['propertyName', 'operator', 'value', 'values', 'highValue'];

/** A misspelt key is a condition that nobody would miss, and ads that it does not hold for would be found. */
function findStranger(value: unknown, groups: readonly unknown[][]): Invalid | undefined {
	const given = asFields(value);
	const listed = [('filterGroups' in given ? given.filterGroups : value) ?? []].flat();
	const keysOf = (one: unknown, known: readonly string[]) => {
		const fields = asFields(one);
		return Object.keys(fields).filter((key) => !known.includes(key) && !isNothing(fields[key]));
	};
	const beside = listed
		.filter((one) => !isFilter(one))
		.flatMap((one) => keysOf(one, ['filters', 'filterGroups']));
	if (beside.length > 0)
		return refuse(`one group holds ${quoteField(beside[0])} beside its 'filters'`);
	const within = groups
		.flat()
		.filter(isFilter)
		.flatMap((one) => keysOf(one, KEYS_OF_FILTER));
	return within.length > 0
		? refuse(`one of its filters holds ${quoteField(within[0])}`)
		: undefined;
}

function isNothing(value: unknown): boolean {
	return isBlank(value) || (Array.isArray(value) && value.length === 0);
}

function toCondition(value: unknown): Condition {
	const { propertyName, operator, ...others } = asFields(value);
	return { ...others, property: clean(String(propertyName)), operator };
}
