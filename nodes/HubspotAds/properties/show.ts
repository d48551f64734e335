const MAX_SHOWN = 60;

/** An emoji made of several, or a flag of a region: what joins its parts is part of what the eye sees. */
const EMOJI =
	/\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*(?:\u200D\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*)+|\u{1F3F4}[\u{E0020}-\u{E007F}]+/u;
const HIDDEN = /[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2065\u3164]|(?! )\p{Zs}/u;
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2065\u3164]/u;
const EMOJI_OR_UNSAFE = new RegExp(`(${EMOJI.source})|${UNSAFE.source}`, 'gu');
const EMOJI_OR_HIDDEN = new RegExp(`(${EMOJI.source})|${HIDDEN.source}`, 'gu');

/** A value as a message shows it: text in double quotes, everything shortened, nothing of it run. */
export function showValue(value: unknown): string {
	if (typeof value === 'string') return showText(value);
	if (Array.isArray(value)) return `a list of ${value.length}`;
	if (typeof value === 'object' && value !== null) return showObject(value);
	return typeof value === 'function' ? 'a function' : shorten(String(value));
}

/**
 * Text in double quotes, shortened, with what the eye cannot see as `␣` and its code point: invisible characters, spaces
 * other than the plain one, halves of surrogate pairs. Outer spaces are `␣` alone; marks of decomposed letters have their code.
 */
export function showText(text: string): string {
	const shown = shorten(text)
		.replace(/^ +| +$/g, (spaces) => '␣'.repeat(spaces.length))
		.replace(EMOJI_OR_HIDDEN, (found, emoji?: string) => emoji ?? `␣${codeOf(found)}`);
	const isDecomposed = shown.normalize('NFC') !== shown;
	return JSON.stringify(
		isDecomposed ? shown.replace(/\p{M}/gu, (mark) => `${mark}${codeOf(mark)}`) : shown,
	);
}

/** A sentence that quotes somebody's words, on one line: what breaks or turns it, or cannot be seen, is `␣` and its code point. */
export function toLine(sentence: string): string {
	if (!UNSAFE.test(sentence)) return sentence;
	return sentence.replace(EMOJI_OR_UNSAFE, (found, emoji?: string) => emoji ?? `␣${codeOf(found)}`);
}

/** The beginning of a longer text and `…`; never cuts a letter or an emoji in two. */
export function shorten(text: string, maxLength = MAX_SHOWN): string {
	if (text.length <= maxLength) return text;

	let end = 0;
	for (const { index, segment } of letters().segment(text.slice(0, 2 * maxLength))) {
		if (index + segment.length > maxLength - 1) break;
		end = index + segment.length;
	}
	// One letter may have any number of marks.
	const isCut = /[\uD800-\uDBFF]$/.test(text.slice(0, maxLength - 1));
	return `${text.slice(0, end || maxLength - (isCut ? 2 : 1))}…`;
}

/** Text as it is, but for what cannot be seen of it. */
export function showPlain(text: string): string {
	return HIDDEN.test(text) ? showText(text).slice(1, -1) : text;
}

function showObject(value: object): string {
	if (value instanceof Date || 'isLuxonDateTime' in value) return 'an invalid date';

	const keys = Object.keys(value).slice(0, 5).join(', ');
	return keys === '' ? 'an object' : `an object (${shorten(keys)})`;
}

function codeOf(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	return `(U+${code.toString(16).toUpperCase().padStart(4, '0')})`;
}

// Made when a text is first too long: most runs never need it. The rules for letters are the same in every language.
let segmenter: Intl.Segmenter | undefined;

function letters(): Intl.Segmenter {
	segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
	return segmenter;
}

/** The name of a field, with what cannot be seen of it. */
export function quoteField(field: string): string {
	return `'${showText(field).slice(1, -1)}'`;
}
