import type { Input } from './ledger';

/**
 * The ad that an input names. Two inputs with one key are one ad, so HubSpot must never see them in one batch: it
 * refuses the whole batch. Ids are compared as trimmed text; HubSpot keeps e-mail addresses in lower case.
 */
export function adKey({ id, idProperty = '' }: Pick<Input, 'id' | 'idProperty'>): string {
	return `${idProperty}\n${foldId(id)}`;
}

/** Two ids are one where this is the same. */
export function foldId(id: string): string {
	const text = id.trim();
	return text.includes('@') ? text.toLowerCase() : text;
}

type Properties = Input['properties'];

/**
 * One input for each ad, and every line is settled by the one write.
 * @param mergeProperties makes one update's values of two
 */
export function mergeDuplicates(
	inputs: readonly Input[],
	mergeProperties: (earlier: Properties, later: Properties) => Properties,
): Input[] {
	const merged = new Map<string, Input & { lines: number[] }>();
	for (const input of inputs) {
		const key = adKey(input);
		const earlier = merged.get(key);
		if (!earlier) {
			merged.set(key, { ...input, lines: [...input.lines] });
			continue;
		}
		// One array for all: with a new one each, many items for one ad would take quadratic time.
		earlier.lines.push(...input.lines);
		const properties = mergeProperties(earlier.properties, input.properties);
		merged.set(key, { ...input, lines: earlier.lines, properties });
	}
	return [...merged.values()];
}

/**
 * The inputs that may be sent now. An input whose ad is still under way waits until that one is finished, so the
 * writes of one ad keep their order. A batch has one `idProperty` (whether HubSpot takes several is not known) and no
 * trace id twice (a caller may repeat its own).
 */
export class BatchQueue {
	/** By `idProperty`, then by trace id. */
	readonly #ready = new Map<string, Map<string, Input[]>>();
	/** The ads under way, each with the inputs that wait for it. */
	readonly #underWay = new Map<string, Input[]>();

	constructor(private readonly batchSize: number) {}

	add(input: Input): void {
		const key = adKey(input);
		const waiting = this.#underWay.get(key);
		if (waiting) {
			waiting.push(input);
			return;
		}
		this.#underWay.set(key, []);
		this.#makeReady(input);
	}

	/** @returns the next batch of at least `least` inputs, or undefined where fewer are ready */
	take(least: number): Input[] | undefined {
		for (const [idProperty, byTraceId] of this.#ready) {
			if (byTraceId.size < least) continue;
			const batch: Input[] = [];
			for (const [traceId, inputs] of byTraceId) {
				batch.push(inputs.shift()!);
				if (inputs.length === 0) byTraceId.delete(traceId);
				if (batch.length === this.batchSize) break;
			}
			if (byTraceId.size === 0) this.#ready.delete(idProperty);
			return batch;
		}
		return undefined;
	}

	/** Tells that the ad of this input may be written again. */
	finish(input: Input): void {
		const key = adKey(input);
		const next = this.#underWay.get(key)?.shift();
		if (next) this.#makeReady(next);
		else this.#underWay.delete(key);
	}

	#makeReady(input: Input): void {
		const group = input.idProperty ?? '';
		let byTraceId = this.#ready.get(group);
		if (!byTraceId) this.#ready.set(group, (byTraceId = new Map()));
		const same = byTraceId.get(input.traceId);
		if (same) same.push(input);
		else byTraceId.set(input.traceId, [input]);
	}
}
