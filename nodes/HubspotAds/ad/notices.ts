import type { Reason } from '../hubspot/fates';
import type { Notice as ValueNotice } from '../properties/checks';
import type { Named } from '../properties/nearest';
import { count, formatNumber } from './counts';
import { describeTrouble } from './troubles';

/**
 * What was asked for and not sent, or not held as it was sent: what a value of an ad gives notice of, a property that HubSpot
 * holds in another form, a field that is close to a property, or what the run went without.
 */
export type Notice =
	| ValueNotice
	| { readonly kind: 'otherForm'; readonly property: string; readonly label: string }
	| { readonly kind: 'nearMiss'; readonly field: string; readonly nearest: Named }
	| {
			readonly kind: 'unchecked';
			readonly what: 'Values' | 'Pipelines and stages';
			readonly reason: Reason;
	  };

/** The most important first. */
const ORDER: ReadonlyArray<Notice['kind']> = [
	'unchecked',
	'nearMiss',
	'undefinedLeftOut',
	'looksLikeError',
	'otherForm',
	'emptyLeftOut',
];

/** Sentences of one run, and the words that stand for the others. */
const MOST_LINES = 6;

/** Gathers what the ads of a run give notice of, each kind of each property once. */
export class Notices {
	readonly #groups = new Map<string, { readonly notice: Notice; ads: number }>();

	/** To be called once for each ad that it is about. */
	add(notice: Notice): void {
		const key = `${notice.kind}\n${subjectOf(notice)}`;
		const group = this.#groups.get(key);
		if (group) group.ads++;
		else this.#groups.set(key, { notice, ads: 1 });
	}

	/** @returns at most six lines, each a sentence or two; none where there is nothing to tell */
	describe(): string[] {
		const groups = [...this.#groups.values()].sort(
			(a, b) => ORDER.indexOf(a.notice.kind) - ORDER.indexOf(b.notice.kind) || b.ads - a.ads,
		);
		if (groups.length <= MOST_LINES) return groups.map(describeGroup);
		const others = groups.length - (MOST_LINES - 1);
		return [
			...groups.slice(0, MOST_LINES - 1).map(describeGroup),
			`… and ${formatNumber(others)} more of the kind.`,
		];
	}
}

function subjectOf(notice: Notice): string {
	switch (notice.kind) {
		case 'unchecked':
			return notice.what;
		case 'nearMiss':
			return notice.field;
		case 'emptyLeftOut':
		case 'undefinedLeftOut':
		case 'otherForm':
		case 'looksLikeError':
			return notice.property;
	}
}

function describeGroup({ notice, ads }: { notice: Notice; ads: number }): string {
	const ofAds = count(ads, 'ad');
	switch (notice.kind) {
		case 'unchecked': {
			const { what, todo } = describeTrouble(notice.reason);
			return `${notice.what} were not checked, because ${what}.${todo ? ` ${todo}.` : ''}`;
		}
		case 'nearMiss':
			return `The field '${notice.field}' of ${ofAds} is no property and was not written; the nearest is ${nameOf(notice.nearest.value, notice.nearest.label)}.`;
		case 'undefinedLeftOut':
			return `${nameOf(notice.property, notice.label)} was left out for ${ofAds}, because its expression gave nothing. Check its field names.`;
		case 'emptyLeftOut':
			return `${nameOf(notice.property, notice.label)} was left out for ${ofAds}, because its value was empty; the option 'Clear Properties When Empty' clears it.`;
		case 'looksLikeError':
			return `${nameOf(notice.property, notice.label)} of ${ofAds} looks like a formula or an expression without a result${notice.value === undefined ? '' : `, such as ${JSON.stringify(notice.value)}`}; it was sent as it is.`;
		case 'otherForm':
			return `HubSpot holds ${nameOf(notice.property, notice.label)} of ${ofAds} in another form than it was sent.`;
	}
}

function nameOf(property: string, label: string): string {
	return label === property ? `'${property}'` : `'${label}' (${property})`;
}
