import { OtherUsers } from './otherUsers';
import { OwnRequests, type Pass } from './ownRequests';

export type { Pass };

/** Time and chance, handed in so that a test can turn both. */
export interface Clock {
	/** Milliseconds, from any start; never goes back, and knows nothing of a clock that is set. For waits and budgets. */
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

/** A rolling window of HubSpot's, as it can be seen from here. */
export interface Window {
	/** Milliseconds until one more request may be sent, none or fewer: now; Infinity where only an answer can tell. */
	untilRoom(): number;
	/** A request is sent. */
	send(): Pass;
	/** This process was held, so that what was sent since then has left it only now. */
	delay(since: number): void;
	/**
	 * The answer to a request is there, or lost.
	 * @param limits what the answer's headers told, if any
	 * @param refusedForMs that HubSpot's limit was reached, and how long it asks to wait (0: it did not say)
	 */
	answer(pass: Pass, limits?: Limits, refusedForMs?: number): void;
	/** Whether nothing of the past matters any more, so that the window may be forgotten. */
	isIdle(): boolean;
}

/**
 * The lowest of HubSpot's limits, until a reply tells the real one.
 * documented: https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
const LOWEST = { max: 100, intervalMs: 10_000 };
/** Requests in flight until the first reply has told the limits. */
const FIRST_IN_FLIGHT = 5;
/**
 * Limits that no answer confirms for so long are forgotten: where they were wrong, nobody might be sent who could tell. A
 * full window is silent for half of this.
 */
const CONFIRMED_MS = 20_000;
/** Measured: the first requests of a process take 100 to 200 ms longer to get away on a busy machine. */
const MOST_LATE_MS = 100;
/** Requests that are sent so close together may arrive in another order. */
const SHUFFLE_MS = 100;
/** Where nothing is known to be free, one request finds out: after twice this time, and later after each refusal. */
const PROBE_MS = 500;
/** Room may come at any moment, so it is looked for at least this often. */
const MOST_PROBE_MS = 3_000;

/**
 * HubSpot's rolling window as it can be seen from here. Own requests are known exactly; other users of the account show
 * only in `remaining`. Room that own requests leave is used again at once, so that users who share an account each keep
 * what they have and nobody is refused; further room is claimed freely where nobody else is seen, and with care where
 * somebody is.
 */
export class RateWindow implements Window {
	readonly #own = new OwnRequests(MOST_LATE_MS);
	readonly #others = new OtherUsers();
	/** What the last answer with limits told: set by `#learn`, and forgotten by `#forget`. */
	#limits = LOWEST;
	/** When that was; -Infinity while no answer's limits are known. */
	#confirmedAt = -Infinity;
	/** Refusals in a row: `#refuse` counts, another answer to a request sent after the last one ends the row. */
	#refusals = 0;
	/** When the last of them came; set by `#refuse`. */
	#refusedAt = -Infinity;
	/** Nobody may send before; set by `#refuse`, at most an interval ahead. */
	#holdUntil = -Infinity;
	/** When one request may look for room where no own one is in the window; set by `#refuse`. */
	#probeAt = -Infinity;

	constructor(private readonly clock: Clock) {}

	untilRoom(): number {
		const now = this.clock.now();
		if (now < this.#holdUntil) return this.#holdUntil - now;
		this.#forget(now);
		return Math.min(this.#untilRoom(now), this.#untilForgotten(now));
	}

	#untilRoom(now: number): number {
		const own = this.#own;
		if (this.#confirmedAt === -Infinity && own.inFlight >= FIRST_IN_FLIGHT) return Infinity;

		const { max, intervalMs } = this.#limits;
		own.expire(now, intervalMs);
		const untilExpiry = own.expiresAt(intervalMs) - now;
		if (own.count >= max) return untilExpiry;
		if (own.hasFreed) return 0;

		const others = this.#others.count;
		if (others === 0) return 0;
		const untilOld = this.#others.oldAt(intervalMs) - now;
		// They may be gone, or may not: one request finds out.
		if (untilOld <= 0) return own.inFlight === 0 ? 0 : untilExpiry;
		// The others may be about to claim as much as this side has in flight.
		if (max - others - own.count >= 2 * (own.inFlight + 1)) return 0;
		const isBlind = own.inFlight === 0 && own.count === 0;
		const untilProbe = isBlind ? this.#probeAt - now : Infinity;
		return Math.min(untilExpiry, untilOld, untilProbe);
	}

	send(): Pass {
		return this.#own.send(this.clock.now());
	}

	delay(since: number): void {
		this.#own.delay(since, this.clock.now());
	}

	answer(pass: Pass, limits?: Limits, refusedForMs?: number): void {
		const now = this.clock.now();
		if (limits) this.#learn(pass, limits, now);
		if (refusedForMs !== undefined) return this.#refuse(pass, refusedForMs, now);
		if (pass.sentAt >= this.#refusedAt) this.#refusals = 0;
		this.#own.answer(pass, now);
	}

	isIdle(): boolean {
		this.#own.expire(this.clock.now(), this.#limits.intervalMs);
		return this.#own.inFlight === 0 && this.#own.count === 0;
	}

	#untilForgotten(now: number): number {
		return this.#confirmedAt === -Infinity ? Infinity : this.#confirmedAt + CONFIRMED_MS - now;
	}

	#forget(now: number): void {
		if (this.#untilForgotten(now) > 0) return;
		this.#limits = LOWEST;
		this.#confirmedAt = -Infinity;
	}

	/** What HubSpot has counted beyond the own requests that it may have counted is other users'. */
	#learn({ sentAt }: Pass, { max, remaining, intervalMs }: Limits, now: number): void {
		this.#confirmedAt = now;
		this.#limits = { max, intervalMs };
		const counted = max - remaining;
		const since = sentAt - intervalMs;
		const most = this.#own.sentBetween(since - SHUFFLE_MS, sentAt + SHUFFLE_MS);
		if (counted > most) {
			const likely = this.#own.sentBetween(since - SHUFFLE_MS, sentAt);
			this.#others.see(counted - likely, now);
		} else if (this.#others.count > 0) {
			// A few others may hide among own requests that were sent close together.
			const least = this.#own.sentBetween(since + SHUFFLE_MS, sentAt - SHUFFLE_MS);
			const isGone = this.#others.count > counted - least || this.#others.oldAt(intervalMs) <= now;
			if (isGone) this.#others.see(0, now);
		}
	}

	#refuse(pass: Pass, refusedForMs: number, now: number): void {
		this.#own.refuse(pass);
		this.#refusals++;
		this.#refusedAt = now;
		// In one interval every window is empty again, so a longer wait would be about something else.
		const { max, intervalMs } = this.#limits;
		this.#holdUntil = Math.max(this.#holdUntil, now + Math.min(refusedForMs, intervalMs));
		if (this.#others.count === 0 && this.#refusals === 1) {
			// Nobody else was seen: an own request was counted later than it was sent, and its room comes at once.
			this.#holdUntil = Math.max(this.#holdUntil, now + SHUFFLE_MS);
			return;
		}
		// Others have filled the window: own room is still used again, but nothing more is claimed until an answer shows it.
		this.#others.assume(max - this.#own.count, now);
		const waitMs = Math.min(MOST_PROBE_MS, PROBE_MS * 2 ** this.#refusals);
		this.#probeAt = now + waitMs * (0.5 + this.clock.random() / 2);
	}
}
