import type { INodeProperties } from 'n8n-workflow';

type Read = { readonly value: unknown } | { readonly invalid: string };

/**
 * A value that may come from an expression, as the parameter's description allows it. No value is the default, numbers are
 * moved into their range, and what can be meant in one way only is understood.
 * @returns a sentence in place of a value that is none
 */
export function readParameter(parameter: INodeProperties, given: unknown): Read {
	if (given === undefined || given === null || given === '') return { value: parameter.default };
	switch (parameter.type) {
		case 'boolean':
			return readBoolean(parameter, given);
		case 'number':
			return readWithinRange(parameter, given);
		default:
			return readChoice(parameter, given);
	}
}

function readBoolean({ displayName }: INodeProperties, given: unknown): Read {
	const text = String(given).trim().toLowerCase();
	if (text === 'true' || text === 'false') return { value: text === 'true' };
	return { invalid: `'${displayName}' takes true or false, and ${show(given)} is neither` };
}

function readWithinRange({ displayName, typeOptions = {} }: INodeProperties, given: unknown): Read {
	const number = typeof given === 'object' ? NaN : Number(given);
	if (Number.isNaN(number)) {
		return { invalid: `'${displayName}' takes a number, and ${show(given)} is not one` };
	}
	const { minValue = -Infinity, maxValue = Infinity, numberPrecision } = typeOptions;
	const within = Math.min(maxValue, Math.max(minValue, number));
	return { value: numberPrecision === 0 ? Math.floor(within) : within };
}

function readChoice({ displayName, options = [] }: INodeProperties, given: unknown): Read {
	const values = options.map((option) => ('value' in option ? String(option.value) : ''));
	if (typeof given === 'string' && values.includes(given)) return { value: given };
	const listed = `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
	return { invalid: `'${displayName}' takes ${listed}, and ${show(given)} is none of them` };
}

function show(given: unknown): string {
	return typeof given === 'string' ? `"${given.slice(0, 50)}"` : `a value of type ${typeof given}`;
}
