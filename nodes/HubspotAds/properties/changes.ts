import { normaliseDecimal } from './decimals';
import type { Definition, Definitions } from './definitions';
import { toDay, toInstant } from './moments';
import { splitChoices } from './values';

/** What an update would change: `from` is HubSpot's text, or null where the ad has none; `to` the text to be sent. */
export type Changes = Record<string, { from: string | null; to: string }>;

/** The properties whose value in HubSpot is not the wanted one yet, in the order given. */
export function findChanges(
	properties: Record<string, string>,
	current: Record<string, string | null>,
	definitions: Definitions | undefined,
): Changes {
	const changes = Object.entries(properties)
		.map(([name, to]) => {
			const from = Object.hasOwn(current, name) ? (current[name] ?? null) : null;
			return { name, from, to };
		})
		.filter(({ name, from, to }) => !isSame(definitions?.byName.get(name), to, from))
		.map(({ name, from, to }) => [name, { from, to }] as const);
	return Object.fromEntries(changes);
}

/** What these properties hold after the update: choices with a leading `;` join those that are there, or that are to join. */
export function valuesAfter(
	properties: Record<string, string>,
	current: Record<string, string | null>,
	definitions: Definitions | undefined,
): Record<string, string> {
	const values = Object.entries(properties).map(([name, to]) => {
		const joins = to.startsWith(';') && definitions?.byName.get(name)?.isMultiple;
		if (!joins || !Object.hasOwn(current, name)) return [name, to];
		const before = current[name] ?? '';
		const choices = new Set([...splitChoices(before), ...splitChoices(to)]);
		return [name, (before.startsWith(';') ? ';' : '') + [...choices].join(';')];
	});
	return Object.fromEntries(values) as Record<string, string>;
}

/**
 * Whether an ad's current text already says what is wanted, by the property's type: `1.0` is `1`, `TRUE` is `true`, an
 * instant is the same in any notation, choices in any order; no value is ''.
 */
export function isSame(
	definition: Definition | undefined,
	wanted: string,
	current: string | null | undefined,
): boolean {
	const present = current ?? '';
	if (wanted === present) return true;
	if (definition?.isMultiple) return hasSameChoices(wanted, present);

	const normalise = NORMALISERS.get(definition?.type ?? '');
	const normal = normalise?.(wanted);
	return normal !== undefined && normal === normalise?.(present);
}

// Stored dates are days in UTC already, so no workflow's time zone matters here.
const NORMALISERS = new Map<string, (text: string) => string | undefined>([
	['bool', (text) => text.toLowerCase()],
	['date', (text) => toDay(text, 'UTC')],
	['datetime', (text) => toInstant(text, 'UTC')],
	['number', normaliseDecimal],
]);

/** With a leading `;` choices are added, and nothing changes if the ad has them all. */
function hasSameChoices(wanted: string, present: string): boolean {
	const chosen = new Set(splitChoices(wanted));
	const had = new Set(splitChoices(present));
	const isCovered = [...chosen].every((choice) => had.has(choice));
	return isCovered && (wanted.startsWith(';') || chosen.size === had.size);
}
