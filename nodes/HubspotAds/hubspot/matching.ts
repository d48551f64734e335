import type { AdRecord } from './fates';
import type { Input } from '../delivery/operation';
import { foldId, idAfter, type AdName, type UpdateInput } from './inputs';
import { asFields, asList, asText, asTexts, isFields, type Fields } from './reply';

/** The ids that were merged into a record, with `;` between them. reported: for contacts; custom objects have it too. */
export const MERGED_IDS = 'hs_merged_object_ids';

/** How deep a reply is kept; HubSpot's own records are three levels deep. */
const DEPTH = 8;

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
	readonly #byTraceId: Map<unknown, In>;
	readonly #byId: Map<string, In>;
	/** By the ids that the ads have once they are written; undefined where two would have the same. */
	readonly #byIdAfter: Map<string, In | undefined>;
	readonly #idProperty: string | undefined;

	/** @param inputs one batch: all with the same `idProperty`, no trace id and no ad twice */
	constructor(inputs: readonly In[]) {
		this.#byTraceId = new Map(inputs.map((input) => [input.traceId, input]));
		this.#byId = new Map();
		for (const input of inputs) if (input.id !== undefined) this.#byId.set(foldId(input.id), input);
		this.#idProperty = inputs[0]?.idProperty;
		if (this.#idProperty === undefined) {
			this.#byIdAfter = this.#byId;
			return;
		}
		this.#byIdAfter = new Map();
		for (const input of inputs) {
			const id = idAfter(input);
			if (id === undefined) continue;
			const isTwice = this.#byIdAfter.has(foldId(id));
			this.#byIdAfter.set(foldId(id), isTwice ? undefined : input);
		}
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
		const ids = asText(merged)?.split(';') ?? [];
		const found = [this.ofResult(result), ...ids.map((id) => this.#find(undefined, id))];
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

	#namedBy(result: unknown): Named<In> {
		const key = this.#keyOf(result);
		return [
			this.#byTraceId.get(asFields(result).objectWriteTraceId),
			key === undefined ? undefined : this.#byIdAfter.get(foldId(key)),
		];
	}

	#keyOf(result: unknown): string | undefined {
		const { id, properties } = asFields(result);
		return asText(this.#idProperty ? asFields(properties)[this.#idProperty] : id);
	}

	#find(traceId: unknown, id?: string): In | undefined {
		return (
			this.#byTraceId.get(traceId) ?? (id === undefined ? undefined : this.#byId.get(foldId(id)))
		);
	}
}

/** The records of the inputs that the results of an update name. */
export function readWritten<In extends Asked>(
	results: readonly unknown[],
	inputs: readonly In[],
): Map<In, AdRecord> {
	const written = new Map<In, AdRecord>();
	for (const [input, result] of new InputFinder(inputs).ofWritten(results)) {
		const record = readRecord(result);
		if (record) written.set(input, record);
	}
	return written;
}

/** @returns HubSpot's result, bounded in depth and with text where text belongs; undefined where it has no id */
export function readRecord(result: unknown): AdRecord | undefined {
	if (!isFields(result)) return undefined;
	// Most of a run's work is to keep what came: what is a record already is not copied.
	if (isRecord(result)) return result;
	const id = asText(result.id);
	if (id === undefined) return undefined;

	const properties: Record<string, string | null> = {};
	for (const [name, value] of Object.entries(asFields(result.properties))) {
		if (value === null || typeof value === 'string') properties[name] = value;
		else if (typeof value === 'number' || typeof value === 'boolean')
			properties[name] = String(value);
	}
	const record: Record<string, unknown> & AdRecord = { id, properties };
	for (const [key, value] of Object.entries(result)) {
		if (!Object.hasOwn(record, key)) record[key] = prune(value);
	}
	return record;
}

/** Whether it has text where text belongs, and nothing nested but its properties. */
function isRecord(result: Fields): result is AdRecord {
	const { id, properties } = result;
	if (typeof id !== 'string' || id === '' || !isFields(properties)) return false;
	for (const key in result) {
		if (key !== 'properties' && typeof result[key] === 'object' && result[key] !== null)
			return false;
	}
	for (const name in properties) {
		if (typeof properties[name] !== 'string' && properties[name] !== null) return false;
	}
	return true;
}

/** Cuts off what is nested too deep, because n8n could not store it. */
export function prune(value: unknown, depth = DEPTH): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (depth === 0) return undefined;
	if (Array.isArray(value)) return asList(value).map((entry) => prune(entry, depth - 1));
	const kept: Record<string, unknown> = {};
	for (const [key, entry] of Object.entries(value)) kept[key] = prune(entry, depth - 1);
	return kept;
}
