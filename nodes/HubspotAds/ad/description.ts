import type { INodeProperties } from 'n8n-workflow';
import { whereTheyAct } from './optionPlaces';

const showOnlyForBatchUpdate = { resource: ['ad'], operation: ['batchUpdate'] };

/** The collection of options. Their defaults and limits stand here alone. */
export const options: INodeProperties[] = [
	{
		displayName: 'API Version',
		name: 'apiVersion',
		type: 'options',
		options: [
			{ name: '2026-03', value: '2026-03' },
			{ name: '2026-09', value: '2026-09' },
			{ name: 'V3', value: 'v3' },
		],
		default: 'v3',
		description: "The version of HubSpot's API to use. HubSpot supports v3 until September 2027.",
	},
	{
		displayName: 'Batch Size',
		name: 'batchSize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
		default: 100,
		description: 'How many ads go into one request. HubSpot takes 100 at most.',
	},
	{
		displayName: 'Check Values',
		name: 'checkValues',
		type: 'boolean',
		default: true,
		description:
			"Whether to check every value against HubSpot's property definitions before anything is sent, and to turn labels and dates into HubSpot's form",
	},
	{
		displayName: 'Clear Properties When Empty',
		name: 'clearEmpty',
		type: 'boolean',
		default: false,
		description:
			'Whether empty text and null clear the property in HubSpot. When off, they are left out and the property keeps its value. In JSON, empty text always clears.',
	},
	{
		displayName: 'Date Format',
		name: 'dateFormat',
		type: 'options',
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: 'Read dates that begin with the year, such as 2026-12-31; refuse 02.07.2026',
			},
			{
				name: 'Day First',
				value: 'dayFirst',
				description: 'Read 31.12.2026 and 31/12/2026 too',
			},
			{
				name: 'Month First',
				value: 'monthFirst',
				description: 'Read 12/31/2026 too',
			},
		],
		default: 'automatic',
		description:
			"How dates in text are read. A date that begins with the year, a date of n8n's and a spreadsheet's number of a day are read in each format.",
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to write nothing and only return what would change',
	},
	{
		displayName: 'Duplicate Ads',
		name: 'duplicates',
		type: 'options',
		options: [
			{
				name: 'Merge',
				value: 'merge',
				description: 'Write the ad once with the later values; every item gets the result',
			},
			{
				name: 'Reject',
				value: 'reject',
				description: 'Refuse every item after the first',
			},
			{
				name: 'Update in Order',
				value: 'inOrder',
				description: 'Write the ad once for each item, one after the other',
			},
		],
		default: 'inOrder',
		description: 'What to do when several items name the same ad',
	},
	{
		displayName: 'Extra Fields',
		name: 'extraFields',
		type: 'options',
		options: [
			{ name: 'Ignore', value: 'ignore', description: 'Leave them out' },
			{ name: 'Reject', value: 'reject', description: 'Refuse the item and name the fields' },
		],
		default: 'ignore',
		description: 'What to do with input fields that are not properties, when mapping automatically',
	},
	{
		displayName: 'Include Batch Details',
		name: 'includeBatch',
		type: 'boolean',
		default: false,
		description:
			"Whether to add the status and the times of HubSpot's reply to each updated ad, as 'batch'",
	},
	{
		displayName: 'Max Concurrency',
		name: 'maxConcurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50, numberPrecision: 0 },
		default: 20,
		description: 'How many requests may be under way at once',
	},
	{
		displayName: 'Max Wait (Seconds)',
		name: 'maxWait',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 86_400 },
		default: 300,
		description:
			'How long one batch may spend on limits and further tries, counted from its first try',
	},
	{
		displayName: 'Number Format',
		name: 'numberFormat',
		type: 'options',
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: 'Read text that can be one number only; refuse 150.000',
			},
			{
				name: 'Comma for Decimals',
				value: 'comma',
				description: 'Read 1.234,50; 150.000 is a hundred and fifty thousand',
			},
			{
				name: 'Point for Decimals',
				value: 'point',
				description: 'Read 1,234.50; 150.000 is a hundred and fifty',
			},
		],
		default: 'automatic',
		description:
			'How numbers in text are read. Numbers that are no text are taken as they are, whatever the format.',
	},
	{
		displayName: 'Object Write Trace ID',
		name: 'objectWriteTraceId',
		type: 'string',
		default: '',
		placeholder: 'e.g. price-list-7',
		description:
			'Your own ID for each update, which HubSpot repeats in the output. When empty, the node uses IDs of its own and takes them out of the output.',
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: false,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Skip Unchanged Ads',
		name: 'skipUnchanged',
		type: 'boolean',
		default: false,
		description: 'Whether to read the ads first and skip those that already have the values',
	},
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3_600 },
		default: 100,
		description: 'How long one request may take',
	},
];

const EXAMPLE = '{ "id": "512", "properties": { "hs_price": 250000 } }';

const specifyAds = { displayName: 'Specify Ads', name: 'specifyAds' };

const usingFields = {
	name: 'Using Fields Below',
	value: 'fields',
	description: 'One ad for each input item, with its values mapped to properties',
};

const usingJson = {
	name: 'Using JSON',
	value: 'json',
	description: "One or many ads for each input item, in HubSpot's own form",
};

const adsJson = {
	displayName: 'Ads (JSON)',
	name: 'adsJson',
	type: 'json',
	default: '={{ $json }}',
	required: true,
	typeOptions: { rows: 6 },
	description:
		'For each item: one ad in the form that HubSpot takes (its ID and an object of <code>properties</code>), a list of ads, or <code>{ "inputs": [ … ] }</code>. Add <code>idProperty</code> where the ID is the value of a unique property.',
} satisfies INodeProperties;

/** Every parameter of the node. Saved workflows store the names, so they stay as they are. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Description',
		name: 'toolDescription',
		type: 'string',
		required: true,
		typeOptions: { rows: 6 },
		displayOptions: { show: { ...showOnlyForBatchUpdate, '@tool': [true] } },
		default: `Updates listings (real estate ads) in HubSpot, many in one call. Pass each listing with its ID and the properties to change, by their internal names, for example hs_price, hs_bedrooms or hs_listing_type. Answers for each listing, and tells why one was not updated.`,
		description:
			'What the agent is told of this tool. Add the properties that it may change, and what names an ad.',
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{ name: 'Access Token', value: 'accessToken' },
			{ name: 'OAuth2', value: 'oAuth2' },
		],
		default: 'accessToken',
	},
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Ad',
				value: 'ad',
				description: 'A record that HubSpot shows as a Listing',
			},
		],
		default: 'ad',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['ad'] } },
		options: [
			{
				name: 'Batch Update',
				value: 'batchUpdate',
				action: 'Batch update ads',
				description: 'Update many ads in few requests',
			},
		],
		default: 'batchUpdate',
	},
	{
		...specifyAds,
		type: 'options',
		displayOptions: { show: { ...showOnlyForBatchUpdate, '@tool': [false] } },
		options: [usingFields, usingJson],
		default: 'fields',
	},
	{
		...specifyAds,
		type: 'options',
		displayOptions: { show: { ...showOnlyForBatchUpdate, '@tool': [true] } },
		options: [usingJson, usingFields],
		default: 'json',
	},
	{
		displayName: 'Ads',
		name: 'ads',
		type: 'resourceMapper',
		noDataExpression: true,
		displayOptions: { show: { ...showOnlyForBatchUpdate, specifyAds: ['fields'] } },
		default: { mappingMode: 'autoMapInputData', value: null, matchingColumns: ['id'] },
		required: true,
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'getMapperFields',
				mode: 'update',
				valuesLabel: 'Properties to Update',
				fieldWords: { singular: 'property', plural: 'properties' },
				multiKeyMatch: false,
				supportAutoMap: true,
				addAllFields: false,
				allowEmptyValues: true,
				// Where there are no properties, the notice of the list says why.
				hideNoDataError: true,
				refreshIncompleteSchemaOnOpen: true,
				refreshStaleSchemaOnOpen: true,
				matchingFieldsLabels: {
					title: 'Property to Match On',
					description:
						'The property whose value tells which ad to update: Record ID, or a unique one',
					hint: "Finds the ad that an item is about. 'id' is HubSpot's record ID.",
				},
			},
		},
	},
	{
		// A hint would give way to the result of the expression.
		displayName: `For example <code>${EXAMPLE}</code>, or a list of such ads`,
		name: 'adsJsonExample',
		type: 'notice',
		default: '',
		displayOptions: { show: { ...showOnlyForBatchUpdate, specifyAds: ['json'] } },
	},
	{
		...adsJson,
		displayOptions: {
			show: { ...showOnlyForBatchUpdate, specifyAds: ['json'], '@tool': [false] },
		},
	},
	{
		...adsJson,
		displayOptions: { show: { ...showOnlyForBatchUpdate, specifyAds: ['json'], '@tool': [true] } },
		default: `={{ $fromAI('ads', 'A list with one entry for each listing to update, such as [${EXAMPLE}]. id is the record ID of HubSpot; where it is the value of a unique property, add idProperty with the name of that property.', 'json') }}`,
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: showOnlyForBatchUpdate },
		options: whereTheyAct(options),
	},
];
