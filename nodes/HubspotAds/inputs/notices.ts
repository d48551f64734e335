import type { Notice } from '../properties/checks';
import type { Kept } from '../properties/kept';
import type { IgnoredField } from './drafts';
import type { Near } from './keys';

/** What was asked for and not sent, or not held as sent, over all ads of a run. */
export interface RunNotice {
	readonly kind: Near['why'] | Notice['kind'] | 'otherForm';
	/** Internal name, and HubSpot's label where it is known. */
	readonly property: string;
	readonly label: string;
	/** The field of the item, as it came; the property is the one that it may be meant for. */
	readonly field?: string;
	/** Ads that it is true of. */
	readonly ads: number;
	/** A value of one of them: as it came, or with `otherForm` as it was sent. */
	readonly example?: string;
	/** With `otherForm`: what HubSpot holds in its place. */
	readonly held?: string;
	/** Why the expression gave nothing, in n8n's words. */
	readonly why?: string;
}

/** Fields and properties that are counted by name; a run with more of them is told of these. */
const MAX_SUBJECTS = 1_000;

/** Counts for the summary of a run, by kind and by field or property. */
export class Notices {
	readonly #counts = new Map<RunNotice['kind'], Map<string, RunNotice & { ads: number }>>();

	addIgnored({ field, near }: IgnoredField): void {
		if (!near) return;
		const { name: property, label } = near.definition;
		this.#count(near.why, field, () => ({ property, label, field }));
	}

	/** @param findWhy asked once for each property */
	addValue(
		{ kind, property, label, value }: Notice,
		findWhy: () => string | undefined = () => undefined,
	): void {
		this.#count(kind, property, () => ({
			property,
			label,
			...(value !== undefined && { example: value }),
			...(kind === 'undefinedLeftOut' && { why: findWhy() }),
		}));
	}

	addOtherForm({ property, label, sent, held }: Kept): void {
		this.#count('otherForm', property, () => ({
			property,
			label,
			example: sent,
			held: held ?? '',
		}));
	}

	/** The most frequent first. */
	list(): RunNotice[] {
		return [...this.#counts.values()]
			.flatMap((counts) => [...counts.values()])
			.sort((a, b) => b.ads - a.ads);
	}

	#count(
		kind: RunNotice['kind'],
		subject: string,
		describe: () => Omit<RunNotice, 'kind' | 'ads'>,
	): void {
		let counts = this.#counts.get(kind);
		if (!counts) this.#counts.set(kind, (counts = new Map()));
		const counted = counts.get(subject);
		if (counted) counted.ads++;
		else if (counts.size < MAX_SUBJECTS) counts.set(subject, { kind, ads: 1, ...describe() });
	}
}
