import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { Ledger, type Settled } from '../delivery/ledger';
import type { Reason } from '../hubspot/fates';
import type { AdFate } from '../hubspot/adFate';
import { breakOff, toBareItems } from './breakOff';
import { connect, explain, type Connection } from './connection';
import { isFailed, toItems, type Line } from './emit';
import { Notices } from './notices';
import { watchRun } from './progress';
import { report } from './report';
import type { RunSettings } from './settings';
import { toError } from './stop';
import type { Verbs } from './verbs';

/** What an operation has at hand while it gives every ad its fate. */
export interface Run<Fate extends AdFate> {
	readonly context: IExecuteFunctions;
	readonly items: INodeExecutionData[];
	readonly settings: RunSettings;
	readonly connection: Connection;
	readonly ledger: Ledger<Line, Fate>;
	readonly notices: Notices;
	readonly verbs: Verbs;
}

type SettleAll<Fate extends AdFate> = (
	run: Run<Fate>,
) => Promise<ReadonlyArray<Settled<Line, Fate>> | undefined | void>;

/**
 * The frame of every operation: a run begins, is watched, ends or breaks off, is summed up, and leaves as items.
 * @param settleAll gives every ad of every item its fate in the ledger, or in what it returns
 */
export async function runOperation<Fate extends AdFate>(
	context: IExecuteFunctions,
	settings: RunSettings,
	verbs: Verbs,
	settleAll: SettleAll<Fate>,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	if (items.length === 0) return [];

	const connection = await connect(context, settings, context.getExecutionCancelSignal());
	const ledger = new Ledger<Line, Fate>();
	const run = { context, items, settings, connection, ledger, notices: new Notices(), verbs };
	const { dryRun: isDryRun } = settings;
	const { countRequests } = connection;
	const standing = { ledger, items: items.length, isDryRun, verbs, countRequests };
	const watch = watchRun(context, connection.world, standing);
	try {
		return await leave(run, await settle(run, settleAll));
	} finally {
		watch.end();
		connection.close();
	}
}

async function settle<Fate extends AdFate>(
	run: Run<Fate>,
	settleAll: SettleAll<Fate>,
): Promise<ReadonlyArray<Settled<Line, AdFate>>> {
	const { context, items, settings, connection, ledger } = run;
	try {
		const settled = await settleAll(run);
		endIfCanceled(run);
		return settled ?? ledger.close();
	} catch (error) {
		endIfCanceled(run);
		if (settings.stopsOnError && error instanceof NodeOperationError) {
			throw new NodeOperationError(context.getNode(), error);
		}
		const reason = explain(error);
		connection.world.end.end(reason);
		return breakOff(ledger, items.length, reason);
	}
}

async function leave(
	{ context, settings, connection, notices, verbs }: Run<AdFate>,
	settled: ReadonlyArray<Settled<Line, AdFate>>,
): Promise<INodeExecutionData[]> {
	try {
		report(context, settled, settings, verbs, connection, notices);
		return await toItems(settled, settings, verbs, connection.hide);
	} catch (error) {
		// n8n gives its own errors back as they are.
		if (settings.stopsOnError) throw new NodeOperationError(context.getNode(), error as Error);
		return toBareItems(settled, explain(error), settings);
	}
}

/** n8n shows an execution as canceled where the node's last word is that it was. */
export function endIfCanceled({
	context,
	connection,
}: Pick<Run<AdFate>, 'context' | 'connection'>): void {
	if (!connection.world.end.cancel.aborted) return;
	throw new NodeOperationError(context.getNode(), 'The execution was canceled');
}

/** With Stop Workflow nothing is sent at all where an ad cannot be. A dry run goes on. */
export function stopIfInvalid<Fate extends AdFate>({
	context,
	settings,
	ledger,
	verbs,
	notices,
	connection,
}: Run<Fate>): void {
	if (!settings.stopsOnError || settings.dryRun) return;
	const settled: ReadonlyArray<Settled<Line, AdFate>> = ledger.settled();
	const invalid = settled.filter(isFailed).filter(({ fate }) => fate.outcome === 'invalid');
	if (invalid.length === 0) return;
	const told = { warnings: (common?: Reason) => notices.describe(common), hide: connection.hide };
	const whole = { ...verbs, total: ledger.size, wasSent: false, ...told };
	throw toError(context.getNode(), invalid, whole);
}
