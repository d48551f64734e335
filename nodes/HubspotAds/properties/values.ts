import { toPlainDecimal } from './decimals';
import type { Definition } from './definitions';
import { toDay, toInstant } from './moments';
import { findOption } from './options';
import { toListText, toPlainText } from './plain';
import { MAX_TEXT_LENGTH, showValue, type Misfit, type PropertyMisfit } from './misfits';

/** `timeZone` is the workflow's (IANA name); `pipelineId` the pipeline that is written to the same ad. */
export interface ValueContext {
	timeZone: string;
	pipelineId?: string;
}

export type Converted = { text: string } | { misfit: PropertyMisfit };

/**
 * Turns a value into the text that HubSpot takes for a property, or tells why there is none. Throws only for a time
 * zone that does not exist, and leaves HubSpot's own notation unchanged.
 * Empty values are the caller's (`isEmpty`); a list without a single choice becomes ''.
 */
export function toHubspotText(
	value: unknown,
	definition: Definition,
	context: ValueContext,
): Converted {
	const text = definition.isMultiple ? toListText(value) : toPlainText(value);
	const result = typeof text === 'string' ? convert(text, definition, context) : text;
	if (typeof result === 'string') return { text: result };

	const received = showValue(typeof text === 'string' && typeof value === 'object' ? text : value);
	return { misfit: { received, ...result, property: definition.name, label: definition.label } };
}

/**
 * Text without any check against HubSpot's definitions: a list is joined by `;`, and only what has no text (an object,
 * NaN, Infinity) or too long a one is refused.
 */
export function toUncheckedText(value: unknown, property: string): Converted {
	const text = toListText(value);
	const result = typeof text === 'string' ? limit(text) : text;
	if (typeof result === 'string') return { text: result };
	return { misfit: { received: showValue(value), ...result, property, label: property } };
}

type Converter = (text: string, definition: Definition, context: ValueContext) => string | Misfit;

// HubSpot's types; the others (string, phone_number, json, object_coordinates …) take any text as it is.
const CONVERTERS = new Map<string, Converter>([
	['bool', (text) => /^\s*(true|false)\s*$/i.exec(text)?.[1].toLowerCase() ?? { kind: 'bool' }],
	['date', (text, _, { timeZone }) => toDay(text, timeZone) ?? { kind: 'date' }],
	['datetime', (text, _, { timeZone }) => toInstant(text, timeZone) ?? { kind: 'datetime' }],
	['enumeration', toChoices],
	['number', (text) => toPlainDecimal(text) ?? { kind: 'number' }],
]);

function convert(text: string, definition: Definition, context: ValueContext): string | Misfit {
	const limited = limit(text);
	const converter = CONVERTERS.get(definition.type);
	if (typeof limited !== 'string' || !converter) return limited;
	return converter(text, definition, context);
}

function limit(text: string): string | Misfit {
	return text.length > MAX_TEXT_LENGTH ? { kind: 'tooLong' } : text;
}

/** Owners and other choices that HubSpot keeps elsewhere come without options, and only HubSpot can check them. */
function toChoice(text: string, definition: Definition, context: ValueContext): string | Misfit {
	const { hasExternalOptions, isOwner, options } = definition;
	const isOpen = hasExternalOptions && options.length === 0;
	if (!isOpen) return findOption(text, definition, context.pipelineId);

	const choice = text.trim();
	return isOwner && !/^\d+$/.test(choice) ? { kind: 'owner', received: showValue(text) } : choice;
}

/** Several choices are `a;b`; a leading `;` adds them to the ones that the ad has, and so is kept. */
function toChoices(text: string, definition: Definition, context: ValueContext): string | Misfit {
	if (!definition.isMultiple) return toChoice(text, definition, context);

	const chosen = new Set<string>();
	for (const segment of splitChoices(text)) {
		const choice = toChoice(segment, definition, context);
		if (typeof choice !== 'string') return choice;
		chosen.add(choice);
	}
	const isAppended = chosen.size > 0 && text.trimStart().startsWith(';');
	return (isAppended ? ';' : '') + [...chosen].join(';');
}

/** The choices in HubSpot's `a;b`, without surrounding space and empty ones. */
export function splitChoices(text: string): string[] {
	return text
		.split(';')
		.map((choice) => choice.trim())
		.filter((choice) => choice !== '');
}
