import { fold } from './invisible';

/** Longer text is no mistyped name, and comparing it takes time. */
const MAX_LENGTH = 100;

/** More slips than these make another name, however long it is. */
const MAX_EDITS = 3;

/** So many names are compared letter by letter; the others of a list of thousands only by their beginning. */
const MAX_COMPARED = 200;

/** Text this short is the beginning of too many names. */
const MIN_PREFIX = 3;

/** Anything that has an internal name and a label. */
export interface Named {
	value: string;
	label: string;
}

/** A thing with its names as they are compared. */
export interface Folded<T extends Named> {
	thing: T;
	names: readonly Name[];
}

interface Name {
	text: string;
	/** A bit for each letter that it has: names that lack too many of each other's are not compared further. */
	letters: number;
}

/**
 * The thing whose value or label is nearest to what was written, or undefined where none is near: one must begin with
 * the other, or up to a third of the letters, and no more than three, differ (two that are swapped count once). Case does not count; of equals the first wins.
 */
export function findNearest<T extends Named>(wanted: string, things: Iterable<T>): T | undefined {
	return findNearestOf(wanted, foldAll(things));
}

/** The same for names that are searched more than once. */
export function findNearestOf<T extends Named>(
	wanted: string,
	things: ReadonlyArray<Folded<T>>,
): T | undefined {
	const name = toName(wanted);
	const { length } = name.text;
	if (length === 0 || length > MAX_LENGTH) return undefined;

	let nearest: T | undefined;
	let limit = Math.min(MAX_EDITS, Math.max(1, Math.floor(length / 3)));
	let compared = 0;
	for (const { thing, names } of things) {
		for (const other of names) {
			if (limit < 0) return nearest;
			const isNear = compared < MAX_COMPARED && mayBeNear(name, other, limit);
			if (isNear) compared++;
			const edits = isNear ? countEdits(name.text, other.text, limit) : Infinity;
			const distance = isBeginning(name.text, other.text) ? Math.min(1, edits) : edits;
			if (distance > limit) continue;
			nearest = thing;
			limit = distance - 1;
		}
	}
	return nearest;
}

export function foldAll<T extends Named>(things: Iterable<T>): Array<Folded<T>> {
	return Array.from(things, (thing) => {
		const [value, label] = [toName(thing.value), toName(thing.label)];
		return { thing, names: label.text === value.text ? [value] : [value, label] };
	});
}

function toName(given: string): Name {
	const text = fold(given);
	let letters = 0;
	for (let at = 0; at < text.length && at < MAX_LENGTH; at++) letters |= 1 << text.charCodeAt(at);
	return { text, letters };
}

/** Each edit mends one letter that the other lacks, and one unit of length. */
function mayBeNear(name: Name, other: Name, limit: number): boolean {
	return (
		Math.abs(name.text.length - other.text.length) <= limit &&
		countBits(name.letters & ~other.letters) <= limit &&
		countBits(other.letters & ~name.letters) <= limit
	);
}

function countBits(bits: number): number {
	let count = 0;
	for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
	return count;
}

function isBeginning(text: string, other: string): boolean {
	if (text.charCodeAt(0) !== other.charCodeAt(0)) return false;
	const isLong = Math.min(text.length, other.length) >= MIN_PREFIX;
	return isLong && (other.startsWith(text) || text.startsWith(other));
}

// Kept, because a name is compared with thousands.
let row: number[] = [];
let before: number[] = [];
let spare: number[] = [];

/**
 * How many letters are to be put in, taken out, replaced, or swapped with their neighbour (optimal string alignment); more
 * than `limit` is told as Infinity, as soon as it is certain.
 */
function countEdits(from: string, to: string, limit: number): number {
	// Of each row only what is within the limit of the diagonal.
	for (let j = 0; j <= to.length; j++) row[j] = j;
	for (let i = 1; i <= from.length; i++) {
		const start = Math.max(1, i - limit);
		const end = Math.min(to.length, i + limit);
		const next = spare;
		let least = (next[start - 1] = start === 1 ? i : Infinity);
		for (let j = start; j <= end; j++) {
			const replaced = row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
			// Beyond the diagonal the row above holds what an earlier one left there.
			const removed = j < i + limit ? row[j] + 1 : Infinity;
			const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
			const swapped = isSwap ? before[j - 2] + 1 : Infinity;
			next[j] = Math.min(replaced, removed, next[j - 1] + 1, swapped);
			least = Math.min(least, next[j]);
		}
		if (least > limit) return Infinity;
		[spare, before, row] = [before, row, next];
	}
	return row[to.length];
}
