/** What an item asks for, before its values are checked. */
export interface Draft {
	readonly id: string;
	readonly idProperty?: string;
	/** Values of any kind, by the property's internal name. */
	readonly properties: Readonly<Record<string, unknown>>;
	/** The caller's own `objectWriteTraceId`. */
	readonly callersTraceId?: string;
}

/** Why an item, or one of its ads, cannot be sent, in a sentence; `id` as far as it is known. */
export interface Invalid {
	readonly invalid: string;
	/** What to do about it, where the sentence does not say so itself. */
	readonly todo?: string;
	/** It is the node's parameters, and so the same for every ad. */
	readonly isOfRun?: boolean;
	readonly property?: string;
	readonly id?: string;
	readonly idProperty?: string;
}

/** Reads one item: one ad, or with JSON any number of them. */
export type ReadItem = (itemIndex: number) => Iterable<Draft | Invalid>;

/** @returns a record ID or unique value as trimmed text; undefined where there is none that is exact */
export function readId(value: unknown): string | undefined {
	if (typeof value === 'bigint' || (typeof value === 'number' && isExact(value)))
		return String(value);
	const text = typeof value === 'string' ? value.trim() : '';
	return text === '' ? undefined : text;
}

/** Why `readId` found nothing. */
export function sayNoId(name: string, value: unknown): string {
	const isLong = typeof value === 'number' && !isExact(value);
	const why = isLong ? 'is a number that is not exact; give it as text' : 'is empty';
	return `'${name}' ${why}, so it is not known which ad to update`;
}

/** JSON's longer numbers have lost digits by now, and would name another ad. */
function isExact(value: number): boolean {
	return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** HubSpot takes a record ID without `idProperty` only. */
export function readIdProperty(name: string): string | undefined {
	return name === 'id' || name === 'hs_object_id' ? undefined : name;
}
