import { formatNumber } from '../ad/counts';
import type { Run } from '../ad/run';
import type { RunSettings } from '../ad/settings';
import { Turns } from '../ad/turns';
import { AccountDefinitions } from '../hubspot/definitions';
import type { GetManyFate } from '../hubspot/fates';
import type { AdQuery } from '../hubspot/findAds';
import { measureSearch, MOST_CHARACTERS } from '../hubspot/searchAds';
import type { Definitions } from '../properties/definitions';
import { readConditions } from './conditions';
import type { Invalid } from './drafts';
import { readByNames } from './knownNames';
import { Unreadable } from './parameterValue';
import { QueryParameters } from './queryParameters';
import { findUnknownName } from './readNames';

/** What HubSpot is asked once, for all items that ask for the same. */
export interface Query {
	readonly ask: AdQuery;
	/** The lines of the ledger that it settles. */
	readonly lines: readonly number[];
}

/** Reads the query of each item. Each has its line in the ledger; one that cannot be read is settled as `invalid`. */
export async function readQueries(run: Run<GetManyFate>): Promise<Query[]> {
	const { items, settings, connection, ledger } = run;
	const parameters = new QueryParameters(run);
	const known = await findDefinitions(run, parameters);
	const queries = new Map<string, Query & { lines: number[] }>();
	const turns = new Turns();
	for (const itemIndex of items.keys()) {
		const ask = await readByNames(known, (definitions) =>
			readQuery(parameters, itemIndex, settings, definitions),
		);
		if ('invalid' in ask) ledger.settle([ledger.open({ itemIndex })], toInvalid(ask));
		else {
			const isSearch = ask.kind === 'search';
			const line = ledger.open({ itemIndex, written: ask.names, isSearch });
			const key = JSON.stringify(ask);
			const same = queries.get(key);
			if (same) same.lines.push(line);
			else queries.set(key, { ask, lines: [line] });
		}
		if (!turns.isDue) continue;
		await turns.pass();
		if (connection.cancel.aborted) return [];
	}
	return [...queries.values()];
}

/** A list of all ads with HubSpot's default properties needs none. */
async function findDefinitions(
	{ context, settings, connection, notices }: Run<GetManyFate>,
	{ hasConditions, hasNames }: QueryParameters,
): Promise<AccountDefinitions | undefined> {
	if (settings.invalid || !(hasConditions || hasNames)) return undefined;
	const known = new AccountDefinitions(connection, settings.apiVersion, context.getExecutionId());
	await known.load();
	const { reason } = known;
	const what = hasConditions ? 'Conditions' : 'Names of properties';
	if (reason) notices.add({ kind: 'unchecked', what, reason });
	return known;
}

function readQuery(
	parameters: QueryParameters,
	itemIndex: number,
	settings: RunSettings,
	definitions: Definitions | undefined,
): AdQuery | Invalid {
	if (settings.invalid) return { invalid: settings.invalid, isOfRun: true };
	try {
		const { names, groups, query, sort, limit } = parameters.read(itemIndex);
		const named = sort ? [...names, sort.propertyName] : names;
		const unknown = definitions && findUnknownName(named, definitions);
		if (unknown) return unknown;
		const isArchived = settings.archived === 'only';
		if (groups.length === 0 && !query && !sort) return { kind: 'list', names, isArchived, limit };
		if (isArchived) return IN_THE_BIN;

		const filterGroups = readConditions(groups, definitions, settings);
		if ('invalid' in filterGroups) return filterGroups;
		const search = { kind: 'search' as const, names, filterGroups, query, sort, limit };
		return findTooLong(measureSearch(search)) ?? search;
	} catch (error) {
		if (error instanceof Unreadable) return error.why;
		// A workflow may have a time zone that does not exist.
		return { invalid: `The query cannot be read: ${(error as Error).message}` };
	}
}

const IN_THE_BIN: Invalid = {
	invalid: "HubSpot's search does not find deleted ads, and 'Archived' is set to Only",
	todo: "Leave out the conditions, the words and the sort, or set 'Archived' to No",
	isOfRun: true,
};

function findTooLong(length: number): Invalid | undefined {
	if (length <= MOST_CHARACTERS) return undefined;
	return {
		invalid: `HubSpot's search takes ${formatNumber(MOST_CHARACTERS)} characters, and this one has ${formatNumber(length)}`,
		todo: 'Use fewer or shorter values, or make several queries, an item for each',
	};
}

function toInvalid({ invalid, todo, property, isOfRun }: Invalid) {
	const trouble = isOfRun ? ('parameters' as const) : ('checks' as const);
	return { outcome: 'invalid' as const, reason: { trouble, said: invalid, todo, property } };
}
