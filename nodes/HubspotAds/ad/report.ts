import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import type { Settled } from '../delivery/ledger';
import type { Reason } from '../hubspot/fates';
import { isMany, type AdFate } from '../hubspot/adFate';
import { isError, isFailed, type Line } from './emit';
import { toHtml } from './html';
import type { Notices } from './notices';
import type { RunSettings } from './settings';
import { toError } from './stop';
import { summarise, summarisePreview, summariseQueries } from './summary';
import { PREVIEWING, type Verbs } from './verbs';
import type { AdFailure } from './words';

/** What the run had of the world. */
interface Used {
	/** Requests for ads. */
	countRequests(): number;
	/** Takes secrets out of what users read. */
	hide(text: string): string;
}

/**
 * Sums up a run in hints on the output pane, and throws the one error of Stop Workflow where an ad failed: n8n shows no hints
 * beside an error, so it has the warnings.
 */
export function report(
	context: IExecuteFunctions,
	settled: ReadonlyArray<Settled<Line, AdFate>>,
	{ dryRun, stopsOnError, adjusted }: RunSettings,
	verbs: Verbs,
	{ countRequests, hide }: Used,
	notices: Notices,
): void {
	for (const { fate } of settled) {
		const others = 'otherForms' in fate ? fate.otherForms : undefined;
		for (const other of others ?? []) notices.add({ ...other, kind: 'otherForm' });
	}
	const failed = settled.filter(isFailed);
	const errors = failed.filter(({ fate }) => isError(fate, dryRun));
	if (errors.length > 0 && stopsOnError) {
		const told = { warnings: (common?: Reason) => notices.describe(common), hide };
		const run = { ...(dryRun ? PREVIEWING : verbs), total: settled.length, wasSent: true, ...told };
		throw toError(context.getNode(), errors, run);
	}
	tell(
		context,
		failed.length > 0 ? 'warning' : 'info',
		sumUp(settled, { dryRun, stopsOnError }, verbs, countRequests()),
	);
	const lines = [...adjusted, ...notices.describe().map(hide)];
	if (lines.length > 0) tell(context, 'warning', lines);
}

/** That an ad lacks a name shows only where HubSpot is asked for it, which a real run does not do first. */
function isKnownToBeInvalid({ fate }: Settled<Line, AdFailure>): boolean {
	return fate.outcome === 'invalid' && fate.reason.trouble !== 'nameless';
}

function sumUp(
	settled: ReadonlyArray<Settled<Line, AdFate>>,
	{ dryRun, stopsOnError }: Pick<RunSettings, 'dryRun' | 'stopsOnError'>,
	verbs: Verbs,
	requests: number,
): string[] {
	const fates = countNewOnce(settled.map(({ fate }) => fate));
	const outcomes = fates.map(({ outcome }) => outcome);
	if (dryRun) {
		const invalid = stopsOnError ? settled.filter(isFailed).filter(isKnownToBeInvalid).length : 0;
		return [summarisePreview(outcomes, invalid, verbs)];
	}
	if (verbs.noun === 'ad') return [summarise(outcomes, requests, verbs)];
	const isSearched = settled.some(({ line, fate }) => line.isSearch && isMany(fate));
	const summary = summariseQueries(fates, requests, verbs);
	return isSearched ? [summary, LAG] : [summary];
}

/** Items of which one new ad was made, or would be, share its fate. */
function countNewOnce(fates: readonly AdFate[]): AdFate[] {
	const isNew = ({ outcome }: AdFate) => outcome === 'created' || outcome === 'wouldCreate';
	return [...new Set(fates.filter(isNew)), ...fates.filter((fate) => !isNew(fate))];
}

/** documented; recorded: some seconds, up to thirty. */
const LAG =
	"HubSpot's search lags some seconds behind what was written, so that ads which changed a moment ago may be missing.";

/** n8n's editor shows a hint as HTML. */
function tell(
	context: IExecuteFunctions,
	type: NodeExecutionHint['type'],
	lines: readonly string[],
): void {
	const message = lines.map(toHtml).join('<br>\n');
	context.addExecutionHints({ message, type, location: 'outputPane' });
}
