import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import type { Settled } from '../delivery/ledger';
import type { UpdateFate } from '../hubspot/fates';
import { isError, isFailed, type Line } from './emit';
import { toHtml } from './html';
import type { Notices } from './notices';
import type { RunSettings } from './settings';
import { toError } from './stop';
import { summarise, summarisePreview } from './summary';
import { PREVIEWING, UPDATING } from './verbs';

/**
 * Sums up a run in hints on the output pane, and throws the one error of Stop Workflow where an ad was not updated.
 * @param requests for ads
 */
export function report(
	context: IExecuteFunctions,
	settled: ReadonlyArray<Settled<Line, UpdateFate>>,
	{ dryRun, stopsOnError, adjusted }: RunSettings,
	requests: number,
	notices: Notices,
): void {
	const failed = settled.filter(isFailed);
	const errors = failed.filter(({ fate }) => isError(fate, dryRun));
	if (errors.length > 0 && stopsOnError) {
		const verbs = dryRun ? PREVIEWING : UPDATING;
		throw toError(context.getNode(), errors, { ...verbs, total: settled.length, wasSent: true });
	}
	const outcomes = settled.map(({ fate }) => fate.outcome);
	const summary = dryRun ? summarisePreview(outcomes, stopsOnError) : summarise(outcomes, requests);
	tell(context, failed.length > 0 ? 'warning' : 'info', [summary]);
	const lines = [...adjusted, ...notices.describe()];
	if (lines.length > 0) tell(context, 'warning', lines);
}

/** n8n's editor shows a hint as HTML. */
function tell(
	context: IExecuteFunctions,
	type: NodeExecutionHint['type'],
	lines: readonly string[],
): void {
	const message = lines.map(toHtml).join('<br>\n');
	context.addExecutionHints({ message, type, location: 'outputPane' });
}
