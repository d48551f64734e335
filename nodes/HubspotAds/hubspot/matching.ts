import type { AdRecord } from './fates';
import type { Input } from '../delivery/operation';
import { foldId, idAfter, type AdName, type UpdateInput } from './inputs';
import { readRecord } from './record';
import { asFields, asText, asTexts } from './reply';

/** The ids that were merged into a record, with `;` between them. reported: for contacts; custom objects have it too. */
export const MERGED_IDS = 'hs_merged_object_ids';

/** An input that may write values. */
type Asked = Input & Partial<AdName & Pick<UpdateInput, 'properties'>>;

/** The input that a result's trace id names, and the one that its record does. */
type Named<In> = readonly [byTraceId: In | undefined, byKey: In | undefined];

/**
 * Finds the input of a result or an error. HubSpot answers in its own order, so an input is found by trace id, then by
 * id, then by its unique value, never by position.
 */
export class InputFinder<In extends Asked> {
	/** HubSpot repeats a trace id as it was, so another type is none: the number 7 is not a caller's '7'. */
	#byTraceId: Map<unknown, In> | undefined;
	#byId: Map<string, In | undefined> | undefined;
	#byIdAfter: Map<string, In | undefined> | undefined;
	readonly #idProperty: string | undefined;

	/** @param inputs one batch: all with the same `idProperty`, no trace id and no ad twice */
	constructor(private readonly inputs: readonly In[]) {
		this.#idProperty = inputs[0]?.idProperty;
	}

	ofResult(result: unknown): In | undefined {
		return this.#find(asFields(result).objectWriteTraceId, this.#keyOf(result));
	}

	/**
	 * The result of each input that was written. Where one has the trace id of one input and the record of another, and that
	 * record is not told of itself too, as it is where the one was merged into the other, the reply is mixed up: then only
	 * those are believed whose trace id and record agree.
	 */
	ofWritten(results: readonly unknown[]): Map<In, unknown> {
		const found = new Map<In, unknown>();
		for (const result of results) {
			const input = this.#ofConsistent(result);
			if (!input || found.has(input)) return this.#weigh(results);
			found.set(input, result);
		}
		return found;
	}

	#weigh(results: readonly unknown[]): Map<In, unknown> {
		const named = results.map((result) => this.#namedBy(result));
		const agreed = new Set<In | undefined>();
		for (const [byTraceId, byKey] of named) if (byTraceId === byKey) agreed.add(byKey);
		const contradicts = ([byTraceId, byKey]: Named<In>) =>
			byTraceId !== undefined && byKey !== undefined && byTraceId !== byKey;
		const isMixedUp = named.some((one) => contradicts(one) && !agreed.has(one[1]));

		const found = new Map<In, unknown>();
		for (const [at, one] of named.entries()) {
			const input = one[0] ?? one[1];
			if (!input || found.has(input) || contradicts(one)) continue;
			if (!isMixedUp || agreed.has(input)) found.set(input, results[at]);
		}
		return found;
	}

	/** A read follows an id that was merged away, and answers with the record that survived, under its own id (reported). */
	ofRead(result: unknown): In[] {
		const merged = this.#idProperty ? undefined : asFields(asFields(result).properties)[MERGED_IDS];
		const input = this.ofResult(result);
		if (!merged) return input ? [input] : [];
		const ids = asText(merged)?.split(';') ?? [];
		const found = [input, ...ids.map((id) => this.#find(undefined, id))];
		return [...new Set(found.filter((input) => input !== undefined))];
	}

	/** One item of `errors` may speak of many inputs. */
	ofError(error: unknown): In[] {
		const { objectWriteTraceId, ids } = asFields(asFields(error).context);
		const found = [
			...[objectWriteTraceId].flat().map((traceId) => this.#find(traceId)),
			...asTexts(ids).map((id) => this.#find(undefined, id)),
		];
		return [...new Set(found.filter((input) => input !== undefined))];
	}

	/** The input whose trace id the result has, where its record is that input's too, or can be anybody's. */
	#ofConsistent(result: unknown): In | undefined {
		const input = this.#ofTraceId(asFields(result).objectWriteTraceId);
		const after = input && idAfter(input);
		if (after === undefined) return input;
		const key = this.#keyOf(result);
		return key === after || (key !== undefined && foldId(key) === foldId(after))
			? input
			: undefined;
	}

	#namedBy(result: unknown): Named<In> {
		const key = this.#keyOf(result);
		return [
			this.#ofTraceId(asFields(result).objectWriteTraceId),
			key === undefined ? undefined : this.#ofIdAfter(foldId(key)),
		];
	}

	#keyOf(result: unknown): string | undefined {
		const { id, properties } = asFields(result);
		return asText(this.#idProperty ? asFields(properties)[this.#idProperty] : id);
	}

	#find(traceId: unknown, id?: string): In | undefined {
		return this.#ofTraceId(traceId) ?? (id === undefined ? undefined : this.#ofId(foldId(id)));
	}

	#ofTraceId(traceId: unknown): In | undefined {
		// Of reading HubSpot repeats none.
		if (traceId === undefined) return undefined;
		if (!this.#byTraceId) {
			this.#byTraceId = new Map();
			for (const input of this.inputs) this.#byTraceId.set(input.traceId, input);
		}
		return this.#byTraceId.get(traceId);
	}

	#ofId(id: string): In | undefined {
		this.#byId ??= indexBy(this.inputs, (input) => input.id);
		return this.#byId.get(id);
	}

	/** By the id that the ad has once it is written. */
	#ofIdAfter(id: string): In | undefined {
		this.#byIdAfter ??= indexBy(this.inputs, idAfter);
		return this.#byIdAfter.get(id);
	}
}

/** By ids as they are compared; undefined where two have the same. */
function indexBy<In>(
	inputs: readonly In[],
	idOf: (input: In) => string | undefined,
): Map<string, In | undefined> {
	const index = new Map<string, In | undefined>();
	for (const input of inputs) {
		const id = idOf(input);
		if (id === undefined) continue;
		const folded = foldId(id);
		index.set(folded, index.has(folded) ? undefined : input);
	}
	return index;
}

/** @param tell what the record of an input that is written says of it */
export function readWritten<In extends Asked, Told>(
	results: readonly unknown[],
	inputs: readonly In[],
	tell: (record: AdRecord, input: In) => Told | undefined,
): Map<In, Told> {
	const written = new Map<In, Told>();
	new InputFinder(inputs).ofWritten(results).forEach((result, input) => {
		const record = readRecord(result);
		const told = record && tell(record, input);
		if (told) written.set(input, told);
	});
	return written;
}
