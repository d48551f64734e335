import type { Input } from './operation';

/**
 * The inputs that may be sent now. An input whose record is still under way waits until that one is finished, so the
 * writes of one record keep their order. A batch has one group and no trace id twice (a caller may repeat its own).
 */
export class BatchQueue<In extends Input> {
	/** By group, then by trace id. */
	readonly #ready = new Map<string, Map<string, In[]>>();
	/** The keys under way, each with the inputs that wait for it. */
	readonly #underWay = new Map<string, In[]>();

	constructor(private readonly batchSize: number) {}

	add(input: In): void {
		const waiting = this.#underWay.get(input.key);
		if (waiting) {
			waiting.push(input);
			return;
		}
		this.#underWay.set(input.key, []);
		this.#makeReady(input);
	}

	/** @returns the next batch of at least `least` inputs, or undefined where fewer are ready */
	take(least: number): In[] | undefined {
		for (const [group, byTraceId] of this.#ready) {
			if (byTraceId.size < least) continue;
			const batch: In[] = [];
			for (const [traceId, inputs] of byTraceId) {
				batch.push(inputs.shift()!);
				if (inputs.length === 0) byTraceId.delete(traceId);
				if (batch.length === this.batchSize) break;
			}
			if (byTraceId.size === 0) this.#ready.delete(group);
			return batch;
		}
		return undefined;
	}

	/** Tells that the next input of this one's record may be sent. */
	finish({ key }: In): void {
		const next = this.#underWay.get(key)?.shift();
		if (next) this.#makeReady(next);
		else this.#underWay.delete(key);
	}

	#makeReady(input: In): void {
		let byTraceId = this.#ready.get(input.group);
		if (!byTraceId) this.#ready.set(input.group, (byTraceId = new Map()));
		const same = byTraceId.get(input.traceId);
		if (same) same.push(input);
		else byTraceId.set(input.traceId, [input]);
	}
}
