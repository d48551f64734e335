import { splitChoices } from './choices';
import { toDouble } from './decimals';
import type { Definition, Definitions } from './definitions';
import { clean } from './invisible';
import { toDay, toInstant } from './moments';

/** What an update would change: `from` is HubSpot's text, or null where the ad has none; `to` the text it would hold. */
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
		.map(({ name, from, to }) => {
			const joined = from !== null && joins(definitions?.byName.get(name), to);
			return [name, { from, to: joined ? join(from, to) : to }] as const;
		});
	return Object.fromEntries(changes);
}

/** What these properties hold after the update: choices with a leading `;` join those that are there, or that are to join. */
export function valuesAfter(
	properties: Record<string, string>,
	current: Record<string, string | null>,
	definitions: Definitions | undefined,
): Record<string, string> {
	const values = Object.entries(properties).map(([name, to]) => {
		const isJoined = Object.hasOwn(current, name) && joins(definitions?.byName.get(name), to);
		return [name, isJoined ? join(current[name] ?? '', to) : to];
	});
	return Object.fromEntries(values) as Record<string, string>;
}

function joins(definition: Definition | undefined, to: string): boolean {
	return to.startsWith(';') && definition?.isMultiple === true;
}

function join(before: string, added: string): string {
	const choices = new Set([...splitChoices(before), ...splitChoices(added)]);
	return (before.startsWith(';') ? ';' : '') + [...choices].join(';');
}

/**
 * Whether an ad's current text already says what is wanted, by the property's type: numbers as doubles, `TRUE` is `true`,
 * an instant is the same in any notation, choices in any order, texts without outer space and `\r`, telephone numbers
 * without what only parts their digits; no value is ''.
 */
export function isSame(
	definition: Definition | undefined,
	wanted: string,
	current: string | null | undefined,
): boolean {
	const present = current ?? '';
	if (wanted === present) return true;
	if (definition === undefined) return false;
	if (definition.isMultiple) return hasSameChoices(wanted, present);

	const normalise = NORMALISERS.get(definition.type);
	const normal = normalise?.(wanted);
	return normal !== undefined && normal === normalise?.(present);
}

// Stored dates are days in UTC already, so no workflow's time zone matters here.
const NORMALISERS = new Map<string, (text: string) => string | number | undefined>([
	['bool', (text) => text.toLowerCase()],
	['date', (text) => toDay(text, 'UTC')],
	['datetime', (text) => toInstant(text, 'UTC')],
	['number', toDouble],
	['phone_number', (text) => clean(text).replace(/[\s().\-/]/g, '')],
	['string', (text) => text.replace(/\r/g, '').trim()],
]);

/** With a leading `;` choices are added, and nothing changes if the ad has them all. */
function hasSameChoices(wanted: string, present: string): boolean {
	const chosen = new Set(splitChoices(wanted));
	const had = new Set(splitChoices(present));
	const isCovered = [...chosen].every((choice) => had.has(choice));
	return isCovered && (wanted.startsWith(';') || chosen.size === had.size);
}
