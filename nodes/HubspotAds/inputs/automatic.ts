import type { INodeExecutionData } from 'n8n-workflow';
import type { RunSettings } from '../ad/settings';
import { isFields, type Fields } from '../hubspot/reply';
import type { AdName } from '../hubspot/inputs';
import type { Definitions } from '../properties/definitions';
import { isBlank } from '../properties/plain';
import {
	readName,
	type Draft,
	type ExtraField,
	type Invalid,
	type NearField,
	type Reader,
} from './drafts';
import { readJsonText } from './jsonText';
import { Keys, RANKS, type Meaning } from './keys';
import { sayDifferentIds, sayExtraFields, sayNoMatch, sayNothingToWrite } from './keyWords';

/** A field that is not simply a property by its name. */
interface Aside {
	readonly key: string;
	readonly value: unknown;
	readonly meaning: Exclude<Meaning, { kind: 'exact' | 'passed' }>;
}

type Match = Aside & { readonly meaning: Extract<Meaning, { kind: 'match' }> };
type Alias = Aside & { readonly meaning: Extract<Meaning, { kind: 'alias' }> };

/**
 * One ad for each item, its properties taken from the item's fields that name writable ones.
 * @param matchColumn none where ads are to be made
 */
export function readAutomatically(
	items: readonly INodeExecutionData[],
	matchColumn: string | undefined,
	definitions: Definitions | undefined,
	{ extraFields }: RunSettings,
): Reader {
	const isRejecting = extraFields === 'reject';
	const keys = new Keys(definitions, matchColumn, isRejecting);
	return {
		isByDefinitions: true,
		read: (itemIndex) => [readFields(items[itemIndex].json, keys, isRejecting)],
		// An empty field asks for nothing.
		asksFor: () => false,
		describeNothing: (itemIndex) => sayNothingToWrite(items[itemIndex].json, keys),
		hasUnknown: () => keys.hasUnknown,
	};
}

function readFields(json: Fields, keys: Keys, isRejecting: boolean): Draft | Invalid {
	const properties: Record<string, unknown> = {};
	const aside: Aside[] = [];
	// HubSpot's own record shape, as another HubSpot step hands it on.
	const nested = readNested(json.properties);
	if (nested) sort(nested, (key) => keys.nested(key), properties, aside);
	sort(json, (key) => keys.own(key), properties, aside);

	// Most items have nothing else.
	if (aside.every(isMatch)) {
		const named = nameFrom(aside, json, keys);
		return 'invalid' in named ? named : { ...named, properties };
	}
	const matches: Match[] = [];
	const aliases: Alias[] = [];
	const extras: ExtraField[] = [];
	for (const field of aside) {
		if (isMatch(field)) matches.push(field);
		else if (isAlias(field)) aliases.push(field);
		else if (isRejecting || !isBlank(field.value)) extras.push(toExtra(field));
	}
	if (aliases.length > 0) extras.push(...takeAliases(aliases, json, nested, properties));
	const named = nameFrom(matches, json, keys);
	if ('invalid' in named) return named;
	if (isRejecting && extras.length > 0) {
		const [{ field: property }] = extras;
		return { invalid: sayExtraFields(extras, json), property, ...named };
	}
	const ignored = extras.filter(isNear);
	return { ...named, properties, ...(ignored.length > 0 && { ignored }) };
}

/** A file that holds such a record has its properties as JSON text. */
function readNested(properties: unknown): Fields | undefined {
	if (typeof properties !== 'string' || !properties.includes('{')) {
		return isFields(properties) ? properties : undefined;
	}
	const read = readJsonText(properties);
	return 'value' in read && isFields(read.value) ? read.value : undefined;
}

function sort(
	fields: Fields,
	meaningOf: (key: string) => Meaning,
	properties: Record<string, unknown>,
	aside: Aside[],
): void {
	for (const key of Object.keys(fields)) {
		const meaning = meaningOf(key);
		if (meaning.kind === 'exact') {
			if (!meaning.isN8ns || !isOwnFailure(fields)) properties[meaning.name] = fields[key];
		} else if (meaning.kind !== 'passed') aside.push({ key, value: fields[key], meaning });
	}
}

/** What this node says of an ad that was not updated, whatever properties the account may have. */
function isOwnFailure({ error, details }: Fields): boolean {
	return typeof error === 'string' && isFields(details) && typeof details.outcome === 'string';
}

/** @returns those that do not count, because the item has the property in better words */
function takeAliases(
	aliases: Alias[],
	json: Fields,
	nested: Fields | undefined,
	properties: Record<string, unknown>,
): ExtraField[] {
	const taken = new Set<string>();
	const beaten: ExtraField[] = [];
	for (const { key, value, meaning } of aliases.sort(byRank)) {
		const { definition, rank } = meaning;
		const { name } = definition;
		const isBehindNested = rank > RANKS.nested && nested && Object.hasOwn(nested, name);
		if (!taken.has(name) && !Object.hasOwn(json, name) && !isBehindNested) {
			properties[name] = value;
			taken.add(name);
		} else if (rank < RANKS.nested && !isBlank(value)) {
			beaten.push({ field: key, near: { why: 'beaten', definition } });
		}
	}
	return beaten;
}

/** The first field with a value names the ad; a record ID has to be the same in every field. */
function nameFrom(matches: Match[], json: Fields, keys: Keys): Partial<AdName> | Invalid {
	if (keys.matchColumn === undefined) return {};
	const { idProperty } = keys;
	const first = matches.length > 1 ? matches.sort(byRank)[0] : matches.at(0);
	if (!first) return { invalid: sayNoMatch(json, keys), property: idProperty, idProperty };

	if (matches.length === 1) return readName(first.value, idProperty, first.meaning.field);
	const filled = matches.filter(({ value }) => !isBlank(value));
	const { value, meaning } = filled[0] ?? first;
	const named = readName(value, idProperty, meaning.field);
	if (idProperty !== undefined || 'invalid' in named) return named;
	const other = filled.find((one) => idOf(one) !== named.id);
	return other ? { invalid: sayDifferentIds(filled[0], other) } : named;
}

function idOf({ value, meaning }: Match): string | undefined {
	return readName(value, undefined, meaning.field).id;
}

function byRank(a: Match | Alias, b: Match | Alias): number {
	return a.meaning.rank - b.meaning.rank;
}

function toExtra({ key, meaning }: Aside): ExtraField {
	return { field: key, near: meaning.kind === 'extra' ? meaning.near : undefined };
}

function isNear(extra: ExtraField): extra is NearField {
	return extra.near !== undefined;
}

function isMatch(field: Aside): field is Match {
	return field.meaning.kind === 'match';
}

function isAlias(field: Aside): field is Alias {
	return field.meaning.kind === 'alias';
}
