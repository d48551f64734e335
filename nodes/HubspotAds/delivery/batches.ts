import type { Input } from './operation';

/**
 * The inputs that may be sent now. An input whose record is still under way waits until that one is finished, so the
 * writes of one record keep their order. A batch has one group and no trace id twice (a caller may repeat its own).
 */
export class BatchQueue<In extends Input> {
	/** By group, then by trace id. */
	readonly #ready = new Map<string, Map<string, In>>();
	/** Those that are ready but for an earlier one with their trace id, by group and trace id. */
	readonly #repeated = new WaitingLists<In>();
	/** The keys of the records under way. */
	readonly #underWay = new Set<string>();
	/** Those that wait for their record, by its key. */
	readonly #waiting = new WaitingLists<In>();

	constructor(private readonly batchSize: number) {}

	add(input: In): void {
		if (this.#underWay.has(input.key)) return this.#waiting.add(input.key, input);
		this.#underWay.add(input.key);
		this.#makeReady(input);
	}

	/** @returns the next batch of at least `least` inputs, or undefined where fewer are ready */
	take(least: number): In[] | undefined {
		for (const [group, byTraceId] of this.#ready) {
			if (byTraceId.size < least) continue;
			const batch: In[] = [];
			for (const input of byTraceId.values()) {
				batch.push(input);
				if (batch.length === this.batchSize) break;
			}
			for (const { traceId } of batch) {
				const next = this.#repeated.take(`${group}\n${traceId}`);
				if (next) byTraceId.set(traceId, next);
				else byTraceId.delete(traceId);
			}
			if (byTraceId.size === 0) this.#ready.delete(group);
			return batch;
		}
		return undefined;
	}

	/** Tells that the next input of this one's record may be sent. */
	finish({ key }: In): void {
		const next = this.#waiting.take(key);
		if (next) this.#makeReady(next);
		else this.#underWay.delete(key);
	}

	#makeReady(input: In): void {
		const { group, traceId } = input;
		let byTraceId = this.#ready.get(group);
		if (!byTraceId) this.#ready.set(group, (byTraceId = new Map()));
		if (byTraceId.has(traceId)) this.#repeated.add(`${group}\n${traceId}`, input);
		else byTraceId.set(traceId, input);
	}
}

/** Who waits for something, by its name: nearly always nobody. */
class WaitingLists<In> {
	readonly #byName = new Map<string, In[]>();

	add(name: string, input: In): void {
		const list = this.#byName.get(name);
		if (list) list.push(input);
		else this.#byName.set(name, [input]);
	}

	take(name: string): In | undefined {
		if (this.#byName.size === 0) return undefined;
		const list = this.#byName.get(name);
		const next = list?.shift();
		if (list?.length === 0) this.#byName.delete(name);
		return next;
	}
}
