import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { endIfCanceled, runOperation, stopIfInvalid, type Run } from '../ad/run';
import { readSettings } from '../ad/settings';
import { FINDING } from '../ad/verbs';
import type { GetManyFate } from '../hubspot/fates';
import { findAds } from '../hubspot/findAds';
import { readQueries, type Query } from '../inputs/queries';

/** The operation Get Many: a query for each item, and an item for each ad that it finds. */
export async function getMany(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await runOperation(context, readSettings(context, 'getMany'), FINDING, findAll);
}

async function findAll(run: Run<GetManyFate>): Promise<void> {
	const { settings } = run;
	const queries = await readQueries(run);
	endIfCanceled(run);
	stopIfInvalid(run);

	// One iterator for all readers: each takes the next query.
	const open = queries.values();
	const readers = Math.min(settings.maxConcurrency, queries.length);
	await Promise.all(Array.from({ length: readers }, async () => await findEach(open, run)));
}

async function findEach(
	queries: Iterable<Query>,
	{ connection, ledger }: Run<GetManyFate>,
): Promise<void> {
	const { channel, world, searchWorld } = connection;
	for (const { ask, lines } of queries) {
		const fate = await findAds(ask, channel, { search: searchWorld, read: world });
		if (world.end.cancel.aborted) return;
		ledger.settle(lines, fate);
		// What a credential may not read it may not read in the next query either.
		if ('reason' in fate && fate.reason.trouble === 'forbidden') world.end.end(fate.reason);
	}
}
