import { READ_SCOPE, WRITE_SCOPE } from '../hubspot/scopes';

/** What an operation is called in sentences, and what it needs. */
export interface Verbs {
	/** What was to be done with an ad: it was not … */
	readonly done: 'updated' | 'read';
	/** What HubSpot was to be told or asked: the ad was not … */
	readonly sent: 'sent' | 'read';
	readonly onceMore: string;
	readonly scopes: readonly string[];
}

export const UPDATING: Verbs = {
	done: 'updated',
	sent: 'sent',
	onceMore: 'run the unsent ads once more',
	scopes: [READ_SCOPE, WRITE_SCOPE],
};

/** A dry run only reads. */
export const PREVIEWING: Verbs = {
	done: 'read',
	sent: 'read',
	onceMore: 'do the dry run once more',
	scopes: [READ_SCOPE],
};
