/** Time and chance, handed in so that a test can turn both. */
export interface Clock {
	/** Milliseconds, from any start. */
	now(): number;
	/** Resolves after so many milliseconds; may resolve early, without an error, once the signal is aborted. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** From 0 to below 1. */
	random(): number;
}

/** What HubSpot's headers say of the rolling window. */
export interface Limits {
	/** Requests that the window holds. */
	readonly max: number;
	/** Requests that it still had room for when HubSpot counted this one, whoever made the others. */
	readonly remaining: number;
	readonly intervalMs: number;
}

/** A request that HubSpot counts, from its departure until it has left the rolling window. */
export interface Pass {
	readonly leftAt: number;
	/** Own requests in the window when it left, itself among them. */
	readonly ownCount: number;
	/** False once HubSpot has refused it: it does not take room then. */
	isCounted: boolean;
}

/**
 * The lowest of HubSpot's limits, until a reply tells the real one.
 * documented: https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
const LOWEST = { max: 100, intervalMs: 10_000 };
/** Requests in flight until the first reply has told the limits. */
const FIRST_IN_FLIGHT = 5;
/** How much longer than HubSpot's interval a request is counted here, because the way there takes its time. */
const LEAST_MARGIN_MS = 30;
const MOST_MARGIN_MS = 1_000;
/** A refusal that no other user explains means that the margin is too small; each answer shows that it may shrink. */
const MARGIN_STEP_MS = 40;
const MARGIN_DECAY_MS = 0.1;
/** How long room that own requests have left is taken for one's own: other users may have found it by then. */
const KEPT_MS = 2_000;
/** Requests that leave so close together may arrive in another order. */
const SHUFFLE_MS = 100;
/** After a refusal nobody leaves for a while, twice as long after each further one in a row. */
const FIRST_HOLD_MS = 500;

/**
 * HubSpot's rolling window as it can be seen from here. Own requests are known exactly; other users of the account show
 * only in `remaining`. Room that own requests leave is used again at once, so that users who share an account each keep
 * what they have; further room is claimed freely where nobody else is seen, and with care where somebody is.
 */
export class RateWindow {
	#limits = LOWEST;
	#knowsLimits = false;
	/** Own requests in the order of departure, the refused ones too. */
	readonly #passes: Pass[] = [];
	#count = 0;
	/** When own requests left the window whose room has not been used again. */
	readonly #kept: number[] = [];
	#inFlight = 0;
	#others = 0;
	#othersSeenAt = -Infinity;
	#marginMs = LEAST_MARGIN_MS;
	#refusals = 0;
	#holdUntil = -Infinity;

	constructor(private readonly clock: Clock) {}

	/** Milliseconds until one more request may leave; Infinity where only an answer can tell. */
	untilRoom(): number {
		const now = this.clock.now();
		if (now < this.#holdUntil) return this.#holdUntil - now;
		if (!this.#knowsLimits && this.#inFlight >= FIRST_IN_FLIGHT) return Infinity;

		this.#letExpire(now);
		const { max, intervalMs } = this.#limits;
		const untilOldest = (this.#passes[0]?.leftAt ?? Infinity) + intervalMs + this.#marginMs - now;
		if (this.#count >= max) return untilOldest;
		if (this.#kept.length > 0 || this.#inFlight === 0) return 0;

		const untilForgotten = this.#othersSeenAt + intervalMs - now;
		const others = untilForgotten > 0 ? this.#others : 0;
		if (others === 0) return 0;
		// The others may be about to claim as much as this side has in flight.
		const room = max - others - this.#count;
		return room >= 2 * (this.#inFlight + 1) ? 0 : Math.min(untilOldest, untilForgotten);
	}

	/** A request leaves. */
	enter(): Pass {
		this.#inFlight++;
		this.#kept.shift();
		const pass = { leftAt: this.clock.now(), ownCount: ++this.#count, isCounted: true };
		this.#passes.push(pass);
		return pass;
	}

	/**
	 * Its answer is there, or lost.
	 * @param limits what the answer's headers told, if any
	 * @param refusedForMs that HubSpot's limit was reached, and how long it asks to wait (0: it did not say)
	 */
	answer(pass: Pass, limits?: Limits, refusedForMs?: number): void {
		this.#inFlight--;
		if (limits) this.#learn(pass, limits);
		if (refusedForMs === undefined) {
			this.#refusals = 0;
			this.#marginMs = Math.max(LEAST_MARGIN_MS, this.#marginMs - MARGIN_DECAY_MS);
		} else {
			this.#refuse(pass, refusedForMs);
		}
	}

	/** Whether nothing of the past matters any more, so that the window may be forgotten. */
	isIdle(): boolean {
		this.#letExpire(this.clock.now());
		return this.#inFlight === 0 && this.#count === 0;
	}

	#learn(pass: Pass, { max, remaining, intervalMs }: Limits): void {
		this.#knowsLimits = true;
		this.#limits = { max, intervalMs };
		let own = pass.ownCount;
		for (let i = this.#passes.length - 1; i >= 0 && this.#passes[i] !== pass; i--) {
			if (this.#passes[i].leftAt <= pass.leftAt + SHUFFLE_MS) own++;
		}
		this.#others = Math.max(0, max - remaining - own);
		this.#othersSeenAt = pass.leftAt;
	}

	#refuse(pass: Pass, refusedForMs: number): void {
		const now = this.clock.now();
		if (pass.isCounted) {
			pass.isCounted = false;
			this.#count--;
		}
		if (this.#others === 0)
			this.#marginMs = Math.min(MOST_MARGIN_MS, this.#marginMs + MARGIN_STEP_MS);
		this.#others = Math.max(this.#others, this.#limits.max - this.#count);
		this.#othersSeenAt = now;
		// Requests that left together are refused together, and count as one refusal.
		if (pass.leftAt < this.#holdUntil) return;
		const holdMs = Math.min(this.#limits.intervalMs, FIRST_HOLD_MS * 2 ** this.#refusals++);
		this.#holdUntil = now + Math.max(refusedForMs, holdMs * (0.5 + this.clock.random() / 2));
	}

	#letExpire(now: number): void {
		const lifeMs = this.#limits.intervalMs + this.#marginMs;
		let expired = 0;
		for (const pass of this.#passes) {
			if (pass.leftAt + lifeMs > now) break;
			expired++;
			if (!pass.isCounted) continue;
			this.#count--;
			this.#kept.push(pass.leftAt + lifeMs);
		}
		this.#passes.splice(0, expired);
		while (this.#kept.length > 0 && this.#kept[0] + KEPT_MS <= now) this.#kept.shift();
	}
}
