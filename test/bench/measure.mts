import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

export type Figures = {
	/** Start and end on the clock of the machine, so that several processes can be laid over each other. */
	startedAt: number;
	ms: number;
	cpuMs: number;
	/** How late timers come, beyond the time that they were set to. */
	delayP99Ms: number;
	delayMaxMs: number;
	/** The most memory that the process ever had, with the engine and the items. */
	peakRssMb: number;
	/** The most that the heap and buffers held beyond what was there at the start (the items among it). */
	peakBeyondMb: number;
	/** The same when it was over, after a garbage collection: what the result takes. */
	keptMb: number;
};

/** The interval of the timers whose lateness is measured. */
const RESOLUTION_MS = 5;
const SAMPLE_MS = 25;

/** Measures this process from the first begin to the last end. */
export class Probe {
	#running = 0;
	#begun: Promise<void> | undefined;
	#startedAt = 0;
	#startedMs = 0;
	#cpu = process.cpuUsage();
	#heapAtStart = 0;
	#heapPeak = 0;
	#sampler: NodeJS.Timeout | undefined;
	readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
	#figures: Figures | undefined;

	async around<T>(work: () => Promise<T>): Promise<T> {
		this.#running++;
		this.#begun ??= this.#begin();
		await this.#begun;
		try {
			return await work();
		} finally {
			if (--this.#running === 0) await this.#end();
		}
	}

	figures(): Figures {
		if (!this.#figures) throw new Error('Nothing was measured');
		return this.#figures;
	}

	async #begin(): Promise<void> {
		this.#heapAtStart = this.#heapPeak = heapAfterCollection();
		this.#sampler = setInterval(() => {
			this.#heapPeak = Math.max(this.#heapPeak, heap());
		}, SAMPLE_MS);
		this.#delay.enable();
		// The first tick is not counted, it only starts the clock.
		await sleep(RESOLUTION_MS * 2);
		this.#cpu = process.cpuUsage();
		this.#startedAt = Date.now();
		this.#startedMs = performance.now();
	}

	async #end(): Promise<void> {
		const ms = performance.now() - this.#startedMs;
		const { user, system } = process.cpuUsage(this.#cpu);
		// A loop that was blocked to the very end shows with the next tick.
		await sleep(RESOLUTION_MS * 2);
		this.#delay.disable();
		clearInterval(this.#sampler);
		const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
		this.#figures = {
			startedAt: this.#startedAt,
			ms,
			cpuMs: (user + system) / 1_000,
			delayP99Ms: late(this.#delay.percentile(99)),
			delayMaxMs: late(this.#delay.max),
			peakRssMb: process.resourceUsage().maxRSS / 1_024,
			peakBeyondMb: toMb(Math.max(this.#heapPeak, heap()) - this.#heapAtStart),
			// The result is still held by `around`.
			keptMb: toMb(heapAfterCollection() - this.#heapAtStart),
		};
	}
}

function heap(): number {
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/** The client processes are started with --expose-gc. */
function heapAfterCollection(): number {
	globalThis.gc?.();
	return heap();
}

function toMb(bytes: number): number {
	return bytes / 1_048_576;
}
