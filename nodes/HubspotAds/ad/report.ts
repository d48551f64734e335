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

/** What the run had of the world. */
interface Used {
	/** Requests for ads. */
	countRequests(): number;
	/** Takes secrets out of what users read. */
	hide(text: string): string;
}

/**
 * Sums up a run in hints on the output pane, and throws the one error of Stop Workflow where an ad was not updated: n8n
 * shows no hints beside an error, so it has the warnings.
 */
export function report(
	context: IExecuteFunctions,
	settled: ReadonlyArray<Settled<Line, UpdateFate>>,
	{ dryRun, stopsOnError }: RunSettings,
	{ countRequests, hide }: Used,
	notices: Notices,
): void {
	const failed = settled.filter(isFailed);
	const warnings = notices.describe();
	const errors = failed.filter(({ fate }) => isError(fate, dryRun));
	if (errors.length > 0 && stopsOnError) {
		const verbs = dryRun ? PREVIEWING : UPDATING;
		const run = { ...verbs, total: settled.length, wasSent: true, warnings, hide };
		throw toError(context.getNode(), errors, run);
	}
	const outcomes = settled.map(({ fate }) => fate.outcome);
	const summary = dryRun
		? summarisePreview(outcomes, stopsOnError)
		: summarise(outcomes, countRequests());
	tell(context, failed.length > 0 ? 'warning' : 'info', [summary]);
	if (warnings.length > 0) tell(context, 'warning', warnings.map(hide));
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
