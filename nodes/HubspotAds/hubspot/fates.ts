import type { Failure } from '../delivery/operation';
import type { Kept } from '../properties/kept';
import type { Reason } from './reason';

export type { Reason, Trouble } from './reason';

/** HubSpot's own result object. */
export interface AdRecord {
	readonly id: string;
	readonly properties: Readonly<Record<string, string | null>>;
	[field: string]: unknown;
}

/** HubSpot has no such ad. */
export interface NotFound {
	readonly outcome: 'notFound';
	readonly reason: Reason;
}

/** HubSpot refused this ad. */
export interface Rejected {
	readonly outcome: 'rejected';
	readonly reason: Reason;
}

/** An ad that HubSpot holds as it was wanted. */
export interface Written<Outcome> {
	readonly outcome: Outcome;
	readonly record: AdRecord;
	/** The frame of HubSpot's reply: status, requestedAt, startedAt, completedAt, links; absent where the ad was read back. */
	readonly batch?: Readonly<Record<string, unknown>>;
	/** Texts that HubSpot holds in another form. */
	readonly otherForms?: readonly Kept[];
}

/** HubSpot took the update, but kept its own value of a property. */
interface KeptOwn {
	readonly outcome: 'kept';
	readonly reason: Reason & {
		readonly trouble: 'kept';
		readonly property: string;
		/** The property's name in HubSpot. */
		readonly label: string;
		/** HubSpot's text; null where the ad has no value. */
		readonly held: string | null;
	};
}

/** The same of an ad of which it has to be said that it was made, and which it is. */
export interface KeptWritten extends KeptOwn {
	readonly record: AdRecord;
	/** What HubSpot did with it all the same. */
	readonly deed: 'created' | 'updated';
}

/** What a reply may tell of an ad that is to be updated. */
export type UpdateTold = Written<'updated'> | KeptOwn | NotFound | Rejected;

/** What a reply may tell of an ad that is read. */
export type GetTold = Found<'found'> | NotFound | Rejected;

/** An ad as HubSpot holds it. */
export interface Found<Outcome extends string> {
	readonly outcome: Outcome;
	readonly record: AdRecord;
	/** The id that was asked for, where it was merged into this record. */
	readonly mergedFrom?: string;
}

/** Nothing tells what became of it, although a reply came. */
interface Unconfirmed {
	readonly outcome: 'unconfirmed';
	readonly reason: Reason;
}

/** What a reply may tell of an ad that is to be made, or updated where it is there. */
export type UpsertTold = Written<'created' | 'updated'> | KeptWritten | Rejected | Unconfirmed;

/** What a reply may tell of an ad that is to be made. */
export type CreateTold = Written<'created'> | KeptWritten | Rejected | Unconfirmed;

/** What finally became of an ad that was to be made or updated. */
export type UpsertFate =
	| UpsertTold
	| Failure<Reason>
	| { readonly outcome: 'unchanged'; readonly record: AdRecord }
	| { readonly outcome: 'invalid'; readonly reason: Reason }
	/** What a dry run finds out. */
	| WouldCreate
	| { readonly outcome: 'wouldUpdate'; readonly changes: Readonly<Record<string, unknown>> };

/** What finally became of an ad that was to be made. */
export type CreateFate =
	| CreateTold
	| Failure<Reason>
	| { readonly outcome: 'invalid'; readonly reason: Reason }
	/** What a dry run finds out. */
	| WouldCreate
	| { readonly outcome: 'exists'; readonly record: AdRecord };

/** A dry run finds no ad that has the key. */
export interface WouldCreate {
	readonly outcome: 'wouldCreate';
	readonly changes: Readonly<Record<string, unknown>>;
	/** What HubSpot's recycling bin has of the key: a deleted ad, or not known. Absent where it has none. */
	readonly inBin?: KeyInBin;
}

export interface KeyInBin {
	readonly property: string;
	/** The deleted ad; absent where the bin could not be read. */
	readonly id?: string;
}

/** What finally became of an ad that was to be read. */
export type GetFate =
	| GetTold
	| Failure<Reason>
	| { readonly outcome: 'invalid'; readonly reason: Reason };

/** What finally became of a query. */
export type GetManyFate =
	| { readonly outcome: 'found'; readonly records: readonly AdRecord[] }
	/** These were read, and there may be more. */
	| {
			readonly outcome: 'incomplete';
			readonly records: readonly AdRecord[];
			readonly reason: Reason;
	  }
	| { readonly outcome: 'invalid' | 'rejected' | 'notSent'; readonly reason: Reason };

/** What may be told of an ad that is to be moved to the bin. */
export type ArchiveTold = { readonly outcome: 'archived'; readonly record: AdRecord } | Rejected;

/** What finally became of an ad that was to be moved to the bin. */
export type ArchiveFate =
	| ArchiveTold
	| NotFound
	| Failure<Reason>
	/** It was there already. */
	| { readonly outcome: 'unchanged'; readonly record: AdRecord }
	| { readonly outcome: 'invalid'; readonly reason: Reason }
	/** What a dry run finds out. */
	| { readonly outcome: 'wouldArchive'; readonly record: AdRecord };

/** What finally became of an ad that was to be updated. The words are those of the public contract. */
export type UpdateFate =
	| UpdateTold
	| Failure<Reason>
	| { readonly outcome: 'unchanged'; readonly record: AdRecord }
	| { readonly outcome: 'invalid'; readonly reason: Reason }
	/** What a dry run finds out, and never the fate of a run that writes. */
	| { readonly outcome: 'wouldUpdate'; readonly changes: Readonly<Record<string, unknown>> };
