import { placeOf, type UpsertInput } from '../hubspot/inputs';
import type { Groups } from './duplicates';

/**
 * Keeps the order of writes that name one ad by different unique properties, as far as their values show it. Ads that are
 * named by one property are told apart by its values, whatever else they have in common.
 * @param uniques the unique properties of ads, by internal name
 */
export async function* keepOrder(
	groups: Groups<UpsertInput>,
	uniques: readonly string[],
): AsyncGenerator<readonly UpsertInput[]> {
	/** By a unique value, the first ad of the run that has it. */
	const firsts = new Map<string, UpsertInput>();
	for await (const group of groups) {
		yield uniques.length < 2 ? group : group.map((input) => placeBeside(input, uniques, firsts));
	}
}

function placeBeside(
	input: UpsertInput,
	uniques: readonly string[],
	firsts: Map<string, UpsertInput>,
): UpsertInput {
	const values = { ...input.properties, [input.idProperty]: input.id };
	const names = uniques
		.filter((name) => Object.hasOwn(values, name) && values[name] !== '')
		.map((name) => placeOf({ id: values[name], idProperty: name }).key);
	const same = names
		.map((name) => firsts.get(name))
		.find((first) => first !== undefined && first.idProperty !== input.idProperty);
	const placed = same ? { ...input, key: same.key } : input;
	for (const name of names) if (!firsts.has(name)) firsts.set(name, placed);
	return placed;
}
