import type { UpdateFate } from '../hubspot/fates';
import { count, formatNumber, wasOrWere } from './counts';
import type { AdFailure } from './words';

type Outcome = UpdateFate['outcome'];

/** In the order in which they are told. */
export const OUTCOME_WORDS: Record<AdFailure['outcome'], string> = {
	invalid: 'invalid',
	rejected: 'rejected',
	kept: 'kept by HubSpot',
	notFound: 'not found',
	unconfirmed: 'unconfirmed',
	notSent: 'not sent',
};

/** `2 rejected, 1 not found` */
export function groupFailures(outcomes: readonly Outcome[]): string {
	const numbers = countEach(outcomes);
	return Object.entries(OUTCOME_WORDS)
		.map(([outcome, words]) => ({ number: numbers.get(outcome) ?? 0, words }))
		.filter(({ number }) => number > 0)
		.map(({ number, words }) => `${formatNumber(number)} ${words}`)
		.join(', ');
}

/** The summary on the output pane: `248 ads updated in 3 requests. 2 were not updated: 1 rejected, 1 not found.` */
export function summarise(outcomes: readonly Outcome[], requests: number): string {
	const numbers = countEach(outcomes);
	const updated = numbers.get('updated') ?? 0;
	const unchanged = numbers.get('unchanged') ?? 0;
	const failed = outcomes.length - updated - unchanged;
	return [
		`${count(updated, 'ad')} updated in ${count(requests, 'request')}.`,
		unchanged > 0 && `${formatNumber(unchanged)} ${wasOrWere(unchanged)} unchanged.`,
		failed > 0 &&
			`${formatNumber(failed)} ${wasOrWere(failed)} not updated: ${groupFailures(outcomes)}.`,
	]
		.filter(Boolean)
		.join(' ');
}

/**
 * The same for a dry run.
 * @param stopsOnError with it, one invalid ad keeps a real run from sending anything
 */
export function summarisePreview(outcomes: readonly Outcome[], stopsOnError: boolean): string {
	const numbers = countEach(outcomes);
	const would = numbers.get('wouldUpdate') ?? 0;
	const unchanged = numbers.get('unchanged') ?? 0;
	const invalid = numbers.get('invalid') ?? 0;
	const failed = outcomes.length - would - unchanged;
	return [
		`Nothing was written. ${count(would, 'ad')} would be updated.`,
		unchanged > 0 && `${formatNumber(unchanged)} would not change.`,
		failed > 0 && `${formatNumber(failed)} could not be updated: ${groupFailures(outcomes)}.`,
		invalid > 0 &&
			stopsOnError &&
			`A real run would send nothing, because ${count(invalid, 'ad')} ${invalid === 1 ? 'is' : 'are'} invalid and 'On Error' is set to Stop Workflow.`,
	]
		.filter(Boolean)
		.join(' ');
}

function countEach(outcomes: readonly Outcome[]): Map<string, number> {
	const numbers = new Map<string, number>();
	for (const outcome of outcomes) numbers.set(outcome, (numbers.get(outcome) ?? 0) + 1);
	return numbers;
}
