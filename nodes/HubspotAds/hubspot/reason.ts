/** What went wrong, in one word; `ad/troubles.ts` makes a sentence of it. */
export type Trouble =
	| 'checks'
	| 'parameters'
	| 'refused'
	| 'kept'
	| 'inactive'
	| 'blocked'
	| 'missing'
	| 'misdirected'
	| 'redirected'
	| 'unauthorized'
	| 'forbidden'
	| 'dailyLimit'
	| 'rateLimit'
	| 'locked'
	| 'migrating'
	| 'unavailable'
	| 'timeout'
	| 'disconnected'
	| 'unreachable'
	| 'noToken'
	| 'unreadable'
	| 'unnamed'
	/** HubSpot has no such ad, and a new one has to have a name. */
	| 'nameless'
	/** Another ad has the value of a unique property already. */
	| 'exists'
	/** An ad has the value, and nothing tells whether this run made it. */
	| 'ageUnknown'
	/** A try was lost, and the next one refused because an ad has the value: perhaps the one that was made. */
	| 'existsAfterLoss'
	/** More ads are found than HubSpot's search shows. */
	| 'tooMany'
	/** Hits came or went, or did not come in order, while they were read page by page: some may be left out. */
	| 'changed'
	| 'unsorted'
	| 'merged'
	/** HubSpot took the request, and what it should have done is not to be seen. */
	| 'unverified'
	| 'broken';

/** Why an ad failed, as data. */
export interface Reason {
	readonly trouble: Trouble;
	/** HubSpot's own words, shortened; for `checks` and `parameters` the node's own, and where no token could be had n8n's. */
	readonly said?: string;
	/** What there is to do about it, where it is known and `said` does not tell. */
	readonly todo?: string;
	readonly property?: string;
	readonly category?: string;
	readonly code?: string;
	readonly statusCode?: number;
	readonly correlationId?: string;
	/** The scopes that HubSpot asks for, with `forbidden`. */
	readonly scopes?: readonly string[];
	/** The record ID of the ad that is in the way: with `exists` the one that has the value, with `merged` the survivor. */
	readonly existingId?: string;
	/** With `exists`: it was deleted, or has another key, so that no lost try can have made the one that is refused. */
	readonly holder?: 'inBin' | 'other';
}
