import { RateWindow, type Clock, type Limits, type Pass, type Window } from './window';

/** A request has left the process within this time, unless the process is held. */
const LEAVING_MS = 50;
/** What is shorter is within the least margin of every window. */
const HELD_MS = 50;

/** A run that sends through a queue: so many requests in flight at most. */
interface Lane {
	readonly maxConcurrency: number;
	inFlight: number;
}

interface Waiting {
	readonly lane: Lane;
	readonly admit: () => void;
}

/** The requests that wait for room in one window, whichever run they belong to. Who came first is admitted first. */
export class TurnQueue {
	readonly #waiting: Waiting[] = [];
	/** When the next look for room is due; Infinity where none is. An earlier one replaces a later one. */
	#wakeAt = Infinity;
	/** Whether `#watchLeaving` sleeps; there is one sleep at a time. */
	#isWatching = false;
	/** Whether a request has been admitted since that sleep began. */
	#hasSent = false;

	constructor(
		private readonly clock: Clock,
		readonly window: Window = new RateWindow(clock),
	) {}

	/** @returns undefined where the signal was aborted first: nothing may be sent then */
	async wait(lane: Lane, signal: AbortSignal): Promise<Pass | undefined> {
		if (signal.aborted) return undefined;
		return await new Promise((resolve) => {
			const onAbort = () => {
				this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
				resolve(undefined);
			};
			const waiting: Waiting = {
				lane,
				admit: () => {
					signal.removeEventListener('abort', onAbort);
					resolve(this.window.send());
				},
			};
			signal.addEventListener('abort', onAbort, { once: true });
			this.#waiting.push(waiting);
			this.admit();
		});
	}

	/** Admits all for whom there is room now, and looks again when there may be more. */
	admit(): void {
		for (;;) {
			const next = this.#waiting.findIndex(({ lane }) => lane.inFlight < lane.maxConcurrency);
			if (next === -1) return;
			const waitMs = this.window.untilRoom();
			if (waitMs > 0) return this.#wakeAfter(waitMs);
			const [{ lane, admit }] = this.#waiting.splice(next, 1);
			lane.inFlight++;
			admit();
			this.#watchLeaving();
		}
	}

	/**
	 * A request leaves the process a little after it is admitted, and where the process is held meanwhile, by so much
	 * later. HubSpot counts it from then on, so that its room would be used again too early.
	 */
	#watchLeaving(): void {
		this.#hasSent = true;
		if (this.#isWatching) return;
		this.#isWatching = true;
		this.#hasSent = false;
		const from = this.clock.now();
		void this.clock.sleep(LEAVING_MS).then(() => {
			this.#isWatching = false;
			const heldMs = this.clock.now() - from - LEAVING_MS;
			if (heldMs > HELD_MS) this.window.delay(from - LEAVING_MS);
			if (this.#hasSent) this.#watchLeaving();
		});
	}

	#wakeAfter(waitMs: number): void {
		const at = this.clock.now() + waitMs;
		if (at >= this.#wakeAt) return;
		this.#wakeAt = at;
		void this.clock.sleep(waitMs).then(() => {
			if (this.#wakeAt === at) this.#wakeAt = Infinity;
			this.admit();
		});
	}
}

/** Says when the next request of one run may be sent. Runs that share a queue share HubSpot's window. */
export class Pace {
	readonly #lane: Lane;

	constructor(
		clock: Clock,
		maxConcurrency: number,
		private readonly queue = new TurnQueue(clock),
	) {
		this.#lane = { maxConcurrency, inFlight: 0 };
	}

	/** @returns a pass for one request, or undefined where the signal was aborted first */
	async turn(signal: AbortSignal): Promise<Pass | undefined> {
		return await this.queue.wait(this.#lane, signal);
	}

	/**
	 * To be called once for each pass, when the answer is there or lost.
	 * @param refusedForMs as for Window.answer
	 */
	finish(pass: Pass, limits?: Limits, refusedForMs?: number): void {
		this.#lane.inFlight--;
		this.queue.window.answer(pass, limits, refusedForMs);
		this.queue.admit();
	}
}

/** Queues of this process, each with the number of those who use it. */
const queues = new Map<string, { readonly queue: TurnQueue; users: number }>();

/**
 * The queue that all who send to one account share, because HubSpot counts them together. To be left again.
 * @param key tells accounts apart, and an account's windows, without holding a token
 */
export function joinQueue(
	key: string,
	clock: Clock,
	createWindow: (clock: Clock) => Window = (itsClock) => new RateWindow(itsClock),
): TurnQueue {
	forgetIdle();
	const shared = queues.get(key) ?? { queue: new TurnQueue(clock, createWindow(clock)), users: 0 };
	queues.set(key, shared);
	shared.users++;
	return shared.queue;
}

/** What was sent counts for ten more seconds, so the next run of the account finds it here. */
export function leaveQueue(key: string): void {
	const shared = queues.get(key);
	if (shared) shared.users--;
}

/** Whoever joins next does it: what was sent just before a run left its queue still counts. */
function forgetIdle(): void {
	for (const [key, { queue, users }] of queues) {
		if (users === 0 && queue.window.isIdle()) queues.delete(key);
	}
}
