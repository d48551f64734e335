/** Hits in the index that are no ads any more, at a place in the order of hits. */
type Ghost = { at: number; count: number };

/**
 * Ads that were archived, and that the index of one query still has. recorded: `total` counts them and they fill pages, but no
 * result shows them, so that pages are short or empty although more follow. They stay, so that paging loses no ad.
 */
export class Ghosts {
	#byQuery = new Map<string, Ghost[]>();

	add(query: string, ghost: Ghost): void {
		this.#byQuery.set(query, [...(this.#byQuery.get(query) ?? []), ghost]);
	}

	clear(): void {
		this.#byQuery.clear();
	}

	/** Puts the ghosts of a query, as `undefined`, between its hits. */
	among<T>(query: () => string, hits: T[]): Array<T | undefined> {
		if (this.#byQuery.size === 0) return hits;
		const all: Array<T | undefined> = [...hits];
		for (const { at, count } of this.#byQuery.get(query()) ?? [])
			all.splice(at, 0, ...Array<undefined>(count).fill(undefined));
		return all;
	}
}
