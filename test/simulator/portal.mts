import type { Owner, Pipeline } from './account.mts';
import type { Ads } from './ads.mts';
import type { Chance } from './chance.mts';
import type { Definition } from './definitions.mts';
import type { Guesses } from './guesses.mts';

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
	/** The order of results. */
	order: Chance;
};

export type Token = {
	scopes: string[];
	expired?: boolean;
	/** From this time on the token counts as expired. */
	expiresAt?: number;
};
