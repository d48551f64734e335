import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { endIfCanceled, runOperation, stopIfInvalid, type Run } from '../ad/run';
import { readSettings } from '../ad/settings';
import { DELETING } from '../ad/verbs';
import { archiveAds } from '../hubspot/archiveAds';
import type { ArchiveFate } from '../hubspot/fates';
import { inGroups } from '../inputs/duplicates';
import { readNamed } from '../inputs/named';
import { refuseDiffering } from '../inputs/runOptions';

/** What is read of an ad, so that its name tells what was deleted. HubSpot adds the times and the record ID. */
const NAMES = ['hs_name'];

/** The operation Batch Delete: the ads that the items name are looked for, moved to HubSpot's recycling bin, and seen there. */
export async function batchArchive(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const read = readSettings(context, 'batchArchive');
	const settings = await refuseDiffering(context, 'batchArchive', read);
	return await runOperation(context, settings, DELETING, archiveAll);
}

async function archiveAll(run: Run<ArchiveFate>): Promise<void> {
	const { settings, connection, ledger } = run;
	const inputs = await readNamed(run, NAMES);
	endIfCanceled(run);
	stopIfInvalid(run);

	const { channel, world } = connection;
	const { verify: verifies, dryRun: isDryRun } = settings;
	await archiveAds(inGroups(inputs), ledger, channel, world, { verifies, isDryRun });
}
