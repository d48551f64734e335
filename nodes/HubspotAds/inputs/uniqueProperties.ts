import type { Definition, Definitions } from '../properties/definitions';
import { findNearest } from '../properties/nearest';
import { quoteField, shorten } from '../properties/show';
import type { Wanted } from './wanted';

/** An account has ten unique properties at most (documented), and a message need not name them all. */
const LISTED = 5;

/**
 * Why a property cannot name an ad, in a sentence with what can; undefined where it can.
 * HubSpot refuses it too, but ad by ad, and in words about a portal.
 * @param isOfMapping whether it was chosen in the node, and not written into JSON
 * @param namedBy whether a record ID would do in its place
 */
export function sayNotUnique(
	idProperty: string,
	{ byName, unique }: Definitions,
	isOfMapping: boolean,
	namedBy: Wanted<unknown>['namedBy'],
): string | undefined {
	const definition = byName.get(idProperty);
	if (definition?.isUnique && !definition.isArchived) return undefined;

	const place = isOfMapping ? "'Property to Match On'" : "'idProperty'";
	const byRecordId = isOfMapping
		? "choose 'Record ID'"
		: 'leave it out where the ID is a record ID';
	const others = namedBy === 'uniqueProperty' ? [] : [byRecordId];
	// What HubSpot fills itself cannot be written, as the value of an ad that may be new has to be.
	const usable = unique.filter(({ isReadOnly }) => namedBy !== 'uniqueProperty' || !isReadOnly);
	const named = usable.map(({ name: value, label }) => ({ value, label }));
	const nearest = findNearest(idProperty, named);
	const listed = named.slice(0, LISTED).map(({ value, label }) => nameOf(value, label));
	const cure = nearest
		? `the nearest unique property is ${nameOf(nearest.value, nearest.label)}`
		: listed.length > 0
			? [...others, `use a unique property: ${listed.join(', ')}`].join(', or ')
			: [...others, 'the account has no unique property'].join('; ');
	return `${place} is ${nameGiven(idProperty, definition)}, ${describe(definition)}; ${cure}`;
}

function describe(definition: Definition | undefined): string {
	if (!definition) return "which is not the internal name of a property of HubSpot's ads";
	if (definition.isArchived) return 'which is archived in HubSpot';
	return 'which is not unique in HubSpot and may be that of many ads';
}

function nameGiven(idProperty: string, definition: Definition | undefined): string {
	const label = definition?.label ?? idProperty;
	return label === idProperty ? quoteField(idProperty) : `'${shorten(label)}' (${idProperty})`;
}

function nameOf(name: string, label: string): string {
	return label === name ? name : `${name} (${shorten(label)})`;
}
