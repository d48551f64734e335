import type { INodeProperties } from 'n8n-workflow';

/** Options of what is read from the items. */
export const valueOptions = {
	checkValues: {
		displayName: 'Check Values',
		name: 'checkValues',
		type: 'boolean',
		default: true,
		description:
			"Whether to check every value against HubSpot's property definitions before anything is sent, and to turn labels and dates into HubSpot's form",
	},
	clearEmpty: {
		displayName: 'Clear Properties When Empty',
		name: 'clearEmpty',
		type: 'boolean',
		default: false,
		description:
			'Whether empty text and null clear the property in HubSpot. When off, they are left out and the property keeps its value. In JSON, empty text always clears.',
	},
	dateFormat: {
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
	duplicates: {
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
	extraFields: {
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
	numberFormat: {
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
	objectWriteTraceId: {
		displayName: 'Object Write Trace ID',
		name: 'objectWriteTraceId',
		type: 'string',
		default: '',
		placeholder: 'e.g. price-list-7',
		description:
			'Your own ID for each ad, which HubSpot repeats in the output. When empty, the node uses IDs of its own and takes them out of the output.',
	},
} satisfies Record<string, INodeProperties>;
