import type { IExecuteFunctions } from 'n8n-workflow';
import { isFields } from '../hubspot/reply';
import type { Definitions } from '../properties/definitions';
import { clean } from '../properties/invisible';
import type { Draft, Invalid, Reader } from './drafts';
import type { Prepare } from './expressions';
import { cleanKeys, readJsonInput } from './jsonInput';
import { readJsonText } from './jsonText';
import { Keys } from './keys';
import type { Wanted } from './wanted';

/** Lists within lists are HubSpot's body in a list; deeper ones are nobody's. */
const MOST_LEVELS = 3;

type ReadInput = (value: unknown) => Draft | Invalid;

/** Any number of ads for each item, in HubSpot's own form: an object, a list, or the body of its batch endpoint. */
export function readJson(
	context: IExecuteFunctions,
	prepare: Prepare,
	namedBy: Wanted<unknown>['namedBy'],
	definitions: Definitions | undefined,
): Reader {
	const raw = context.getNodeParameter('adsJson', 0, '', { rawExpressions: true });
	const evaluate = prepare(raw, 'Ads (JSON)');
	const keys = definitions && new Keys(definitions, 'id', false);
	const readInput: ReadInput = (value) => readJsonInput(value, keys, namedBy);
	return {
		read(itemIndex) {
			const given = evaluate(itemIndex);
			const why = given === undefined ? evaluate.why?.(itemIndex) : undefined;
			if (why) return [{ invalid: `'Ads (JSON)' gave nothing; n8n says: ${why}` }];
			const read = typeof given === 'string' ? readJsonText(given) : { value: given };
			if ('stop' in read) return [{ invalid: `'Ads (JSON)' is not valid JSON: ${read.stop}` }];
			return readAds(read.value, readInput, '', MOST_LEVELS);
		},
		// JSON names what it asks for.
		asksFor: () => true,
		describeNothing: () => "There is no property to write: 'properties' is empty",
	};
}

/**
 * One after the other, so that a long list is not held in memory twice. Of a hole it is told too.
 * @param place of the value, as a path of JSON: '' for all of it, such as `[2].inputs`
 */
function* readAds(
	given: unknown,
	readInput: ReadInput,
	place: string,
	levels: number,
): Generator<Draft | Invalid> {
	const value = levels < MOST_LEVELS ? readWithin(given) : given;
	if (levels > 0 && Array.isArray(value)) {
		if (value.length === 0) yield tell(place, EMPTY);
		for (let index = 0; index < value.length; index++) {
			yield* readAds(value[index], readInput, `${place}[${index}]`, levels - 1);
		}
		return;
	}
	const inputs = levels > 0 && isFields(value) ? readBody(cleanKeys(value)) : undefined;
	if (inputs === undefined) yield tell(place, readInput(value));
	else if ('stop' in inputs) {
		yield tell(place, { invalid: `'inputs' is not valid JSON: ${inputs.stop}` });
	} else
		yield* readAds(
			inputs.value,
			readInput,
			place === '' ? 'inputs' : `${place}.inputs`,
			levels - 1,
		);
}

const EMPTY: Invalid = {
	invalid: "'Ads (JSON)' holds an empty list, so no ad is named",
};

/** The list of HubSpot's body, undefined where it is none. */
function readBody(
	body: Record<string, unknown>,
): { value: unknown } | { stop: string } | undefined {
	if (!('inputs' in body) || 'id' in body) return undefined;
	const { inputs } = body;
	return typeof inputs === 'string' && looksLikeJson(inputs)
		? readJsonText(inputs)
		: { value: inputs };
}

/** Agents hand in JSON text where a value is meant. */
function readWithin(value: unknown): unknown {
	if (typeof value !== 'string' || !looksLikeJson(value)) return value;
	const read = readJsonText(value);
	return 'value' in read ? read.value : value;
}

function looksLikeJson(text: string): boolean {
	return /^(?:[[{"]|```)/.test(clean(text));
}

/** An entry of a list whose ad is not known is found by its place. */
function tell(place: string, read: Draft | Invalid): Draft | Invalid {
	if (!('invalid' in read) || read.id !== undefined || !place.includes('[')) return read;
	return { ...read, invalid: `At ${place}: ${read.invalid}` };
}
