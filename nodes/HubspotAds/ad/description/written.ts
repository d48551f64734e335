import type { INodeProperties } from 'n8n-workflow';
import { showFor } from './operations';

const forUpdate = showFor('batchUpdate');

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

/** The ads that are to be written: mapped to properties, or given as JSON. */
export const written: INodeProperties[] = [
	{
		...specifyAds,
		type: 'options',
		displayOptions: { show: { ...forUpdate, '@tool': [false] } },
		options: [usingFields, usingJson],
		default: 'fields',
	},
	{
		...specifyAds,
		type: 'options',
		displayOptions: { show: { ...forUpdate, '@tool': [true] } },
		options: [usingJson, usingFields],
		default: 'json',
	},
	{
		displayName: 'Ads',
		name: 'ads',
		type: 'resourceMapper',
		noDataExpression: true,
		displayOptions: { show: { ...forUpdate, specifyAds: ['fields'] } },
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
		displayOptions: { show: { ...forUpdate, specifyAds: ['json'] } },
	},
	{
		...adsJson,
		displayOptions: {
			show: { ...forUpdate, specifyAds: ['json'], '@tool': [false] },
		},
	},
	{
		...adsJson,
		displayOptions: { show: { ...forUpdate, specifyAds: ['json'], '@tool': [true] } },
		default: `={{ $fromAI('ads', 'A list with one entry for each listing to update, such as [${EXAMPLE}]. id is the record ID of HubSpot; where it is the value of a unique property, add idProperty with the name of that property.', 'json') }}`,
	},
];
