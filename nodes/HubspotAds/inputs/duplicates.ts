import type { Ledger } from '../delivery/ledger';
import type { Known } from '../hubspot/definitions';
import type { Reason } from '../hubspot/fates';
import { toNameKey, type CreateInput } from '../hubspot/inputs';
import { valuesAfter } from '../properties/changes';
import type { Definitions } from '../properties/definitions';
import type { RunSettings } from '../ad/settings';
import type { Line } from '../ad/emit';
import { Turns } from '../ad/turns';

/** Inputs that are handed on at once, so that others get their turn. */
const GROUP_SIZE = 100;

export type Groups<In> = AsyncIterable<readonly In[]>;

type Invalids = Pick<
	Ledger<Line, { readonly outcome: 'invalid'; readonly reason: Reason }>,
	'settle'
>;

/** Applies the policy for ads that several items name. Merging needs all items first; so does On Error = Stop Workflow. */
export async function arrange<In extends CreateInput>(
	groups: Groups<In>,
	settings: RunSettings,
	ledger: Invalids,
	known: Known = {},
): Promise<Groups<In>> {
	const { duplicates, stopsOnError } = settings;
	const kept = duplicates === 'reject' ? rejectDuplicates(groups, ledger) : groups;
	if (duplicates !== 'merge' && !stopsOnError) return kept;

	const inputs: In[] = [];
	for await (const group of kept) {
		for (const input of group) inputs.push(input);
	}
	const isMerging = duplicates === 'merge';
	return inGroups(isMerging ? await mergeDuplicates(inputs, known.definitions) : inputs);
}

async function* rejectDuplicates<In extends CreateInput>(
	groups: Groups<In>,
	ledger: Invalids,
): AsyncGenerator<In[]> {
	const seen = new Set<string>();
	for await (const group of groups) {
		yield group.filter((input) => {
			const key = keyOf(input);
			if (!seen.has(key)) return seen.add(key);
			const said = "An earlier item names the same ad, and 'Duplicate Ads' is set to Reject";
			ledger.settle(input.lines, { outcome: 'invalid', reason: { trouble: 'checks', said } });
			return false;
		});
	}
}

/** A new ad without a name is nobody else's. */
function keyOf({ id, idProperty, key }: CreateInput): string {
	return id === undefined ? key : toNameKey({ id, idProperty });
}

/**
 * One input for each ad, and every line is settled by the one write. Without definitions it is not known which values with
 * a leading `;` are choices that join others; such a write stays by itself, in its turn. Others get their turn in between.
 */
export async function mergeDuplicates<In extends CreateInput>(
	inputs: readonly In[],
	definitions?: Definitions,
): Promise<In[]> {
	const turns = new Turns();
	const done: In[] = [];
	const merged = new Map<string, In & { lines: number[] }>();
	for (const input of inputs) {
		if (turns.isDue) await turns.pass();
		const key = keyOf(input);
		const earlier = merged.get(key);
		if (!earlier || (!definitions && mayJoin(earlier.properties, input.properties))) {
			if (earlier) done.push(earlier);
			merged.set(key, { ...input, lines: [...input.lines] });
			continue;
		}
		// One array for all: with a new one each, many items for one ad would take quadratic time.
		earlier.lines.push(...input.lines);
		const later = valuesAfter(input.properties, earlier.properties, definitions);
		const properties = { ...earlier.properties, ...later };
		merged.set(key, { ...input, lines: earlier.lines, properties });
	}
	return [...done, ...merged.values()];
}

function mayJoin(earlier: CreateInput['properties'], later: CreateInput['properties']): boolean {
	return Object.entries(later).some(
		([name, value]) => value.startsWith(';') && Object.hasOwn(earlier, name),
	);
}

/** Hands inputs on in groups, so that others get their turn. */
export async function* inGroups<In>(inputs: readonly In[]): AsyncGenerator<readonly In[]> {
	for (let start = 0; start < inputs.length; start += GROUP_SIZE) {
		yield inputs.slice(start, start + GROUP_SIZE);
	}
}
