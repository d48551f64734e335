import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { breakOff, toBareItems } from '../ad/breakOff';
import { connect, explain, type Connection } from '../ad/connection';
import { isFailed, toItems, type Line } from '../ad/emit';
import { Notices } from '../ad/notices';
import { watchRun } from '../ad/progress';
import { report } from '../ad/report';
import { readSettings, type RunSettings } from '../ad/settings';
import { toError } from '../ad/stop';
import { UPDATING } from '../ad/verbs';
import { deliver } from '../delivery/deliver';
import { Ledger, type Settled } from '../delivery/ledger';
import { AccountDefinitions } from '../hubspot/definitions';
import type { UpdateFate } from '../hubspot/fates';
import { updateAds } from '../hubspot/updateAds';
import { previewChanges, skipUnchanged } from '../inputs/compare';
import { arrange } from '../inputs/duplicates';
import { needsDefinitions } from '../inputs/desk';
import { readInputs } from '../inputs/read';
import { watchStages } from '../inputs/stages';
import { isSame } from '../properties/changes';
import { findKept } from '../properties/kept';

/** The operation Batch Update: items become inputs, inputs batches, replies fates, and fates items again. */
export async function batchUpdate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	if (items.length === 0) return [];

	const settings = readSettings(context);
	const connection = await connect(context, settings, context.getExecutionCancelSignal());
	const ledger = new Ledger<Line, UpdateFate>();
	const standing = { ledger, items: items.length, isDryRun: settings.dryRun };
	const watch = watchRun(context, connection.world, standing);
	try {
		return await run(context, items, settings, connection, ledger);
	} finally {
		watch.end();
		connection.close();
	}
}

async function run(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	settings: RunSettings,
	connection: Connection,
	ledger: Ledger<Line, UpdateFate>,
): Promise<INodeExecutionData[]> {
	const notices = new Notices();
	let settled: ReadonlyArray<Settled<Line, UpdateFate>>;
	try {
		settled = await settleAll(context, items, settings, connection, ledger, notices);
	} catch (error) {
		endIfCanceled(context, connection);
		if (settings.stopsOnError && error instanceof NodeOperationError) {
			throw new NodeOperationError(context.getNode(), error);
		}
		const reason = explain(error);
		connection.world.end.end(reason);
		settled = breakOff(ledger, items.length, reason);
	}
	try {
		report(context, settled, settings, connection.countRequests(), notices);
		return await toItems(settled, settings);
	} catch (error) {
		// n8n gives its own errors back as they are.
		if (settings.stopsOnError) throw new NodeOperationError(context.getNode(), error as Error);
		return toBareItems(settled, explain(error), settings);
	}
}

/** Gives every ad its fate. */
async function settleAll(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	settings: RunSettings,
	connection: Connection,
	ledger: Ledger<Line, UpdateFate>,
	notices: Notices,
): Promise<ReadonlyArray<Settled<Line, UpdateFate>>> {
	const { apiVersion } = settings;
	const known = new AccountDefinitions(connection, apiVersion, context.getExecutionId());
	if (!settings.invalid) await findDefinitions(context, settings, known, notices);
	const { noStages } = known;
	const read = readInputs(context, items, settings, known, ledger, notices);
	const isUnchecked = noStages && settings.checkValues;
	const source = isUnchecked
		? watchStages(read, () =>
				notices.add({ kind: 'unchecked', what: 'Pipelines and stages', reason: noStages }),
			)
		: read;
	const inputs = await arrange(source, settings, ledger, known);
	endIfCanceled(context, connection);
	if (settings.stopsOnError && !settings.dryRun) {
		const failed = ledger.settled().filter(isFailed);
		const invalid = failed.filter(({ fate }) => fate.outcome === 'invalid');
		if (invalid.length > 0) {
			const whole = { ...UPDATING, total: ledger.size, wasSent: false };
			throw toError(context.getNode(), invalid, whole);
		}
	}

	if (settings.dryRun) {
		await previewChanges(inputs, connection, known, ledger);
	} else {
		const changed = settings.skipUnchanged
			? skipUnchanged(inputs, connection, known, ledger, (reason) =>
					notices.add({ kind: 'unread', reason }),
				)
			: inputs;
		const operation = updateAds(
			connection.channel,
			(name, wanted, actual) => isSame(known.definitions?.byName.get(name), wanted, actual),
			(sent, answered) => findKept(sent, answered, known.definitions),
		);
		await deliver(changed, ledger, operation, connection.world);
	}
	endIfCanceled(context, connection);
	const settled = ledger.close();
	for (const { fate } of settled) {
		const others = fate.outcome === 'updated' ? fate.otherForms : undefined;
		for (const { property, label, sent, held } of others ?? []) {
			notices.add({ kind: 'otherForm', property, label, sent, held });
		}
	}
	return settled;
}

/** n8n shows an execution as canceled where the node's last word is that it was. */
function endIfCanceled(context: IExecuteFunctions, { world }: Connection): void {
	if (!world.end.cancel.aborted) return;
	throw new NodeOperationError(context.getNode(), 'The execution was canceled');
}

async function findDefinitions(
	context: IExecuteFunctions,
	settings: RunSettings,
	known: AccountDefinitions,
	notices: Notices,
): Promise<void> {
	const { checkValues, dryRun, duplicates, skipUnchanged: skips } = settings;
	const isMapping = needsDefinitions(context, settings);
	const isMerging = duplicates === 'merge';
	if (!isMapping && !checkValues && !dryRun && !skips && !isMerging) return;

	await known.load();
	const { reason } = known;
	if (reason && checkValues && !isMapping)
		notices.add({ kind: 'unchecked', what: 'Values', reason });
}
