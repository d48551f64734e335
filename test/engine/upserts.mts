import type { INodeExecutionData } from 'n8n-workflow';
import { runNode, type OnError } from './account.mts';
import type { RunOptions, RunResult } from './harness.mts';
import type { Account } from './trouble.mts';

export const KEY = 'reference_number';

/** One ad in HubSpot's own form; a new one has a name among its properties. */
export function ad(id: unknown, properties: object = { hs_price: 5 }, idProperty: unknown = KEY) {
	return { id, idProperty, properties };
}

export function newAd(id: string, properties: object = { hs_price: 5 }) {
	return ad(id, { hs_name: `New ${id}`, ...properties });
}

/** Creates or updates what the items hold as JSON. */
export async function upsert(
	account: Account,
	items: object[],
	options: object = {},
	onError?: OnError,
	more: Partial<RunOptions> = {},
): Promise<RunResult> {
	const parameters = { operation: 'batchUpsert', specifyAds: 'json', adsJson: '={{ $json }}' };
	return await runNode(account, items, { ...parameters, options }, onError, more);
}

/** The same by the mapping of the fields of the items. */
export async function upsertMapped(
	account: Account,
	items: object[],
	ads: object,
	options: object = {},
	onError?: OnError,
): Promise<RunResult> {
	const parameters = { operation: 'batchUpsert', specifyAds: 'fields', ads };
	return await runNode(account, items, { ...parameters, options }, onError);
}

/** What became of each ad; of one that failed by its details. */
export function fatesOf(items: INodeExecutionData[]): string[] {
	return items.map(({ json }) => {
		const details = json.details as { outcome?: string } | undefined;
		return details?.outcome ?? String(json.outcome);
	});
}

export function holder({ hubspot }: Account, key: string) {
	return hubspot.ads.byUnique(KEY, key);
}

/** Requests that write, and what each had in it, without the trace ids. */
export function upserts({ hubspot }: Account): object[][] {
	return hubspot.journal
		.filter(({ endpoint }) => endpoint === 'batchUpsert')
		.map(({ body }) =>
			(body as { inputs: Array<Record<string, unknown>> }).inputs.map(
				({ objectWriteTraceId: _traceId, ...input }) => input,
			),
		);
}
