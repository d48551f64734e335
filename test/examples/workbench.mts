import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'flatted';
import type { N8nApi } from '../../scripts/n8nApi.mts';
import { root } from '../../scripts/paths.mjs';
import type { Simulator } from '../simulator/server.mts';

export type Json = Record<string, any>;
export type WorkflowNode = {
	name: string;
	type: string;
	parameters: Json;
	credentials?: Record<string, { id: string; name: string }>;
};
export type Workflow = { name: string; nodes: WorkflowNode[]; connections: Json; settings: Json };

/** What an execution left behind. */
export type Run = {
	status: string;
	error?: string;
	/** The `json` of the items that a node gave on an output (0) in one of its runs (0). */
	items(node: string, output?: number, run?: number): Json[];
	/** How often a node ran. */
	runsOf(node: string): number;
};

type NodeRun = { data?: Record<string, Array<Array<{ json: Json }> | null>> };
type Execution = { id: string; status: string; data: string };

const RUN_MS = 2 * 60_000;
const NOT_OVER = ['new', 'running', 'waiting'];

/** The file as a person has it. */
export async function readExample(file: string): Promise<Workflow> {
	return JSON.parse(await readFile(join(root, 'examples', file), 'utf8'));
}

/** Imports the workflow and chooses credentials in its nodes, as a person does after an import. */
export async function importWorkflow(
	api: N8nApi,
	workflow: Workflow,
	credentials: Record<string, WorkflowNode['credentials']>,
): Promise<string> {
	const nodes = workflow.nodes.map((node) => {
		const chosen = credentials[node.type];
		return chosen ? { ...node, credentials: chosen } : node;
	});
	const { id } = await api<{ id: string }>('POST', '/rest/workflows', { ...workflow, nodes });
	return id;
}

export async function createCredential(api: N8nApi, name: string, type: string, data: Json) {
	const { id } = await api<{ id: string }>('POST', '/rest/credentials', { name, type, data });
	return { [type]: { id, name } };
}

/** Puts the HubSpot Ads credential into n8n, and tells which nodes take it. */
export async function hubspotCredential(api: N8nApi, { url, token }: Simulator) {
	const data = { accessToken: token, baseUrl: url };
	const credential = await createCredential(api, 'HubSpot', 'hubspotAdsApi', data);
	return {
		'n8n-nodes-hubspot-ads.hubspotAds': credential,
		'n8n-nodes-hubspot-ads.hubspotAdsTool': credential,
	};
}

/**
 * Runs a workflow as a click in the editor does.
 * @param trigger the name of the node to start from
 * @param said what the trigger gives, for one that waits for a message
 */
export async function runWorkflow(
	api: N8nApi,
	workflowId: string,
	trigger: string,
	said?: Json,
): Promise<Run> {
	const triggerToStartFrom = { name: trigger, ...(said && { data: outputOf(said) }) };
	const { executionId } = await api<{ executionId: string }>(
		'POST',
		`/rest/workflows/${workflowId}/run`,
		{ triggerToStartFrom },
	);
	return readRun(await untilOver(api, workflowId, executionId));
}

async function untilOver(api: N8nApi, workflowId: string, id: string): Promise<Execution> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const deadline = Date.now() + RUN_MS;
	while (Date.now() < deadline) {
		const { results } = await api<{ results: Execution[] }>(
			'GET',
			`/rest/executions?filter=${filter}`,
		);
		const listed = results.find((execution) => execution.id === id);
		if (listed && !NOT_OVER.includes(listed.status)) {
			return api<Execution>('GET', `/rest/executions/${id}`);
		}
		await sleep(250);
	}
	throw new Error(`The execution did not end within ${RUN_MS / 60_000} minutes`);
}

function readRun({ status, data }: Execution): Run {
	const { runData, error } = parse(data).resultData as {
		runData: Record<string, NodeRun[]>;
		error?: { message: string };
	};
	return {
		status,
		error: error?.message,
		items: (node, output = 0, run = 0) =>
			(Object.values(runData[node]?.[run]?.data ?? {})[0]?.[output] ?? []).map(({ json }) => json),
		runsOf: (node) => runData[node]?.length ?? 0,
	};
}

/** A trigger's output in the form in which the editor hands it in. */
function outputOf(json: Json) {
	return {
		startTime: Date.now(),
		executionTime: 0,
		executionStatus: 'success',
		source: [],
		data: { main: [[{ json }]] },
	};
}
