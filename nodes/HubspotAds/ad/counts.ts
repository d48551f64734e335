/** Numbers from 1,000 on have separators, in every text that a user reads. */
export function formatNumber(number: number): string {
	return number.toLocaleString('en-US');
}

/** `1 ad`, `1,250 ads`, `3 queries`. */
export function count(number: number, noun: string): string {
	return `${formatNumber(number)} ${number === 1 ? noun : plural(noun)}`;
}

export function plural(noun: string): string {
	return noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

export function wasOrWere(number: number): string {
	return number === 1 ? 'was' : 'were';
}

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[]): string {
	const last = words.at(-1) ?? '';
	return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
