/** For so long a smaller count is not believed: answers overtake each other, and another worker may pause. */
const BELIEVED_MS = 2_000;

/** Other users of the account, who show in HubSpot's `remaining` only. */
export class OtherUsers {
	/** Their requests in the window when they were last seen; set by `see` and `assume`. */
	#count = 0;
	/** When that was. */
	#seenAt = -Infinity;

	get count(): number {
		return this.#count;
	}

	/** When all that was seen has expired, so that nothing is known of others any more. */
	oldAt(intervalMs: number): number {
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
