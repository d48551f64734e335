import { allScopes } from './access.mts';
import { accountOwners, listingPipelines, PORTAL_ID } from './account.mts';
import { Ads } from './ads.mts';
import { createChance, whole } from './chance.mts';
import type { Chance } from './chance.mts';
import type { Fault } from './faults.mts';
import { Ghosts } from './ghosts.mts';
import { defaultGuesses } from './guesses.mts';
import type { Guesses } from './guesses.mts';
import type { JournalDetail } from './journal.mts';
import type { LatencySettings } from './latency.mts';
import type { LimitSettings } from './limits.mts';
import { listingProperties } from './listingProperties.mts';
import type { Portal, Token } from './portal.mts';
import { SearchIndex } from './searchIndex.mts';
import { seedAds } from './seedAds.mts';
import { UnderWay } from './underWay.mts';

export type HubspotOptions = {
	/** Decides the ads, the order of results, ids of requests, latencies and faults: 1. */
	seed?: number;
	/** The clock, in milliseconds: Date.now. */
	now?: () => number;
	/** How many ads there are: 400. */
	ads?: number;
	limit?: Partial<LimitSettings>;
	/** How long an answer takes, in milliseconds: 0. */
	latencyMs?: LatencySettings;
	/** Decides the limit and its headers: privateApp. */
	auth?: 'privateApp' | 'oauth';
	/** The tokens that the account knows: DEFAULT_TOKEN with all scopes. */
	tokens?: Record<string, Token>;
	refreshTokens?: Record<string, string[]>;
	/** Whether the account has Listings switched on: true. */
	activated?: boolean;
	faults?: Fault[];
	guesses?: Partial<Guesses>;
	journal?: JournalDetail;
};

/** It begins as a private app's token does, and cannot be one. */
export const DEFAULT_TOKEN = 'pat-na1-simulator-of-hubspot-ads';

export function createPortal(options: HubspotOptions, seed: number): Portal {
	const guesses = { ...defaultGuesses, ...options.guesses };
	const underWay = new UnderWay(options.now ?? Date.now);
	const { now } = underWay;
	const lags = createChance(seed, 'searchLag');
	const portal: Portal = {
		portalId: PORTAL_ID,
		activated: options.activated ?? true,
		ads: new Ads({
			now,
			ignoreCase: guesses.uniqueIgnoresCase,
			searchIndex: new SearchIndex(now, () => searchLag(guesses, lags)),
		}),
		properties: listingProperties(),
		pipelines: listingPipelines(),
		owners: accountOwners(),
		tokens: new Map(Object.entries(options.tokens ?? { [DEFAULT_TOKEN]: { scopes: allScopes } })),
		refreshTokens: new Map(Object.entries(options.refreshTokens ?? {})),
		codes: new Map(),
		auth: options.auth ?? 'privateApp',
		guesses,
		now,
		underWay,
		ghosts: new Ghosts(),
		order: createChance(seed, 'order'),
		steps: createChance(seed, 'steps'),
	};
	seedAds(portal.ads, options.ads ?? 400, {
		chance: createChance(seed, 'ads'),
		now: now(),
		pipelines: portal.pipelines,
		owners: portal.owners,
	});
	return portal;
}

function searchLag({ searchLagMs }: Guesses, chance: Chance): number {
	return typeof searchLagMs === 'number'
		? searchLagMs
		: whole(searchLagMs.least, searchLagMs.most, chance);
}
