import type { AdRecord, WouldCreate } from '../hubspot/fates';
import { showText } from '../properties/show';
import { formatNumber, listWords } from './counts';

/** Properties that a reason names. */
const NAMED = 5;

/** Why a dry run says that an ad would be updated. */
export function sayWhatChanges(changes: Readonly<Record<string, unknown>>): string {
	const names = Object.keys(changes);
	if (names.length === 1) return `${names[0]} would change`;
	return `${formatNumber(names.length)} properties would change: ${listSome(names)}`;
}

/** Why it says that one would be created. */
export function sayWhatIsMade({ changes, inBin }: WouldCreate): string {
	const made = `The ad would be created with ${listSome(Object.keys(changes))}`;
	if (!inBin) return made;
	const { id, property } = inBin;
	return id === undefined
		? `${made}; whether a deleted ad has this value of '${property}' could not be read`
		: `${made}; a deleted ad (${id}) has this value of '${property}', for which HubSpot may refuse a new one`;
}

function listSome(names: readonly string[]): string {
	const rest = names.length - NAMED;
	const named = names.slice(0, NAMED);
	return listWords(rest > 0 ? [...named, `${formatNumber(rest)} more`] : named);
}

/** Why it says that one would be deleted. */
export function sayWhatGoes({ properties }: AdRecord): string {
	const name = properties.hs_name;
	return name ? `The ad ${showText(name)} would be deleted` : 'The ad would be deleted';
}
