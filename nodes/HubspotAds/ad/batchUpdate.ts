import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { deliver } from '../delivery/deliver';
import { Ledger, type Reason, type Settled } from '../delivery/ledger';
import { isSame } from '../properties/changes';
import type { Definitions } from '../properties/definitions';
import { arrange } from './arrange';
import { previewChanges, skipUnchanged } from './compare';
import { connect, type Connection } from './connection';
import { isNotUpdated, toError, toItems } from './emit';
import { loadDefinitions } from './loadDefinitions';
import { needsDefinitions, readInputs, type Line } from './read';
import { readSettings, type RunSettings } from './settings';
import { describeTrouble, summarise, summarisePreview } from './words';

/** The operation Batch Update: items become inputs, inputs batches, replies outcomes, and outcomes items again. */
export async function batchUpdate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	if (items.length === 0) return [];

	const settings = readSettings(context);
	const connection = await connect(context, settings);
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
	const loaded = settings.invalid
		? undefined
		: await findDefinitions(context, settings, connection);
	const definitions = loaded && 'byName' in loaded ? loaded : undefined;
	connection.isSame = (name, wanted, actual) =>
		isSame(definitions?.byName.get(name), wanted, actual);

	const ledger = new Ledger<Line>();
	const inputs = await arrange(
		readInputs(context, items, settings, loaded, ledger),
		settings,
		ledger,
		definitions,
	);
	endIfCanceled(context, connection);
	if (settings.stopsOnError && !settings.dryRun) {
		const invalid = ledger.settled().filter(({ fate }) => fate.outcome === 'invalid');
		if (invalid.length > 0) throw toError(context.getNode(), invalid, ledger.size, false);
	}

	if (settings.dryRun) {
		await previewChanges(inputs, settings, connection, definitions, ledger);
	} else {
		const source = settings.skipUnchanged
			? skipUnchanged(inputs, settings, connection, definitions, ledger)
			: inputs;
		await deliver(source, ledger, settings, connection.pace, connection.ports, connection.cancel);
	}
	endIfCanceled(context, connection);
	return await report(context, ledger.close(), settings, connection);
}

/** n8n shows an execution as canceled where the node's last word is that it was. */
function endIfCanceled(context: IExecuteFunctions, { cancel }: Connection): void {
	if (cancel.aborted) throw new NodeOperationError(context.getNode(), 'The execution was canceled');
}

async function findDefinitions(
	context: IExecuteFunctions,
	settings: RunSettings,
	{ ask }: Connection,
): Promise<Definitions | Reason | undefined> {
	const { apiVersion, checkValues, dryRun, skipUnchanged: skips } = settings;
	const isMapping = needsDefinitions(context, settings);
	if (!isMapping && !checkValues && !dryRun && !skips) return undefined;

	const loaded = await loadDefinitions(ask, apiVersion);
	if ('trouble' in loaded && checkValues && !isMapping) {
		const { what, todo } = describeTrouble(loaded);
		context.addExecutionHints({
			message: `Values were not checked, because ${what}.${todo ? ` ${todo}.` : ''}`,
			type: 'warning',
			location: 'outputPane',
		});
	}
	return loaded;
}

async function report(
	context: IExecuteFunctions,
	settled: ReadonlyArray<Settled<Line>>,
	settings: RunSettings,
	connection: Connection,
): Promise<INodeExecutionData[]> {
	const failed = settled.filter(
		({ fate }) => isNotUpdated(fate) && !(settings.dryRun && fate.outcome !== 'notSent'),
	);
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
