/** The first wait lies below this, each further one below twice as much. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Even the luckiest draw leaves HubSpot this much time. */
const SHORTEST_WAIT_MS = 100;

/**
 * How long to wait before the same inputs are sent again: exponential with full jitter, so that many workers which
 * failed together do not come back together.
 * @param tries how many have been made, from 1
 * @param random from 0 to below 1
 * @param afterMs what HubSpot asked for (`Retry-After`, or the life of a lock); jitter comes on top of it
 */
export function waitBeforeRetry(tries: number, random: number, afterMs = 0): number {
	const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
	return Math.round(afterMs + Math.max(SHORTEST_WAIT_MS, random * ceiling));
}

/** The time that one batch may still spend. The clock starts with its first try and stops while it waits for its turn. */
export class Budget {
	#startedAt: number | undefined;
	#beganAt: number | undefined;
	#notCountedMs = 0;
	#tries = 0;
	#requests = 0;

	constructor(private readonly ms: number) {}

	start(now: number): void {
		this.#startedAt ??= now;
		this.#beganAt ??= now;
	}

	/** When the first try was made; undefined before it. */
	get startedAt(): number | undefined {
		return this.#startedAt;
	}

	/** When the first try was made of the batch that this is a part of; undefined before it. */
	get beganAt(): number | undefined {
		return this.#beganAt;
	}

	/** Time that does not count: waiting for the pace. */
	extend(ms: number): void {
		if (this.#startedAt !== undefined) this.#notCountedMs += ms;
	}

	/** Requests that were made for the inputs that share this time, or for the whole that they are a part of. */
	get requests(): number {
		return this.#requests;
	}

	countRequest(): void {
		this.#requests++;
	}

	/** @returns how many tries were made, with this one; the waits between them grow over all steps */
	countTry(): number {
		return ++this.#tries;
	}

	/** Something passed, so the next wait may be short again. */
	forgetTries(): void {
		this.#tries = 0;
	}

	/** The same for a part of the batch that goes its own way: the waits of the others do not extend it. */
	fork(): Budget {
		const fork = new Budget(this.ms);
		fork.#startedAt = this.#startedAt;
		fork.#beganAt = this.#beganAt;
		fork.#notCountedMs = this.#notCountedMs;
		fork.#tries = this.#tries;
		fork.#requests = this.#requests;
		return fork;
	}

	/** The time that is left, with short waits at first, for inputs that were not asked yet without the one in their way. */
	again(): Budget {
		const again = this.fork();
		again.#requests = 0;
		again.#tries = 0;
		return again;
	}

	/** All the time anew for a part of the batch. */
	renew(): Budget {
		const renewed = new Budget(this.ms);
		renewed.#beganAt = this.#beganAt;
		return renewed;
	}

	/** @param share the part of the time that is meant */
	leftMs(now: number, share = 1): number {
		return this.ms * share + this.#notCountedMs - (now - (this.#startedAt ?? now));
	}
}
