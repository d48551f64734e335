/** For so long a smaller count is not believed: answers overtake each other, and another worker may pause. */
const BELIEVED_MS = 2_000;

/** Other users of the account, who show in HubSpot's `remaining` only. */
export class OtherUsers {
	/** Their requests in the window when they were last seen; set by `see` and `assume`. */
	#count = 0;
	/** When that was. Whoever is not seen again within an interval is gone. */
	#seenAt = -Infinity;

	/** Whether the last look found anybody, however long ago. */
	get wereSeen(): boolean {
		return this.#count > 0;
	}

	/** How many requests of theirs the window still holds at most. */
	countAt(now: number, intervalMs: number): number {
		return this.goneAt(intervalMs) > now ? this.#count : 0;
	}

	goneAt(intervalMs: number): number {
		return this.#seenAt + intervalMs;
	}

	/** An answer shows so many requests of others. */
	see(count: number, now: number): void {
		const isOld = now - this.#seenAt > BELIEVED_MS;
		if (count >= this.#count || isOld) this.assume(count, now);
	}

	assume(count: number, now: number): void {
		this.#count = count;
		this.#seenAt = now;
	}
}
