import type { N8nApi } from '../../../scripts/n8nApi.mts';
import type { Json, WorkflowNode } from '../../examples/workbench.mts';

export const START = 'Start';
const PRICE_LIST = 'Price List';
export const HUBSPOT_ADS = 'HubSpot Ads';
export const UPDATED = 'Updated';
export const NOT_UPDATED = 'Not Updated';

type Places = Record<string, [x: number, y: number]>;
const places: Places = {
	[START]: [0, 0],
	[PRICE_LIST]: [208, 0],
	[HUBSPOT_ADS]: [416, 0],
	[UPDATED]: [656, -96],
	[NOT_UPDATED]: [656, 96],
};

/** A price list of 250 ads, as a spreadsheet would give it. */
export const priceList = codeNode(
	"return Array.from({ length: 250 }, (_, row) => ({ json: { reference: 'REF-' + String(row + 1).padStart(6, '0'), price: 250000 + row * 250, bedrooms: 2 + (row % 3) } }));",
);

/** The same with a price that is none in row 7, and an ad that HubSpot does not have in row 11. */
export const flawedPriceList = codeNode(
	"return Array.from({ length: 250 }, (_, row) => ({ json: { reference: row === 11 ? 'REF-990001' : 'REF-' + String(row + 1).padStart(6, '0'), price: row === 7 ? 'on request' : 250000 + row * 250 } }));",
);

/** 250 ads that HubSpot does not have yet. */
export const newAds = codeNode(
	"return Array.from({ length: 250 }, (_, row) => ({ json: { title: 'House ' + (row + 1), reference: 'NEW-' + String(row + 1).padStart(6, '0'), price: 250000 + row * 250 } }));",
);

/** A price list of these items. */
export function listOf(items: Json[]) {
	return codeNode(`return ${JSON.stringify(items.map((json) => ({ json })))};`);
}

const PRICES = { reference_number: '={{ $json.reference }}', hs_price: '={{ $json.price }}' };

/**
 * HubSpot Ads, its properties mapped by hand.
 * @param values what is mapped; the price list's prices unless given
 */
export function adsNode(
	credentials: WorkflowNode['credentials'],
	options: Json = {},
	settings: Json = {},
	values: Json = PRICES,
) {
	return {
		...nodeAt(HUBSPOT_ADS, 'n8n-nodes-hubspot-ads.hubspotAds'),
		parameters: {
			authentication: Object.keys(credentials ?? {}).includes('hubspotAdsOAuth2Api')
				? 'oAuth2'
				: 'accessToken',
			resource: 'ad',
			operation: 'batchUpdate',
			specifyAds: 'fields',
			ads: {
				mappingMode: 'defineBelow',
				value: values,
				matchingColumns: ['reference_number'],
				schema: [],
			},
			options,
		},
		credentials,
		...settings,
	};
}

/** HubSpot Ads with an operation whose items name ads, by their record IDs. */
export function namedNode(
	credentials: WorkflowNode['credentials'],
	operation: 'batchGet' | 'batchArchive',
	options: Json = {},
) {
	return {
		...nodeAt(HUBSPOT_ADS, 'n8n-nodes-hubspot-ads.hubspotAds'),
		parameters: { operation, options },
		credentials,
	};
}

/** HubSpot Ads as it is when it is added. */
export function automaticNode(credentials: WorkflowNode['credentials'], options: Json = {}) {
	const node = adsNode(credentials, options);
	const ads = { mappingMode: 'autoMapInputData', value: null, matchingColumns: ['id'] };
	return { ...node, parameters: { ...node.parameters, ads } };
}

/** Start, the nodes in a row, and behind the last one a place for what was updated and for what was not. */
export async function putWorkflow(
	api: N8nApi,
	name: string,
	row: WorkflowNode[],
	ends: string[] = [],
): Promise<string> {
	const start = { ...nodeAt(START, 'n8n-nodes-base.manualTrigger'), parameters: {} };
	const last = ends.map((end) => ({ ...nodeAt(end, 'n8n-nodes-base.noOp'), parameters: {} }));
	const chain = [start, ...row];
	const connections: Json = {};
	chain.slice(1).forEach((node, index) => {
		connections[chain[index].name] = { main: [[inputOf(node)]] };
	});
	if (last.length > 0) {
		connections[chain.at(-1)!.name] = { main: last.map((node) => [inputOf(node)]) };
	}
	const { id } = await api<{ id: string }>('POST', '/rest/workflows', {
		name,
		nodes: [...chain, ...last],
		connections,
		settings: { executionOrder: 'v1' },
	});
	return id;
}

/** Start, and behind it a node that hands its items to each of the others. */
export async function putBranches(
	api: N8nApi,
	name: string,
	list: WorkflowNode,
	branches: WorkflowNode[],
): Promise<string> {
	const start = { ...nodeAt(START, 'n8n-nodes-base.manualTrigger'), parameters: {} };
	const { id } = await api<{ id: string }>('POST', '/rest/workflows', {
		name,
		nodes: [start, list, ...branches],
		connections: {
			[START]: { main: [[inputOf(list)]] },
			[list.name]: { main: [branches.map(inputOf)] },
		},
		settings: { executionOrder: 'v1' },
	});
	return id;
}

function codeNode(jsCode: string) {
	return { ...nodeAt(PRICE_LIST, 'n8n-nodes-base.code', 2), parameters: { jsCode } };
}

function nodeAt(name: string, type: string, typeVersion = 1) {
	return { id: name, name, type, typeVersion, position: places[name] };
}

function inputOf({ name }: { name: string }) {
	return { node: name, type: 'main', index: 0 };
}
