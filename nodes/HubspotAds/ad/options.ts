import type { INodeProperties } from 'n8n-workflow';

/** Where an option acts. */
type Place = NonNullable<INodeProperties['displayOptions']>;

const whereValuesAreChecked: Place = { hide: { '/options.checkValues': [false] } };
const whereAdsAreWritten: Place = { hide: { '/options.dryRun': [true] } };
const whereMappingIsAutomatic: Place = {
	show: { '/specifyAds': ['fields'], '/ads.mappingMode': ['autoMapInputData'] },
};

/** What may be set. Defaults and limits stand here alone. */
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
		displayOptions: whereValuesAreChecked,
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
		displayOptions: whereMappingIsAutomatic,
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
		displayOptions: whereAdsAreWritten,
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
		displayOptions: whereValuesAreChecked,
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
		displayOptions: whereAdsAreWritten,
		default: '',
		placeholder: 'e.g. price-list-7',
		description:
			'Your own ID for each update, which HubSpot repeats in the output. When empty, the node uses IDs of its own and takes them out of the output.',
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		displayOptions: whereAdsAreWritten,
		default: false,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Skip Unchanged Ads',
		name: 'skipUnchanged',
		type: 'boolean',
		displayOptions: whereAdsAreWritten,
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

/**
 * n8n drops the stored value of an option that it does not show, unless another one of that name is shown: of a kind that is
 * not to be seen.
 */
export const unseenOptions: INodeProperties[] = options
	.filter(({ displayOptions }) => displayOptions)
	.map((option) => ({ ...option, type: 'hidden', displayOptions: undefined }));
