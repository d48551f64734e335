import type { Advice } from './operation';

/** Not so where something on the way refused it. */
export function isPass(advice: Advice<unknown, unknown>): boolean {
	return advice.next === 'split' ? advice.outcome === 'rejected' : advice.next !== 'retry';
}

/** @returns how long the limit asks to wait, 0 where it does not say; undefined where it was not reached */
export function refusedForMs(advice: Advice<unknown, unknown>): number | undefined {
	return advice.next === 'retry' && advice.isRateLimit ? (advice.afterMs ?? 0) : undefined;
}
