/** Longer text is no mistyped name, and comparing it takes time. */
const MAX_LENGTH = 100;

/** More slips than these make another name, however long it is. */
const MAX_EDITS = 3;

/** Text this short is the beginning of too many names. */
const MIN_PREFIX = 3;

/**
 * The thing whose value or label is nearest to what was written, or undefined where none is near: one must begin with
 * the other, or up to a third of the letters, and no more than three, differ. Case does not count; of equals the first wins.
 */
export function findNearest<T extends Named>(wanted: string, things: Iterable<T>): T | undefined {
	const text = fold(wanted);
	if (text === '' || text.length > MAX_LENGTH) return undefined;

	let nearest: T | undefined;
	let limit = Math.min(MAX_EDITS, Math.max(1, Math.floor(text.length / 3)));
	for (const thing of things) {
		const distance = Math.min(
			...[thing.value, thing.label].map((name) => measure(text, name, limit)),
		);
		if (distance > limit) continue;
		nearest = thing;
		limit = distance - 1;
	}
	return nearest;
}

/** Anything that has an internal name and a label. */
export interface Named {
	value: string;
	label: string;
}

/** Text with what people vary taken out: surrounding space and case. */
export function fold(text: string): string {
	return text.trim().toLowerCase();
}

function measure(text: string, name: string, limit: number): number {
	const other = fold(name);
	const isPrefix = other.startsWith(text) || text.startsWith(other);
	const distance = countEdits(text, other, limit);
	return isPrefix && Math.min(text.length, other.length) >= MIN_PREFIX
		? Math.min(1, distance)
		: distance;
}

/** Levenshtein's distance; more than `limit` is told as Infinity, as soon as it is certain. */
function countEdits(from: string, to: string, limit: number): number {
	if (Math.abs(from.length - to.length) > limit) return Infinity;

	// One row in place, and of it only what is within the limit of the diagonal: a name is compared with thousands.
	const row = Array.from({ length: to.length + 1 }, (_, index) => index);
	for (let i = 1; i <= from.length; i++) {
		const start = Math.max(1, i - limit);
		let diagonal = row[start - 1];
		let least = (row[start - 1] = start === 1 ? i : Infinity);
		for (let j = start; j <= Math.min(to.length, i + limit); j++) {
			const replaced = diagonal + (from[i - 1] === to[j - 1] ? 0 : 1);
			diagonal = row[j];
			row[j] = Math.min(replaced, diagonal + 1, row[j - 1] + 1);
			least = Math.min(least, row[j]);
		}
		if (least > limit) return Infinity;
	}
	return row[to.length];
}
