/** Zero-width characters, marks of direction, the byte order mark and the soft hyphen. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/g;

const NOT_ASCII = /[^ -~]/;

/** Text without what the eye cannot see: invisible characters, and outer space of any width. */
export function clean(text: string): string {
	return NOT_ASCII.test(text) ? text.replace(INVISIBLE, '').trim() : text.trim();
}

const UNSEEN = new RegExp(`\\s|${INVISIBLE.source}`);

/** Text that is clean at its ends; what stands within stays. */
export function cleanOutside(text: string): string {
	let [start, end] = [0, text.length];
	while (start < end && UNSEEN.test(text[start])) start++;
	while (end > start && UNSEEN.test(text[end - 1])) end--;
	return text.slice(start, end);
}

/** Clean text in composed letters (NFC), with a plain space for each kind of space, so that equal looks are equal text. */
export function toPlainForm(text: string): string {
	return NOT_ASCII.test(text) ? clean(text).normalize('NFC').replace(/\s/g, ' ') : text.trim();
}

/** Text with what people and their programs vary taken out too: case, the number of spaces, kinds of dash and apostrophe. */
export function fold(text: string): string {
	const form = toPlainForm(text);
	const plain = NOT_ASCII.test(form)
		? form.replace(/[‐‑‒–—−﹣－]/g, '-').replace(/[‘’ʼ＇]/g, "'")
		: form;
	return (plain.includes('  ') ? plain.replace(/ {2,}/g, ' ') : plain).toLowerCase();
}

/** Every script's decimal digits as 0 to 9, and full-width signs as the narrow ones. */
export function toAsciiDigits(text: string): string {
	if (!NOT_ASCII.test(text)) return text;
	return text
		.replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
		.replace(/\p{Nd}/gu, (digit) => String(valueOf(digit.codePointAt(0) ?? 0)));
}

/** Unicode keeps the ten digits of a script together, in order, and begins with its zero. */
function valueOf(digit: number): number {
	let first = digit;
	while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
	return (digit - first) % 10;
}

/** Text without halves of surrogate pairs, which no request can carry. */
export function dropHalfPairs(text: string): string {
	return /[\uD800-\uDFFF]/.test(text) ? text.replace(/\p{Cs}/gu, '') : text;
}
