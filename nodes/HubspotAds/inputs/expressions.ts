import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { shorten } from '../properties/show';

/** Gives a parameter's value for one item. Throws what n8n's evaluator throws. */
export interface Evaluate {
	(itemIndex: number): unknown;
	/** Why an expression gave nothing, in the words of what it threw: n8n swallows most of that. */
	why?(itemIndex: number): string | undefined;
}

/**
 * Prepares a raw parameter once for all items.
 * @param field how the user knows its place
 */
export type Prepare = (raw: unknown, field: string) => Evaluate;

/** `={{ $json.a["b c"][0] }}` and nothing else, which is what dragging a field into a parameter writes. */
const PLAIN_PATH =
	/^=\{\{\s*\$json((?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*|\[(?:"[^"\\\n]*"|'[^'\\\n]*'|\d{1,9})\])*)\s*\}\}$/u;
const STEP = /\.([^.[]+)|\["([^"]*)"\]|\['([^']*)'\]|\[(\d+)\]/gu;
const MAX_SAID = 200;
/** n8n refuses such names, in words of its own. */
const GUARDED =
	/constructor|proto|descriptor|define|__|binding|_load|mainModule|stackTrace|call|arguments|builtin|dlopen|execve|loadEnv/i;

/**
 * n8n's evaluator takes 0.4 to 0.6 ms for each expression of each item, during which
 * nothing else runs, so fixed values and plain paths are read without it; a path that leads nowhere plain is left to it.
 */
export function prepareFor(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): (raw: unknown) => Evaluate {
	return (raw) => {
		if (typeof raw !== 'string' || !raw.startsWith('=')) return () => raw;

		const why = explainWith(context, raw);
		const evaluate = (itemIndex: number) => context.evaluateExpression(raw.slice(1), itemIndex);
		const path = readPath(raw);
		if (!path) return Object.assign(evaluate, { why });
		const read = (itemIndex: number) => {
			const found = follow(items[itemIndex].json, path);
			return found ? found.value : evaluate(itemIndex);
		};
		return Object.assign(read, { why });
	};
}

/** An expression that is nothing else. */
const ONE_EXPRESSION = /^=\s*\{\{((?:(?!\{\{|\}\})[^])*)\}\}\s*$/;

/** Words of the engine for where it stands in n8n's own code. */
const INTERMEDIATE = /\(intermediate value\)\.?/g;

function explainWith(context: IExecuteFunctions, raw: string): Evaluate['why'] {
	const code = ONE_EXPRESSION.exec(raw)?.[1].trim().replace(/;$/, '');
	if (!code) return undefined;

	const told = `{{ (() => { try { (${code}); return ''; } catch (error) { return error.message; } })() }}`;
	return (itemIndex) => {
		try {
			const said = context.evaluateExpression(told, itemIndex);
			return typeof said === 'string' && said !== ''
				? shorten(said.replace(INTERMEDIATE, ''), MAX_SAID)
				: undefined;
		} catch {
			return undefined;
		}
	};
}

function readPath(raw: string): string[] | undefined {
	const match = GUARDED.test(raw) ? undefined : PLAIN_PATH.exec(raw)?.[1];
	if (match === undefined) return undefined;
	return [...match.matchAll(STEP)].map(
		([, name, double, single, index]) => name ?? double ?? single ?? index,
	);
}

/** @returns undefined where the path leads through something that is no plain object or list, or ends in such a thing */
function follow(json: unknown, path: readonly string[]): { value: unknown } | undefined {
	let value = json;
	for (const [index, key] of path.entries()) {
		if (!isPlain(value)) return undefined;
		if (!Object.hasOwn(value, key)) {
			const isMissing = index === path.length - 1 && !(key in value);
			return isMissing ? { value: undefined } : undefined;
		}
		value = (value as Record<string, unknown>)[key];
	}
	const isJson = value === null || ['string', 'number', 'boolean'].includes(typeof value);
	return isJson || isPlain(value) ? { value } : undefined;
}

/** Dates and the like have a meaning of their own in expressions. */
function isPlain(value: unknown): value is object {
	if (typeof value !== 'object' || value === null) return false;
	if (Array.isArray(value)) return true;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}
