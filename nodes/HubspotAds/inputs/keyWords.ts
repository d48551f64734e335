import { asList, isFields, type Fields } from '../hubspot/reply';
import { clean } from '../properties/invisible';
import { findNearest } from '../properties/nearest';
import { isBlank } from '../properties/plain';
import { quoteField, shorten, showValue } from '../properties/show';
import type { Definition } from '../properties/definitions';
import type { ExtraField } from './drafts';
import { readJsonText } from './jsonText';
import type { Keys, Near } from './keys';
import { sayWrongSeparator } from './separators';

/** More fields than these are not read. */
const MAX_NAMED = 20;
const FEW = 5;

const UNKNOWN_AD = 'so it is not known which ad is meant';

/** Why an item names no ad: the fields that may, those that are there, and where an ad lies one level deeper. */
export function sayNoMatch(json: Fields, keys: Keys): string {
	const looked = keys.matchFields.map(quoteField);
	const fields = Object.keys(json);
	const there = fields.length > 0 ? `; it has ${listSome(fields)}` : '';
	const isField = (name: string) => /^(?:alias|exact|match)$/.test(keys.own(name).kind);
	const cure =
		sayWrongSeparator(fields, isField) ?? sayPlace(json, keys) ?? sayNearest(fields, keys);
	return `This item has no field ${joinWith(looked, 'or')}, ${UNKNOWN_AD}${there}${cure}`;
}

/** Two fields give two record IDs. */
export function sayDifferentIds(
	one: { readonly key: string; readonly value: unknown },
	other: { readonly key: string; readonly value: unknown },
): string {
	return `'${clean(one.key)}' is ${showValue(one.value)} and '${clean(other.key)}' is ${showValue(other.value)}, ${UNKNOWN_AD}; remove the field that does not name it`;
}

/** Names every extra field, with the property that it may be meant for. */
export function sayExtraFields(extras: readonly ExtraField[], json: Fields): string {
	const named = extras.slice(0, MAX_NAMED).map(({ field, near }) => {
		const hint = near ? ` (${describeNear(near, json)})` : '';
		return `${quoteField(field)}${hint}`;
	});
	const rest = extras.length - named.length;
	const list = rest > 0 ? `${named.join(', ')} and ${rest} more` : joinWith(named, 'and');
	return extras.length === 1
		? `The field ${list} is not a property of HubSpot's ads. Remove it, or set 'Extra Fields' to Ignore`
		: `The fields ${list} are not properties of HubSpot's ads. Remove them, or set 'Extra Fields' to Ignore`;
}

/** Why automatic mapping found nothing to write in an item. */
export function sayNothingToWrite(json: Fields, keys: Keys): string {
	const { changes, outcome, properties } = json;
	if (isFields(changes) && typeof outcome === 'string') {
		return "There is no property to write: this item came from a dry run, and its 'changes' tell only what that run would have written. Hand the items that went into the dry run to this node";
	}
	if (!isBlank(properties) && !isFields(withinText(properties))) {
		return `There is no property to write: 'properties' takes an object of property names and values, and this is ${showValue(properties)}`;
	}
	const fields = Object.keys(json).filter((key) => keys.own(key).kind !== 'match');
	const there =
		fields.length > 0
			? `none of the fields ${listSome(fields)} is a property that can be written`
			: 'this item has no other fields';
	const deeper = sayDeeper(json, keys);
	if (deeper) return `There is no property to write: ${there}. ${deeper}`;
	return `There is no property to write: ${there}${sayNearestProperty(fields, keys)}. Name the fields as HubSpot does (internal name or label), or choose Map Each Column Manually`;
}

/** Why a field is not taken for the property that is near. */
function describeNear({ why, definition }: Near, json?: Fields): string {
	const name = nameOf(definition);
	switch (why) {
		case 'nearest':
			return `the nearest is ${name}`;
		case 'shared':
			return `several properties have this label, such as ${definition.name}; use the internal name`;
		case 'archived':
			return 'archived in HubSpot';
		case 'ofAgents':
			return 'n8n gives it to agents';
		case 'beside':
			return `it belongs into 'properties'`;
		case 'beaten':
			return json && Object.hasOwn(json, definition.name)
				? `the item has '${definition.name}' too, which counts`
				: `another field gives ${name} already`;
	}
}

/** A property as HubSpot names it: internal name, and the label where it says more. */
function nameOf({ name, label }: Definition): string {
	return label === name ? name : `${name} (${shorten(label)})`;
}

/** The item names an ad, and its properties are one level deeper, as in the records of many a database. */
function sayDeeper(json: Fields, keys: Keys): string | undefined {
	const match = Object.keys(json).find((key) => keys.own(key).kind === 'match');
	if (match === undefined) return undefined;
	for (const [key, value] of Object.entries(json)) {
		if (!isFields(value)) continue;
		const name = Object.keys(value).find((field) => /^(?:alias|exact)$/.test(keys.own(field).kind));
		if (name === undefined) continue;
		const whole = `{{ { ${JSON.stringify(match)}: ${pathOf(match)}, ...${pathOf(key)} } }}`;
		return `${quoteField(name)} is under ${quoteField(key)}: put a node before this one that hands on ${whole}`;
	}
	return undefined;
}

function withinText(value: unknown): unknown {
	const read = typeof value === 'string' ? readJsonText(value) : { value };
	return 'value' in read ? read.value : value;
}

/** An item of a webhook or of a request has the ad, or a list of them, in one of its fields. */
function sayPlace(json: Fields, keys: Keys): string | undefined {
	for (const [key, value] of Object.entries(json)) {
		const path = pathOf(key);
		if (isFields(value) && namesAd(value, keys)) {
			return `. One is under ${quoteField(key)}: put a node before this one that hands on {{ ${path} }}`;
		}
		if (isJsonOfAd(value, keys)) {
			return `. The text under ${quoteField(key)} is JSON of one: put a node before this one that hands on {{ ${path}.parseJson() }}`;
		}
		const [first] = asList(value);
		if (isFields(first) && namesAd(first, keys)) {
			return `. The list under ${quoteField(key)} has it: put n8n's Split Out before this node, on ${quoteField(key)}`;
		}
	}
	return undefined;
}

function pathOf(key: string): string {
	return /^[A-Za-z_]\w*$/.test(key) ? `$json.${key}` : `$json[${JSON.stringify(key)}]`;
}

function isJsonOfAd(value: unknown, keys: Keys): boolean {
	if (typeof value !== 'string' || !value.includes('{')) return false;
	const read = readJsonText(value);
	const [first] = 'value' in read ? [read.value].flat() : [];
	return isFields(first) && (namesAd(first, keys) || 'inputs' in first);
}

function namesAd(fields: Fields, keys: Keys): boolean {
	return Object.entries(fields).some(
		([key, value]) => keys.own(key).kind === 'match' && !isBlank(value),
	);
}

function sayNearest(fields: readonly string[], keys: Keys): string {
	const named = keys.matchFields.map((value) => ({ value, label: value }));
	for (const field of fields.slice(0, MAX_NAMED)) {
		const nearest = findNearest(field, named);
		if (nearest)
			return `. Rename ${quoteField(field)} to '${nearest.value}', if that is what it holds`;
	}
	return '';
}

function sayNearestProperty(fields: readonly string[], keys: Keys): string {
	for (const field of fields.slice(0, MAX_NAMED)) {
		const meaning = keys.own(field);
		if (meaning.kind === 'extra' && meaning.near) {
			return `; of ${quoteField(field)}, ${describeNear(meaning.near)}`;
		}
	}
	return '';
}

function listSome(fields: readonly string[]): string {
	const named = fields.slice(0, FEW).map(quoteField);
	const rest = fields.length - named.length;
	return rest > 0 ? `${named.join(', ')} and ${rest} more` : joinWith(named, 'and');
}

function joinWith(texts: readonly string[], word: 'and' | 'or'): string {
	if (texts.length < 2) return texts.join('');
	return `${texts.slice(0, -1).join(', ')} ${word} ${texts[texts.length - 1]}`;
}
