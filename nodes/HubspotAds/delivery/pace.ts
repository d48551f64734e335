import { RateWindow, type Clock, type Limits, type Pass } from './window';

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

	constructor(
		private readonly clock: Clock,
		readonly window = new RateWindow(clock),
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
		}
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
	 * @param refusedForMs as for RateWindow.answer
	 */
	finish(pass: Pass, limits?: Limits, refusedForMs?: number): void {
		this.#lane.inFlight--;
		this.queue.window.answer(pass, limits, refusedForMs);
		this.queue.admit();
	}
}
