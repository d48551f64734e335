/** A request that HubSpot counts, from when it is sent until it has expired from the rolling window. */
export interface Pass {
	readonly sentAt: number;
	/** When HubSpot has counted it, as far as is known: when it was sent, or later. */
	countedAt: number;
	/** True until its answer is there, or lost. */
	isInFlight: boolean;
	/** False once HubSpot has refused it: it does not take room then. */
	isCounted: boolean;
}

/** How much longer than HubSpot's interval a request is counted here, because the way there takes its time. */
const LEAST_MARGIN_MS = 50;
const MOST_MARGIN_MS = 200;
/** A refusal may mean that the margin is too small; each other answer shows that it may shrink. */
const MARGIN_STEP_MS = 40;
const MARGIN_DECAY_MS = 0.05;
/** How long room that own requests have left is taken for one's own: other users may have found it by then. */
const KEPT_MS = 2_000;
/** At least so many expired requests are remembered, because an answer tells of the moment when its request was counted. */
const REMEMBERED = 500;

/** The own requests in a rolling window: known exactly, but for the moment at which HubSpot counts them. */
export class OwnRequests {
	/** In the order of sending; `send` adds, `expire` drops the oldest of those that have expired. */
	readonly #passes: Pass[] = [];
	/** Counts `#passes` from 0: all before it have expired, whatever the margin becomes later. `expire` moves it on. */
	#oldest = 0;
	/** How many of those from `#oldest` on HubSpot has not refused. */
	#count = 0;
	/** Those sent for which `answer` or `refuse` has not been called. */
	#inFlight = 0;
	/** When requests expired whose room no later request has taken: `expire` adds, `send` takes; ascending. */
	readonly #freed: number[] = [];
	/** Between least and most: `refuse` widens it, `answer` takes it back. */
	#marginMs = LEAST_MARGIN_MS;
	/** What the fastest answer so far took; `answer` lowers it. */
	#fastestMs = Infinity;

	/** @param mostLateMs An answer that took longer than the fastest one may have been late on its way there: so much is believed. */
	constructor(private readonly mostLateMs: number) {}

	/** Those that HubSpot may still count. */
	get count(): number {
		return this.#count;
	}

	get inFlight(): number {
		return this.#inFlight;
	}

	/** Whether a request has expired lately, so that another one takes nothing from anybody. */
	get hasFreed(): boolean {
		return this.#freed.length > 0;
	}

	send(now: number): Pass {
		const pass = { sentAt: now, countedAt: now, isInFlight: true, isCounted: true };
		this.#passes.push(pass);
		this.#freed.shift();
		this.#count++;
		this.#inFlight++;
		return pass;
	}

	/** The answer is there, or lost; HubSpot has counted the request. */
	answer(pass: Pass, now: number): void {
		this.#land(pass);
		const tookMs = now - pass.sentAt;
		this.#fastestMs = Math.min(this.#fastestMs, tookMs);
		const lateMs = Math.min(tookMs - this.#fastestMs, this.mostLateMs);
		pass.countedAt = Math.max(pass.countedAt, pass.sentAt + lateMs);
		this.#marginMs = Math.max(LEAST_MARGIN_MS, this.#marginMs - MARGIN_DECAY_MS);
	}

	/** HubSpot has refused it, and does not count it. */
	refuse(pass: Pass): void {
		this.#land(pass);
		pass.isCounted = false;
		// What took longer than the window has expired already.
		if (this.#passes.indexOf(pass) >= this.#oldest) this.#count--;
		this.#marginMs = Math.min(MOST_MARGIN_MS, this.#marginMs + MARGIN_STEP_MS);
	}

	/** Nothing could leave for a while: what was sent since then, and has no answer, is counted from now only. */
	delay(since: number, now: number): void {
		for (let at = this.#passes.length - 1; at >= 0; at--) {
			const pass = this.#passes[at];
			if (pass.sentAt < since) break;
			if (pass.isInFlight) pass.countedAt = now;
		}
	}

	/** How many HubSpot has counted of those that were sent from then until then. */
	sentBetween(from: number, until: number): number {
		let count = 0;
		for (let at = this.#passes.length - 1; at >= 0; at--) {
			const { sentAt, isCounted } = this.#passes[at];
			if (sentAt < from) break;
			if (isCounted && sentAt <= until) count++;
		}
		return count;
	}

	/** When the next one expires; Infinity where there is none. */
	expiresAt(intervalMs: number): number {
		return this.#expiryOf(this.#passes[this.#oldest], intervalMs);
	}

	/** Drops what has expired by now. To be called before the rest of the state is read. */
	expire(now: number, intervalMs: number): void {
		for (; this.expiresAt(intervalMs) <= now; this.#oldest++) {
			const pass = this.#passes[this.#oldest];
			if (!pass.isCounted) continue;
			this.#count--;
			this.#freed.push(this.#expiryOf(pass, intervalMs));
		}
		while (this.#freed.length > 0 && this.#freed[0] + KEPT_MS <= now) this.#freed.shift();
		if (this.#oldest < 2 * REMEMBERED) return;
		this.#passes.splice(0, REMEMBERED);
		this.#oldest -= REMEMBERED;
	}

	#land(pass: Pass): void {
		pass.isInFlight = false;
		this.#inFlight--;
	}

	#expiryOf(pass: Pass | undefined, intervalMs: number): number {
		return pass ? pass.countedAt + intervalMs + this.#marginMs : Infinity;
	}
}
