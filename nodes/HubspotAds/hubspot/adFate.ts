import type { ArchiveFate, CreateFate, GetFate, UpdateFate, UpsertFate } from './fates';

/** What may finally become of an ad, whatever was to be done with it. The words are those of the public contract. */
export type AdFate = UpdateFate | UpsertFate | CreateFate | GetFate | ArchiveFate;
