import type { INodeExecutionData } from 'n8n-workflow';
import { runNode, type OnError } from './account.mts';
import type { RunOptions, RunResult } from './harness.mts';
import type { Account } from './trouble.mts';

/** Runs an operation whose items name ads. */
function runner(operation: 'batchGet' | 'batchArchive') {
	return async (
		account: Account,
		items: object[],
		parameters: object = {},
		options: object = {},
		onError: OnError = 'continueRegularOutput',
		node: RunOptions['node'] = {},
	): Promise<RunResult> => {
		const all = { operation, options, ...parameters };
		return await runNode(account, items, all, onError, { node: { onError, ...node } });
	};
}

export const get = runner('batchGet');
export const archive = runner('batchArchive');

export const BY_REFERENCE = { matchOn: 'reference_number' };

/** What became of each ad, by the words of the contract; `found` for a record without any. */
export function outcomesOf(items: INodeExecutionData[]): string[] {
	return items.map(({ json }) => {
		const { outcome } = { ...json, ...(json.details as { outcome?: string } | undefined) };
		return String(outcome ?? 'found');
	});
}

export function idsOf(items: INodeExecutionData[]): unknown[] {
	return items.map(({ json }) => json.id);
}

export function pairsOf(items: INodeExecutionData[]): number[] {
	return items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
}

export function reads({ hubspot }: Account) {
	return hubspot.journal.filter(({ endpoint }) => endpoint === 'batchRead');
}

/** The ads in the bin. */
export function archived({ hubspot, ids }: Account): string[] {
	return ids.filter((id) => hubspot.ads.get(id)?.archived);
}

/** An item for each kind of ad. */
export function prepareKinds({ ids: [live, merged, survivor, bin], hubspot }: Account) {
	hubspot.merge(merged, survivor);
	hubspot.archive(bin);
	const kinds = [live, merged, bin, '404', 'x'].map((id) => ({ id }));
	return { ids: { live, merged, survivor, bin }, kinds };
}
