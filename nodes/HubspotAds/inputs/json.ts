import type { IExecuteFunctions } from 'n8n-workflow';
import { isFields } from '../hubspot/reply';
import { readId, readIdProperty, sayNoId, type Draft, type Invalid, type ReadItem } from './drafts';
import type { Prepare } from './expressions';

const SHAPE = '\'Ads (JSON)\' takes { "id", "properties" }, a list of them, or { "inputs": [ … ] }';

/** Any number of ads for each item, in HubSpot's own form: an object, a list, or the body of its batch endpoint. */
export function readJson(context: IExecuteFunctions, prepare: Prepare): ReadItem {
	const raw = context.getNodeParameter('adsJson', 0, '', { rawExpressions: true });
	const evaluate = prepare(raw);
	return (itemIndex) => {
		const value = parse(evaluate(itemIndex));
		if (value === undefined) return [{ invalid: "'Ads (JSON)' is not valid JSON" }];

		const inputs = isFields(value) && 'inputs' in value ? value.inputs : value;
		if (!Array.isArray(inputs)) return [readInput(inputs)];
		if (inputs.length === 0)
			return [{ invalid: "'Ads (JSON)' holds an empty list, so there is no ad to update" }];
		return readInputs(inputs);
	};
}

/** One after the other, so that a long list is not held in memory twice. Of a hole it is told too. */
function* readInputs(inputs: readonly unknown[]): Generator<Draft | Invalid> {
	for (const input of inputs) yield readInput(input);
}

function parse(value: unknown): unknown {
	if (typeof value !== 'string') return value ?? null;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return undefined;
	}
}

function readInput(input: unknown): Draft | Invalid {
	if (!isFields(input)) return { invalid: `${SHAPE}, and this is ${kindOf(input)}` };

	const { idProperty: givenIdProperty, properties, objectWriteTraceId } = input;
	if (!('id' in input) && !('properties' in input)) {
		return { invalid: `${SHAPE}, and this object has neither 'id' nor 'inputs'` };
	}
	const id = readId(input.id);
	if (id === undefined) return { invalid: sayNoId('id', input.id), property: 'id' };
	if (!isAbsent(givenIdProperty) && typeof givenIdProperty !== 'string') {
		return {
			invalid: "'idProperty' takes the name of a unique property",
			property: 'idProperty',
			id,
		};
	}
	const name = isAbsent(givenIdProperty) ? '' : givenIdProperty.trim();
	const idProperty = name === '' ? undefined : readIdProperty(name);
	if (!isFields(properties)) {
		return {
			invalid: "'properties' takes an object of property names and values",
			property: 'properties',
			id,
			idProperty,
		};
	}
	const callersTraceId = readId(objectWriteTraceId);
	return { id, idProperty, properties, ...(callersTraceId && { callersTraceId }) };
}

function isAbsent(value: unknown): value is undefined | null | '' {
	return value === undefined || value === null || value === '';
}

function kindOf(value: unknown): string {
	if (value === null || value === undefined) return 'nothing';
	return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
