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
	/** When HubSpot has counted it, as far as is known: when it left, or a little later. */
	countedAt: number;
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
const LEAST_MARGIN_MS = 50;
const MOST_MARGIN_MS = 200;
/** A refusal may mean that the margin is too small; each other answer shows that it may shrink. */
const MARGIN_STEP_MS = 40;
const MARGIN_DECAY_MS = 0.05;
/**
 * An answer that took longer than the fastest one may have been late on its way there; so much of that is believed.
 * (Measured: the first requests of a process take 100 to 200 ms longer to get away on a busy machine.)
 */
const MOST_LATE_MS = 100;
/** How long room that own requests have left is taken for one's own: other users may have found it by then. */
const KEPT_MS = 2_000;
/** Requests that leave so close together may arrive in another order. */
const SHUFFLE_MS = 100;
/** Where nothing is known to be free, one request finds out: after this time, and later after each refusal. */
const PROBE_MS = 500;
/** Room may come at any moment, so it is looked for at least this often. */
const MOST_PROBE_MS = 3_000;

/**
 * HubSpot's rolling window as it can be seen from here. Own requests are known exactly; other users of the account show
 * only in `remaining`. Room that own requests leave is used again at once, so that users who share an account each keep
 * what they have and nobody is refused; further room is claimed freely where nobody else is seen, and with care where
 * somebody is.
 */
export class RateWindow {
	#limits = LOWEST;
	#knowsLimits = false;
	/** Own requests in the order of departure, of two intervals. Those before `#oldest` have left the window. */
	readonly #passes: Pass[] = [];
	#oldest = 0;
	#count = 0;
	/** When own requests left the window whose room has not been used again. */
	readonly #kept: number[] = [];
	#inFlight = 0;
	#others = 0;
	#othersSeenAt = -Infinity;
	#marginMs = LEAST_MARGIN_MS;
	#fastestMs = Infinity;
	#refusals = 0;
	#probeAt = -Infinity;
	#holdUntil = -Infinity;

	constructor(private readonly clock: Clock) {}

	/** Milliseconds until one more request may leave; Infinity where only an answer can tell. */
	untilRoom(): number {
		const now = this.clock.now();
		if (now < this.#holdUntil) return this.#holdUntil - now;
		if (!this.#knowsLimits && this.#inFlight >= FIRST_IN_FLIGHT) return Infinity;

		this.#letExpire(now);
		const { max, intervalMs } = this.#limits;
		const untilOldest = this.#lifeOf(this.#passes[this.#oldest]) - now;
		if (this.#count >= max) return untilOldest;
		if (this.#kept.length > 0) return 0;

		const untilForgotten = this.#othersSeenAt + intervalMs - now;
		const others = untilForgotten > 0 ? this.#others : 0;
		// The others may be about to claim as much as this side has in flight.
		const room = max - others - this.#count;
		if (others === 0 || room >= 2 * (this.#inFlight + 1)) return 0;
		const isBlind = this.#inFlight === 0 && this.#count === 0;
		const untilProbe = isBlind ? Math.max(0, this.#probeAt - now) : Infinity;
		return Math.min(untilOldest, untilForgotten, untilProbe);
	}

	/** A request leaves. */
	enter(): Pass {
		const now = this.clock.now();
		const pass = { leftAt: now, countedAt: now, isCounted: true };
		this.#passes.push(pass);
		this.#kept.shift();
		this.#count++;
		this.#inFlight++;
		this.#probeAt = now + PROBE_MS;
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
			const tookMs = this.clock.now() - pass.leftAt;
			this.#fastestMs = Math.min(this.#fastestMs, tookMs);
			pass.countedAt += Math.min(tookMs - this.#fastestMs, MOST_LATE_MS);
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

	/** What HubSpot has counted beyond the own requests that it may have counted is other users'. */
	#learn({ leftAt }: Pass, { max, remaining, intervalMs }: Limits): void {
		this.#knowsLimits = true;
		this.#limits = { max, intervalMs };
		const since = leftAt - intervalMs - SHUFFLE_MS;
		const until = leftAt + SHUFFLE_MS;
		const own = this.#passes.filter((pass) => pass.isCounted && pass.leftAt >= since);
		const most = own.filter((pass) => pass.leftAt <= until).length;
		const likely = own.filter((pass) => pass.leftAt <= leftAt).length;
		const others = max - remaining > most ? max - remaining - likely : 0;
		const isOld = this.clock.now() - this.#othersSeenAt > KEPT_MS;
		if (others < this.#others && !isOld) return;
		this.#others = others;
		this.#othersSeenAt = this.clock.now();
	}

	#refuse(pass: Pass, refusedForMs: number): void {
		const now = this.clock.now();
		pass.isCounted = false;
		this.#count--;
		// In one interval every window is empty again, so a longer wait would be about something else.
		const heldMs = Math.min(refusedForMs, this.#limits.intervalMs);
		this.#holdUntil = Math.max(this.#holdUntil, now + heldMs);
		this.#refusals++;
		this.#marginMs = Math.min(MOST_MARGIN_MS, this.#marginMs + MARGIN_STEP_MS);
		if (this.#others === 0 && this.#refusals === 1) {
			// Nobody else was seen: an own request was counted later than it left, and its room comes at once.
			this.#holdUntil = Math.max(this.#holdUntil, now + SHUFFLE_MS);
			return;
		}
		// Others have filled the window: own room is still used again, but nothing more is claimed until an answer shows it.
		this.#others = this.#limits.max - this.#count;
		this.#othersSeenAt = now;
		const waitMs = Math.min(MOST_PROBE_MS, PROBE_MS * 2 ** this.#refusals);
		this.#probeAt = now + waitMs * (0.5 + this.clock.random() / 2);
	}

	#letExpire(now: number): void {
		for (; this.#lifeOf(this.#passes[this.#oldest]) <= now; this.#oldest++) {
			const pass = this.#passes[this.#oldest];
			if (!pass.isCounted) continue;
			this.#count--;
			this.#kept.push(this.#lifeOf(pass));
		}
		while (this.#kept.length > 0 && this.#kept[0] + KEPT_MS <= now) this.#kept.shift();
		if (this.#oldest <= this.#limits.max * 2) return;
		this.#passes.splice(0, this.#limits.max);
		this.#oldest -= this.#limits.max;
	}

	/** When a request has left the window. */
	#lifeOf(pass: Pass | undefined): number {
		return pass ? pass.countedAt + this.#limits.intervalMs + this.#marginMs : Infinity;
	}
}
