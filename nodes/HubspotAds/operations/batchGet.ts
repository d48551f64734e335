import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { endIfCanceled, runOperation, stopIfInvalid, type Run } from '../ad/run';
import { readSettings } from '../ad/settings';
import { READING, READING_BIN } from '../ad/verbs';
import { deliver } from '../delivery/deliver';
import { getAds } from '../hubspot/getAds';
import type { GetFate } from '../hubspot/fates';
import { inGroups } from '../inputs/duplicates';
import { readNamed } from '../inputs/named';
import { refuseDiffering } from '../inputs/runOptions';

/** The operation Batch Get: the ads that the items name, each with the properties that are asked for. */
export async function batchGet(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const read = readSettings(context, 'batchGet');
	const settings = await refuseDiffering(context, 'batchGet', read);
	const verbs = settings.archived === 'only' ? READING_BIN : READING;
	return await runOperation(context, settings, verbs, getAll);
}

async function getAll(run: Run<GetFate>): Promise<void> {
	const { settings, connection, ledger } = run;
	const inputs = await readNamed(run);
	endIfCanceled(run);
	stopIfInvalid(run);

	const { channel, world } = connection;
	const operation = getAds(channel, false, settings.archived === 'only');
	const settle = (lines: readonly number[], fate: GetFate) => ledger.settle(lines, toFate(fate));
	await deliver(inGroups(inputs), { settle, markSent: () => {} }, operation, world);
}

/** An ad that is only read is not refused, nor in doubt: it was not read. */
function toFate(fate: GetFate): GetFate {
	const isRead = fate.outcome === 'found' || fate.outcome === 'notFound';
	return isRead ? fate : { outcome: 'notSent', reason: fate.reason };
}
