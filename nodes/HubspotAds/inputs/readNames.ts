import { clean } from '../properties/invisible';
import type { Definitions } from '../properties/definitions';
import { findNearest } from '../properties/nearest';
import { quoteField, showValue } from '../properties/show';
import type { Invalid } from './drafts';
import { readJsonText } from './jsonText';

/**
 * Reads the names of the properties that are to be returned: a list, JSON text of one, or a text with commas, semicolons or
 * lines between them, of which no name has any.
 * @returns each once; none where HubSpot's default set is wanted
 */
export function readPropertyNames(value: unknown): string[] | Invalid {
	const listed = typeof value === 'string' ? toList(value) : (value ?? []);
	if (!Array.isArray(listed)) return refuse(`this is ${showValue(value)}`);
	const wrong: unknown = listed.find((one) => typeof one !== 'string');
	if (wrong !== undefined) return refuse(`${showValue(wrong)} is none`);
	return [...new Set((listed as string[]).map(clean))].filter((name) => name !== '');
}

function toList(text: string): readonly unknown[] {
	const read = clean(text).startsWith('[') ? readJsonText(text) : {};
	return 'value' in read && Array.isArray(read.value) ? read.value : text.split(/[,;\n]/);
}

function refuse(what: string): Invalid {
	return {
		invalid: `'Property Names or IDs' takes a list of names, and ${what}`,
		todo: 'Give internal names, such as hs_price',
		isOfRun: true,
	};
}

/**
 * HubSpot passes over a name that it does not know, so that its value would seem to be empty.
 * @returns undefined where the account has each of them
 */
export function findUnknownName(
	names: readonly string[],
	{ byName }: Definitions,
): Invalid | undefined {
	const unknown = names.find((name) => byName.get(name)?.isArchived !== false);
	if (unknown === undefined) return undefined;
	if (byName.has(unknown)) {
		return {
			invalid: `The property ${quoteField(unknown)} is archived in HubSpot`,
			todo: 'Restore the property in HubSpot, or leave it out',
			isOfRun: true,
		};
	}
	const things = [...byName.values()]
		.filter(({ isArchived }) => !isArchived)
		.map(({ name, label }) => ({ value: name, label }));
	const near = findNearest(unknown, things);
	return {
		invalid: `HubSpot has no property ${quoteField(unknown)} of ads`,
		todo: near
			? `Choose '${near.value}' if that is meant, or another one of the list`
			: 'Choose one of the list',
		isOfRun: true,
		isUnknownName: true,
	};
}

/** @returns undefined where an ad may be named by this property */
export function findNoMatch(name: string, { byName, unique }: Definitions): Invalid | undefined {
	if (unique.some((one) => one.name === name)) return undefined;
	const names = unique.map((one) => one.name);
	const isUnknownName = !byName.has(name);
	const known = isUnknownName
		? 'does not exist'
		: byName.get(name)?.isArchived
			? 'is archived in HubSpot'
			: 'does not have a value of its own for each ad';
	return {
		invalid: `Ads cannot be found by ${quoteField(name)}, because this property ${known}`,
		todo: `Choose ${['Record ID', ...names].join(' or ')} as the property to match on`,
		isOfRun: true,
		isUnknownName,
	};
}
