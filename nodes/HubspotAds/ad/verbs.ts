import { READ_SCOPE, WRITE_SCOPE } from '../hubspot/scopes';
import type { AdFate } from '../hubspot/adFate';

type Outcome = AdFate['outcome'];

/** What an operation is called in sentences, and what it needs. */
export interface Verbs {
	/** What leaves as one or more items: it is counted where something went wrong. */
	readonly noun: 'ad' | 'query';
	/** What was to be done with an ad: it was not … */
	readonly done: string;
	/** The same where some of them may have been done all the same, or were done otherwise; if not given, as `done`. */
	readonly certain?: string;
	/** What HubSpot was to be told or asked: the ad was not … */
	readonly sent: 'sent' | 'read';
	/** What HubSpot took, or did not confirm: the … of the ad. */
	readonly deed: string;
	/** Where an ad is not found: that it is not, before "with record ID …", and what there is to know about that. */
	readonly hasNone: string;
	readonly ifNotFound: string;
	/** What there is to do where HubSpot refuses an ad and does not say what to do. */
	readonly ifRejected: string;
	/** What there is to do where nothing confirms the deed. */
	readonly ifUnconfirmed: string;
	readonly onceMore: string;
	readonly scopes: readonly string[];
	/** What was wanted, in the order in which it is told: its outcome, and what the ad then was. */
	readonly wanted: ReadonlyArray<readonly [Outcome, string]>;
	/** The same in a dry run: what the ad would be. */
	readonly would: ReadonlyArray<readonly [Outcome, string]>;
	/** Whether several outcomes may be wanted, so that each ad tells its own. */
	readonly hasOutcomes: boolean;
	/** Whether an ad that is in the way is told as the ID of the one that was not made. */
	readonly namesHolder: boolean;
	/** What is told of ads to which nothing had to be done, behind their number and "were"; and in a dry run of one. */
	readonly unchanged: string;
	readonly sameInDryRun: string;
	/** The same behind their number in a dry run; where it is not given, as in a run that writes. */
	readonly staysSame?: string;
	/** What a dry run does with ads: so many were … */
	readonly previewed: 'compared' | 'looked up';
	/** What has become of ads while the run goes on: so many were … */
	readonly progress: 'created' | 'written' | 'read' | 'deleted';
}

export const UPDATING: Verbs = {
	noun: 'ad',
	done: 'updated',
	sent: 'sent',
	deed: 'update',
	hasNone: 'HubSpot has no ad',
	ifNotFound: 'an ad that was deleted can be restored there for 90 days',
	ifRejected: 'Correct the value, or look at the ad in HubSpot',
	ifUnconfirmed: 'It may have been written. Look at the ad, or send the same update again',
	onceMore: 'run the unsent ads once more',
	scopes: [READ_SCOPE, WRITE_SCOPE],
	wanted: [['updated', 'updated']],
	would: [['wouldUpdate', 'updated']],
	hasOutcomes: false,
	namesHolder: true,
	unchanged: 'unchanged',
	sameInDryRun: 'The ad has these values already',
	staysSame: 'would not change',
	previewed: 'compared',
	progress: 'written',
};

export const UPSERTING: Verbs = {
	...UPDATING,
	done: 'created or updated',
	certain: 'confirmed to be created or updated as sent',
	deed: 'creation or update',
	ifUnconfirmed:
		'It may have been written. Look at the ad, or send the same once more, which makes no second ad',
	wanted: [
		['created', 'created'],
		['updated', 'updated'],
	],
	would: [
		['wouldCreate', 'created'],
		['wouldUpdate', 'updated'],
	],
	hasOutcomes: true,
	// The ad has a name of its own.
	namesHolder: false,
};

export const READING: Verbs = {
	...UPDATING,
	done: 'read',
	sent: 'read',
	onceMore: 'read the ads once more',
	scopes: [READ_SCOPE],
	wanted: [['found', 'read']],
	progress: 'read',
};

export const READING_BIN: Verbs = {
	...READING,
	hasNone: "HubSpot's recycling bin has no ad",
	ifNotFound: 'a deleted ad is kept for 90 days, and one that was not deleted is not in there',
};

export const DELETING: Verbs = {
	...UPDATING,
	done: 'deleted',
	deed: 'deletion',
	ifNotFound: 'it may have been deleted more than 90 days ago',
	ifRejected: 'Look at the ad in HubSpot',
	ifUnconfirmed: 'It may have been deleted. Look at the ad, or delete it again, which does no harm',
	wanted: [['archived', 'deleted']],
	would: [['wouldArchive', 'deleted']],
	hasOutcomes: true,
	unchanged: 'deleted already',
	sameInDryRun: 'The ad was deleted already',
	staysSame: undefined,
	previewed: 'looked up',
	progress: 'deleted',
};

export const FINDING: Verbs = {
	...READING,
	noun: 'query',
	done: 'read in full',
	ifRejected: 'Look at the conditions, the sort and the properties of the query',
	onceMore: 'run the query once more',
	wanted: [['found', 'found']],
};

/** Without a unique property nothing but a look tells whether an ad was created. */
export const CREATING: Verbs = {
	...UPDATING,
	done: 'created',
	certain: 'confirmed to be created as sent',
	deed: 'creation',
	ifRejected: 'Correct the value, and create the ad then',
	ifUnconfirmed:
		"It may have been created. Look for it in HubSpot, by its name and the time of this run, before you create it again; with the option 'Unique Property Name or ID' the node finds out itself",
	wanted: [['created', 'created']],
	would: [['wouldCreate', 'created']],
	progress: 'created',
};

/** With one, HubSpot takes no second ad of the same value. */
export const CREATING_UNIQUE: Verbs = {
	...CREATING,
	ifUnconfirmed:
		'It may have been created. Look for its value with the operation Batch Get, or create it again: HubSpot takes no second ad with the same value',
};

/** A dry run only reads. */
export const PREVIEWING: Verbs = { ...READING, onceMore: 'do the dry run once more' };
