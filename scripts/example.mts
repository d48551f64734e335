import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'flatted';
import type { Simulator } from '../test/simulator/server.mts';
import type { N8nApi } from './n8nApi.mts';
import { root } from './paths.mjs';
import { printReport } from './report.mts';

const NODE_TYPE = 'n8n-nodes-hubspot-ads.hubspotAds';
const ADS = 250;
const RUN_MS = 3 * 60_000;

type Item = { json: Record<string, unknown> };
type NodeRun = {
	executionTime: number;
	data?: { main: Array<Item[] | null> };
	error?: { message: string };
};
type WorkflowNode = { name: string; type: string; credentials?: unknown };
type Workflow = { name: string; nodes: WorkflowNode[]; connections: unknown; settings: unknown };
type Execution = { id: string; status: string; data: string };

/**
 * Runs the example workflow in n8n, prints what happened, and compares the ads of the simulator with what the workflow sent.
 * @returns the workflow's id in n8n, and what is wrong, if anything is
 */
export async function runExample(api: N8nApi, simulator: Simulator) {
	await requireNodeType(api);
	const credential = await putCredential(api, simulator);
	const workflow = await readExample(credential);
	const workflowId = await putWorkflow(api, workflow);
	const before = pricesByReference(simulator);
	const { journal } = simulator.hubspot;
	const requestsBefore = journal.length;

	const execution = await run(api, workflowId, workflow);

	const runs: Record<string, NodeRun[]> = parse(execution.data).resultData.runData;
	const [sent] = runs[nodeOf(workflow, 'n8n-nodes-base.code').name]?.[0].data?.main ?? [];
	const node = runs[nodeOf(workflow, NODE_TYPE).name]?.[0];
	const [updated, notUpdated] = node?.data?.main ?? [];
	printReport({
		updated: updated ?? [],
		notUpdated: notUpdated ?? [],
		requests: journal.slice(requestsBefore),
		seconds: (node?.executionTime ?? 0) / 1000,
	});
	return { workflowId, complaint: complain() };

	function complain(): string | undefined {
		if (execution.status !== 'success') {
			return `The run ended with the status '${execution.status}': ${node?.error?.message ?? 'see the editor'}`;
		}
		const after = pricesByReference(simulator);
		if (updated?.length !== ADS)
			return `The node reports ${updated?.length ?? 0} of ${ADS} ads as updated`;
		// The seeded prices are whole thousands and the example's never are, so each one has to change.
		const held = (sent ?? []).filter(({ json: { reference_number, hs_price } }) => {
			const price = String(hs_price);
			return after.get(reference_number) === price && before.get(reference_number) !== price;
		});
		if (held.length !== ADS)
			return `${held.length} of ${ADS} ads in the simulator hold the new price`;
		return undefined;
	}
}

async function requireNodeType(api: N8nApi): Promise<void> {
	const types = await api<Array<{ name: string }>>('GET', '/types/nodes.json');
	if (!types.some(({ name }) => name === NODE_TYPE))
		throw new Error(`n8n did not load the node ${NODE_TYPE}`);
}

async function putCredential(api: N8nApi, { url, token }: Simulator) {
	const name = 'Simulated HubSpot';
	const type = 'hubspotAdsApi';
	const body = { name, type, data: { accessToken: token, baseUrl: url } };
	const all = await api<Array<{ id: string; name: string; type: string }>>(
		'GET',
		'/rest/credentials',
	);
	const existing = all.find((credential) => credential.name === name && credential.type === type);
	const { id } = existing
		? await api<{ id: string }>('PATCH', `/rest/credentials/${existing.id}`, body)
		: await api<{ id: string }>('POST', '/rest/credentials', body);
	return { [type]: { id, name } };
}

async function readExample(credentials: unknown): Promise<Workflow> {
	const workflow: Workflow = JSON.parse(
		await readFile(join(root, 'examples', 'update-prices.json'), 'utf8'),
	);
	const nodes = workflow.nodes.map((node) =>
		node.type === NODE_TYPE ? { ...node, credentials } : node,
	);
	return { ...workflow, nodes };
}

async function putWorkflow(api: N8nApi, workflow: Workflow): Promise<string> {
	const filter = encodeURIComponent(JSON.stringify({ name: workflow.name, isArchived: false }));
	const similar = await api<Array<{ id: string; name: string }>>(
		'GET',
		`/rest/workflows?filter=${filter}`,
	);
	const existing = similar.find(({ name }) => name === workflow.name);
	const { id } = existing
		? await api<{ id: string }>('PATCH', `/rest/workflows/${existing.id}`, workflow)
		: await api<{ id: string }>('POST', '/rest/workflows', workflow);
	return id;
}

/** Runs the workflow as a click in the editor does, and takes the run from n8n's list of executions. */
async function run(api: N8nApi, workflowId: string, workflow: Workflow): Promise<Execution> {
	const { executionId } = await api<{ executionId: string }>(
		'POST',
		`/rest/workflows/${workflowId}/run`,
		{
			triggerToStartFrom: { name: nodeOf(workflow, 'n8n-nodes-base.manualTrigger').name },
		},
	);
	const deadline = Date.now() + RUN_MS;
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	while (Date.now() < deadline) {
		const list = await api<{ results: Execution[] }>('GET', `/rest/executions?filter=${filter}`);
		const listed = list.results.find(({ id }) => id === executionId);
		if (listed && !['new', 'running', 'waiting'].includes(listed.status)) {
			return api<Execution>('GET', `/rest/executions/${executionId}`);
		}
		await sleep(250);
	}
	throw new Error(`The run of the example did not end within ${RUN_MS / 60_000} minutes`);
}

function nodeOf(workflow: Workflow, type: string): WorkflowNode {
	return workflow.nodes.find((node) => node.type === type)!;
}

function pricesByReference({ hubspot }: Simulator) {
	return new Map<unknown, string>(
		hubspot.ads.all().map(({ values }) => [values.reference_number, values.hs_price]),
	);
}
