import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Line } from '../ad/emit';
import { endIfCanceled, runOperation, stopIfInvalid, type Run } from '../ad/run';
import { readSettings } from '../ad/settings';
import { UPDATING } from '../ad/verbs';
import { deliver } from '../delivery/deliver';
import type { Settled } from '../delivery/ledger';
import type { UpdateFate } from '../hubspot/fates';
import { updateAds } from '../hubspot/updateAds';
import { comparisons } from '../inputs/comparisons';
import { previewChanges, skipUnchanged, tellMissing } from '../inputs/compare';
import { arrange } from '../inputs/duplicates';
import { writeLaterAgain } from '../inputs/otherNames';
import { refuseDiffering } from '../inputs/runOptions';
import { UPDATES } from '../inputs/wanted';
import { readWrites } from '../inputs/writes';

/** The operation Batch Update: items become inputs, inputs batches, replies fates, and fates items again. */
export async function batchUpdate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const read = readSettings(context, 'batchUpdate');
	const settings = await refuseDiffering(context, 'batchUpdate', read);
	return await runOperation(context, settings, UPDATING, updateAll);
}

async function updateAll(
	run: Run<UpdateFate>,
): Promise<ReadonlyArray<Settled<Line, UpdateFate>> | undefined> {
	const { settings, connection, ledger } = run;
	const { known, inputs: read } = await readWrites(run, UPDATES);
	const inputs = await arrange(read, settings, ledger, known);
	endIfCanceled(run);
	stopIfInvalid(run);

	if (settings.dryRun) {
		await previewChanges(inputs, connection, known, ledger, tellMissing);
		return undefined;
	}
	const changed = settings.skipUnchanged
		? skipUnchanged(inputs, connection, known, ledger, (reason) =>
				run.notices.add({ kind: 'unread', reason }),
			)
		: inputs;
	const operation = updateAds(connection.channel, ...comparisons(known, connection.hide));
	await deliver(changed, ledger, operation, connection.world);
	endIfCanceled(run);
	const { world } = connection;
	return await writeLaterAgain(ledger.close(), known.definitions, operation, world, (why) => why);
}
