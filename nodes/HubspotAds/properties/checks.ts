import type { DateFormat } from './dates';
import type { Definition, Definitions } from './definitions';
import { looksLikeError } from './errorTexts';
import { findNearest } from './nearest';
import type { NumberFormat } from './numbers';
import { isBlank } from './plain';
import type { PropertyMisfit } from './misfits';
import { isUnevaluated } from './unevaluated';
import {
	isText,
	toHubspotText,
	toUncheckedText,
	type Converted,
	type ValueContext,
} from './values';

export interface CheckOptions {
	/** The workflow's time zone, an IANA name. */
	timeZone: string;
	/** Whether empty values clear their property; otherwise they are left out. */
	clearEmpty: boolean;
	/** Whether '' is sent whatever `clearEmpty` says: in JSON it is HubSpot's own way to clear. Default: false. */
	keepEmptyText?: boolean;
	/** How numbers and dates in text are read. Default: 'automatic'. */
	numberFormat?: NumberFormat;
	dateFormat?: DateFormat;
}

/**
 * What the user may want to know of a value that is no misfit: it was left out, because it is empty or because its
 * expression gave nothing, or it is written and looks like a formula's error or is an expression (`value`, as it came).
 */
export interface ValueNotice {
	kind: 'emptyLeftOut' | 'looksLikeError' | 'undefinedLeftOut' | 'unevaluated';
	property: string;
	/** Equals `property` where HubSpot's label is not known. */
	label: string;
	value?: string;
}

/** What became of the values of one ad. */
export interface Checked {
	properties: Record<string, string>;
	misfits: PropertyMisfit[];
	notices: readonly ValueNotice[];
}

const NONE: readonly ValueNotice[] = Object.freeze([]);

/**
 * Turns what one ad would write into HubSpot's texts, in the order given, and collects every misfit. Without
 * definitions nothing is checked but that each value has a text. Values that are left out are not checked at all.
 */
export function checkProperties(
	properties: Record<string, unknown>,
	definitions: Definitions | undefined,
	options: CheckOptions,
): Checked {
	const { clearEmpty, keepEmptyText = false } = options;
	const pipelineId = findPipelineId(properties, definitions, options);
	const context = pipelineId === undefined ? options : { ...options, pipelineId };
	const texts: Record<string, string> = {};
	const misfits: PropertyMisfit[] = [];
	let notices: ValueNotice[] | undefined;
	const tell = (kind: ValueNotice['kind'], property: string, value?: string) => {
		const { label = property } = definitions?.byName.get(property) ?? {};
		(notices ??= []).push({ kind, property, label, ...(value !== undefined && { value }) });
	};
	for (const name of Object.keys(properties)) {
		const value = properties[name];
		// An expression that leads nowhere gives no value; taken for an empty one, it would clear the property.
		if (value === undefined) {
			tell('undefinedLeftOut', name);
			continue;
		}
		const isSent = !isBlank(value) || clearEmpty || (keepEmptyText && value === '');
		if (!isSent) {
			tell('emptyLeftOut', name);
			continue;
		}

		const result = definitions
			? checkProperty(name, value, definitions, context)
			: toCheckedText(name, value, undefined, context);
		if ('misfit' in result) {
			misfits.push(result.misfit);
			continue;
		}
		const { text } = result;
		// A list, or `;`, without a single choice is as empty as null; so is space where space means nothing.
		if (text === '' && !clearEmpty && value !== '') {
			tell('emptyLeftOut', name);
			continue;
		}
		define(texts, name, text);
		if (looksLikeError(text) && isTextProperty(name, definitions))
			tell('looksLikeError', name, text);
		if (isUnevaluated(text)) tell('unevaluated', name, text);
	}
	return { properties: texts, misfits, notices: notices ?? NONE };
}

/** As its own, whatever the name: assigned, `__proto__` would be lost. */
function define(texts: Record<string, string>, name: string, text: string): void {
	if (name !== '__proto__') texts[name] = text;
	else Object.defineProperty(texts, name, { value: text, enumerable: true });
}

function isTextProperty(name: string, definitions: Definitions | undefined): boolean {
	const definition = definitions?.byName.get(name);
	return !definition || isText(definition);
}

function checkProperty(
	name: string,
	value: unknown,
	definitions: Definitions,
	context: ValueContext,
): Converted {
	const definition = definitions.byName.get(name);
	if (!definition) return { misfit: findNoProperty(name, definitions) };

	const { label, isArchived, isReadOnly } = definition;
	if (isArchived) return { misfit: { kind: 'archived', property: name, label } };
	if (isReadOnly) return { misfit: { kind: 'readOnly', property: name, label } };
	return toCheckedText(name, value, definition, context);
}

function toCheckedText(
	name: string,
	value: unknown,
	definition: Definition | undefined,
	context: ValueContext,
): Converted {
	if (isBlank(value)) return { text: '' };
	return definition ? toHubspotText(value, definition, context) : toUncheckedText(value, name);
}

/** The pipeline that the stage of the same ad must belong to; undefined where none is written that HubSpot has. */
function findPipelineId(
	properties: Record<string, unknown>,
	definitions: Definitions | undefined,
	options: CheckOptions,
): string | undefined {
	const definition = definitions?.byName.get('hs_pipeline');
	const value = Object.hasOwn(properties, 'hs_pipeline') ? properties.hs_pipeline : undefined;
	if (!definition || isBlank(value)) return undefined;

	const converted = toHubspotText(value, definition, options);
	return 'text' in converted ? converted.text : undefined;
}

// A misspelt name mostly comes with every ad of a run, and the search for the nearest takes a millisecond.
const unknowns = new WeakMap<Definitions, Map<string, PropertyMisfit>>();

function findNoProperty(name: string, definitions: Definitions): PropertyMisfit {
	const seen = unknowns.get(definitions) ?? new Map<string, PropertyMisfit>();
	unknowns.set(definitions, seen);
	const known = seen.get(name);
	if (known) return known;

	const named = definitions.writable.map(({ name: value, label }) => ({ value, label }));
	const nearest = findNearest(name, named);
	const misfit: PropertyMisfit = { kind: 'unknownProperty', property: name, label: name, nearest };
	seen.set(name, misfit);
	return misfit;
}
