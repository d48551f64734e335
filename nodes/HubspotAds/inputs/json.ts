import type { IExecuteFunctions } from 'n8n-workflow';
import { isFields, type Fields } from '../hubspot/reply';
import { clean } from '../properties/invisible';
import { isBlank } from '../properties/plain';
import { shorten, showValue } from '../properties/show';
import { readId, readIdProperty, readName, type Draft, type Invalid, type Reader } from './drafts';
import type { Prepare } from './expressions';
import { readJsonText } from './jsonText';

const SHAPE = '\'Ads (JSON)\' takes { "id", "properties" }, a list of them, or { "inputs": [ … ] }';

/** The keys of an input that are no properties. */
const FRAME = new Set(['id', 'idProperty', 'objectWriteTraceId', 'properties']);

/** Any number of ads for each item, in HubSpot's own form: an object, a list, or the body of its batch endpoint. */
export function readJson(context: IExecuteFunctions, prepare: Prepare): Reader {
	const raw = context.getNodeParameter('adsJson', 0, '', { rawExpressions: true });
	const evaluate = prepare(raw, 'Ads (JSON)');
	return {
		read(itemIndex) {
			const given = evaluate(itemIndex);
			const why = given === undefined ? evaluate.why?.(itemIndex) : undefined;
			if (why) return [{ invalid: `'Ads (JSON)' gave nothing; n8n says: ${why}` }];
			const read = toValue(given);
			if ('stop' in read) return [{ invalid: `'Ads (JSON)' is not valid JSON: ${read.stop}` }];
			return readAds(read.value);
		},
		// JSON names what it asks for.
		asksFor: () => true,
		describeNothing: () => "There is no property to write: 'properties' is empty",
	};
}

function readAds(value: unknown): Iterable<Draft | Invalid> {
	const inputs = isFields(value) && 'inputs' in value ? jsonValueOf(value.inputs) : value;
	if (!Array.isArray(inputs)) return [readInput(inputs)];
	if (inputs.length === 0)
		return [{ invalid: "'Ads (JSON)' holds an empty list, so there is no ad to update" }];
	return readJsonInputs(inputs);
}

/** One after the other, so that a long list is not held in memory twice. Of a hole it is told too. */
function* readJsonInputs(inputs: readonly unknown[]): Generator<Draft | Invalid> {
	for (const input of inputs) yield readInput(input);
}

/** Agents hand in JSON text where a value is meant. */
function toValue(value: unknown): { value: unknown } | { stop: string } {
	return typeof value === 'string' ? readJsonText(value) : { value: value ?? null };
}

function jsonValueOf(value: unknown): unknown {
	const read = toValue(value);
	return 'value' in read ? read.value : value;
}

function readInput(input: unknown): Draft | Invalid {
	if (!isFields(input)) return { invalid: `${SHAPE}, and this is ${kindOf(input)}` };
	if (!('id' in input) && !('properties' in input)) {
		return { invalid: `${SHAPE}, and this object has neither 'id' nor 'inputs'` };
	}
	const { idProperty: givenIdProperty, objectWriteTraceId } = input;
	if (!isBlank(givenIdProperty) && typeof givenIdProperty !== 'string') {
		const id = readId(input.id);
		const invalid = "'idProperty' takes the name of a unique property";
		return { invalid, property: 'idProperty', id };
	}
	const idProperty = isBlank(givenIdProperty)
		? undefined
		: readIdProperty(clean(givenIdProperty as string));
	const named = readName(input.id, idProperty, 'id');
	if ('invalid' in named) return { ...named, property: 'id' };
	const properties = jsonValueOf(input.properties);
	if (!isFields(properties)) {
		return { invalid: sayNoProperties(input), property: 'properties', ...named };
	}
	const callersTraceId = readId(objectWriteTraceId);
	return { ...named, properties, ...(callersTraceId && { callersTraceId }) };
}

/** What belongs into `properties` often stands beside it. */
function sayNoProperties(input: Fields): string {
	const takes = "'properties' takes an object of property names and values";
	if (input.properties !== undefined) return `${takes}, and this is ${showValue(input.properties)}`;
	const beside = Object.keys(input).find((key) => !FRAME.has(key));
	return beside === undefined ? takes : `${takes}; put '${shorten(beside)}' and the others into it`;
}

function kindOf(value: unknown): string {
	if (value === null || value === undefined) return 'nothing';
	return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
