import type { IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../delivery/ledger';
import { NO_TRIES, type EarlierTries } from '../hubspot/earlierTries';
import type { CreateFate } from '../hubspot/fates';
import { toNameKey } from '../hubspot/inputs';
import type { Line } from './emit';
import type { RunSettings } from './settings';

/**
 * n8n's Retry On Fail runs the whole node again, for the ads too that the first run has created. Only a unique property keeps
 * HubSpot from taking those twice, so without one nothing is sent.
 */
export function refuseRetries(context: IExecuteFunctions, settings: RunSettings): RunSettings {
	const isSafe = settings.uniqueProperty !== '' || context.getNode().retryOnFail !== true;
	if (isSafe) return settings;
	const refusal =
		"'Retry On Fail' runs the whole node again, which would create ads twice. Switch it off in the node's Settings, or choose a 'Unique Property Name or ID' that every ad fills";
	const invalid = settings.invalid ? `${settings.invalid}. ${refusal}` : refusal;
	return { ...settings, invalid };
}

interface Tries extends EarlierTries {
	readonly made: Set<string>;
	readonly open: Set<string>;
	readonly runIndex: number;
}

/** By n8n's context of a node, which lasts as long as its execution, over all tries of the node and in a loop over its runs. */
const triesOf = new WeakMap<object, Tries>();

/** What earlier tries of this run of the node have made, and how that of this one is kept for the next. */
export function recallTries(context: IExecuteFunctions): {
	readonly earlier: EarlierTries;
	remember(ledger: Ledger<Line, CreateFate>): void;
} {
	if (context.getNode().retryOnFail !== true) return { earlier: NO_TRIES, remember: () => {} };
	const node = context.getContext('node');
	const runIndex = Number(context.getWorkflowDataProxy(0).$runIndex);
	const known = triesOf.get(node);
	const tries =
		known?.runIndex === runIndex
			? known
			: { made: new Set<string>(), open: new Set<string>(), runIndex };
	triesOf.set(node, tries);
	return {
		earlier: tries,
		remember(ledger) {
			for (const { line, fate } of ledger.settled()) {
				if ('record' in fate) tries.made.add(fate.record.id);
				const { id, idProperty } = line;
				const isOpen = fate.outcome === 'unconfirmed' && id !== undefined;
				if (isOpen) tries.open.add(toNameKey({ id, idProperty }));
			}
		},
	};
}
