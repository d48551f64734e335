import { adKey, mergeDuplicates } from '../delivery/batches';
import type { Input, Ledger } from '../delivery/ledger';
import { valuesAfter } from '../properties/changes';
import type { Definitions } from '../properties/definitions';
import type { Line } from './read';
import type { RunSettings } from './settings';
import { nameAd } from './words';

/** Inputs that are handed on at once, so that others get their turn. */
const GROUP_SIZE = 100;

export type Groups = AsyncIterable<readonly Input[]>;

/** Applies the policy for ads that several items name. Merging needs all items first; so does On Error = Stop Workflow. */
export async function arrange(
	groups: Groups,
	settings: RunSettings,
	ledger: Ledger<Line>,
	definitions?: Definitions,
): Promise<Groups> {
	const { duplicates, stopsOnError } = settings;
	const kept = duplicates === 'reject' ? rejectDuplicates(groups, ledger) : groups;
	if (duplicates !== 'merge' && !stopsOnError) return kept;

	const inputs: Input[] = [];
	for await (const group of kept) {
		for (const input of group) inputs.push(input);
	}
	if (duplicates !== 'merge') return inGroups(inputs);

	const merged = mergeDuplicates(inputs, (earlier, later) => ({
		...earlier,
		...valuesAfter(later, earlier, definitions),
	}));
	return inGroups(merged);
}

async function* rejectDuplicates(groups: Groups, ledger: Ledger<Line>): AsyncGenerator<Input[]> {
	const seen = new Set<string>();
	for await (const group of groups) {
		yield group.filter((input) => {
			const key = adKey(input);
			if (!seen.has(key)) return seen.add(key);
			const said = `Ad ${nameAd(input)} was named before, and 'Duplicate Ads' is set to Reject`;
			ledger.settle(input.lines, { outcome: 'invalid', reason: { trouble: 'checks', said } });
			return false;
		});
	}
}

async function* inGroups(inputs: readonly Input[]): AsyncGenerator<readonly Input[]> {
	for (let start = 0; start < inputs.length; start += GROUP_SIZE) {
		yield inputs.slice(start, start + GROUP_SIZE);
	}
}
