import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { valuesOf } from './job.mts';
import type { Deed, Job, Values } from './job.mts';

/** The properties that the reading clients ask for. */
export const NAMES = [
	'hs_name',
	'hs_price',
	'hs_bedrooms',
	'hs_city',
	'hs_listing_type',
	'furnished',
];

const UNIQUE = 'reference_number';

/** A unique value: every other one of an upsert is one that the account has, the others are new. */
function keyOf(deed: Deed, index: number): string {
	const isThere = deed === 'upsert' && index % 2 === 0;
	return `${isThere ? 'REF' : 'NEW'}-${String(index + 1).padStart(6, '0')}`;
}

/** What a workflow would hand in for each ad. */
export function itemsOf({ deed, ids, first, badEvery }: Job): IDataObject[] {
	return ids.map((id, i) => {
		const index = first + i;
		switch (deed) {
			case 'get':
			case 'archive':
				return { id };
			case 'createPlain':
				return valuesOf(index, badEvery);
			case 'create':
			case 'upsert':
				return { ...valuesOf(index, badEvery), [UNIQUE]: keyOf(deed, index) };
			default:
				return { id, ...valuesOf(index, badEvery) };
		}
	});
}

/** The node's parameters. */
export const PARAMETERS: Record<Deed, INodeParameters> = {
	update: { operation: 'batchUpdate', ...mapped(['id']) },
	get: { operation: 'batchGet', matchOn: 'id', adId: '={{ $json.id }}', properties: NAMES },
	create: { operation: 'batchCreate', ...mapped([]), options: { uniqueProperty: UNIQUE } },
	createPlain: { operation: 'batchCreate', ...mapped([]) },
	upsert: { operation: 'batchUpsert', ...mapped([UNIQUE]) },
	archive: { operation: 'batchArchive', matchOn: 'id', adId: '={{ $json.id }}' },
	list: { operation: 'getMany', returnAll: true, properties: NAMES },
	search: {
		operation: 'getMany',
		returnAll: true,
		properties: NAMES,
		filters: { conditions: [{ property: 'hs_price', operator: 'GT', value: '0' }] },
	},
};

function mapped(matchingColumns: string[]): INodeParameters {
	const ads = { mappingMode: 'autoMapInputData', value: null, matchingColumns };
	return { specifyAds: 'fields', ads };
}

/** The inputs of HubSpot's batch endpoint. */
export function inputsOf(job: Job): Array<Record<string, unknown>> {
	return itemsOf(job).map(({ id, ...values }) => {
		switch (job.deed) {
			case 'get':
			case 'archive':
				return { id };
			case 'upsert':
				return { id: values[UNIQUE], idProperty: UNIQUE, properties: texts(values as Values) };
			default:
				return { id, properties: texts(values as Values) };
		}
	});
}

function texts(values: Values): Record<string, string> {
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
