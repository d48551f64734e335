/** What HubSpot's headers say of the rolling window. */
export interface Limits {
	/** Requests that the window holds. */
	readonly max: number;
	/** Requests that it still had room for when HubSpot counted this one, whoever made the others. */
	readonly remaining: number;
	readonly intervalMs: number;
}

export interface Clock {
	/** Milliseconds, from any start. */
	now(): number;
	/** Resolves after so many milliseconds; may resolve early, without an error, once the signal is aborted. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/**
 * The lowest of HubSpot's limits, until a reply tells the real one.
 * documented: https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
const FIRST_LIMITS = { max: 100, intervalMs: 10_000 };
/** Requests in flight until the first reply has told the limits. */
const FIRST_CONCURRENCY = 5;

interface Waiting {
	readonly leave: (mayLeave: boolean) => void;
	readonly signal: AbortSignal;
}

/** Says when the next request may leave: within HubSpot's rolling window, and so many in flight at most. */
export class Pace {
	readonly #waiting: Waiting[] = [];
	/** When each request of the window was answered, oldest first: HubSpot counted it then at the latest. */
	readonly #answeredAt: number[] = [];
	#inFlight = 0;
	#limits = FIRST_LIMITS;
	#knowsLimits = false;
	#others = 0;
	#holdUntil = 0;
	#wakeAt = Infinity;

	constructor(
		private readonly clock: Clock,
		private readonly maxConcurrency: number,
	) {}

	/**
	 * Waits until a request may leave; who was asked first leaves first.
	 * @returns false where the signal was aborted first: nothing may be sent then, and `finish` is not to be called
	 */
	async turn(signal: AbortSignal): Promise<boolean> {
		if (signal.aborted) return false;
		return await new Promise((resolve) => {
			const onAbort = () => {
				this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
				resolve(false);
			};
			const waiting: Waiting = {
				signal,
				leave: (mayLeave) => {
					signal.removeEventListener('abort', onAbort);
					resolve(mayLeave);
				},
			};
			signal.addEventListener('abort', onAbort, { once: true });
			this.#waiting.push(waiting);
			this.#letLeave();
		});
	}

	/**
	 * To be called once for each turn, when the reply is there or lost.
	 * @param limits what the reply's headers told, if any
	 * @param holdMs how long nobody may send, where HubSpot said that the limit is reached
	 */
	finish(limits?: Limits, holdMs = 0): void {
		const now = this.clock.now();
		this.#inFlight--;
		this.#answeredAt.push(now);
		if (limits) this.#learn(limits);
		if (holdMs > 0) this.#holdUntil = Math.max(this.#holdUntil, now + holdMs);
		this.#letLeave();
	}

	#learn({ max, remaining, intervalMs }: Limits): void {
		this.#knowsLimits = true;
		this.#limits = { max, intervalMs };
		this.#forgetOldAnswers();
		this.#others = Math.max(0, max - remaining - this.#answeredAt.length - this.#inFlight);
	}

	#letLeave(): void {
		while (this.#waiting.length > 0) {
			const waitMs = this.#untilNext();
			if (waitMs > 0) return this.#wakeAfter(waitMs);
			this.#inFlight++;
			this.#waiting.shift()!.leave(true);
		}
	}

	/** Milliseconds until one more may leave; Infinity where only a reply can make room. */
	#untilNext(): number {
		const concurrency = this.#knowsLimits
			? this.maxConcurrency
			: Math.min(FIRST_CONCURRENCY, this.maxConcurrency);
		if (this.#inFlight >= concurrency) return Infinity;

		const now = this.clock.now();
		if (now < this.#holdUntil) return this.#holdUntil - now;

		this.#forgetOldAnswers();
		const room = Math.max(1, this.#limits.max - this.#others);
		if (this.#inFlight + this.#answeredAt.length < room) return 0;
		const oldest = this.#answeredAt[0];
		return oldest === undefined ? Infinity : oldest + this.#limits.intervalMs - now;
	}

	#forgetOldAnswers(): void {
		const since = this.clock.now() - this.#limits.intervalMs;
		let old = 0;
		while (old < this.#answeredAt.length && this.#answeredAt[old] <= since) old++;
		this.#answeredAt.splice(0, old);
	}

	#wakeAfter(waitMs: number): void {
		const at = this.clock.now() + waitMs;
		if (at >= this.#wakeAt) return;
		this.#wakeAt = at;
		void this.clock.sleep(waitMs).then(() => {
			if (this.#wakeAt === at) this.#wakeAt = Infinity;
			this.#letLeave();
		});
	}
}
