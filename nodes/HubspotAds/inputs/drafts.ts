import type { AdName } from '../hubspot/inputs';
import { isExact } from '../properties/decimals';
import { clean } from '../properties/invisible';
import { describeRecordId, readRecordId } from '../properties/recordIds';
import { showText } from '../properties/show';
import { isUnevaluated, sayUnevaluated } from '../properties/unevaluated';
import type { Near } from './keys';

/** What an item asks for, before its values are checked. An ad that is to be made may have no name. */
export interface Draft extends Partial<AdName> {
	/** Values of any kind, by the property's internal name. */
	readonly properties: Readonly<Record<string, unknown>>;
	/** The caller's own `objectWriteTraceId`. */
	readonly callersTraceId?: string;
	/** Fields with a value that may be meant for a property, and are not written. */
	readonly ignored?: readonly NearField[];
}

/** A field that is not written, and the property that it may be meant for. */
export interface NearField {
	readonly field: string;
	readonly near: Near;
}

/** A field that is not written. */
export interface ExtraField {
	readonly field: string;
	readonly near?: Near;
}

/** Why an item, or one of its ads, cannot be sent, in a sentence; `id` as far as it is known. */
export interface Invalid {
	readonly invalid: string;
	/** What to do about it, where the sentence does not say so itself. */
	readonly todo?: string;
	/** It is the node's parameters, and so the same for every ad. */
	readonly isOfRun?: boolean;
	readonly property?: string;
	/** The account has no such property, as far as it is known. */
	readonly isUnknownName?: boolean;
	readonly id?: string;
	readonly idProperty?: string;
}

/** Reads items in one of the ways in which ads are given. */
export interface Reader {
	/** One ad, or with JSON any number of them. */
	read(itemIndex: number): Iterable<Draft | Invalid>;
	/** Whether what an item asks for depends on the definitions; then it is one ad. */
	readonly isByDefinitions?: boolean;
	/** Whether the user should hear of it where a value of this property is left out. */
	asksFor(property: string): boolean;
	/** Why there is no property to write, in a sentence. */
	describeNothing(itemIndex: number): string;
	/** Why the expression of a property gave nothing, in n8n's words. */
	whyNothing?(property: string, itemIndex: number): string | undefined;
	/** Whether a field was met that is no property. */
	hasUnknown?(): boolean;
}

/**
 * Reads what names an ad: digits where there is no unique property.
 * @param field how the user knows the place of the value
 */
export function readName(
	value: unknown,
	idProperty: string | undefined,
	field: string,
): AdName | Invalid {
	if (typeof value === 'string' && isUnevaluated(value)) {
		return {
			invalid: sayUnevaluated(`'${field}'`, showText(value)),
			property: idProperty,
			idProperty,
		};
	}
	if (idProperty === undefined) {
		const read = readRecordId(value);
		return 'id' in read ? read : { invalid: describeRecordId(read.misfit, field) };
	}
	const id = readId(value);
	if (id !== undefined) return { id, idProperty };
	return { invalid: sayNoId(field, value), property: idProperty, idProperty };
}

/** @returns a unique value as clean text; undefined where there is none that is exact */
export function readId(value: unknown): string | undefined {
	if (typeof value === 'bigint' || (typeof value === 'number' && isExact(value)))
		return String(value);
	const text = typeof value === 'string' ? clean(value) : '';
	return text === '' ? undefined : text;
}

function sayNoId(name: string, value: unknown): string {
	const isLong = typeof value === 'number' && !isExact(value);
	const isOther = typeof value === 'object' && value !== null;
	const isYesOrNo = typeof value === 'boolean';
	const why = isLong
		? 'is a number that is not exact; give it as text'
		: isOther
			? 'takes one text or number, and this is an object or a list'
			: isYesOrNo
				? `takes one text or number, and this is ${value}`
				: 'is empty';
	return `'${name}' ${why}, so it is not known which ad is meant`;
}

/** HubSpot takes a record ID without `idProperty` only. */
export function readIdProperty(name: string): string | undefined {
	return name === 'id' || name === 'hs_object_id' ? undefined : name;
}
