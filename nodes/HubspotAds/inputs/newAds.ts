import type { Fields } from '../hubspot/reply';
import { listKeys, NAME, type Definition, type Definitions } from '../properties/definitions';
import { clean } from '../properties/invisible';
import { isBlank } from '../properties/plain';
import { quoteField } from '../properties/show';
import { readId, type Draft, type Invalid } from './drafts';

/** What a new ad is called in messages, as long as it has no ID. */
export function readTitle({ properties }: Draft): string | undefined {
	return readId(properties[NAME]);
}

/** @returns undefined where an ad in JSON asks for nothing that a new one cannot have */
export function findForeign(input: Fields): Invalid | undefined {
	const name = ['id', 'idProperty'].find((key) => !isBlank(input[key]));
	if (name !== undefined) {
		return {
			invalid: `'${name}' names an ad that exists, and HubSpot gives a new one its ID`,
			todo: "Leave it out, or use the operation 'Batch Create or Update', or 'Batch Update' for ads that exist",
			property: name,
			id: readId(input.id),
			idProperty: readId(input.idProperty),
		};
	}
	return findAssociations(input);
}

/** HubSpot writes them with a new ad; this node does not. */
export function findAssociations({ associations }: Fields): Invalid | undefined {
	const isEmpty =
		isBlank(associations) || (Array.isArray(associations) && associations.length === 0);
	if (isEmpty) return undefined;
	return {
		invalid: "'associations' are not written by this node",
		todo: 'Leave them out, and associate the ad afterwards',
		property: 'associations',
	};
}

/** @returns undefined where new ads can be told apart by this property */
export function findNoKey(key: string, definitions: Definitions): Invalid | undefined {
	if (listKeys(definitions).some(({ name }) => name === key)) return undefined;
	const why = sayWhyNot(definitions.byName.get(key));
	const names = listKeys(definitions).map(({ name }) => name);
	const todo =
		names.length > 0
			? `Choose ${names.join(' or ')} under 'Unique Property Name or ID', or leave it empty`
			: "Leave 'Unique Property Name or ID' empty, or create such a property in HubSpot";
	const invalid = `'Unique Property Name or ID' is ${quoteField(key)}, and this property ${why}`;
	return { invalid, todo, property: key, isOfRun: true };
}

function sayWhyNot(definition: Definition | undefined): string {
	if (!definition) return 'does not exist';
	if (definition.isArchived) return 'is archived in HubSpot';
	return definition.isUnique
		? 'is filled by HubSpot and cannot be written'
		: 'does not have a value of its own for each ad';
}

/**
 * Why an ad cannot be made with these values although each of them passes.
 * @param properties HubSpot's texts
 * @param key the unique property that has to have a value, where there is one
 * @param whyNothing why the expression of a property gave nothing
 */
export function findLack(
	draft: Draft,
	properties: Readonly<Record<string, string>>,
	key: string | undefined,
	definitions: Definitions | undefined,
	whyNothing: (property: string) => string | undefined,
): Invalid | undefined {
	const lacking = [NAME, key].find(
		(name) => name !== undefined && clean(properties[name] ?? '') === '',
	);
	if (lacking === undefined) return undefined;
	const label = definitions?.byName.get(lacking)?.label ?? lacking;
	const property = label === lacking ? `'${lacking}'` : `'${label}' (${lacking})`;
	const why =
		lacking === NAME
			? 'HubSpot creates no ad without it'
			: "'Unique Property Name or ID' is set to it";
	return {
		invalid: `${property} has no value, and ${why}${sayMore(draft, lacking, whyNothing)}`,
		property: lacking,
	};
}

function sayMore(
	{ properties, ignored = [] }: Draft,
	lacking: string,
	whyNothing: (property: string) => string | undefined,
): string {
	const isMapped = Object.hasOwn(properties, lacking) && properties[lacking] === undefined;
	const why = isMapped ? whyNothing(lacking) : undefined;
	if (why) return `: its expression gave nothing; n8n says: ${why}`;
	const near = ignored.find(({ near: { definition } }) => definition.name === lacking);
	return near ? `; the field ${quoteField(near.field)} is near` : '';
}
