import type { Reason } from '../hubspot/fates';
import type { ValueNotice } from '../properties/checks';
import type { Named } from '../properties/nearest';
import { quoteField, showText } from '../properties/show';
import { SWITCH } from '../properties/unevaluated';
import { count, formatNumber } from './counts';
import { describeTrouble } from './troubles';

/**
 * What was asked for and not sent, or not held as it was sent: what a value of an ad gives notice of, a property that HubSpot
 * holds otherwise, a field that is close to a property, or what the run went without.
 */
export type Notice =
	| ValueNotice
	| {
			readonly kind: 'otherForm';
			readonly property: string;
			readonly label: string;
			/** The text, and what HubSpot holds in its place. */
			readonly sent?: string;
			readonly held?: string | null;
	  }
	| {
			readonly kind: 'nearMiss';
			readonly field: string;
			readonly nearest: Named;
			/** Why the field is not taken for the property. Default: it has another name. */
			readonly why?: keyof typeof NOT_TAKEN;
	  }
	| {
			readonly kind: 'unchecked';
			readonly what: 'Values' | 'Pipelines and stages' | 'Names of properties' | 'Conditions';
			readonly reason: Reason;
	  }
	/** An ad that Skip Unchanged Ads could not read. */
	| { readonly kind: 'unread'; readonly reason: Reason };

const NOT_TAKEN = {
	nearest: (name: string) => `is no property and was not written; the nearest is ${name}`,
	archived: (name: string) => `was not written, because ${name} is archived in HubSpot`,
	shared: (name: string) =>
		`was not written, because several properties have this label, such as ${name}; use the internal name`,
	beside: (name: string) =>
		`was not written, because it stands beside 'properties'; put ${name} into it`,
	beaten: (name: string) => `was not written, because another field gives ${name}`,
	ofAgents: (name: string) =>
		`was not written, because n8n gives a field of this name to agents; map ${name} by hand`,
};

/** Fields and properties that are counted by name; feeds may have any number. */
const MOST_GROUPS = 10_000;

/** The most important first. */
const ORDER: ReadonlyArray<Notice['kind']> = [
	'unchecked',
	'unread',
	'nearMiss',
	'undefinedLeftOut',
	'unevaluated',
	'looksLikeError',
	'otherForm',
	'emptyLeftOut',
];

/** Sentences of one run, and the words that stand for the others. */
const MOST_LINES = 6;

interface Group {
	readonly notice: Notice;
	readonly said?: string;
	ads: number;
}

/** Gathers what the ads of a run give notice of, each kind of each property once. */
export class Notices {
	readonly #groups = new Map<string, Group>();

	/**
	 * To be called once for each ad that it is about.
	 * @param findWhy why an expression gave nothing, in n8n's words; asked for the first ad only
	 */
	add(notice: Notice, findWhy?: () => string | undefined): void {
		const key = `${notice.kind}\n${subjectOf(notice)}`;
		const group = this.#groups.get(key);
		if (group) group.ads++;
		else if (this.#groups.size < MOST_GROUPS) {
			const said = notice.kind === 'undefinedLeftOut' ? findWhy?.() : undefined;
			this.#groups.set(key, { notice, ads: 1, said });
		}
	}

	/**
	 * @param told a reason that was told already, and is not told again
	 * @returns at most six lines, each a sentence or two; none where there is nothing to tell
	 */
	describe(told?: Reason): string[] {
		const untold = [...this.#groups.values()].filter(
			({ notice }) => !('reason' in notice) || notice.reason.trouble !== told?.trouble,
		);
		const groups = untold.sort(
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
		case 'unread':
			return notice.reason.trouble;
		case 'nearMiss':
			return notice.field;
		case 'emptyLeftOut':
		case 'undefinedLeftOut':
		case 'otherForm':
		case 'looksLikeError':
		case 'unevaluated':
			return notice.property;
	}
}

function describeGroup({ notice, ads, said }: Group): string {
	const ofAds = count(ads, 'ad');
	switch (notice.kind) {
		case 'unchecked':
			return `${notice.what} were not checked, ${sayWhy(notice.reason)}`;
		case 'unread':
			return `'Skip Unchanged Ads' skipped none of ${ofAds} that could not be read, ${sayWhy(notice.reason)}`;
		case 'nearMiss':
			return `The field ${quoteField(notice.field)} of ${ofAds} ${NOT_TAKEN[notice.why ?? 'nearest'](nameProperty(notice.nearest.value, notice.nearest.label))}.`;
		case 'undefinedLeftOut':
			return `${nameProperty(notice.property, notice.label)} was left out for ${ofAds}, because its expression gave nothing. ${said ? `n8n says: ${said}` : 'Check its field names'}.`;
		case 'emptyLeftOut':
			return `${nameProperty(notice.property, notice.label)} was left out for ${ofAds}, because its value was empty; the option 'Clear Properties When Empty' clears it.`;
		case 'looksLikeError':
			return `${nameProperty(notice.property, notice.label)} of ${ofAds} looks like a formula or an expression without a result${notice.value === undefined ? '' : `, such as ${showText(notice.value)}`}; it is taken as text.`;
		case 'unevaluated':
			return `${nameProperty(notice.property, notice.label)} of ${ofAds} is the text of an expression${notice.value === undefined ? '' : `, ${showText(notice.value)}`}, and not its result; ${SWITCH}.`;
		case 'otherForm':
			return `HubSpot holds ${nameProperty(notice.property, notice.label)} of ${ofAds} otherwise than it was sent${notice.sent === undefined ? '' : `: ${showText(notice.held ?? '')} for ${showText(notice.sent)}`}.`;
	}
}

function sayWhy(reason: Reason): string {
	const { what, todo } = describeTrouble(reason);
	return `because ${what}.${todo ? ` ${todo}.` : ''}`;
}

/** A field's name in single quotes, with what the eye cannot see. */
function nameProperty(property: string, label: string): string {
	return label === property ? `'${property}'` : `'${label}' (${property})`;
}
