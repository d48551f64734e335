import type { Advice } from './operation';

/** A lock, too, is a word about an input. */
export function isWord(advice: Advice<unknown, unknown>): boolean {
	return (
		isPass(advice) || (advice.next === 'retry' && advice.about === 'inputs' && !advice.mayBeTaken)
	);
}

/** Not so where something on the way refused it. */
export function isPass(advice: Advice<unknown, unknown>): boolean {
	return advice.next === 'split' ? advice.outcome === 'rejected' : advice.next !== 'retry';
}

/** @returns how long the limit asks to wait, 0 where it does not say; undefined where it was not reached */
export function refusedForMs(advice: Advice<unknown, unknown>): number | undefined {
	return advice.next === 'retry' && advice.isRateLimit ? (advice.afterMs ?? 0) : undefined;
}
