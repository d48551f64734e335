import type { Run } from '../ad/run';
import { AccountDefinitions } from '../hubspot/definitions';
import type { CreateFate, UpdateFate, UpsertFate } from '../hubspot/fates';
import type { WriteInput } from '../hubspot/inputs';
import type { Groups } from './duplicates';
import { readInputs } from './read';
import { needsDefinitions } from './readers';
import { watchStages } from './stages';
import type { Wanted } from './wanted';

/** A run of an operation that writes what items hold. */
type WritingRun = Run<CreateFate> | Run<UpdateFate> | Run<UpsertFate>;

/** What the items ask to be written, and what is known of the account to check it by. */
export interface Writes<In> {
	readonly known: AccountDefinitions;
	readonly inputs: Groups<In>;
}

/** Reads what is to be written. What goes unchecked because HubSpot's definitions cannot be read is told. */
export async function readWrites<In extends WriteInput>(
	run: WritingRun,
	wanted: Wanted<In>,
): Promise<Writes<In>> {
	const { context, items, settings, connection, ledger, notices } = run;
	const { apiVersion, checkValues } = settings;
	const known = new AccountDefinitions(connection, apiVersion, context.getExecutionId());
	if (!settings.invalid && asksForDefinitions(run)) {
		await known.load();
		const { reason } = known;
		if (reason && checkValues && !cannotGoOn(run)) {
			notices.add({ kind: 'unchecked', what: 'Values', reason });
		}
	}
	const inputs = readInputs(context, items, settings, wanted, known, ledger, notices);
	const reason = checkValues ? known.noStages : undefined;
	if (!reason) return { known, inputs };
	const tell = () => notices.add({ kind: 'unchecked', what: 'Pipelines and stages', reason });
	return { known, inputs: watchStages(inputs, tell) };
}

function asksForDefinitions(run: WritingRun): boolean {
	const { checkValues, dryRun, duplicates, skipUnchanged } = run.settings;
	return checkValues || dryRun || skipUnchanged || duplicates === 'merge' || cannotGoOn(run);
}

/** Whether nothing is sent where the definitions cannot be read. */
function cannotGoOn({ context, settings }: WritingRun): boolean {
	return needsDefinitions(context, settings) || settings.uniqueProperty !== '';
}
