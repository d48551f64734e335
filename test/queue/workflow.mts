import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'flatted';
import { request } from 'undici';
import type { N8nApi } from '../../scripts/n8nApi.mts';
import type { Simulator } from '../simulator/server.mts';

export type Price = { id: string; hs_price: string };
export type OutputItem = { json: Record<string, unknown> };

/** What n8n tells of an execution that is over. */
type Ending = {
	status: string;
	/** What left the node, or undefined where it did not end. */
	items?: OutputItem[];
};

/** An execution: what was asked for and, in the end, what became of it. */
export type Fired = { id: string; wanted: Price[] };
export type Run = Fired & { ending: Ending };

export type Workflow = {
	/** Starts an execution for these ads, as a call from outside does. */
	fire(wanted: Price[]): Promise<Fired>;
	/** Resolves when all of these executions are over, however they ended. */
	endings(fired: Fired[]): Promise<Run[]>;
};

type Listed = { id: string; status: string };
type RunData = Record<string, Array<{ data?: { main: Array<OutputItem[] | null> } }>>;

const NODE = 'HubSpot Ads';
const END_MS = 4 * 60_000;
/** n8n says that a workflow is active a moment before its webhook is there. */
const REGISTRATION_MS = 30_000;
const UNDER_WAY = ['new', 'running', 'waiting'];

/** Puts a workflow into n8n and activates it: a webhook takes the ads, and the node updates them. */
export async function activateWorkflow(
	api: N8nApi,
	url: string,
	simulator: Simulator,
): Promise<Workflow> {
	const path = randomUUID();
	const credential = await putCredential(api, simulator);
	const { id, versionId } = await api<{ id: string; versionId: string }>(
		'POST',
		'/rest/workflows',
		workflowBody(path, credential),
	);
	await api('POST', `/rest/workflows/${id}/activate`, { versionId });
	const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
	const list = async () => {
		const page = `/rest/executions?limit=100&filter=${filter}`;
		return (await api<{ results: Listed[] }>('GET', page)).results;
	};
	const known = new Set<string>();

	return {
		async fire(wanted) {
			await post(`${url}/webhook/${path}`, { ads: wanted });
			for (;;) {
				const fresh = (await list()).find((execution) => !known.has(execution.id));
				if (fresh) {
					known.add(fresh.id);
					return { id: fresh.id, wanted };
				}
				await sleep(50);
			}
		},
		async endings(fired) {
			const ids = new Set(fired.map(({ id }) => id));
			const isOpen = ({ id, status }: Listed) => ids.has(id) && UNDER_WAY.includes(status);
			const deadline = Date.now() + END_MS;
			while ((await list()).some(isOpen)) {
				if (Date.now() > deadline) throw new Error('Executions did not end within four minutes');
				await sleep(1_000);
			}
			const runs: Run[] = [];
			for (const run of fired) runs.push({ ...run, ending: await readEnding(api, run.id) });
			return runs;
		},
	};
}

/** Starts them one after the other; n8n runs as many at once as its workers take. */
export async function fireAll(workflow: Workflow, prices: Price[][]): Promise<Fired[]> {
	const fired: Fired[] = [];
	for (const wanted of prices) fired.push(await workflow.fire(wanted));
	return fired;
}

async function readEnding(api: N8nApi, id: string): Promise<Ending> {
	const { status, data } = await api<{ status: string; data: string }>(
		'GET',
		`/rest/executions/${id}`,
	);
	const runs: RunData = parse(data).resultData.runData;
	return { status, items: runs[NODE]?.[0].data?.main[0] ?? undefined };
}

async function putCredential(api: N8nApi, { url, token }: Simulator) {
	const type = 'hubspotAdsApi';
	const name = 'Simulated HubSpot';
	const data = { accessToken: token, baseUrl: url };
	const { id } = await api<{ id: string }>('POST', '/rest/credentials', { name, type, data });
	return { [type]: { id, name } };
}

async function post(url: string, content: unknown): Promise<void> {
	const deadline = Date.now() + REGISTRATION_MS;
	for (;;) {
		const { statusCode, body } = await request(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(content),
		});
		const said = await body.text();
		if (statusCode < 300) return;
		if (statusCode !== 404 || Date.now() > deadline)
			throw new Error(`The webhook answered ${statusCode}: ${said}`);
		await sleep(250);
	}
}

function workflowBody(path: string, credentials: unknown) {
	const nodes = [
		{
			name: 'New Prices',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			parameters: { httpMethod: 'POST', path, responseMode: 'onReceived' },
			webhookId: path,
		},
		{
			name: 'One Item for Each Ad',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'body.ads' },
		},
		{
			name: NODE,
			type: 'n8n-nodes-hubspot-ads.hubspotAds',
			typeVersion: 1,
			parameters: {
				ads: { mappingMode: 'autoMapInputData', value: {}, matchingColumns: ['id'], schema: [] },
			},
			credentials,
			onError: 'continueRegularOutput',
		},
	];
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	return {
		name: 'New prices by webhook',
		nodes: nodes.map((node, place) => ({ ...node, id: randomUUID(), position: [place * 220, 0] })),
		connections: {
			[nodes[0].name]: to(nodes[1].name),
			[nodes[1].name]: to(nodes[2].name),
		},
		settings: { executionOrder: 'v1' },
	};
}
