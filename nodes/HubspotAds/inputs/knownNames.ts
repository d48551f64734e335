import type { AccountDefinitions } from '../hubspot/definitions';
import type { Definitions } from '../properties/definitions';
import type { Invalid } from './drafts';

/**
 * Reads what an item asks for. What is refused is read once more by all that HubSpot knows: by definitions that are of now, and
 * where a property is not among them by those that are archived.
 */
export async function readByNames<T extends object>(
	known: AccountDefinitions | undefined,
	read: (definitions: Definitions | undefined) => T | Invalid,
): Promise<T | Invalid> {
	let asked = read(known?.definitions);
	if (!known || !('invalid' in asked)) return asked;
	if (known.isKept) {
		await known.renew();
		asked = read(known.definitions);
	}
	if (!('invalid' in asked) || !asked.isUnknownName || !(await known.addArchived())) return asked;
	return read(known.definitions);
}
