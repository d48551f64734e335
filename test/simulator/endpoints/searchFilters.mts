import type { Definition } from '../definitions.mts';
import type { Portal } from '../portal.mts';
import { failure, validationFailure } from '../replies.mts';
import type { Reply } from '../wire.mts';

/** One condition. `holds` gets the ad's value, which is empty where it has none. */
export type Filter = {
	name: string;
	holds: (value: string) => boolean;
	/** Of `hs_object_id GT n` the n: a search need not look at the ads before. */
	idAbove?: number;
};

export const OPERATORS = new Set(
	'EQ NEQ LT LTE GT GTE BETWEEN IN NOT_IN HAS_PROPERTY NOT_HAS_PROPERTY CONTAINS_TOKEN NOT_CONTAINS_TOKEN'.split(
		' ',
	),
);

const WITHOUT_VALUE = new Set(['HAS_PROPERTY', 'NOT_HAS_PROPERTY']);
const WITH_LIST = new Set(['IN', 'NOT_IN']);
const DATES = new Set(['date', 'datetime']);

/** @param given has an operator that exists */
export function readFilter(given: Record<string, unknown>, portal: Portal): Filter | Reply {
	const name = String(given.propertyName);
	const operator = String(given.operator);
	const definition = portal.properties.get(name);
	if (!definition || definition.archived)
		return validationFailure(`Property "${name}" does not exist`);
	const wanted = operandsOf(operator, given);
	if (!wanted) return validationFailure(`The filter on ${name} with ${operator} has no value`);
	const keys = wanted.map((text) => keyOf(definition, text));
	if (ORDERED.has(operator) && keys.some(Number.isNaN))
		return validationFailure(`A value of the filter on ${name} is not of type ${definition.type}`);
	if (portal.guesses.epochFilterFails && DATES.has(definition.type) && keys.includes(0))
		return failure(500, 'internal error');
	const filter: Filter = { name, holds: condition(operator, wanted, definition, portal) };
	if (name === 'hs_object_id' && operator === 'GT') filter.idAbove = Number(wanted[0]);
	return filter;
}

const ORDERED = new Set(['LT', 'LTE', 'GT', 'GTE', 'BETWEEN']);

function operandsOf(
	operator: string,
	{ value, highValue, values }: Record<string, unknown>,
): string[] | undefined {
	if (WITHOUT_VALUE.has(operator)) return [];
	if (WITH_LIST.has(operator))
		return Array.isArray(values) && values.length > 0 ? values.map(String) : undefined;
	const given = operator === 'BETWEEN' ? [value, highValue] : [value];
	return given.some((one) => one === undefined || one === null || one === '')
		? undefined
		: given.map(String);
}

function condition(
	operator: string,
	wanted: string[],
	definition: Definition,
	{ guesses }: Portal,
): Filter['holds'] {
	switch (operator) {
		case 'HAS_PROPERTY':
			return (value) => value !== '';
		case 'NOT_HAS_PROPERTY':
			return (value) => value === '';
		case 'EQ':
			return equals(definition, wanted[0]);
		case 'NEQ':
			return not(equals(definition, wanted[0]));
		case 'IN':
			return isIn();
		case 'NOT_IN':
			return not(isIn());
		case 'CONTAINS_TOKEN':
			return containsTokens(wanted[0]);
		case 'NOT_CONTAINS_TOKEN':
			return not(containsTokens(wanted[0]));
		default:
			return compares(operator, wanted, definition);
	}

	function not(holds: Filter['holds']): Filter['holds'] {
		return (value) => (value === '' ? guesses.negationsFindEmpty : !holds(value));
	}

	function isIn(): Filter['holds'] {
		if (definition.type === 'string' && guesses.inWantsLowerCase)
			return (value) => value !== '' && wanted.includes(value.toLowerCase());
		const each = wanted.map((one) => equals(definition, one));
		const holds = (value: string) => each.some((is) => is(value));
		return definition.fieldType === 'checkbox' ? (value) => value.split(';').some(holds) : holds;
	}
}

/** documented: text is compared without regard to case, the options of an enumeration are not. */
function equals(definition: Definition, wanted: string): Filter['holds'] {
	const key = keyOf(definition, wanted);
	return (value) => value !== '' && keyOf(definition, value) === key;
}

function compares(operator: string, wanted: string[], definition: Definition): Filter['holds'] {
	const [low, high] = wanted.map((one) => keyOf(definition, one));
	const fits: Record<string, (key: number | string) => boolean> = {
		LT: (key) => key < low,
		LTE: (key) => key <= low,
		GT: (key) => key > low,
		GTE: (key) => key >= low,
		BETWEEN: (key) => key >= low && key <= high,
	};
	const fit = fits[operator];
	return (value) => value !== '' && fit(keyOf(definition, value));
}

/** documented: `*` stands for the rest of a word. Each word that is asked for has to be there. */
function containsTokens(wanted: string): Filter['holds'] {
	const patterns = wordsOf(wanted).map(patternOf);
	return (value) => {
		const words = wordsOf(value);
		return patterns.every((pattern) => words.some((word) => pattern.test(word)));
	};
}

/** The beginning of each word that is asked for has to be there. */
export function startsWords(query: string): (text: string) => boolean {
	return containsTokens(
		wordsOf(query)
			.map((word) => `${word}*`)
			.join(' '),
	);
}

function wordsOf(text: string): string[] {
	return text.toLowerCase().match(/[\p{L}\p{N}*_]+/gu) ?? [];
}

function patternOf(word: string): RegExp {
	return new RegExp(`^${word.split('*').join('.*')}$`);
}

/** What a value is compared by: numbers and times as such, and text in lower case. */
export function keyOf({ type }: Definition, value: string): number | string {
	switch (type) {
		case 'number':
			return value.trim() === '' ? NaN : Number(value);
		case 'date':
		case 'datetime':
			return /^-?\d+$/.test(value) ? Number(value) : Date.parse(value);
		case 'enumeration':
			return value;
		default:
			return value.toLowerCase();
	}
}
