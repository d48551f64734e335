import { splitChoices } from './choices';
import type { Definition } from './definitions';
import { clean } from './invisible';
import { describeMisfit } from './misfits';
import { fits, isOperator, listFitting, OPERATORS, type OperatorName } from './operators';
import { isBlank } from './plain';
import { shorten, showText, showValue } from './show';
import { isUnevaluated, sayUnevaluated } from './unevaluated';
import { compareWithDay, findDay } from './wholeDays';
import { isText, mayBeSeveral, toHubspotText, toUncheckedText, type ValueContext } from './values';

/** One condition on a property, as it was given. */
export interface Condition {
	readonly property: string;
	readonly operator: unknown;
	readonly value?: unknown;
	/** The upper end of a range. */
	readonly highValue?: unknown;
	/** A list, or a text of several that `;` separates. */
	readonly values?: unknown;
}

/** The same as HubSpot's search takes it. */
export interface ReadFilter {
	readonly propertyName: string;
	readonly operator: OperatorName;
	readonly value?: string;
	readonly highValue?: string;
	readonly values?: readonly string[];
}

/** Why a condition cannot be sent, in a sentence, and what to do about it. */
export interface Refusal {
	readonly said: string;
	readonly todo?: string;
}

/**
 * Turns a condition into what HubSpot's search takes: dates as milliseconds since 1970, choices by their internal values. A day
 * is compared as a whole with points in time.
 * @param definition of its property; without one nothing is known of what its values mean
 */
export function readCondition(
	{ property, operator, value, highValue, values }: Condition,
	definition: Definition | undefined,
	context: ValueContext,
): ReadFilter | Refusal {
	const name = nameOf(property, definition);
	if (!isOperator(operator)) {
		const todo = `Use one of ${Object.keys(OPERATORS).join(', ')}`;
		return { said: `The condition on ${name} has the operator ${showValue(operator)}`, todo };
	}
	if (definition && !fits(operator, definition)) {
		const said = `The condition on ${name} has the operator '${OPERATORS[operator].name}', which does not fit a property of the type ${definition.type}`;
		return { said, todo: `Choose one of ${listFitting(definition)}` };
	}
	const reader = new ValueReader(property, operator, definition, context);
	switch (OPERATORS[operator].takes) {
		case 'nothing':
			return { propertyName: property, operator };
		case 'value': {
			const day = findDay(value, definition, context);
			const read = day ? compareWithDay(operator, day, name) : reader.read(value, 'Value');
			if ('said' in read) return read;
			if ('text' in read) return { propertyName: property, operator, value: read.text };
			return { propertyName: property, ...read };
		}
		case 'range':
			return reader.readRange(value, highValue);
		case 'list':
			return reader.readList(values);
	}
}

class ValueReader {
	readonly #name: string;

	constructor(
		private readonly property: string,
		private readonly operator: OperatorName,
		private readonly definition: Definition | undefined,
		private readonly context: ValueContext,
	) {
		this.#name = nameOf(property, definition);
	}

	read(value: unknown, field: string): { text: string } | Refusal {
		if (isBlank(value)) return this.#refuseNothing(field);
		const read = this.#toText(value, this.definition);
		if ('said' in read) return read;
		return read.text === '' ? this.#refuseNothing(field) : read;
	}

	readRange(value: unknown, highValue: unknown): ReadFilter | Refusal {
		const low = this.#readEnd(value, 'Value', 'first');
		if ('said' in low) return low;
		const high = this.#readEnd(highValue, 'High Value', 'last');
		if ('said' in high) return high;
		if (this.definition && Number(low.text) > Number(high.text)) {
			const said = `The condition on ${this.#name} goes from ${showValue(value)} up to ${showValue(highValue)}, so no ad can meet it`;
			return { said, todo: "Put the lower one into 'Value'" };
		}
		const { property: propertyName, operator } = this;
		return { propertyName, operator, value: low.text, highValue: high.text };
	}

	#readEnd(value: unknown, field: string, end: 'first' | 'last'): { text: string } | Refusal {
		const day = findDay(value, this.definition, this.context);
		return day ? { text: String(day[end]) } : this.read(value, field);
	}

	readList(values: unknown): ReadFilter | Refusal {
		const texts =
			this.definition?.type === 'enumeration' ? this.#choose(values) : this.#list(values);
		if ('said' in texts) return texts;
		if (texts.size === 0) return this.#refuseNothing('Values');
		return { propertyName: this.property, operator: this.operator, values: [...texts] };
	}

	/** Choices are read as those of an ad that may have several, whatever stands between them. */
	#choose(values: unknown): Set<string> | Refusal {
		const read = this.#toText(values ?? '', { ...this.definition!, isMultiple: true });
		return 'said' in read ? read : new Set(read.text.split(';').filter((choice) => choice !== ''));
	}

	#list(values: unknown): Set<string> | Refusal {
		const { definition } = this;
		const single = definition?.isMultiple ? { ...definition, isMultiple: false } : definition;
		const texts = new Set<string>();
		for (const value of toList(values, definition)) {
			if (isBlank(value)) continue;
			const day = findDay(value, single, this.context);
			const compared = day && compareWithDay(this.operator, day, this.#name);
			if (compared && 'said' in compared) return compared;
			const read = mayBeSeveral(value, single, this.context)
				? {
						said: `The condition on ${this.#name} takes numbers, and ${showValue(value)} may be one or several`,
					}
				: this.#toText(value, single);
			if ('said' in read) {
				if (typeof value !== 'string' || !/[,\n]/.test(value)) return read;
				return { ...read, said: `${read.said}; several values are separated by ;` };
			}
			texts.add(read.text);
		}
		return texts;
	}

	#toText(value: unknown, definition: Definition | undefined): { text: string } | Refusal {
		const read = definition
			? toHubspotText(value, definition, this.context)
			: toUncheckedText(value, this.property);
		if ('misfit' in read) return { said: describeMisfit(read.misfit) };
		// As a text it could be looked for, and no ad would be found.
		if (isUnevaluated(read.text)) {
			return { said: sayUnevaluated(this.#name, showText(read.text)) };
		}
		return { text: this.#toWanted(read.text, definition) };
	}

	/** documented: a search compares times by their milliseconds, fails at 0 (reported), and takes a list of texts in lower case. */
	#toWanted(text: string, definition: Definition | undefined): string {
		if (definition === undefined) return clean(text);
		if (definition.type === 'date' || definition.type === 'datetime') {
			return text === '' ? '' : String(Date.parse(text) || 1);
		}
		if (definition.isMultiple) return text.replace(/^;/, '');
		if (!isText(definition)) return text;
		// Nobody looks for a space at the end, or for what cannot be seen.
		const isList = OPERATORS[this.operator].takes === 'list';
		return isList ? clean(text).toLowerCase() : clean(text);
	}

	#refuseNothing(field: string): Refusal {
		const known = `'${OPERATORS.HAS_PROPERTY.name}' or '${OPERATORS.NOT_HAS_PROPERTY.name}'`;
		return {
			said: `The condition on ${this.#name} has no value in '${field}'`,
			todo: `Fill it in, remove the condition, or use the operator ${known}`,
		};
	}
}

function toList(values: unknown, definition: Definition | undefined): readonly unknown[] {
	if (Array.isArray(values)) return values as unknown[];
	if (typeof values !== 'string') return [values];
	const text = clean(values);
	if (text.startsWith('[') && text.endsWith(']')) {
		try {
			return JSON.parse(text) as unknown[];
		} catch {
			// A text may well begin and end so.
		}
	}
	return splitChoices(values, definition);
}

function nameOf(property: string, definition: Definition | undefined): string {
	const { label = property } = definition ?? {};
	return label === property ? `'${shorten(property)}'` : `'${shorten(label)}' (${property})`;
}
