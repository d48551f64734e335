import type { Channel } from './channel';
import type { GetManyFate } from './fates';
import { listAds, type ListQuery } from './listAds';
import { toManyFate } from './pages';
import { searchAds, type SearchQuery, type SearchWorlds } from './searchAds';

/** What ads are wanted: those of a list, or those that a search finds. */
export type AdQuery =
	| ({ readonly kind: 'list' } & ListQuery)
	| ({ readonly kind: 'search' } & SearchQuery);

/** Reads the ads of one query. HubSpot's list is complete and up to date, so that a search is used only where it has to be. */
export async function findAds(
	query: AdQuery,
	channel: Channel,
	worlds: SearchWorlds,
): Promise<GetManyFate> {
	const many =
		query.kind === 'list'
			? await listAds(query, channel, worlds.read)
			: await searchAds(query, channel, worlds);
	return toManyFate(many);
}
