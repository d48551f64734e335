/** Why an exchange was ended: its time was up, or the user cancelled the execution. */
export const LATE = Symbol('late');
export const CANCELLED = Symbol('cancelled');

/** The longest that a watch sleeps at once: for so long it goes on after the last exchange. */
const TICK_MS = 1_000;

/**
 * Ends what takes longer than it may. One watch serves all exchanges of a run, because a sleep cannot be ended below n8n
 * 2.31: one for each exchange would keep its reply until the time was up.
 */
export class Deadlines {
	/** What is under way, with the time when it is due, the oldest first. */
	readonly #underWay = new Map<AbortController, number>();
	#isWatched = false;

	/** @param ms how long each exchange may take */
	constructor(
		private readonly ms: number,
		private readonly sleep: (ms: number) => Promise<void>,
		private readonly cancel?: AbortSignal,
	) {
		cancel?.addEventListener('abort', () => this.#end(Infinity, CANCELLED), { once: true });
	}

	/**
	 * @param act gets the signal that tells it to end; whether it does is not waited for
	 * @returns the reason where it was ended
	 */
	async within<T>(
		act: (signal: AbortSignal) => Promise<T>,
	): Promise<T | typeof LATE | typeof CANCELLED> {
		if (this.cancel?.aborted) return CANCELLED;
		const exchange = new AbortController();
		const { signal } = exchange;
		this.#underWay.set(exchange, performance.now() + this.ms);
		void this.#watch();
		try {
			return await new Promise((resolve, reject) => {
				signal.addEventListener('abort', () => resolve(signal.reason), { once: true });
				act(signal).then(resolve, reject);
			});
		} finally {
			this.#underWay.delete(exchange);
		}
	}

	async #watch(): Promise<void> {
		if (this.#isWatched) return;
		this.#isWatched = true;
		for (;;) {
			const [dueAt] = this.#underWay.values();
			if (dueAt === undefined) break;
			await this.sleep(Math.min(TICK_MS, Math.max(1, Math.ceil(dueAt - performance.now()))));
			this.#end(performance.now(), LATE);
		}
		this.#isWatched = false;
	}

	/** Ends what is due by then. */
	#end(by: number, reason: symbol): void {
		for (const [exchange, dueAt] of this.#underWay) if (dueAt <= by) exchange.abort(reason);
	}
}
