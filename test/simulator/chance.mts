/** A stream of numbers from 0 to below 1, the same for the same seed. */
export type Chance = () => number;

/**
 * Each use of chance takes its own stream, so that a fault more or less does not change the order
 * in which results are shuffled.
 */
export function createChance(seed: number, purpose: string): Chance {
	let state = seed ^ hash(purpose);
	return () => {
		state = (state + 0x9e3779b9) | 0;
		let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
		mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
		return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
	};
}

/** Puts a list into a random order, in place. */
export function shuffle<T>(list: T[], chance: Chance): T[] {
	for (let last = list.length - 1; last > 0; last--) {
		const other = Math.floor(chance() * (last + 1));
		[list[last], list[other]] = [list[other], list[last]];
	}
	return list;
}

export function pick<T>(list: readonly T[], chance: Chance): T {
	return list[Math.floor(chance() * list.length)];
}

export function whole(least: number, most: number, chance: Chance): number {
	return least + Math.floor(chance() * (most - least + 1));
}

export function uuid(chance: Chance): string {
	const hex = [0, 0, 0, 0].map(() => eightHexDigits(chance)).join('');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function eightHexDigits(chance: Chance): string {
	return Math.floor(chance() * 0x1_0000_0000)
		.toString(16)
		.padStart(8, '0');
}

function hash(text: string): number {
	let value = 0x811c9dc5;
	for (const character of text) value = Math.imul(value ^ character.charCodeAt(0), 0x01000193);
	return value;
}
