import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { RunOptions, RunResult } from './harness.mts';
import type { Account } from './trouble.mts';

export type OnError = 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';

export const ON_ERROR: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

export const AUTOMATICALLY = automatically('id');

export function automatically(matchingColumn: string) {
	return { mappingMode: 'autoMapInputData', matchingColumns: [matchingColumn], value: null };
}

export function byHand(value: object, matchingColumn = 'id') {
	return { mappingMode: 'defineBelow', matchingColumns: [matchingColumn], value };
}

/** Runs the node over these items; what is not given is as for a person who continues on error. */
export async function runNode(
	{ n8n, token, url }: Account,
	items: object[],
	parameters: object,
	onError: OnError = 'continueRegularOutput',
	more: Partial<RunOptions> = {},
): Promise<RunResult> {
	return await n8n.run({
		items: items as INodeExecutionData[],
		parameters: parameters as INodeParameters,
		node: { onError },
		credentials: { accessToken: token, baseUrl: url },
		...more,
	});
}

export async function map(
	account: Account,
	items: object[],
	ads: object = AUTOMATICALLY,
	options: object = {},
	onError?: OnError,
): Promise<RunResult> {
	return await runNode(account, items, { specifyAds: 'fields', ads, options }, onError);
}

export async function send(
	account: Account,
	items: object[],
	options: object = {},
	adsJson = '={{ $json }}',
	onError?: OnError,
): Promise<RunResult> {
	return await runNode(account, items, { specifyAds: 'json', adsJson, options }, onError);
}

/** What HubSpot was sent for each ad, without the trace ids. */
export function sentInputs(account: Account): object[] {
	return account
		.writes()
		.flatMap(({ body }) => (body as { inputs: Array<Record<string, unknown>> }).inputs)
		.map(({ objectWriteTraceId: _traceId, ...input }) => input);
}

export function priceIn(record: object): unknown {
	return (record as { properties: Record<string, unknown> }).properties.hs_price;
}

/** Requests that change something, whichever endpoint they use. */
export function changingRequests({ hubspot }: Account): string[] {
	const isRead = /\/batch\/read(\?archived=true)?$|\/search$/;
	return hubspot.journal
		.filter(({ method, path }) => method !== 'GET' && !isRead.test(path))
		.map(({ method, path }) => `${method} ${path}`);
}
