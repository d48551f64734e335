import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { breakOff, toBareItems } from '../ad/breakOff';
import { connect, explain, type Connection } from '../ad/connection';
import { isFailed, toError, toItems, type Line } from '../ad/emit';
import { readSettings, type RunSettings } from '../ad/settings';
import { describeTrouble, summarise, summarisePreview } from '../ad/words';
import { deliver } from '../delivery/deliver';
import { Ledger, type Settled } from '../delivery/ledger';
import { AccountDefinitions } from '../hubspot/definitions';
import type { Reason, UpdateFate } from '../hubspot/fates';
import { updateAds } from '../hubspot/updateAds';
import { previewChanges, skipUnchanged } from '../inputs/compare';
import { arrange } from '../inputs/duplicates';
import { needsDefinitions } from '../inputs/desk';
import { Notices } from '../inputs/notices';
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
	try {
		return await run(context, items, settings, connection);
	} finally {
		connection.close();
	}
}

async function run(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	settings: RunSettings,
	connection: Connection,
): Promise<INodeExecutionData[]> {
	const ledger = new Ledger<Line, UpdateFate>();
	const notices = new Notices();
	let settled: ReadonlyArray<Settled<Line, UpdateFate>>;
	try {
		settled = await settleAll(context, items, settings, connection, ledger, notices);
	} catch (error) {
		endIfCanceled(context, connection);
		if (settings.stopsOnError && error instanceof NodeOperationError) throw error;
		const reason = explain(error);
		connection.world.end.end(reason);
		settled = breakOff(ledger, items.length, reason);
	}
	for (const { fate } of settled) {
		const others = fate.outcome === 'updated' ? fate.otherForms : undefined;
		for (const { property, label, sent, held } of others ?? []) {
			notices.add({ kind: 'otherForm', property, label, sent, held });
		}
	}
	warn(context, notices);
	try {
		return await report(context, settled, settings, connection);
	} catch (error) {
		if (settings.stopsOnError) throw error;
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
	if (!settings.invalid) await findDefinitions(context, settings, known);
	const { noStages } = known;
	const read = readInputs(context, items, settings, known, ledger, notices);
	const isUnchecked = noStages && settings.checkValues;
	const source = isUnchecked
		? watchStages(read, () => sayUnchecked(context, 'Pipelines and stages', noStages))
		: read;
	const inputs = await arrange(source, settings, ledger, known);
	endIfCanceled(context, connection);
	if (settings.stopsOnError && !settings.dryRun) {
		const failed = ledger.settled().filter(isFailed);
		const invalid = failed.filter(({ fate }) => fate.outcome === 'invalid');
		if (invalid.length > 0) {
			warn(context, notices);
			throw toError(context.getNode(), invalid, ledger.size, false);
		}
	}

	if (settings.dryRun) {
		await previewChanges(inputs, connection, known, ledger);
	} else {
		const changed = settings.skipUnchanged
			? skipUnchanged(inputs, connection, known, ledger)
			: inputs;
		const operation = updateAds(
			connection.channel,
			(name, wanted, actual) => isSame(known.definitions?.byName.get(name), wanted, actual),
			(sent, answered) => findKept(sent, answered, known.definitions),
		);
		await deliver(changed, ledger, operation, connection.world);
	}
	endIfCanceled(context, connection);
	return ledger.close();
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
): Promise<void> {
	const { checkValues, dryRun, duplicates, skipUnchanged: skips } = settings;
	const isMapping = needsDefinitions(context, settings);
	const isMerging = duplicates === 'merge';
	if (!isMapping && !checkValues && !dryRun && !skips && !isMerging) return;

	await known.load();
	const { reason } = known;
	if (reason && checkValues && !isMapping) sayUnchecked(context, 'Values', reason);
}

/** Tells what was asked for and not sent. */
function warn(context: IExecuteFunctions, notices: Notices): void {
	const lines = notices.describe();
	if (lines.length === 0) return;
	context.addExecutionHints({
		// n8n's editor shows a hint as HTML.
		message: lines.map((line) => line.replaceAll('<', '&lt;')).join('<br>\n'),
		type: 'warning',
		location: 'outputPane',
	});
}

function sayUnchecked(context: IExecuteFunctions, what: string, reason: Reason): void {
	const { what: why, todo } = describeTrouble(reason);
	context.addExecutionHints({
		message: `${what} were not checked, because ${why}.${todo ? ` ${todo}.` : ''}`,
		type: 'warning',
		location: 'outputPane',
	});
}

async function report(
	context: IExecuteFunctions,
	settled: ReadonlyArray<Settled<Line, UpdateFate>>,
	settings: RunSettings,
	connection: Connection,
): Promise<INodeExecutionData[]> {
	const failed = settled
		.filter(isFailed)
		.filter(({ fate }) => !settings.dryRun || fate.outcome === 'notSent');
	if (failed.length > 0 && settings.stopsOnError) {
		throw toError(context.getNode(), failed, settled.length, true);
	}
	const outcomes = settled.map(({ fate }) => fate.outcome);
	context.addExecutionHints({
		message: settings.dryRun
			? summarisePreview(outcomes)
			: summarise(outcomes, connection.countRequests()),
		type: failed.length > 0 ? 'warning' : 'info',
		location: 'outputPane',
	});
	return await toItems(settled, settings);
}
