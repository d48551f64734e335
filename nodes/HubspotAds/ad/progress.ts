import type { IExecuteFunctions } from 'n8n-workflow';
import type { World } from '../delivery/deliver';
import type { Ledger } from '../delivery/ledger';
import type { Clock } from '../delivery/window';
import type { AdFate } from '../hubspot/adFate';
import type { Reason } from '../hubspot/fates';
import { count, formatNumber, plural } from './counts';
import type { Line } from './emit';
import { describeTrouble } from './troubles';
import type { Verbs } from './verbs';

/** How often a run says where it stands. */
const EVERY_MS = 10_000;
/** The longest sleep at once: below n8n 2.36 one goes on when the run is over. */
const TICK_MS = 1_000;

/** To be ended when the run is over. */
interface Watch {
	end(): void;
}

/** A run as it goes on. */
export interface Standing {
	readonly ledger: Pick<Ledger<Line, AdFate>, 'count' | 'size'>;
	/** Those that are not read yet are taken for one ad each. */
	readonly items: number;
	readonly isDryRun: boolean;
	readonly verbs: Verbs;
	/** Requests for ads so far. */
	countRequests(): number;
}

/**
 * Says where a long run stands, in n8n's log and in the browser's console of a person who watches; and how far it came,
 * where it ends before its work is done.
 */
export function watchRun(
	context: IExecuteFunctions,
	{ clock, end }: Pick<World<Reason>, 'clock' | 'end'>,
	standing: Standing,
): Watch {
	const { name } = context.getNode();
	const run = { workflowId: context.getWorkflow().id, executionId: context.getExecutionId() };
	let hasSpoken = false;
	const speak = (words: string) => {
		hasSpoken = true;
		context.logger.info(`${name}: ${words}`, run);
		context.sendMessageToUI(words);
	};
	const watch = everyTenSeconds(clock, () => speak(describeStanding(standing)));
	return {
		end() {
			watch.end();
			const isEnded = end.cancel.aborted || end.reason !== undefined;
			try {
				if (isEnded) speak(describeEnd(standing, end.reason));
				else if (hasSpoken) speak(describeStanding(standing));
			} catch {
				// That it cannot be said is no reason to lose what became of the ads.
			}
		},
	};
}

/** @param reason none where the run was canceled */
export function describeEnd(standing: Standing, reason: Reason | undefined): string {
	const stands = describeStanding(standing);
	const { ledger, verbs } = standing;
	const isWanted = wasWanted(verbs);
	const mayGoOn = verbs.progress === 'written' && ledger.count(isWanted) > 0;
	const how = reason
		? `The run stopped with ${stands}, because ${describeTrouble(reason).what}`
		: `The run was canceled with ${stands}`;
	const isReading = standing.isDryRun || verbs.progress === 'read';
	const underWay = reason || isReading ? '' : `. What was under way may be ${verbs.progress} too`;
	return `${how}${underWay}${mayGoOn ? ". With 'Skip Unchanged Ads' the next run goes on from there" : ''}`;
}

/** `41,300 of 100,000 ads written, 0 not`; of queries how many requests they took: what one has found is known at its end. */
export function describeStanding(standing: Standing): string {
	const { ledger, items, isDryRun, verbs } = standing;
	const { noun } = verbs;
	const have = (isSuch: (fate: AdFate) => boolean) => {
		const total = Math.max(items, ledger.size);
		const number = formatNumber(ledger.count(isSuch));
		return `${number} of ${formatNumber(total)} ${total === 1 ? noun : plural(noun)}`;
	};
	const failed = ledger.count((fate) => 'reason' in fate);
	const not = `${formatNumber(failed)} not`;
	if (isDryRun) return `${have((fate) => !('reason' in fate))} ${verbs.previewed}, ${not}`;
	const unchanged = ledger.count(({ outcome }) => outcome === 'unchanged');
	const skipped = unchanged > 0 ? `, ${formatNumber(unchanged)} ${verbs.unchanged}` : '';
	const requests =
		noun === 'query' ? ', ' + count(standing.countRequests(), 'request') + ' so far' : '';
	return `${have(wasWanted(verbs))} ${verbs.progress}${skipped}, ${not}${requests}`;
}

function wasWanted({ wanted }: Verbs): (fate: AdFate) => boolean {
	const outcomes = wanted.map(([outcome]) => outcome);
	return ({ outcome }) => outcomes.includes(outcome);
}

/** @param speak must not take long */
export function everyTenSeconds(clock: Clock, speak: () => void): Watch {
	const over = new AbortController();
	const watch = async () => {
		let nextAt = clock.now() + EVERY_MS;
		for (;;) {
			await clock.sleep(TICK_MS, over.signal);
			if (over.signal.aborted) return;
			if (clock.now() < nextAt) continue;
			nextAt = clock.now() + EVERY_MS;
			speak();
		}
	};
	// That nothing can be said is no reason to end a run.
	watch().catch(() => {});
	return { end: () => over.abort() };
}
