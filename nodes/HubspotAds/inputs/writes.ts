import type { Run } from '../ad/run';
import { AccountDefinitions } from '../hubspot/definitions';
import type { UpdateFate } from '../hubspot/fates';
import { needsDefinitions } from './desk';
import type { Groups } from './duplicates';
import { readInputs } from './read';
import { watchStages } from './stages';

/** What the items ask to be written, and what is known of the account to check it by. */
export interface Writes {
	readonly known: AccountDefinitions;
	readonly inputs: Groups;
}

/** Reads what is to be written. What goes unchecked because HubSpot's definitions cannot be read is told. */
export async function readWrites(run: Run<UpdateFate>): Promise<Writes> {
	const { context, items, settings, connection, ledger, notices } = run;
	const { apiVersion, checkValues } = settings;
	const known = new AccountDefinitions(connection, apiVersion, context.getExecutionId());
	if (!settings.invalid && asksForDefinitions(run)) {
		await known.load();
		const { reason } = known;
		if (reason && checkValues && !needsDefinitions(context, settings)) {
			notices.add({ kind: 'unchecked', what: 'Values', reason });
		}
	}
	const inputs = readInputs(context, items, settings, known, ledger, notices);
	const reason = checkValues ? known.noStages : undefined;
	if (!reason) return { known, inputs };
	const tell = () => notices.add({ kind: 'unchecked', what: 'Pipelines and stages', reason });
	return { known, inputs: watchStages(inputs, tell) };
}

function asksForDefinitions({ context, settings }: Run<UpdateFate>): boolean {
	const { checkValues, dryRun, duplicates, skipUnchanged } = settings;
	const isMerging = duplicates === 'merge';
	return checkValues || dryRun || skipUnchanged || isMerging || needsDefinitions(context, settings);
}
