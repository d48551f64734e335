import type { IExecuteFunctions } from 'n8n-workflow';

/** Gives a parameter's value for one item. Throws what n8n's evaluator throws. */
export type Evaluate = (itemIndex: number) => unknown;

/** Prepares a raw parameter once, so that a fixed value costs nothing for each item. */
export function prepare(context: IExecuteFunctions, raw: unknown): Evaluate {
	if (typeof raw !== 'string' || !raw.startsWith('=')) return () => raw;
	return (itemIndex) => context.evaluateExpression(raw.slice(1), itemIndex);
}
