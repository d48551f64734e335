import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Line } from '../ad/emit';
import { endIfCanceled, runOperation, stopIfInvalid, type Run } from '../ad/run';
import { readSettings } from '../ad/settings';
import { UPSERTING } from '../ad/verbs';
import { deliver } from '../delivery/deliver';
import type { Settled } from '../delivery/ledger';
import type { Known } from '../hubspot/definitions';
import type { UpdateFate, UpsertFate } from '../hubspot/fates';
import type { UpsertInput } from '../hubspot/inputs';
import { updateAds } from '../hubspot/updateAds';
import { upsertAds } from '../hubspot/upsertAds';
import { comparisons } from '../inputs/comparisons';
import { previewChanges, skipUnchanged } from '../inputs/compare';
import { arrange, type Groups } from '../inputs/duplicates';
import { writeLaterAgain } from '../inputs/otherNames';
import { refuseDiffering } from '../inputs/runOptions';
import { keepOrder } from '../inputs/sameAds';
import { settleNew, type New } from '../inputs/settleNew';
import { UPSERTS } from '../inputs/wanted';
import { readWrites } from '../inputs/writes';
import type { Changes } from '../properties/changes';
import { listUniques, NAME } from '../properties/definitions';

/** The operation Batch Create or Update: ads are found by a unique property, and made where there is none. */
export async function batchUpsert(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const read = readSettings(context, 'batchUpsert');
	const settings = await refuseDiffering(context, 'batchUpsert', read);
	return await runOperation(context, settings, UPSERTING, upsertAll);
}

async function upsertAll(
	run: Run<UpsertFate>,
): Promise<ReadonlyArray<Settled<Line, UpsertFate>> | undefined> {
	const { settings, connection, ledger } = run;
	const { known, inputs: read } = await readWrites(run, UPSERTS);
	const inputs = await arrange(read, settings, ledger, known);
	endIfCanceled(run);
	stopIfInvalid(run);

	if (settings.dryRun) {
		await previewAll(run, inputs, known);
		return undefined;
	}
	const changed = settings.skipUnchanged
		? skipUnchanged(inputs, connection, known, ledger, (reason) =>
				run.notices.add({ kind: 'unread', reason }),
			)
		: inputs;
	const uniques = listUniques(known.definitions);
	const { channel, world, hide } = connection;
	const compare = comparisons(known, hide);
	const operation = upsertAds(channel, ...compare, uniques);
	const fates = {
		settle: (lines: readonly number[], fate: UpsertFate) => ledger.settle(lines, withCure(fate)),
		markSent: (lines: readonly number[]) => ledger.markSent(lines),
	};
	await deliver(keepOrder(changed, uniques), fates, operation, world);
	endIfCanceled(run);
	const again = updateAds(channel, ...compare);
	return await writeLaterAgain(ledger.close(), known.definitions, again, world, toUpsertFate);
}

async function previewAll(
	{ connection, ledger }: Run<UpsertFate>,
	inputs: Groups<UpsertInput>,
	known: Known,
): Promise<void> {
	const news: New[] = [];
	const inputOf = new Map<UpsertFate, UpsertInput>();
	const fates = {
		settle(lines: readonly number[], fate: UpsertFate) {
			const input = inputOf.get(fate);
			if (!input || fate.outcome !== 'wouldCreate') ledger.settle(lines, fate);
			else news.push([input, fate]);
		},
	};
	await previewChanges(inputs, connection, known, fates, (input, changes) => {
		const fate = previewCreation(input, changes);
		inputOf.set(fate, input);
		return fate;
	});
	await settleNew(news, connection, ledger);
}

/** HubSpot takes an update without a name, and refuses a new ad without one. */
function previewCreation({ properties }: UpsertInput, changes: Changes): UpsertFate {
	if (properties[NAME]) return { outcome: 'wouldCreate', changes };
	return { outcome: 'invalid', reason: { trouble: 'nameless', property: NAME } };
}

/** Of an ad that was written and is gone by now HubSpot says so, which is a refusal here. */
function toUpsertFate(failed: UpdateFate, written: UpsertFate): UpsertFate {
	switch (failed.outcome) {
		case 'notFound':
			return { outcome: 'rejected', reason: failed.reason };
		case 'kept':
			return 'record' in written ? { ...failed, record: written.record, deed: 'updated' } : written;
		case 'rejected':
		case 'unconfirmed':
		case 'notSent':
			return failed;
		default:
			return written;
	}
}

/** Here it is another unique value than the one that names the ad. */
function withCure(fate: UpsertFate): UpsertFate {
	if (fate.outcome !== 'rejected' || fate.reason.trouble !== 'exists') return fate;
	if (fate.reason.holder === 'inBin') return fate;
	const todo = 'Change the value of that property, or look at the other ad in HubSpot';
	return { outcome: 'rejected', reason: { ...fate.reason, todo } };
}
