import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import type { Settled } from '../delivery/ledger';
import type { Reason } from '../hubspot/fates';
import { toLine } from '../properties/show';
import { count, formatNumber, plural, wasOrWere } from './counts';
import type { Line } from './emit';
import { toHtml } from './html';
import { groupFailures, OUTCOME_WORDS, sayNotDone } from './summary';
import { describeTrouble, REACH } from './troubles';
import type { Verbs } from './verbs';
import { describeFailure, type AdFailure } from './words';

type Failed = Settled<Line, AdFailure>;

/** What the whole run is called, and whether HubSpot was asked for anything yet. */
interface Run extends Verbs {
	/** Ads of the run, those that failed among them. */
	readonly total: number;
	readonly wasSent: boolean;
	/** What the summary would have told beside it, a sentence or two in each line, but for what has this reason. */
	readonly warnings?: (told?: Reason) => readonly string[];
	/** Takes secrets out. */
	readonly hide?: (text: string) => string;
}

/** Ads that the one error of Stop Workflow lists. */
const LISTED = 10;

/**
 * The one error of Stop Workflow, for the ads that were not updated or, before anything was sent, cannot be. A query that is
 * alone tells its own reason.
 */
export function toError(node: INode, failed: readonly Failed[], run: Run): NodeOperationError {
	const { warnings, hide = (text) => text } = run;
	const isHalted = !run.wasSent && failed.length < run.total;
	// Of the others it has to be said that they were not sent either.
	const common = isHalted ? undefined : findCommonReason(failed, run);
	const isAlone = run.noun === 'query' && run.total === 1;
	const message = hide(
		isAlone
			? describeFailure(failed[0].fate, failed[0].line, run).error
			: common
				? toLine(
						`${sayHowMany(failed.length, run)}, because ${describeTrouble(common, run.scopes).what}`,
					)
				: headline(failed, run),
	);
	const listed = common || isAlone ? [] : list(failed, run);
	const said = [...listed, ...listCures(failed, run), ...(warnings?.(common) ?? [])];
	const lines = said.map((line) => hide(toLine(line)));
	const { itemIndex } = failed[0].line;
	const options = {
		// n8n's editor shows a description as HTML; elsewhere it is text.
		description: lines.map(toHtml).join('<br>\n'),
		itemIndex,
	};
	const isForAgent = isTool(node);
	const error = new NodeOperationError(node, message, isForAgent ? { itemIndex } : options);
	// n8n has replaced a sentence that holds a code of the network, such as ENOTFOUND, with one of its own.
	error.message = isForAgent ? [`${message}.`, ...lines].join('\n') : message;
	return error;
}

/** The reason of all, where it is about the run and not about each of its ads. */
function findCommonReason(failed: readonly Failed[], { total }: Run): Reason | undefined {
	const [{ fate: first }] = failed;
	const isOne = failed.every(
		({ fate }) => fate.outcome === first.outcome && fate.reason.trouble === first.reason.trouble,
	);
	return isOne && isAboutRun(first, failed.length === total) ? first.reason : undefined;
}

/** Of an ad that may have been written it is not to be said that it was not. */
function isAboutRun({ outcome, reason }: AdFailure, sparedNone: boolean): boolean {
	const reach = REACH[reason.trouble];
	if (outcome === 'unconfirmed') return false;
	return reach === 'run' || (reach === 'whatItMet' && sparedNone);
}

function sayHowMany(failed: number, run: Run): string {
	const { total, done, noun } = run;
	if (total === 1) return `The ${noun} was not ${done}`;
	if (failed === total) return `None of ${formatNumber(total)} ${plural(noun)} was ${done}`;
	return `${share(failed, run)} ${wasOrWere(failed)} not ${done}`;
}

function headline(failed: readonly Failed[], run: Run): string {
	const { length } = failed;
	if (run.wasSent) {
		const outcomes = failed.map(({ fate }) => fate.outcome);
		const groups = groupFailures(outcomes);
		return `${share(length, run)} ${wasOrWere(length)} ${sayNotDone(outcomes, run)}: ${groups}`;
	}
	const asIs = length === 1 ? 'it is' : 'they are';
	return `${share(length, run)} cannot be ${run.sent} as ${asIs}, so nothing was ${run.sent}`;
}

function share(failed: number, { total, noun }: Run): string {
	return `${formatNumber(failed)} of ${count(total, noun)}`;
}

/** A line for each of the first ads, behind one for each reason that is about the run. */
function list(failed: readonly Failed[], run: Run): string[] {
	const lines = new Map<string, number>();
	const ads: Failed[] = [];
	for (const one of failed) {
		if (!isAboutRun(one.fate, false)) ads.push(one);
		else {
			const { what } = describeTrouble(one.fate.reason, run.scopes);
			lines.set(what, (lines.get(what) ?? 0) + 1);
		}
	}
	const shared = [...lines].map(
		([what, number]) =>
			`${count(number, run.noun)} ${wasOrWere(number)} not ${run.sent}, because ${what}.`,
	);
	const listed = ads.slice(0, LISTED).map(({ line, fate }) => {
		const known = line.id ?? line.title;
		const name = known === undefined ? '' : ` ${known}:`;
		return `[Item ${line.itemIndex}]${name} ${describeFailure(fate, line, run).brief}.`;
	});
	if (ads.length > LISTED) listed.push(`… and ${formatNumber(ads.length - LISTED)} more`);
	return [...shared, ...listed];
}

/** What to do about each reason, once; with its outcome where there are several. */
function listCures(failed: readonly Failed[], run: Run): string[] {
	const cures = new Map<string, AdFailure['outcome']>();
	for (const { line, fate } of failed) {
		const { todo } = describeFailure(fate, line, run);
		if (todo) cures.set(todo, fate.outcome);
	}
	const hasSeveral = new Set(failed.map(({ fate }) => fate.outcome)).size > 1;
	return [...cures].map(([todo, outcome]) => {
		const label = OUTCOME_WORDS[outcome];
		return hasSeveral ? `${label[0].toUpperCase()}${label.slice(1)}: ${todo}.` : `${todo}.`;
	});
}

/** n8n hands an agent the message of an error alone, and gives a node that is a tool a type of its own. */
function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}
