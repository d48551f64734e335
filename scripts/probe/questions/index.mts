import type { Question } from '../context.mts';
import * as account from './account.mts';
import * as archives from './archives.mts';
import * as creates from './creates.mts';
import * as lifecycle from './lifecycle.mts';
import * as naming from './naming.mts';
import * as refusals from './refusals.mts';
import * as replies from './replies.mts';
import * as searches from './searches.mts';
import * as stored from './stored.mts';

/** In the order in which they are asked: the later ones need the two ads as the earlier ones leave them. */
export const questions: Question[] = [
	account.definitions,
	account.unknownToken,
	replies.results,
	replies.missing,
	replies.oddBodies,
	replies.tooMany,
	replies.versions,
	refusals.whoIsRefused,
	refusals.codes,
	refusals.names,
	refusals.uniqueValues,
	refusals.lengths,
	refusals.stages,
	refusals.space,
	stored.numbers,
	stored.dates,
	stored.emptyValues,
	stored.noChange,
	stored.forms,
	naming.byUniqueValue,
	naming.duplicates,
	naming.recordIdAsProperty,
	naming.unknownNames,
	creates.defaults,
	creates.whoIsMade,
	creates.takenValues,
	creates.seenByKey,
	creates.upserts,
	archives.archived,
	archives.valuesOfArchived,
	lifecycle.merged,
	searches.listed,
	searches.refusedSearches,
	searches.search,
	account.notProvoked,
];
