import type { Notice as ValueNotice } from '../properties/checks';
import { describeNotice } from './noticeWords';
import type { Near } from './keys';

/** A property by its internal name and its name in HubSpot; both are equal where the label is not known. */
interface Property {
	readonly property: string;
	readonly label: string;
}

/** What was asked for and not sent, or not held as it was sent, of one ad. */
export type Notice =
	| ValueNotice
	/** A text, and what HubSpot holds in its place. */
	| ({ readonly kind: 'otherForm'; readonly sent: string; readonly held: string | null } & Property)
	/** A field that is not written, although it may be meant for a property. */
	| {
			readonly kind: 'nearMiss';
			readonly field: string;
			readonly why: Near['why'];
			readonly nearest: { readonly value: string; readonly label: string };
	  };

/** The same of a run: how many ads it is about, and of the first one why an expression gave nothing, in n8n's words. */
export interface RunNotice {
	readonly notice: Notice;
	readonly ads: number;
	readonly said?: string;
}

/** Sentences that are read. */
const MAX_LINES = 6;

/** Fields and properties of a kind that are counted by name; feeds may have any number. */
const MAX_SUBJECTS = 1_000;

/** Gathers what the ads of a run give notice of, each kind of each field or property once. */
export class Notices {
	readonly #counts = new Map<Notice['kind'], Map<string, RunNotice & { ads: number }>>();

	/**
	 * To be called once for each ad that it is about.
	 * @param findWhy asked for the first ad only
	 */
	add(notice: Notice, findWhy: () => string | undefined = () => undefined): void {
		const { kind } = notice;
		const subject = kind === 'nearMiss' ? notice.field : notice.property;
		let counts = this.#counts.get(kind);
		if (!counts) this.#counts.set(kind, (counts = new Map()));
		const counted = counts.get(subject);
		if (counted) counted.ads++;
		else if (counts.size < MAX_SUBJECTS) {
			const said = kind === 'undefinedLeftOut' ? findWhy() : undefined;
			counts.set(subject, { notice, ads: 1, said });
		}
	}

	/** @returns at most six lines, the most frequent first; none where there is nothing to tell */
	describe(): string[] {
		const all = [...this.#counts.values()]
			.flatMap((counts) => [...counts.values()])
			.sort((a, b) => b.ads - a.ads);
		if (all.length <= MAX_LINES) return all.map(describeNotice);
		const told = all.slice(0, MAX_LINES - 1).map(describeNotice);
		return [...told, `… and ${all.length - told.length} more of this kind.`];
	}
}
