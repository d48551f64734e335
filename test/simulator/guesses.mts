import type { Rewrite } from './rewrites.mts';

/**
 * The ONE list of what this simulator assumes about HubSpot without proof. Nobody here has called
 * HubSpot; what is not in this list is documented by HubSpot or was seen in a recorded exchange of
 * another object type. Where two behaviours are thinkable both can be switched on, so that a test
 * can hold the node to working with either.
 */
export type Guesses = {
	/**
	 * batch/update with a trace id on every input names each ad that fails validation in a 207.
	 * Recorded for batch create and upsert, not for update. `false`: one 400 for all, as without.
	 */
	validationPerRecord: boolean;
	/** Some inputs have a trace id and some do not: `none` treats it as if none had one. */
	partialTraceIds: 'none' | 'perRecord';
	/** The upper-case type name in "Could not get some … objects". */
	typeNameInMessage: string;
	/** The 207 item on missing ids also carries their trace ids (reported for contacts). */
	traceIdsInNotFound: boolean;
	/** The text of the 400 for more than 100 inputs; only the status is reported. */
	tooManyInputsText: string;
	/** Text and category of the 423. */
	lockedText: string;
	lockedCategory: string | undefined;
	/** Text and category of the 477. */
	migrationText: string;
	migrationCategory: string | undefined;
	/** What a 400 says of an object type that is not activated in the account. */
	inactiveText: string;
	/** The code on a value that another ad already has in a unique property; reported, its body is not. */
	conflictCode: string;
	/** `Abc` and `abc` are the same value of a unique property. Reported for e-mails of contacts only. */
	uniqueIgnoresCase: boolean;
	/**
	 * A unique value that another ad has, in a create. `conflict`: 409, or a CONFLICT with the other's id (recorded for
	 * e-mails of contacts). `uniqueValue`: 400, or a VALIDATION_ERROR with conflictCode (reported for custom properties).
	 */
	createConflict: 'conflict' | 'uniqueValue';
	/** The same unique value twice in one batch/create: the first is made, or none of the batch. */
	equalInCreate: 'firstMade' | 'allRefused';
	/** A second unique property that another ad has, in batch/upsert: reported as a 409 for the whole batch. */
	upsertConflict: 'wholeBatch' | 'perRecord';
	/** batch/create and batch/upsert without hs_name, with a trace id on every input. */
	missingName: 'perRecord' | 'wholeBatch';
	/** An ad that is made without a pipeline gets the first one, and its first stage. */
	defaultPipeline: 'first' | 'none';
	/** An archived ad still holds its unique values. */
	archivedHoldsUnique: boolean;
	/** How texts are changed before they are stored: see rewrites.mts. */
	rewrites: readonly Rewrite[];
	/** The status of a batch that failed in part, in 2026-09: its description has only 200. */
	partialStatusOf202609: 200 | 207;
	/** The codes on values of a wrong type; INVALID_OPTION and INVALID_INTEGER are documented. */
	numberCode: string;
	dateCode: string;
	datetimeCode: string;
	booleanCode: string;
	ownerCode: string;
	tooLongCode: string;
	/** The longest text, in characters; documented for the bodies of notes only. */
	longestText: number;
	/** Space around a value that is not text is refused. Announced by HubSpot, then withdrawn. */
	outerSpaceRefused: boolean;
	/** `12.50` is stored as `12.5`. `false`: as sent. */
	numericNormalization: boolean;
	/** A date in epoch milliseconds is stored as its day, a date and time as ISO text in UTC. */
	dateNormalization: boolean;
	/** A stage has to be one of the ad's pipeline after the write. `false`: of any pipeline. */
	stageMustFitPipeline: boolean;
	/** How a read shows a property that was cleared; one that never had a value is null. */
	clearedReadsAs: 'empty' | 'null';
	/** JSON null as a value. */
	nullValue: 'ignored' | 'clears' | 'refused';
	/** An input of batch/update with no properties at all. */
	emptyProperties: 'unchanged' | 'refused';
	/** A merged-away id in batch/update: recorded (for companies) as left out of results and errors. */
	mergedInBatchUpdate: 'dropped' | 'notFound' | 'followed';
	/** A merged-away id in batch/read; reported (for contacts, with bodies) as answered with the survivor. */
	mergedInBatchRead: 'notFound' | 'dropped' | 'followed';
	/** A merged-away id beside its survivor in batch/read. */
	mergedBesideSurvivor: 'once' | 'twice';
	/** A merged-away id in batch/archive, and in DELETE: the 204 does not tell. */
	mergedInArchive: 'ignored' | 'survivorArchived';
	/** An id that is no number in batch/archive. Unknown ids are a 204 (reported). */
	oddIdInArchive: 'refused' | 'ignored';
	/** A merged-away id in GET of one ad. That PATCH follows it is recorded. */
	mergedInGet: 'followed' | 'notFound';
	/** One batch whose inputs have different values of idProperty; the schema allows it. */
	mixedIdProperty: 'allowed' | 'refused';
	/** Two inputs that name one ad by different ids (record ID and unique value). */
	sameAdTwice: 'bothWritten' | 'refused';
	/** The same id twice in batch/read. */
	duplicatesInBatchRead: 'once' | 'twice' | 'refused';
	/** A reply has the value of idProperty although it was not written. */
	idPropertyInResult: boolean;
	/** Beyond the three documented ones, a reply to a write has hs_object_source and its like. */
	sourceInResult: boolean;
	/** … and hs_pipeline. */
	pipelineInResult: boolean;
	/** A request that gets a 429 counts in the window. */
	refusedRequestsCount: boolean;
	/**
	 * How long the search does not see a write, in milliseconds, for each write anew. That it lags is documented; recorded is
	 * a part after 3 s and everything after 30 s.
	 */
	searchLagMs: number | { least: number; most: number };
	/** How long batch/read by a unique property does not see an ad that was just made. */
	uniqueReadLagMs: number;
	/** What the list's `after` is: the id of the next ad (documented for contacts), or of the last one shown. */
	listAfter: 'nextId' | 'lastId';
	/** IN and NOT_IN find a text only by its lower-case form (reported). */
	inWantsLowerCase: boolean;
	/** NEQ, NOT_IN and NOT_CONTAINS_TOKEN also find ads without a value. */
	negationsFindEmpty: boolean;
	/** More than one sort; documented is one. */
	secondSort: 'refused' | 'ignored';
	/** A date compared with 0, the beginning of 1970, is a 500 (reported). */
	epochFilterFails: boolean;
	/** The properties that `query` looks through. */
	queryProperties: readonly string[];
	/** A token that was never given out: `expired` in 1970 (recorded for OAuth) or `invalid`. */
	unknownToken: 'byAuth' | 'invalid' | 'expired';
};

export const defaultGuesses: Guesses = {
	validationPerRecord: true,
	partialTraceIds: 'none',
	typeNameInMessage: 'LISTING',
	traceIdsInNotFound: true,
	tooManyInputsText: 'The maximum number of inputs supported in a batch request is 100.',
	lockedText: 'The object is locked by another operation. Try again later.',
	lockedCategory: undefined,
	migrationText: 'The account is being migrated between data centers.',
	migrationCategory: undefined,
	inactiveText: 'Invalid object or event type id: 0-420',
	conflictCode: 'CONFLICTING_UNIQUE_VALUE',
	uniqueIgnoresCase: false,
	createConflict: 'uniqueValue',
	equalInCreate: 'firstMade',
	upsertConflict: 'wholeBatch',
	missingName: 'perRecord',
	defaultPipeline: 'first',
	archivedHoldsUnique: false,
	rewrites: [],
	partialStatusOf202609: 207,
	numberCode: 'INVALID_INTEGER',
	dateCode: 'INVALID_DATE',
	datetimeCode: 'INVALID_DATE',
	booleanCode: 'INVALID_OPTION',
	ownerCode: 'INVALID_OWNER_ID',
	tooLongCode: 'INVALID_STRING_LENGTH',
	longestText: 65_536,
	outerSpaceRefused: false,
	numericNormalization: false,
	dateNormalization: true,
	stageMustFitPipeline: true,
	clearedReadsAs: 'empty',
	nullValue: 'ignored',
	emptyProperties: 'unchanged',
	mergedInBatchUpdate: 'dropped',
	mergedInBatchRead: 'followed',
	mergedBesideSurvivor: 'once',
	mergedInArchive: 'ignored',
	oddIdInArchive: 'refused',
	mergedInGet: 'followed',
	mixedIdProperty: 'allowed',
	sameAdTwice: 'bothWritten',
	duplicatesInBatchRead: 'once',
	idPropertyInResult: true,
	sourceInResult: true,
	pipelineInResult: true,
	refusedRequestsCount: false,
	searchLagMs: { least: 0, most: 30_000 },
	uniqueReadLagMs: 0,
	listAfter: 'nextId',
	inWantsLowerCase: true,
	negationsFindEmpty: true,
	secondSort: 'refused',
	epochFilterFails: true,
	queryProperties: ['hs_name', 'hs_address_1', 'hs_city', 'hs_zip'],
	unknownToken: 'byAuth',
};

/**
 * Assumed, with one behaviour only: that batch/archive takes the same id twice; that several choices
 * are found by each of them; the order of the checks; wording of the texts that are not
 * recorded; the codes of the `hs_` property definitions beyond their names; that unknown names in a
 * `properties` list of a read are ignored; that an archived ad counts as not existing; that a lost
 * reply leaves the write in place; that a unique value is taken even when its ad gives it up in the
 * same batch; that all tokens of an account share one window; that the daily
 * count starts anew at midnight UTC.
 */
export const assumedWithoutSwitch = [
	'orderOfChecks',
	'unrecordedTexts',
	'listingPropertyDefinitions',
	'unknownNamesInReadsIgnored',
	'archivedIsNotFound',
	'repeatedIdsInArchive',
	'choicesFoundOneByOne',
	'writeSurvivesLostReply',
	'uniqueValuesCheckedBeforeTheBatch',
	'oneWindowPerAccount',
	'dailyCountFromMidnightUtc',
] as const;
