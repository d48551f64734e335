import type { AdName } from '../hubspot/inputs';
import type { Fields } from '../hubspot/reply';
import { isBlank } from '../properties/plain';
import { quoteField, showText, showValue } from '../properties/show';
import { readId, readIdProperty, readName, type Invalid } from './drafts';

/**
 * Reads what names an ad in JSON that may not exist yet. The unique value may stand in `id`, among its properties, or in both.
 * @param idProperty as it was given
 */
export function readKey(
	id: unknown,
	idProperty: string | undefined,
	properties: Fields,
): AdName | Invalid {
	const key = idProperty === undefined ? undefined : readIdProperty(idProperty);
	if (key === undefined) {
		return { ...sayNoIdProperty(idProperty), property: 'idProperty', id: readId(id) };
	}
	const inside = Object.hasOwn(properties, key) ? properties[key] : undefined;
	if (isBlank(id) && !isBlank(inside)) return readName(inside, key, key);
	if (isBlank(id)) {
		const invalid = `neither 'id' nor ${quoteField(key)} in 'properties' has a value, so it is not known which ad is meant`;
		return { invalid, property: key, idProperty: key };
	}

	const named = readName(id, key, 'id');
	if ('invalid' in named || isBlank(inside) || readId(inside) === named.id) return named;
	const invalid = `'id' is ${showText(named.id)} and ${quoteField(key)} in 'properties' is ${showValue(inside)}, so it is not known which ad is meant; remove the one that does not name it`;
	return { ...named, invalid };
}

function sayNoIdProperty(given: string | undefined): Pick<Invalid, 'invalid' | 'todo'> {
	if (given === undefined) {
		return {
			invalid:
				"'idProperty' is missing, and an ad that may not exist yet has no record ID by which to find it",
			todo: 'Add idProperty with the name of a unique property, such as "idProperty": "reference_number"',
		};
	}
	return {
		invalid: `'idProperty' is ${showText(given)}, and an ad that may not exist yet has no record ID`,
		todo: 'Name the ad by a unique property; Batch Update takes record IDs',
	};
}
