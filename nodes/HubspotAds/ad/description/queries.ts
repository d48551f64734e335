import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { OPERATORS, operatorsThatTake } from '../../properties/operators';
import { showFor } from './operations';

const forQueries = showFor('getMany');

const operators: INodePropertyOptions[] = Object.entries(OPERATORS).map(([value, { name }]) => ({
	...{ name, value },
}));

const property = {
	displayName: 'Property Name or ID',
	name: 'property',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getReadableProperties' },
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
} satisfies INodeProperties;

export const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	displayOptions: { show: forQueries },
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	displayOptions: { show: { ...forQueries, returnAll: [false], '@tool': [false] } },
	default: 50,
	description: 'Max number of results to return',
};

export const combine: INodeProperties = {
	displayName: 'Combine',
	name: 'combine',
	type: 'options',
	displayOptions: { show: forQueries },
	options: [
		{ name: 'All', value: 'all', description: 'Ads that meet every condition' },
		{ name: 'Any', value: 'any', description: 'Ads that meet at least one condition' },
	],
	default: 'all',
	description: 'Which ads to return where there are several conditions',
};

/** What ads are looked for. */
export const queries: INodeProperties[] = [
	returnAll,
	limit,
	{
		...limit,
		displayOptions: { show: { ...forQueries, returnAll: [false], '@tool': [true] } },
		default: "={{ $fromAI('limit', 'How many listings to return at most', 'number', 50) }}",
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Condition',
		displayOptions: { show: forQueries },
		default: {},
		description:
			"The conditions that an ad has to meet. Without any, HubSpot's list of all ads is read.",
		options: [
			{
				displayName: 'Conditions',
				name: 'conditions',
				values: [
					property,
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						options: operators,
						default: 'EQ',
						description: 'How the property is compared',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						displayOptions: { show: { operator: operatorsThatTake('value', 'range') } },
						default: '',
						description:
							"What the property is compared with. A choice by its value or label, a date as YYYY-MM-DD. In 'Contains Word' a * stands for the rest of a word.",
					},
					{
						displayName: 'High Value',
						name: 'highValue',
						type: 'string',
						displayOptions: { show: { operator: operatorsThatTake('range') } },
						default: '',
						description: 'The upper end of the range, which belongs to it',
					},
					{
						displayName: 'Values',
						name: 'values',
						type: 'string',
						displayOptions: { show: { operator: operatorsThatTake('list') } },
						default: '',
						placeholder: 'e.g. house;townhouse',
						description: 'A list, or several values separated by ;',
					},
				],
			},
		],
	},
	combine,
];

export const direction: INodeProperties = {
	displayName: 'Direction',
	name: 'direction',
	type: 'options',
	options: [
		{ name: 'Ascending', value: 'ASCENDING' },
		{ name: 'Descending', value: 'DESCENDING' },
	],
	default: 'ASCENDING',
	description: 'Which ads come first',
};

const GROUP =
	'[{ "filters": [{ "propertyName": "hs_price", "operator": "LTE", "value": "250000" }] }]';

/** Options of what is looked for. */
export const queryOptions = {
	filterGroupsJson: {
		displayName: 'Filter Groups (JSON)',
		name: 'filterGroupsJson',
		type: 'json',
		default: '',
		typeOptions: { rows: 4 },
		description: `HubSpot's own filterGroups in place of 'Filters': a list, or an object that holds it, such as <code>${GROUP}</code>`,
	},
	query: {
		displayName: 'Query',
		name: 'query',
		type: 'string',
		default: '',
		placeholder: 'e.g. Alder Street',
		description: 'Words that HubSpot looks for in the main properties of ads, such as the name',
	},
	sort: {
		displayName: 'Sort',
		name: 'sort',
		type: 'fixedCollection',
		placeholder: 'Add Sort',
		default: {},
		description:
			'The order of the ads. With it HubSpot shows the first 10,000 only; without it they come in the order of their record IDs.',
		options: [{ displayName: 'By', name: 'by', values: [property, direction] }],
	},
} satisfies Record<string, INodeProperties>;

/** What an agent is asked for: the options that the node has as soon as it is a tool. */
export const queryOptionsOfTools = {
	filterGroupsJson: `={{ $fromAI('filterGroups', 'The conditions, as the filterGroups of a HubSpot search: a list of alternatives, such as ${GROUP}. Operators: ${Object.keys(OPERATORS).join(', ')}; BETWEEN takes value and highValue, IN and NOT_IN take values. An empty list finds all listings.', 'json', '[]') }}`,
	query:
		"={{ $fromAI('query', 'Words to look for in the listings, such as a street; empty where only conditions count', 'string', '') }}",
};
