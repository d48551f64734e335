import type { Indexed, SearchIndex } from './searchIndex.mts';
import { UniqueIndex } from './uniqueIndex.mts';

export type Values = Readonly<Record<string, string>>;

/** A record of type 0-420. `values` is replaced by a write, never edited. */
export type Ad = {
	id: string;
	values: Values;
	/** Times are ISO texts, made once: a batch shows each of them twice. */
	createdAt: string;
	updatedAt: string;
	archived: boolean;
	archivedAt?: string;
	/** The ids that were merged into it. */
	mergedIds?: readonly string[];
	/** What the search still shows: see SearchIndex. */
	indexed: Indexed[];
};

/** The ads of the account, in the order of their ids. */
export class Ads {
	readonly searchIndex: SearchIndex;
	#byId = new Map<string, Ad>();
	#inOrder: Ad[] = [];
	#merged = new Map<string, string>();
	#unique: UniqueIndex;
	#archivedUnique: UniqueIndex;
	#lastId = 31_004_700_000;
	#now: () => number;

	constructor(setup: { now: () => number; ignoreCase: boolean; searchIndex: SearchIndex }) {
		this.#now = setup.now;
		this.searchIndex = setup.searchIndex;
		const isArchived = ({ archived }: Ad) => archived;
		this.#unique = new UniqueIndex(() => this.all(), setup.ignoreCase);
		this.#archivedUnique = new UniqueIndex(
			() => this.#inOrder.filter(isArchived),
			setup.ignoreCase,
		);
	}

	/** The ad of this record ID, archived or not; a merged-away id has none. */
	get(id: string): Ad | undefined {
		return this.#byId.get(id);
	}

	/** Every ad that is not archived. */
	all(): Ad[] {
		return this.#inOrder.filter((ad) => !ad.archived);
	}

	get size(): number {
		return this.#inOrder.length;
	}

	/** The ad that has this value in a unique property, and is not archived. */
	byUnique(property: string, value: string): Ad | undefined {
		return this.#unique.find(property, value);
	}

	/** The archived ad that has, or had, this value in a unique property. */
	archivedByUnique(property: string, value: string): Ad | undefined {
		return this.#archivedUnique.find(property, value);
	}

	/** An id above all that there ever were. */
	nextId(step = 1): string {
		return String(this.#lastId + step);
	}

	/**
	 * Adds an ad. Ids have to rise, because lists are paged by them.
	 * @param createdAt for one that is older than now, and that the search has long known
	 */
	add(id: string, values: Record<string, string>, createdAt?: number): Ad {
		const time = isoText(createdAt ?? this.#now());
		const ad: Ad = { id, values, createdAt: time, updatedAt: time, archived: false, indexed: [] };
		if (createdAt === undefined) this.searchIndex.lag(ad, undefined);
		this.#lastId = Math.max(this.#lastId, Number(id));
		this.#byId.set(id, ad);
		this.#inOrder.push(ad);
		this.#unique.enter(ad);
		return ad;
	}

	/**
	 * Writes without any check. Values that are already so leave the ad as it was, also its time of
	 * update: HubSpot keeps the old one.
	 * @returns whether something changed
	 */
	write(id: string, changes: Values): boolean {
		const ad = this.#known(id);
		if (!differs(ad.values, changes)) return false;

		this.searchIndex.lag(ad, ad.values);
		this.#unique.leave(ad);
		ad.values = { ...ad.values, ...changes };
		ad.updatedAt = isoText(this.#now());
		if (!ad.archived) this.#unique.enter(ad);
		return true;
	}

	/** Merges an ad into another, as a person does in HubSpot: its id stays known as the survivor's. */
	merge(oldId: string, survivorId: string): void {
		const ad = this.#known(oldId);
		const survivor = this.#known(survivorId);
		for (const index of [this.#unique, this.#archivedUnique]) index.leave(ad);
		this.#byId.delete(oldId);
		this.#inOrder.splice(this.#inOrder.indexOf(ad), 1);
		this.#merged.set(oldId, survivorId);
		const before = survivor.mergedIds ?? [];
		survivor.mergedIds = [...before, oldId, ...(ad.mergedIds ?? [])];
	}

	/** The ad into which this id was merged, over any number of merges. */
	survivorOf(id: string): Ad | undefined {
		let survivor = this.#merged.get(id);
		while (survivor !== undefined && this.#merged.has(survivor))
			survivor = this.#merged.get(survivor);
		return survivor === undefined ? undefined : this.#byId.get(survivor);
	}

	archive(id: string): void {
		const ad = this.#known(id);
		if (ad.archived) return;
		this.searchIndex.lag(ad, ad.values);
		this.#unique.leave(ad);
		ad.archived = true;
		ad.archivedAt = isoText(this.#now());
		this.#archivedUnique.enter(ad);
	}

	/** All ads, archived ones too, from an id on. Found by halving, so that a late page costs what a first one does. */
	from(id: number): Ad[] {
		let low = 0;
		let high = this.#inOrder.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (Number(this.#inOrder[middle].id) < id) low = middle + 1;
			else high = middle;
		}
		return low === 0 ? this.#inOrder : this.#inOrder.slice(low);
	}

	#known(id: string): Ad {
		const ad = this.#byId.get(id);
		if (!ad) throw new Error(`The simulator has no ad ${id}`);
		return ad;
	}
}

/** HubSpot's own names of an ad are computed, so they are never stored beside its values. */
export function valueOf(ad: Ad, property: string, values: Values = ad.values): string | null {
	switch (property) {
		case 'hs_object_id':
			return ad.id;
		case 'hs_createdate':
			return ad.createdAt;
		case 'hs_lastmodifieddate':
			return ad.updatedAt;
		case 'hs_merged_object_ids':
			return ad.mergedIds?.join(';') ?? null;
		default:
			return Object.hasOwn(values, property) ? values[property] : null;
	}
}

/** A batch is written in one moment, so the text of the last one is nearly always the right one. */
function isoText(time: number): string {
	if (time !== last.time) last = { time, text: new Date(time).toISOString() };
	return last.text;
}

let last = { time: Number.NaN, text: '' };

function differs(values: Values, changes: Values): boolean {
	for (const name in changes) if ((values[name] ?? '') !== changes[name]) return true;
	return false;
}
