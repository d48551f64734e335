import type { INodeProperties } from 'n8n-workflow';
import { clean } from '../properties/invisible';
import { showValue } from '../properties/show';
import { isUnevaluated, sayUnevaluated } from '../properties/unevaluated';
import { formatNumber } from './counts';

type Read =
	/** `adjusted`: a sentence where the value is another one than was given; `outside`: what it says of the one that was. */
	| { readonly value: unknown; readonly adjusted?: string; readonly outside?: string }
	| { readonly invalid: string };

/**
 * A value that may come from an expression, as the parameter's description allows it. No value is the default and a number
 * is moved into its range, which is told, and what can be meant in one way only is understood.
 * @returns a sentence in place of a value that is none
 */
export function readParameter(parameter: INodeProperties, given: unknown): Read {
	if (given === undefined || given === null || given === '') return readNothing(parameter, given);
	if (typeof given === 'string' && isUnevaluated(given)) {
		return { invalid: sayUnevaluated(`'${parameter.displayName}'`, showValue(given)) };
	}
	switch (parameter.type) {
		case 'boolean':
			return readBoolean(parameter, given);
		case 'number':
			return readWithinRange(parameter, given);
		default:
			if (parameter.typeOptions?.loadOptionsMethod) return readName(parameter, given);
			return readChoice(parameter, given);
	}
}

/** Who lets an expression decide whether a run is dry has to hear that it decided nothing. */
function readNothing({ displayName, default: value }: INodeProperties, given: unknown): Read {
	if (given === value) return { value };
	const shown = typeof value === 'number' ? formatNumber(value) : String(value) || 'none';
	return { value, adjusted: `'${displayName}' was empty, so ${shown} was taken.` };
}

function readBoolean({ displayName }: INodeProperties, given: unknown): Read {
	const text = String(given).trim().toLowerCase();
	if (text === 'true' || text === 'false') return { value: text === 'true' };
	return { invalid: `'${displayName}' takes true or false, and ${showValue(given)} is neither` };
}

function readWithinRange({ displayName, typeOptions = {} }: INodeProperties, given: unknown): Read {
	const { minValue = -Infinity, maxValue = Infinity, numberPrecision } = typeOptions;
	const range =
		maxValue === Infinity
			? `of ${formatNumber(minValue)} or more`
			: `from ${formatNumber(minValue)} to ${formatNumber(maxValue)}`;
	const number = toNumber(given);
	if (Number.isNaN(number)) {
		return {
			invalid: `'${displayName}' takes a number, and ${showValue(given)} is not one; give one ${range}`,
		};
	}
	const within = Math.min(maxValue, Math.max(minValue, number));
	const value = numberPrecision === 0 ? Math.floor(within) : within;
	if (value === number) return { value };
	const takes = numberPrecision === 0 ? 'a whole number' : 'a number';
	const outside = `'${displayName}' takes ${takes} ${range}, and ${showValue(given)} was given`;
	const adjusted = `'${displayName}' takes ${takes} ${range}, and ${showValue(given)} was given, so ${formatNumber(value)} was taken.`;
	return { value, adjusted, outside };
}

/** What JavaScript takes for 0 or 1, such as a space or a switch, is no number here. */
function toNumber(given: unknown): number {
	if (typeof given === 'string') return given.trim() === '' ? NaN : Number(given);
	return typeof given === 'number' || typeof given === 'bigint' ? Number(given) : NaN;
}

/** What is chosen of a list that the account gives, or is typed in. */
function readName({ displayName }: INodeProperties, given: unknown): Read {
	if (typeof given === 'string') return { value: clean(given) };
	return {
		invalid: `'${displayName}' takes the name of a property, and this is ${showValue(given)}`,
	};
}

function readChoice({ displayName, options = [] }: INodeProperties, given: unknown): Read {
	const values = options.map((option) => ('value' in option ? String(option.value) : ''));
	if (typeof given === 'string' && values.includes(given)) return { value: given };
	const listed = `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
	return { invalid: `'${displayName}' takes ${listed}, and ${showValue(given)} is none of them` };
}
