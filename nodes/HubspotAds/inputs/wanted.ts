import { placeOf, type UpdateInput, type UpsertInput } from '../hubspot/inputs';
import type { CheckedDraft } from './desk';

/** What an operation that writes takes of an item. */
export interface Wanted<In> {
	/** What may name an ad. One that may not exist yet has no record ID, and its unique value is written as any other. */
	readonly namedBy: 'idOrUniqueProperty' | 'uniqueProperty';
	/** @param line of the ledger */
	toInput(draft: CheckedDraft, line: number, traceId: string): In;
}

/** Ads that exist are to be written. */
export const UPDATES: Wanted<UpdateInput> = {
	namedBy: 'idOrUniqueProperty',
	toInput(draft, line, traceId) {
		const { id, idProperty, properties } = draft;
		return { id, idProperty, properties, traceId, lines: [line], ...placeOf(draft) };
	},
};

/** Ads are to be made, or written where they exist. */
export const UPSERTS: Wanted<UpsertInput> = {
	namedBy: 'uniqueProperty',
	toInput(draft, line, traceId) {
		const { idProperty } = draft;
		if (idProperty === undefined) throw new Error('An ad to be made is named by a record ID');
		return { ...UPDATES.toInput(draft, line, traceId), idProperty };
	},
};
