import type { INodeProperties, ResourceMapperTypeOptions } from 'n8n-workflow';
import { showFor, type OperationName } from './operations';

type Writing = Extract<OperationName, 'batchCreate' | 'batchUpdate' | 'batchUpsert'>;

/** What of these parameters is an operation's own. */
interface Own {
	readonly deed: string;
	readonly example: string;
	/** What an agent is told of `adsJson`. */
	readonly forAgents: string;
	/** Of the JSON: what one ad is, and more behind what it may be. */
	readonly form: string;
	readonly more: string;
	readonly mode: NonNullable<ResourceMapperTypeOptions['mode']>;
	readonly matchingColumns: string[];
	readonly valuesLabel: string;
	/** None where nothing that exists is looked for. */
	readonly matchOn?: { readonly description: string; readonly hint: string };
}

const NAMED = 'its ID and an object of <code>properties</code>';

const OWN: Record<Writing, Own> = {
	batchCreate: {
		deed: 'create',
		example: '{ "properties": { "hs_name": "Harbour Road 7", "hs_price": 250000 } }',
		forAgents: 'hs_name is required; HubSpot gives each new listing its id.',
		form: 'an object of <code>properties</code>',
		more: 'HubSpot gives each new ad its ID',
		mode: 'add',
		matchingColumns: [],
		valuesLabel: 'Properties of the New Ad',
	},
	batchUpdate: {
		deed: 'update',
		example: '{ "id": "512", "properties": { "hs_price": 250000 } }',
		forAgents:
			'id is the record ID of HubSpot; where it is the value of a unique property, add idProperty with the name of that property.',
		form: NAMED,
		more: 'Add <code>idProperty</code> where the ID is the value of a unique property',
		mode: 'update',
		matchingColumns: ['id'],
		valuesLabel: 'Properties to Update',
		matchOn: {
			description: 'The property whose value tells which ad to update: Record ID, or a unique one',
			hint: "Finds the ad that an item is about. 'id' is HubSpot's record ID.",
		},
	},
	batchUpsert: {
		deed: 'create or update',
		example:
			'{ "idProperty": "reference_number", "id": "REF-000008", "properties": { "hs_name": "Harbour Road 7", "hs_price": 250000 } }',
		forAgents:
			'idProperty is the name of a unique property, and id its value for this listing. A new listing needs hs_name.',
		form: NAMED,
		more: '<code>idProperty</code> names the unique property whose value <code>id</code> is; the value may also stand in <code>properties</code>',
		mode: 'upsert',
		matchingColumns: [],
		valuesLabel: 'Properties to Write',
		matchOn: {
			description:
				'The unique property whose value tells which ad to update. Where none has it, a new ad gets it.',
			hint: 'Finds the ad that an item is about; where there is none, it is created.',
		},
	},
};

const writing = Object.keys(OWN) as Writing[];

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

/** The ads that are to be written: mapped to properties, or given as JSON. */
export const written: INodeProperties[] = [
	{
		...specifyAds,
		type: 'options',
		displayOptions: { show: { ...showFor(...writing), '@tool': [false] } },
		options: [usingFields, usingJson],
		default: 'fields',
	},
	{
		...specifyAds,
		type: 'options',
		displayOptions: { show: { ...showFor(...writing), '@tool': [true] } },
		options: [usingJson, usingFields],
		default: 'json',
	},
	...writing.flatMap(describeAds),
];

/** Each operation has its own ones, of the same names. */
function describeAds(operation: Writing): INodeProperties[] {
	const own = OWN[operation];
	const show = showFor(operation);
	const adsJson = {
		displayName: 'Ads (JSON)',
		name: 'adsJson',
		type: 'json',
		default: '={{ $json }}',
		required: true,
		typeOptions: { rows: 6 },
		description: `For each item: one ad in the form that HubSpot takes (${own.form}), a list of ads, or <code>{ "inputs": [ … ] }</code>. ${own.more}.`,
	} satisfies INodeProperties;
	return [
		{
			displayName: 'Ads',
			name: 'ads',
			type: 'resourceMapper',
			noDataExpression: true,
			displayOptions: { show: { ...show, specifyAds: ['fields'] } },
			default: {
				mappingMode: 'autoMapInputData',
				value: null,
				matchingColumns: own.matchingColumns,
			},
			required: true,
			typeOptions: {
				resourceMapper: {
					resourceMapperMethod: 'getMapperFields',
					mode: own.mode,
					valuesLabel: own.valuesLabel,
					fieldWords: { singular: 'property', plural: 'properties' },
					multiKeyMatch: false,
					supportAutoMap: true,
					addAllFields: false,
					allowEmptyValues: true,
					// Where there are no properties, the notice of the list says why.
					hideNoDataError: true,
					refreshIncompleteSchemaOnOpen: true,
					refreshStaleSchemaOnOpen: true,
					...(own.matchOn && {
						matchingFieldsLabels: { title: 'Property to Match On', ...own.matchOn },
					}),
				},
			},
		},
		{
			// A hint would give way to the result of the expression.
			displayName: `For example <code>${own.example}</code>, or a list of such ads`,
			name: 'adsJsonExample',
			type: 'notice',
			default: '',
			displayOptions: { show: { ...show, specifyAds: ['json'] } },
		},
		{
			...adsJson,
			displayOptions: { show: { ...show, specifyAds: ['json'], '@tool': [false] } },
		},
		{
			...adsJson,
			displayOptions: { show: { ...show, specifyAds: ['json'], '@tool': [true] } },
			default: `={{ $fromAI('ads', 'A list with one entry for each listing to ${own.deed}, such as [${own.example}]. ${own.forAgents}', 'json') }}`,
		},
	];
}
