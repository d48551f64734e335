import { clean, cleanOutside } from '../properties/invisible';
import { shorten, showText } from '../properties/show';
import { isUnevaluated, SWITCH } from '../properties/unevaluated';

/** Between code fences, as agents write it. */
const FENCED = /```[^\S\n]*\w*[^\S\n]*\n?([\s\S]*?)```/g;

/** What stands at the place where JSON stops. */
const SHOWN = 20;

/**
 * Reads JSON text, also one block of it between code fences, and text that holds JSON text in turn.
 * @returns the value, or in a sentence's end where the text stops being JSON
 */
export function readJsonText(text: string): { value: unknown } | { stop: string } {
	const given = cleanOutside(text);
	const read = parse(given);
	if (read)
		return typeof read.value === 'string' ? (parse(cleanOutside(read.value)) ?? read) : read;

	const blocks = [...given.matchAll(FENCED)];
	const block = blocks.length === 1 ? cleanOutside(blocks[0][1]) : undefined;
	const fenced = block === undefined ? undefined : parse(block);
	// Between the words of JSON nothing invisible may stand; within texts it is part of them, as in many an emoji.
	return fenced ?? parse(clean(block ?? given)) ?? { stop: describeStop(block ?? given) };
}

function parse(text: string): { value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return undefined;
	}
}

function describeStop(text: string): string {
	if (text === '') return 'it is empty';
	const at = findStop(text);
	if (at >= text.length) return 'it ends before it is complete';

	const before = text.slice(0, at);
	const line = before.split('\n').length;
	const column = at - before.lastIndexOf('\n');
	const rest = text.slice(at).trimEnd();
	const why = sayWhy(before, rest);
	return `it stops being JSON in line ${line}, column ${column}, at ${showText(shorten(rest, SHOWN))}${why}`;
}

function sayWhy(before: string, rest: string): string {
	if (/^[}\]]/.test(rest) && /,\s*$/.test(before)) return ', because of the comma before it';
	// JSON takes the first brace of an expression for that of an object, unless text may not stand there.
	const isExpression = /^\{/.test(rest) && /\{$/.test(before) && isUnevaluated(`{${rest}`);
	return isExpression ? `, where an expression was not evaluated; ${SWITCH}` : '';
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const STRING_BEGUN = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/y;
const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * The place of the first character that no JSON text could have there; the length of the text where it only ends too early.
 * The engine's own words for this differ by version. JSON's grammar: RFC 8259.
 */
function findStop(text: string): number {
	const closers: string[] = [];
	let wants = 'value' as 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'more';
	let at = 0;
	const skip = (pattern: RegExp): boolean => {
		pattern.lastIndex = at;
		const isThere = pattern.test(text);
		if (isThere) at = pattern.lastIndex;
		return isThere;
	};
	for (;;) {
		skip(SPACE);
		const character = text[at];
		if (character === undefined) return at;
		const closer = closers[closers.length - 1];
		const mayEnd = wants === 'more' || wants === 'valueOrEnd' || wants === 'keyOrEnd';
		if (mayEnd && closer === character) {
			closers.pop();
			at++;
			wants = 'more';
		} else if (wants === 'more') {
			if (character !== ',' || closer === undefined) return at;
			at++;
			wants = closer === '}' ? 'key' : 'value';
		} else if (wants === 'colon') {
			if (character !== ':') return at;
			at++;
			wants = 'value';
		} else if (character === '"') {
			if (!skip(STRING)) {
				// Text that is not closed stops where it holds what text cannot.
				skip(STRING_BEGUN);
				return at;
			}
			wants = wants === 'key' || wants === 'keyOrEnd' ? 'colon' : 'more';
		} else if (wants === 'key' || wants === 'keyOrEnd') {
			return at;
		} else if (character === '{' || character === '[') {
			closers.push(character === '{' ? '}' : ']');
			at++;
			wants = character === '{' ? 'keyOrEnd' : 'valueOrEnd';
		} else if (skip(PLAIN)) wants = 'more';
		else return at;
	}
}
