import { count, formatNumber } from '../ad/counts';
import type { RunSettings } from '../ad/settings';
import type { FilterGroup } from '../hubspot/queries';
import { MOST_FILTERS, MOST_FILTERS_IN_GROUP, MOST_GROUPS } from '../hubspot/searchAds';
import type { Definitions } from '../properties/definitions';
import { readCondition, type Condition } from '../properties/filters';
import { toHubspotText } from '../properties/values';
import type { Invalid } from './drafts';
import { findUnknownName } from './readNames';

/**
 * Turns conditions into the filters of HubSpot's search.
 * @param groups alternatives; within one all have to hold
 * @param definitions without them nothing is checked but that there are values
 */
export function readConditions(
	groups: ReadonlyArray<readonly Condition[]>,
	definitions: Definitions | undefined,
	settings: RunSettings,
): FilterGroup[] | Invalid {
	const excess = findExcess(groups);
	if (excess) return excess;
	const read: FilterGroup[] = [];
	for (const conditions of groups) {
		const context = { ...settings, pipelineId: findPipelineId(conditions, definitions, settings) };
		const filters: Array<FilterGroup['filters'][number]> = [];
		for (const condition of conditions) {
			const { property } = condition;
			const unknown = definitions && findUnknownName([property], definitions);
			if (unknown) return { ...unknown, isOfRun: false, property };
			const filter = readCondition(condition, definitions?.byName.get(property), context);
			if ('said' in filter) return { invalid: filter.said, todo: filter.todo, property };
			filters.push(filter);
		}
		read.push({ filters });
	}
	return read;
}

/** The pipeline that an ad must be in, so that a stage is one of its own. */
function findPipelineId(
	conditions: readonly Condition[],
	definitions: Definitions | undefined,
	{ timeZone }: RunSettings,
): string | undefined {
	const definition = definitions?.byName.get('hs_pipeline');
	const pipeline = conditions.find(
		({ property, operator }) => property === 'hs_pipeline' && operator === 'EQ',
	);
	if (!definition || !pipeline) return undefined;
	const read = toHubspotText(pipeline.value, definition, { timeZone });
	return 'text' in read && read.text !== '' ? read.text : undefined;
}

function findExcess(groups: ReadonlyArray<readonly Condition[]>): Invalid | undefined {
	const longest = Math.max(0, ...groups.map(({ length }) => length));
	const all = groups.reduce((sum, { length }) => sum + length, 0);
	if (groups.length > MOST_GROUPS) {
		return {
			invalid: `HubSpot's search takes ${MOST_GROUPS} alternatives, and these are ${formatNumber(groups.length)}`,
			todo: "Use 'Is Any Of' where several are about one property, or make several queries, an item for each",
		};
	}
	if (longest > MOST_FILTERS_IN_GROUP) {
		return {
			invalid: `HubSpot's search takes ${count(MOST_FILTERS_IN_GROUP, 'condition')} that have to hold together, and these are ${formatNumber(longest)}`,
			todo: 'Leave some out, and filter the ads behind this node by them',
		};
	}
	if (all > MOST_FILTERS) {
		return {
			invalid: `HubSpot's search takes ${count(MOST_FILTERS, 'condition')} in all, and these are ${formatNumber(all)}`,
			todo: 'Leave some out, or make several queries, an item for each',
		};
	}
	return undefined;
}
