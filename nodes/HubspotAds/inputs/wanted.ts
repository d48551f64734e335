import {
	placeOf,
	placeOfNew,
	type AdName,
	type CreateInput,
	type NamedCreateInput,
	type UpdateInput,
	type UpsertInput,
} from '../hubspot/inputs';
import type { CheckedDraft } from './desk';
import type { Draft } from './drafts';

/** What an operation that writes takes of an item. */
export interface Wanted<In> {
	/** What may name an ad. One that may not exist yet has no record ID, and its unique value is written as any other. */
	readonly namedBy: 'idOrUniqueProperty' | 'uniqueProperty' | 'nothing';
	/** The unique property of new ads, where they have one. */
	readonly key?: string;
	/** @param line of the ledger */
	toInput(draft: CheckedDraft, line: number, traceId: string): In;
}

/** Ads that exist are to be written. */
export const UPDATES: Wanted<UpdateInput> = {
	namedBy: 'idOrUniqueProperty',
	toInput(draft, line, traceId) {
		const { id, idProperty } = nameOf(draft);
		const { properties } = draft;
		const { key, group } = placeOf({ id, idProperty });
		return { id, idProperty, properties, traceId, lines: [line], key, group };
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

/** Ads are to be made. */
export const CREATES: Wanted<CreateInput> = {
	namedBy: 'nothing',
	toInput: ({ properties }, line, traceId) => ({
		...{ properties, traceId, lines: [line] },
		...placeOfNew(line),
	}),
};

/** Ads are to be made that each have a value of this property. */
export function createsBy(key: string): Wanted<NamedCreateInput> {
	return {
		namedBy: 'nothing',
		key,
		toInput(draft, line, traceId) {
			const name = { id: nameOf(draft).id, idProperty: key };
			const { properties } = draft;
			return { ...name, properties, traceId, lines: [line], ...placeOfNew(line, name) };
		},
	};
}

function nameOf({ id, idProperty }: Draft): AdName {
	if (id === undefined) throw new Error('An ad that is to be found has no name');
	return { id, idProperty };
}
