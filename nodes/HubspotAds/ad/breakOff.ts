import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { Ledger, Settled } from '../delivery/ledger';
import type { AdFate } from '../hubspot/adFate';
import type { Reason } from '../hubspot/fates';
import { explain } from './connection';
import { markAsError, type Line } from './emit';
import type { RunSettings } from './settings';

/**
 * Ends a run in which the node itself failed: where On Error is Continue, n8n would hand the input on as if all was
 * done. Ads that were sent are perhaps written, the others are not; an item that was not read counts as one ad.
 */
export function breakOff(
	ledger: Pick<Ledger<Line, AdFate>, 'lines' | 'open' | 'settleRest' | 'close'>,
	items: number,
	reason: Reason,
): Array<Settled<Line, AdFate>> {
	const read = new Set(ledger.lines.map(({ itemIndex }) => itemIndex));
	for (let itemIndex = 0; itemIndex < items; itemIndex++) {
		if (!read.has(itemIndex)) ledger.open({ itemIndex });
	}
	ledger.settleRest((isSent) => ({ outcome: isSent ? 'unconfirmed' : 'notSent', reason }));
	return ledger.close();
}

/** What is left to say of ads whose items cannot be made. */
export function toBareItems(
	settled: ReadonlyArray<Settled<Line, AdFate>>,
	{ said = '' }: Reason,
	{ hasErrorOutput }: Pick<RunSettings, 'hasErrorOutput'>,
): INodeExecutionData[] {
	return settled.map(({ line: { itemIndex, id }, fate: { outcome } }) => {
		const ad = id === undefined ? 'An ad' : `Ad ${id}`;
		const message = `${ad} is '${outcome}', and more cannot be said, because the node itself failed (${said}). Report it to the makers of this node`;
		const json = { error: message, message, details: { outcome, itemIndex, id } };
		const item = { json, pairedItem: { item: itemIndex } };
		return hasErrorOutput ? markAsError(item) : item;
	});
}

/**
 * Does all that the node does. What it throws where On Error is Continue, and the user has not canceled, comes from before the
 * run had begun: of every item nothing was sent.
 */
export async function orUnsent(
	context: IExecuteFunctions,
	work: () => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	try {
		return await work();
	} catch (error) {
		if (!context.continueOnFail() || context.getExecutionCancelSignal()?.aborted) {
			// n8n gives its own errors back as they are.
			throw new NodeOperationError(context.getNode(), error as Error);
		}
		const reason = explain(error);
		const settled = context.getInputData().map((_item, itemIndex) => ({
			line: { itemIndex },
			fate: { outcome: 'notSent', reason } as const,
		}));
		const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
		return toBareItems(settled, reason, { hasErrorOutput });
	}
}
