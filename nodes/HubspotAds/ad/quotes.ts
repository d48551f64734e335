/** Somebody else's sentence, within one of these. */
export function quoteWithin(said: string): string {
	return said.slice(0, 200).replace(/\.$/, '');
}

export function inBrackets(known: string | undefined): string {
	return known ? ` (${quoteWithin(known)})` : '';
}
