import {
	readDefinitions,
	type Definition,
	type Definitions,
} from '../../../nodes/HubspotAds/properties/definitions';
import { toHubspotText, type ValueContext } from '../../../nodes/HubspotAds/properties/values';

/** Definitions as the node gets them: from the entries of HubSpot's properties endpoint. */
export function defineAll(...results: Array<Record<string, unknown>>): Definitions {
	return readDefinitions({ results });
}

/** One definition; without a name it is 'Thing' (hs_thing). */
export function define(entry: Record<string, unknown>): Definition {
	const [definition] = defineAll({ name: 'hs_thing', label: 'Thing', ...entry }).byName.values();
	return definition;
}

export function option(value: string, label = value, hidden = false) {
	return { value, label, hidden, displayOrder: -1, description: '' };
}

/** Why a value is refused; a test that expects a misfit reads the text here where there is none. */
export function refusalOf(
	value: unknown,
	definition: Definition,
	context: ValueContext = { timeZone: 'Europe/Madrid' },
) {
	const converted = toHubspotText(value, definition, context);
	return 'misfit' in converted ? converted.misfit : converted;
}
