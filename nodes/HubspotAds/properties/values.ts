import { toChoices } from './choices';
import { readYearLast, type DateFormat } from './dates';
import type { Definition } from './definitions';
import { clean, dropHalfPairs, fold } from './invisible';
import { MAX_TEXT_LENGTH, type Misfit, type PropertyMisfit } from './misfits';
import { toDay, toInstant } from './moments';
import { readNumber, type NumberFormat } from './numbers';
import { isOne, matchOptions } from './options';
import { isBlank, toListText, toPlainText } from './plain';
import { showValue } from './show';

/** `timeZone` is the workflow's (IANA name); `pipelineId` the pipeline that is written to the same ad. */
export interface ValueContext {
	timeZone: string;
	pipelineId?: string;
	/** How numbers and dates in text are read. Default: 'automatic'. */
	numberFormat?: NumberFormat;
	dateFormat?: DateFormat;
}

export type Converted = { text: string } | { misfit: PropertyMisfit };

/**
 * Turns a value into the text that HubSpot would hold for a property, or tells why there is none. Throws only for a time
 * zone that does not exist.
 * What is blank, or a list without a single choice, becomes ''.
 */
export function toHubspotText(
	value: unknown,
	definition: Definition,
	context: ValueContext,
): Converted {
	const result = convert(value, definition, context);
	if (typeof result === 'string') return { text: result };

	const { name: property, label, isMultiple } = definition;
	const text = typeof value === 'object' ? toPlainText(value) : value;
	const received = showValue(typeof text === 'string' ? text : value);
	return { misfit: { received, ...result, ...(isMultiple && { isMultiple }), property, label } };
}

/**
 * Text without any check against HubSpot's definitions: a list is joined by `;`, and only what has no text (an object,
 * NaN, Infinity), a number that lost digits or too long a text is refused.
 */
export function toUncheckedText(value: unknown, property: string): Converted {
	const text = toListText(value);
	const result = typeof text === 'string' ? limit(dropHalfPairs(text)) : text;
	if (typeof result === 'string') return { text: result };
	return { misfit: { received: showValue(value), ...result, property, label: property } };
}

/** Whether a text is one number with a comma in it, or as people and agents write them several. */
export function mayBeSeveral(
	value: unknown,
	definition: Definition | undefined,
	{ numberFormat }: ValueContext,
): boolean {
	const isNumber = definition?.type === 'number' && numberFormat !== 'comma';
	return isNumber && typeof value === 'string' && /\d,\d/.test(value);
}

/** Whether HubSpot takes any text for a property. It may keep another form of it. */
export function isText({ type }: Definition): boolean {
	return !CONVERTERS.has(type) && type !== 'enumeration';
}

function convert(value: unknown, definition: Definition, context: ValueContext): string | Misfit {
	if (definition.type === 'enumeration') {
		return toChoices(value, definition, context.pipelineId);
	}
	const text = definition.isMultiple ? toListText(value) : toPlainText(value);
	const limited = typeof text === 'string' ? limit(text) : text;
	if (typeof limited !== 'string') return limited;

	const converter = CONVERTERS.get(definition.type);
	if (!converter) return toText(limited, definition);
	return isBlank(limited) ? '' : converter(limited, context, definition, value);
}

type Converter = (
	text: string,
	context: ValueContext,
	definition: Definition,
	value: unknown,
) => string | Misfit;

// HubSpot's types beside enumeration; the others (string, phone_number, json, object_coordinates …) take any text.
const CONVERTERS = new Map<string, Converter>([
	['bool', (text, _, definition) => toBool(text, definition)],
	[
		'date',
		(text, context) => {
			const { timeZone, dateFormat } = context;
			return toDay(text, timeZone, dateFormat) ?? refuseDate('date', text, context);
		},
	],
	[
		'datetime',
		(text, context) => {
			const { timeZone, dateFormat } = context;
			return toInstant(text, timeZone, dateFormat) ?? refuseDate('datetime', text, context);
		},
	],
	[
		'number',
		(text, { numberFormat = 'automatic' }, _, value) => {
			if (typeof value === 'string') return readNumber(text, numberFormat);
			// How text is written says nothing of a value that is none.
			const number = readNumber(text, 'point');
			return typeof number === 'string' ? number : { kind: 'number' };
		},
	],
]);

/** Types whose text is no prose: what the eye does not see there came in by copying. */
const UNSEEN = new Set(['object_coordinates', 'phone_number']);

function toText(text: string, { type, isPhone }: Definition): string {
	if (isPhone || UNSEEN.has(type)) return clean(dropHalfPairs(text));
	return type === 'json' ? dropHalfPairs(text).trim() : dropHalfPairs(text);
}

function toBool(text: string, definition: Definition): string | Misfit {
	if (text === 'true' || text === 'false') return text;
	const folded = fold(text).replace(/^([01])\.0+$/, '$1');
	if (folded === 'true' || folded === '1') return 'true';
	if (folded === 'false' || folded === '0') return 'false';

	const fitting = matchOptions(text, definition);
	const isKnown = isOne(fitting) && /^(?:true|false)$/.test(fitting[0].value);
	const options = definition.options.slice(0, 2);
	return isKnown ? fitting[0].value : { kind: 'bool', ...(options.length > 0 && { options }) };
}

function refuseDate(
	kind: 'date' | 'datetime',
	text: string,
	{ dateFormat = 'automatic' }: ValueContext,
): Misfit {
	const format = dateFormat === 'automatic' ? undefined : dateFormat;
	const { dayFirst, monthFirst, isShort } = readYearLast(text) ?? {};
	if (isShort) return { kind: 'shortYear', ...(format && { format }) };
	if (!format && (dayFirst ?? monthFirst)) {
		return { kind: 'ambiguousDate', readings: [dayFirst, monthFirst] };
	}
	return { kind, ...(format && { format }) };
}

function limit(text: string): string | Misfit {
	return text.length > MAX_TEXT_LENGTH ? { kind: 'tooLong' } : text;
}
