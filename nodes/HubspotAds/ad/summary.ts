import { isMany, type AdFate } from '../hubspot/adFate';
import { count, formatNumber, wasOrWere } from './counts';
import type { Verbs } from './verbs';
import type { AdFailure } from './words';

type Outcome = AdFate['outcome'];
type Numbers = ReadonlyMap<Outcome, number>;

/** In the order in which they are told. */
export const OUTCOME_WORDS: Record<AdFailure['outcome'], string> = {
	invalid: 'invalid',
	rejected: 'rejected',
	kept: 'kept by HubSpot',
	notFound: 'not found',
	unconfirmed: 'unconfirmed',
	notSent: 'not sent',
	incomplete: 'incomplete',
};

/** `2 rejected, 1 not found` */
export function groupFailures(outcomes: readonly Outcome[]): string {
	const numbers = countEach(outcomes);
	return (Object.keys(OUTCOME_WORDS) as Array<AdFailure['outcome']>)
		.map((outcome) => ({ number: numbers.get(outcome) ?? 0, words: OUTCOME_WORDS[outcome] }))
		.filter(({ number }) => number > 0)
		.map(({ number, words }) => `${formatNumber(number)} ${words}`)
		.join(', ');
}

/** What ads were not. One that HubSpot may have made, or made with a value of its own, is not to be called not created. */
export function sayNotDone(failed: readonly Outcome[], { done, certain }: Verbs): string {
	const isOpen = failed.some((outcome) => outcome === 'unconfirmed' || outcome === 'kept');
	return `not ${isOpen ? (certain ?? done) : done}`;
}

/** The summary on the output pane: `248 ads updated in 3 requests. 2 were not updated: 1 rejected, 1 not found.` */
export function summarise(outcomes: readonly Outcome[], requests: number, verbs: Verbs): string {
	const { wanted, unchanged } = verbs;
	const numbers = countEach(outcomes);
	const same = numbers.get('unchanged') ?? 0;
	const failed = outcomes.length - same - sum(numbers, wanted);
	return [
		`${countWanted(numbers, wanted)} in ${count(requests, 'request')}.`,
		same > 0 && `${formatNumber(same)} ${wasOrWere(same)} ${unchanged}.`,
		failed > 0 &&
			`${formatNumber(failed)} ${wasOrWere(failed)} ${sayNotDone(outcomes, verbs)}: ${groupFailures(outcomes)}.`,
	]
		.filter(Boolean)
		.join(' ');
}

/** The same for queries: `1,250 ads found in 7 requests. 1 of 3 queries was not read in full: 1 incomplete.` */
export function summariseQueries(
	fates: readonly AdFate[],
	requests: number,
	{ done, noun }: Verbs,
): string {
	const ads = fates.reduce((sum, fate) => sum + (isMany(fate) ? fate.records.length : 0), 0);
	const failed = fates.filter((fate) => 'reason' in fate).map(({ outcome }) => outcome);
	const found = `${count(ads, 'ad')} found in ${count(requests, 'request')}.`;
	if (failed.length === 0) return found;
	const share = `${formatNumber(failed.length)} of ${count(fates.length, noun)}`;
	return `${found} ${share} ${wasOrWere(failed.length)} not ${done}: ${groupFailures(failed)}.`;
}

/**
 * The same for a dry run.
 * @param blocking invalid ads that would keep a real run from sending anything
 */
export function summarisePreview(
	outcomes: readonly Outcome[],
	blocking: number,
	{ would, done, unchanged, staysSame, progress }: Verbs,
): string {
	const numbers = countEach(outcomes);
	const same = numbers.get('unchanged') ?? 0;
	const exist = numbers.get('exists') ?? 0;
	const failed = outcomes.length - same - exist - sum(numbers, would);
	return [
		`Nothing was ${progress}. ${countWanted(numbers, would, 'would be ')}.`,
		same > 0 && `${formatNumber(same)} ${staysSame ?? `${wasOrWere(same)} ${unchanged}`}.`,
		exist > 0 && `${formatNumber(exist)} ${exist === 1 ? 'exists' : 'exist'} already.`,
		failed > 0 && `${formatNumber(failed)} could not be ${done}: ${groupFailures(outcomes)}.`,
		blocking > 0 &&
			`A real run would send nothing, because ${count(blocking, 'ad')} ${blocking === 1 ? 'is' : 'are'} invalid and 'On Error' is set to Stop Workflow.`,
	]
		.filter(Boolean)
		.join(' ');
}

/** `200 ads created and 48 updated` */
function countWanted(numbers: Numbers, wanted: Verbs['wanted'], verb = ''): string {
	const counted = wanted.map(([outcome, word], index) => {
		const number = numbers.get(outcome) ?? 0;
		return index === 0
			? `${count(number, 'ad')} ${verb}${word}`
			: `${formatNumber(number)} ${word}`;
	});
	return counted.join(' and ');
}

function sum(numbers: Numbers, wanted: Verbs['wanted']): number {
	return wanted.reduce((total, [outcome]) => total + (numbers.get(outcome) ?? 0), 0);
}

function countEach(outcomes: readonly Outcome[]): Numbers {
	const numbers = new Map<Outcome, number>();
	for (const outcome of outcomes) numbers.set(outcome, (numbers.get(outcome) ?? 0) + 1);
	return numbers;
}
