import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { refuseRetries } from '../ad/retryOnFail';
import { endIfCanceled, runOperation, stopIfInvalid, type Run } from '../ad/run';
import { readSettings } from '../ad/settings';
import { CREATING, CREATING_UNIQUE } from '../ad/verbs';
import { deliver } from '../delivery/deliver';
import type { Operation } from '../delivery/operation';
import type { Channel } from '../hubspot/channel';
import type { FindKept } from '../hubspot/comparing';
import { createAds, createNamedAds } from '../hubspot/createAds';
import type { CreateFate, CreateTold, Reason } from '../hubspot/fates';
import type { CreateInput } from '../hubspot/inputs';
import type { IsSame } from '../hubspot/judge';
import { comparisons } from '../inputs/comparisons';
import { arrange } from '../inputs/duplicates';
import { recallTries } from '../inputs/earlierTries';
import { previewNewAds } from '../inputs/previewNewAds';
import { refuseDiffering } from '../inputs/runOptions';
import { CREATES, createsBy, type Wanted } from '../inputs/wanted';
import { readWrites } from '../inputs/writes';
import { listUniques } from '../properties/definitions';

/** Makes the requests of ads that are to be created. */
type Create<In extends CreateInput> = (
	channel: Channel,
	isSame: IsSame,
	findKept: FindKept,
	uniques: readonly string[],
) => Operation<In, CreateTold, Reason>;

/** The operation Batch Create: exactly once where each ad has a value of a unique property, else never twice. */
export async function batchCreate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const read = readSettings(context, 'batchCreate');
	const settings = refuseRetries(context, await refuseDiffering(context, 'batchCreate', read));
	const { uniqueProperty } = settings;
	if (uniqueProperty !== '') {
		const wanted = createsBy(uniqueProperty);
		return await runOperation<CreateFate>(context, settings, CREATING_UNIQUE, (run) =>
			createAll(run, wanted, createNamedAds),
		);
	}
	return await runOperation<CreateFate>(context, settings, CREATING, (run) =>
		createAll(run, CREATES, createAds),
	);
}

async function createAll<In extends CreateInput>(
	run: Run<CreateFate>,
	wanted: Wanted<In>,
	create: Create<In>,
): Promise<void> {
	const { settings, connection, ledger } = run;
	const { known, inputs: read } = await readWrites(run, wanted);
	const inputs = await arrange(read, settings, ledger, known);
	endIfCanceled(run);
	stopIfInvalid(run);

	if (settings.dryRun) return await previewNewAds(inputs, connection, known, ledger);
	const operation = create(
		connection.channel,
		...comparisons(known, connection.hide),
		listUniques(known.definitions),
	);
	const tries = recallTries(run.context);
	if (!tries) return await deliver(inputs, ledger, operation, connection.world);
	try {
		const open = tries.settleMade(inputs, ledger);
		await deliver(open, tries.inDoubt(ledger), operation, connection.world);
	} finally {
		tries.remember(ledger);
	}
}
