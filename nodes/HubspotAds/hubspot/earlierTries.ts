import type { AdRecord, CreateTold, Reason } from './fates';
import { foldId, toNameKey, type NamedCreateInput } from './inputs';

/** What is known of the ads that earlier tries of the same run were to make. */
export interface EarlierTries {
	/** The record IDs of those that they made. */
	readonly made: ReadonlySet<string>;
	/** By `toNameKey`, those of which they left open whether they made them. */
	readonly open: ReadonlySet<string>;
}

export const NO_TRIES: EarlierTries = { made: new Set(), open: new Set() };

/**
 * Tells of an ad that is refused for a unique value, by the ad that has it.
 * @returns undefined where that is none that an earlier try may have made for it
 */
export function tellEarlier(
	{ made, open }: EarlierTries,
	{ id, idProperty }: NamedCreateInput,
	record: AdRecord,
	reason: Reason,
): CreateTold | undefined {
	if (foldId(record.properties[idProperty] ?? '') !== foldId(id)) return undefined;
	if (made.has(record.id)) return { outcome: 'created', record };
	if (!open.has(toNameKey({ id, idProperty }))) return undefined;
	return {
		outcome: 'unconfirmed',
		reason: { ...reason, trouble: 'ageUnknown', existingId: record.id },
	};
}
