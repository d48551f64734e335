export type Values = Readonly<Record<string, string>>;

/** A record of type 0-420. `values` is replaced by a write, never edited. */
export type Ad = {
	id: string;
	values: Values;
	/** Times are ISO texts, made once: a batch shows each of them twice. */
	createdAt: string;
	updatedAt: string;
	archived: boolean;
	/** What the search still shows: older values, each up to a time. */
	indexed: Array<{ until: number; values: Values }>;
};

/** The ads of the account, in the order of their ids. */
export class Ads {
	#byId = new Map<string, Ad>();
	#inOrder: Ad[] = [];
	#merged = new Map<string, string>();
	/** For each unique property the ad of each value; built when first asked for. */
	#unique = new Map<string, Map<string, string>>();
	#lastId = 31_004_700_000;
	#ignoreCase: boolean;
	#searchLagMs: number;
	#now: () => number;

	constructor(setup: { now: () => number; ignoreCase: boolean; searchLagMs: number }) {
		this.#now = setup.now;
		this.#ignoreCase = setup.ignoreCase;
		this.#searchLagMs = setup.searchLagMs;
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

	/** The ad that has this value in a unique property. */
	byUnique(property: string, value: string): Ad | undefined {
		const id = this.#indexOf(property).get(this.#key(value));
		return id === undefined ? undefined : this.#byId.get(id);
	}

	/** An id above all that there ever were. */
	nextId(): string {
		return String(this.#lastId + 1);
	}

	/** Adds an ad. Ids have to rise, because lists are paged by them. */
	add(id: string, values: Record<string, string>, createdAt = this.#now()): Ad {
		const time = isoText(createdAt);
		const ad = { id, values, createdAt: time, updatedAt: time, archived: false, indexed: [] };
		this.#lastId = Math.max(this.#lastId, Number(id));
		this.#byId.set(id, ad);
		this.#inOrder.push(ad);
		for (const [property, index] of this.#unique) this.#enter(index, ad, property);
		return ad;
	}

	/**
	 * Writes without any check. Values that are already so leave the ad as it was, also its time of
	 * update: HubSpot keeps the old one.
	 * @returns whether something changed
	 */
	write(id: string, changes: Values): boolean {
		const ad = this.#byId.get(id);
		if (!ad) throw new Error(`The simulator has no ad ${id}`);
		if (!differs(ad.values, changes)) return false;

		const now = this.#now();
		ad.indexed = ad.indexed.filter((earlier) => earlier.until > now);
		if (this.#searchLagMs > 0)
			ad.indexed.push({ until: now + this.#searchLagMs, values: ad.values });
		for (const [property, index] of this.#unique) this.#leave(index, ad, property);
		ad.values = { ...ad.values, ...changes };
		ad.updatedAt = isoText(now);
		for (const [property, index] of this.#unique) this.#enter(index, ad, property);
		return true;
	}

	/** Merges an ad into another, as a person does in HubSpot: its id stays known as the survivor's. */
	merge(oldId: string, survivorId: string): void {
		const ad = this.#byId.get(oldId);
		if (!ad || !this.#byId.has(survivorId)) throw new Error(`No ads ${oldId} and ${survivorId}`);
		for (const [property, index] of this.#unique) this.#leave(index, ad, property);
		this.#byId.delete(oldId);
		this.#inOrder.splice(this.#inOrder.indexOf(ad), 1);
		this.#merged.set(oldId, survivorId);
	}

	/** The ad into which this id was merged, over any number of merges. */
	survivorOf(id: string): Ad | undefined {
		let survivor = this.#merged.get(id);
		while (survivor !== undefined && this.#merged.has(survivor))
			survivor = this.#merged.get(survivor);
		return survivor === undefined ? undefined : this.#byId.get(survivor);
	}

	archive(id: string): void {
		const ad = this.#byId.get(id);
		if (!ad) throw new Error(`The simulator has no ad ${id}`);
		ad.archived = true;
	}

	/** What the search shows of an ad at this moment. */
	seenBySearch(ad: Ad): Values {
		if (ad.indexed.length === 0) return ad.values;
		const now = this.#now();
		return ad.indexed.find((earlier) => earlier.until > now)?.values ?? ad.values;
	}

	/** At most `limit` ads after an id, found by halving: a page of 100,000 ads costs what one of 10 does. */
	page(after: string | undefined, limit: number, archived: boolean): Ad[] {
		const page: Ad[] = [];
		let next = after === undefined ? 0 : this.#positionAfter(Number(after));
		for (; next < this.#inOrder.length && page.length < limit; next++)
			if (this.#inOrder[next].archived === archived) page.push(this.#inOrder[next]);
		return page;
	}

	#positionAfter(id: number): number {
		let low = 0;
		let high = this.#inOrder.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (Number(this.#inOrder[middle].id) <= id) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	#indexOf(property: string): Map<string, string> {
		const known = this.#unique.get(property);
		if (known) return known;
		const index = new Map<string, string>();
		for (const ad of this.#inOrder) this.#enter(index, ad, property);
		this.#unique.set(property, index);
		return index;
	}

	#enter(index: Map<string, string>, ad: Ad, property: string): void {
		const value = ad.values[property];
		if (value) index.set(this.#key(value), ad.id);
	}

	#leave(index: Map<string, string>, ad: Ad, property: string): void {
		const value = ad.values[property];
		if (value && index.get(this.#key(value)) === ad.id) index.delete(this.#key(value));
	}

	#key(value: string): string {
		return this.#ignoreCase ? value.toLowerCase() : value;
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
