import type { AdRecord } from './fates';
import type { Input } from '../delivery/operation';
import { foldId, type AdName } from './inputs';
import { asFields, asList, asText, asTexts, isFields } from './reply';

/** The ids that were merged into a record, with `;` between them. reported: for contacts; custom objects have it too. */
export const MERGED_IDS = 'hs_merged_object_ids';

/** How deep a reply is kept; HubSpot's own records are three levels deep. */
const DEPTH = 8;

/**
 * Finds the input of a result or an error. HubSpot answers in its own order, so an input is found by trace id, then by
 * id, then by its unique value, never by position.
 */
export class InputFinder<In extends Input & Partial<AdName>> {
	/** HubSpot repeats a trace id as it was, so another type is none: the number 7 is not a caller's '7'. */
	readonly #byTraceId: Map<unknown, In>;
	readonly #byId: Map<string, In>;
	readonly #idProperty: string | undefined;

	/** @param inputs one batch: all with the same `idProperty`, no trace id and no ad twice */
	constructor(inputs: readonly In[]) {
		this.#byTraceId = new Map(inputs.map((input) => [input.traceId, input]));
		this.#byId = new Map();
		for (const input of inputs) if (input.id !== undefined) this.#byId.set(foldId(input.id), input);
		this.#idProperty = inputs[0]?.idProperty;
	}

	ofResult(result: unknown): In | undefined {
		const { id, objectWriteTraceId, properties } = asFields(result);
		const key = this.#idProperty ? asFields(properties)[this.#idProperty] : id;
		return this.#find(objectWriteTraceId, asText(key));
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

	#find(traceId: unknown, id?: string): In | undefined {
		return (
			this.#byTraceId.get(traceId) ?? (id === undefined ? undefined : this.#byId.get(foldId(id)))
		);
	}
}

/** @returns HubSpot's result, bounded in depth and with text where text belongs; undefined where it has no id */
export function readRecord(result: unknown): AdRecord | undefined {
	if (!isFields(result)) return undefined;
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

/** Cuts off what is nested too deep, because n8n could not store it. */
export function prune(value: unknown, depth = DEPTH): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (depth === 0) return undefined;
	if (Array.isArray(value)) return asList(value).map((entry) => prune(entry, depth - 1));
	const kept: Record<string, unknown> = {};
	for (const [key, entry] of Object.entries(value)) kept[key] = prune(entry, depth - 1);
	return kept;
}
