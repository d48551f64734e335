import { OwnRequests, type Pass } from './ownRequests';
import type { Clock, Limits, Window } from './window';

/**
 * Searches that HubSpot takes in each rolling second of an account; no header tells it.
 * documented: https://developers.hubspot.com/docs/api-reference/search/guide
 */
const MAX = 5;
const INTERVAL_MS = 1_000;
/** Searches take so differently long (assumed) that nothing shows which was late; 100 ms would cost a tenth of the window. */
const MOST_LATE_MS = 0;
/** A refusal that asks for more than this is about something else. */
const LONGEST_HOLD_MS = 10_000;

/** HubSpot's window for searches, which takes nothing from the other one. Other users of it cannot be seen. */
export class SearchWindow implements Window {
	readonly #own = new OwnRequests(MOST_LATE_MS);
	/** Nobody may search before; set by `answer` where HubSpot has refused a search. */
	#holdUntil = -Infinity;

	constructor(private readonly clock: Clock) {}

	untilRoom(): number {
		const now = this.clock.now();
		this.#own.expire(now, INTERVAL_MS);
		const untilExpiry = this.#own.count < MAX ? 0 : this.#own.expiresAt(INTERVAL_MS) - now;
		return Math.max(0, this.#holdUntil - now, untilExpiry);
	}

	send(): Pass {
		return this.#own.send(this.clock.now());
	}

	delay(since: number): void {
		this.#own.delay(since, this.clock.now());
	}

	answer(pass: Pass, _limits?: Limits, refusedForMs?: number): void {
		const now = this.clock.now();
		if (refusedForMs === undefined) return this.#own.answer(pass, now);
		this.#own.refuse(pass);
		const holdMs = Math.min(Math.max(refusedForMs, INTERVAL_MS), LONGEST_HOLD_MS);
		this.#holdUntil = Math.max(this.#holdUntil, now + holdMs);
	}

	isIdle(): boolean {
		this.#own.expire(this.clock.now(), INTERVAL_MS);
		return this.#own.inFlight === 0 && this.#own.count === 0;
	}
}
