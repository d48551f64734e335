import assert from 'node:assert/strict';
import type { N8nApi } from '../../../scripts/n8nApi.mts';
import { runWorkflow } from '../../examples/workbench.mts';
import type { Json, WorkflowNode } from '../../examples/workbench.mts';
import type { Simulator } from '../../simulator/server.mts';
import { adsNode, priceList, START } from './workflows.mts';

export function rowsFor({ hubspot }: Simulator) {
	const { id } = hubspot.ads.all()[0];
	const rows = `return [1, 2].map((row) => ({ json: { id: '${id}', reference_number: 'REF-00000' + row, reference: 'REF-00000' + row, price: 1000 + row, hs_price: 1000 + row } }));`;
	return { ...priceList, parameters: { jsCode: rows } };
}

export function nodeOf(nodes: WorkflowNode[], name: string): WorkflowNode {
	return nodes.find((node) => node.name === name)!;
}

/** HubSpot Ads with this mapping and these options, in one of the rows of the canvas. */
export function nodeWith(
	credential: WorkflowNode['credentials'],
	name: string,
	ads: Json,
	row = 0,
	options: Json = {},
): WorkflowNode {
	const node = adsNode(credential, options, { onError: 'continueRegularOutput' });
	const mapping = { mappingMode: 'defineBelow', matchingColumns: ['reference_number'], ...ads };
	return {
		...node,
		...{ id: name, name, position: [416, row * 160] },
		parameters: { ...node.parameters, ads: mapping },
	};
}

/** What is stored, apart from how it is shown. Without a value is without a value. */
export function storedIn({ parameters }: WorkflowNode) {
	const { mappingMode, matchingColumns, value } = parameters.ads as Json;
	return { mappingMode, matchingColumns, value: value ?? {}, options: parameters.options ?? {} };
}

/** Runs the workflow, and tells what HubSpot was asked but for definitions, which are kept for a minute. */
export async function send(
	api: N8nApi,
	{ hubspot }: Simulator,
	id: string,
	trigger = START,
): Promise<unknown[]> {
	const first = hubspot.journal.length;
	const run = await runWorkflow(api, id, trigger);
	assert.equal(run.status, 'success', run.error);
	const asked = hubspot.journal.slice(first).filter(({ method }) => method !== 'GET');
	assert.notDeepEqual(asked, []);
	return asked.map(({ method, path, body }) => ({ method, path, body: withoutTraceIds(body) }));
}

/** Each run has its own. */
function withoutTraceIds(body: unknown): unknown {
	return JSON.parse(JSON.stringify(body ?? null), (key, value) =>
		key === 'objectWriteTraceId' ? undefined : value,
	);
}
