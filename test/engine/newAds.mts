import type { INodeExecutionData } from 'n8n-workflow';
import { runNode, type OnError } from './account.mts';
import type { RunOptions, RunResult } from './harness.mts';
import type { Account } from './trouble.mts';

export const REFERENCE = { uniqueProperty: 'reference_number' };

const AUTOMATICALLY = { mappingMode: 'autoMapInputData', matchingColumns: [], value: null };

interface Way {
	readonly options?: object;
	readonly onError?: OnError;
	/** A mapping in place of JSON: by hand where there are values, else automatic. */
	readonly values?: object | null;
	readonly adsJson?: string;
	readonly more?: Partial<RunOptions>;
}

/** Runs Batch Create over these items, as JSON unless `values` is given. */
export async function create(
	account: Account,
	items: object[],
	{ options = {}, onError, values, adsJson = '={{ $json }}', more }: Way = {},
): Promise<RunResult> {
	const ads = values
		? { ...AUTOMATICALLY, mappingMode: 'defineBelow', value: values }
		: AUTOMATICALLY;
	const given =
		values === undefined ? { specifyAds: 'json', adsJson } : { specifyAds: 'fields', ads };
	const parameters = { operation: 'batchCreate', options: { maxWait: 2, ...options }, ...given };
	return await runNode(account, items, parameters, onError, more);
}

/** Ads of these names, with references that no ad has yet. */
export function named(...names: string[]) {
	return names.map((hs_name, index) => ({
		properties: { hs_name, reference_number: `NEW-${index}` },
	}));
}

/** What the account holds that it did not hold at first: the names. */
export function madeIn({ hubspot, ids }: Account): string[] {
	return hubspot.ads
		.all()
		.filter(({ id }) => !ids.includes(id))
		.map(({ values }) => values.hs_name)
		.toSorted();
}

export function createsOf({ hubspot }: Account) {
	return hubspot.journal.filter(({ endpoint }) => endpoint === 'batchCreate');
}

/** The name of each ad that came out, or what became of it. */
export function namesOrOutcomes(items: INodeExecutionData[]): unknown[] {
	return items.map(({ json }) => {
		const { details, properties, outcome } = json as Record<string, Record<string, unknown>>;
		return details?.outcome ?? outcome ?? properties.hs_name;
	});
}
