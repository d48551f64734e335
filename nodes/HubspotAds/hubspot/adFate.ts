import type {
	AdRecord,
	ArchiveFate,
	CreateFate,
	GetFate,
	GetManyFate,
	UpdateFate,
	UpsertFate,
} from './fates';

/** What may finally become of an ad, whatever was to be done with it. The words are those of the public contract. */
export type AdFate = UpdateFate | UpsertFate | CreateFate | GetFate | GetManyFate | ArchiveFate;

/** Those of a query, which found any number of ads. */
export type ManyFate = Extract<AdFate, { readonly records: readonly AdRecord[] }>;

/** Those that are about one ad, or one query. */
export type OneFate = Exclude<AdFate, ManyFate>;

export function isMany(fate: AdFate): fate is ManyFate {
	return 'records' in fate;
}
