import type { FindKept } from '../hubspot/comparing';
import type { Known } from '../hubspot/definitions';
import type { IsSame } from '../hubspot/judge';
import { isSame } from '../properties/changes';
import { findKept } from '../properties/kept';

/**
 * How values that were sent are held against those that HubSpot answers, by what is known of the account at that moment.
 * @param hide what was done with the answer's texts, to take secrets out
 */
export function comparisons(
	known: Known,
	hide: (text: string) => string,
): readonly [isSame: IsSame, findKept: FindKept] {
	return [
		(name, wanted, actual) => isSame(known.definitions?.byName.get(name), wanted, actual),
		(sent, answered) => findKept(sent, answered, known.definitions, hide),
	];
}
