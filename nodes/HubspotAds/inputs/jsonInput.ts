import type { AdName } from '../hubspot/inputs';
import { asList, isFields, type Fields } from '../hubspot/reply';
import { clean } from '../properties/invisible';
import { findNearest } from '../properties/nearest';
import { isBlank } from '../properties/plain';
import { quoteField, shorten, showValue } from '../properties/show';
import {
	readId,
	readIdProperty,
	readName,
	type Draft,
	type Invalid,
	type NearField,
} from './drafts';
import { readJsonText } from './jsonText';
import type { Keys } from './keys';
import { findAssociations, findForeign } from './newAds';
import { sayWrongSeparator } from './separators';
import { readKey } from './uniqueKeys';
import type { Wanted } from './wanted';

const SHAPE = '\'Ads (JSON)\' takes { "id", "properties" }, a list of them, or { "inputs": [ … ] }';
const SHAPE_BY_KEY = SHAPE.replace('{ "id"', '{ "idProperty", "id"');
const SHAPE_OF_NEW = SHAPE.replace('"id", ', '');

/** The keys of an input that are no properties. */
const INPUT_KEYS = ['id', 'idProperty', 'objectWriteTraceId', 'properties'] as const;
/** Nothing names an ad that is to be made. */
const FRAME_OF_NEW = ['objectWriteTraceId', 'properties'] as const;
type FrameKey = (typeof INPUT_KEYS)[number];
const IN_FRAME = new Set<string>(INPUT_KEYS);

/** What people call a record ID, without case and marks. */
const OF_RECORD_ID = new Set(['recordid', 'hsobjectid', 'objectid', 'adid', 'listingid']);

const UPPER_OR_MARK = /[\s_-]/g;

/**
 * One ad in HubSpot's own form.
 * @param keys by which a field is known that is a property and stands beside `properties`; undefined where none are known
 */
export function readJsonInput(
	given: unknown,
	keys: Keys | undefined,
	namedBy: Wanted<unknown>['namedBy'],
): Draft | Invalid {
	const isNew = namedBy === 'nothing';
	const isByKey = namedBy === 'uniqueProperty';
	const shape = isNew ? SHAPE_OF_NEW : isByKey ? SHAPE_BY_KEY : SHAPE;
	if (!isFields(given)) return { invalid: `${shape}, and this is ${kindOf(given)}` };
	const input = cleanKeys(given);
	const misnamed = findMisnamed(input, isNew ? FRAME_OF_NEW : INPUT_KEYS);
	if (misnamed) return { invalid: misnamed, id: readId(input.id) };
	if (isNew) return findForeign(input) ?? readDraft(input, {}, keys);
	if (!('id' in input) && !('properties' in input)) return { invalid: sayNoAd(input, shape) };
	// An ad that was read may have some too, but not as a list.
	const asksForMore = isByKey && Array.isArray(input.associations);
	const unwritten = asksForMore ? findAssociations(input) : undefined;
	if (unwritten)
		return { ...unwritten, id: readId(input.id), idProperty: readId(input.idProperty) };

	const { idProperty: givenIdProperty } = input;
	if (!isBlank(givenIdProperty) && typeof givenIdProperty !== 'string') {
		const invalid = "'idProperty' takes the name of a unique property";
		return { invalid, property: 'idProperty', id: readId(input.id) };
	}
	const idProperty = isBlank(givenIdProperty) ? undefined : clean(givenIdProperty as string);
	const named = isByKey
		? readKeyWithin(input, idProperty)
		: readName(input.id, idProperty && readIdProperty(idProperty), 'id');
	if ('invalid' in named) {
		const property = named.property === 'idProperty' ? named.property : 'id';
		const within = namedBy === 'uniqueProperty' ? '' : sayWithin(input, idProperty);
		return { ...named, invalid: `${named.invalid}${within}`, property };
	}
	return readDraft(input, named, keys);
}

function readKeyWithin(input: Fields, idProperty: string | undefined): AdName | Invalid {
	const properties = readProperties(input);
	return readKey(input.id, idProperty, 'read' in properties ? properties.read : {});
}

/** What names the ad often stands among its properties, as in HubSpot's own records. */
function sayWithin(input: Fields, idProperty: string | undefined): string {
	const properties = readProperties(input);
	if (!isBlank(input.id) || !('read' in properties)) return '';
	const names = idProperty && readIdProperty(idProperty) ? [idProperty] : ['id', 'hs_object_id'];
	const name = names.find((one) => !isBlank(properties.read[one]));
	return name === undefined
		? ''
		: `; give what 'properties' has as ${quoteField(name)} as 'id' beside them`;
}

function readDraft(input: Fields, named: Partial<AdName>, keys: Keys | undefined): Draft | Invalid {
	const properties = readProperties(input);
	if ('invalid' in properties) return { ...properties, property: 'properties', ...named };
	const callersTraceId = readId(input.objectWriteTraceId);
	const ignored = keys ? findBeside(input, keys) : [];
	return {
		...named,
		properties: properties.read,
		...(callersTraceId && { callersTraceId }),
		...(ignored.length > 0 && { ignored }),
	};
}

/** Keys without what cannot be seen; one that would then be there twice stays as it is. */
export function cleanKeys(fields: Fields): Fields {
	const keys = Object.keys(fields);
	if (keys.every((key) => key === clean(key))) return fields;
	const cleaned = keys.map((key) => {
		const name = clean(key);
		return [Object.hasOwn(fields, name) ? key : name, fields[key]] as const;
	});
	return Object.fromEntries(cleaned);
}

/** A key of the frame that is missing, while another one looks as if it were meant. */
function findMisnamed(input: Fields, frame: readonly FrameKey[]): string | undefined {
	for (const key of Object.keys(input)) {
		if (IN_FRAME.has(key) || isBlank(input[key])) continue;
		const word = frame.find((one) => isMeant(key, one));
		if (word && !(word in input)) {
			return `${quoteField(key)} is no key of an ad; rename it to '${word}'`;
		}
	}
	return undefined;
}

function isMeant(key: string, word: FrameKey): boolean {
	// What HubSpot itself puts beside the properties of a record.
	if (key === 'propertiesWithHistory') return false;
	const folded = key.toLowerCase().replace(UPPER_OR_MARK, '');
	if (folded === word.toLowerCase()) return true;
	// Two letters are near to many.
	if (word === 'id') return OF_RECORD_ID.has(folded);
	return folded === 'property'
		? word === 'properties'
		: findNearest(folded, [{ value: word, label: word }]) !== undefined && folded.length > 5;
}

function readProperties(input: Fields): { read: Fields } | { invalid: string } {
	const { properties } = input;
	const read = typeof properties === 'string' ? readJsonText(properties) : { value: properties };
	if ('stop' in read) return { invalid: `'properties' is not valid JSON: ${read.stop}` };
	return isFields(read.value)
		? { read: cleanKeys(read.value) }
		: { invalid: sayNoProperties(input) };
}

/** What belongs into `properties` often stands beside it, or under another name. */
function sayNoProperties(input: Fields): string {
	const takes = "'properties' takes an object of property names and values";
	if (input.properties !== undefined) return `${takes}, and this is ${showValue(input.properties)}`;
	const beside = Object.keys(input).filter((key) => !IN_FRAME.has(key));
	if (beside.length === 0) return takes;
	const [first] = beside;
	const isList = asList(input[first]).some((one) => isFields(one) && 'properties' in one);
	if (isList) return `${takes}; hand on what is under ${quoteField(first)}`;
	return beside.length === 1 && isFields(input[first])
		? `${takes}; rename ${quoteField(first)} to 'properties', if that is what it holds`
		: `${takes}; put '${shorten(first)}' and the others into it`;
}

/** Fields that are properties, or near one, and are not written because they stand beside `properties`. */
function findBeside(input: Fields, keys: Keys): NearField[] {
	const found: NearField[] = [];
	for (const field of Object.keys(input)) {
		if (IN_FRAME.has(field) || isBlank(input[field])) continue;
		const meaning = keys.own(field);
		if (meaning.kind === 'extra' && meaning.near) found.push({ field, near: meaning.near });
		const definition = keys.propertyOf(meaning);
		if (definition) found.push({ field, near: { why: 'beside', definition } });
	}
	return found;
}

function sayNoAd(input: Fields, shape: string): string {
	const none = `${shape}, and this object has neither 'id' nor 'inputs'`;
	for (const [key, value] of Object.entries(input)) {
		const [first] = [value, ...asList(value)].filter(isFields);
		if (first && ('id' in first || 'properties' in first))
			return `${none}; hand on what is under ${quoteField(key)}`;
		if (/^(?:inputs?|imputs)$/i.test(key)) return `${none}; rename ${quoteField(key)} to 'inputs'`;
	}
	return `${none}${sayWrongSeparator(Object.keys(input)) ?? ''}`;
}

function kindOf(value: unknown): string {
	if (value === null || value === undefined) return 'nothing';
	return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
