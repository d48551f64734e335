import type { Owner, Pipeline } from './account.mts';
import type { Ads } from './ads.mts';
import type { Chance } from './chance.mts';
import type { Definition } from './definitions.mts';
import type { Ghosts } from './ghosts.mts';
import type { Guesses } from './guesses.mts';
import type { UnderWay } from './underWay.mts';

/** One account of HubSpot: its state, and what decides how it behaves. */
export type Portal = {
	portalId: number;
	/** Whether the object Listings is switched on in the account. */
	activated: boolean;
	ads: Ads;
	properties: Map<string, Definition>;
	pipelines: Pipeline[];
	owners: Owner[];
	tokens: Map<string, Token>;
	/** Refresh tokens with the scopes that they give. */
	refreshTokens: Map<string, string[]>;
	/** Codes that a person's consent gave, and that no app has redeemed. */
	codes: Map<string, { clientId: string; redirectUri: string; scopes: string[] }>;
	auth: 'privateApp' | 'oauth';
	guesses: Guesses;
	now: () => number;
	/** What is still done for requests whose reply is lost. */
	underWay: UnderWay;
	/** Hits of searches that are no ads any more, by query: see ghosts.mts. */
	ghosts: Ghosts;
	/** The order of results. */
	order: Chance;
	/** The distances between the ids of new ads. */
	steps: Chance;
};

export type Token = {
	scopes: string[];
	expired?: boolean;
	/** From this time on the token counts as expired. */
	expiresAt?: number;
};
