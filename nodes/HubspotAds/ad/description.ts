import type { INodeProperties } from 'n8n-workflow';
import { options, unseenOptions } from './options';

export { options };

const showOnlyForBatchUpdate = { resource: ['ad'], operation: ['batchUpdate'] };

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
		options: [...options, ...unseenOptions],
	},
];
