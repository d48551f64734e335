import { afterEach, describe, expect, it } from 'vitest';
import { AUTOMATICALLY, map, ON_ERROR, type OnError } from './account.mts';
import { replaceBuilt } from './builtModules.mts';
import type { RunResult } from './harness.mts';
import { outcomesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

const ADS = 250;
const BATCH = { batchSize: 100, maxConcurrency: 1, maxWait: 1 };

/** A fault in each stage of a run: the module, its function, the call that fails, options, and what is said of the ads. */
const stages: Array<[string, string, string, number, object, Record<string, number>]> = [
	['reading the options', 'ad/settings', 'readSettings', 1, {}, { notSent: ADS }],
	[
		'comparing the options of items',
		'inputs/runOptions',
		'refuseDiffering',
		1,
		{},
		{ notSent: ADS },
	],
	['watching the run', 'ad/progress', 'watchRun', 1, {}, { notSent: ADS }],
	['opening the connection', 'hubspot/transport', 'openTransport', 1, {}, { notSent: ADS }],
	[
		'opening the connection, unchecked',
		...(['hubspot/endpoints', 'readBaseUrl', 1] as const),
		{ checkValues: false },
		{ notSent: ADS },
	],
	[
		'opening the connection of a dry run',
		...(['hubspot/endpoints', 'readBaseUrl', 1] as const),
		{ dryRun: true },
		{ notSent: ADS },
	],
	['reading the definitions', 'properties/definitions', 'readDefinitions', 1, {}, { notSent: ADS }],
	['reading the parameters', 'inputs/automatic', 'readAutomatically', 1, {}, { notSent: ADS }],
	['reading an item', 'inputs/drafts', 'readId', 120, {}, { updated: 249, invalid: 1 }],
	[
		'checking an item',
		'properties/checks',
		'checkProperties',
		120,
		{},
		{ updated: 249, invalid: 1 },
	],
	['making inputs', 'hubspot/inputs', 'placeOf', 120, {}, { updated: 100, notSent: 150 }],
	[
		'merging',
		...(['properties/changes', 'valuesAfter', 1] as const),
		{ duplicates: 'merge' },
		{ notSent: ADS },
	],
	[
		'comparing',
		...(['properties/changes', 'findChanges', 150] as const),
		{ skipUnchanged: true },
		{ updated: 100, notSent: 150 },
	],
	[
		'previewing',
		...(['properties/changes', 'findChanges', 150] as const),
		{ dryRun: true },
		{ wouldUpdate: 149, notSent: 101 },
	],
	[
		'making a request',
		...(['hubspot/endpoints', 'batchUpdateRequest', 2] as const),
		{},
		{ updated: 100, unconfirmed: 100, notSent: 50 },
	],
	[
		'ending an exchange',
		// The first two are the account's definitions.
		...(['delivery/advice', 'refusedForMs', 4] as const),
		{},
		{ updated: 100, unconfirmed: 100, notSent: 50 },
	],
	[
		'judging a reply',
		// The first two replies are the account's definitions.
		...(['hubspot/limits', 'readLimits', 4] as const),
		{},
		{ updated: 100, unconfirmed: 100, notSent: 50 },
	],
];

describe.each(ON_ERROR)('a fault of the node itself (On Error: %s)', (onError) => {
	afterEach(() => mend());

	it.each(stages)('while %s leaves no ad without the truth', async (...stage) => {
		const [, file, name, nth, options, expected] = stage;
		await withAccount(async (account) => {
			damage(file, name, nth);

			const run = await runAll(account, options, onError);

			const isError = (outcome: string) => !['updated', 'wouldUpdate'].includes(outcome);
			expect(mend(), 'the fault was met').toBe(true);
			if (onError === 'stopWorkflow' && Object.keys(expected).some(isError)) {
				expect(run.error).toBeDefined();
				return;
			}
			const items = run.outputs.flat();
			expect(countOutcomes(items)).toEqual(expected);
			const broken = items.filter(({ json }) => /notSent|unconfirmed/.test(JSON.stringify(json)));
			for (const { json } of broken) {
				expect(json.message).toContain('the node itself failed (RangeError: broken on purpose). ');
				expect(json.message).toMatch(/\. Report it to the makers of this node\b/);
			}
			if (onError === 'continueErrorOutput') {
				expect(run.outputs[0].filter(({ json }) => json.error)).toEqual([]);
			}
		});
	});
});

describe.each(ON_ERROR.slice(1))('a fault while the output is made (On Error: %s)', (onError) => {
	afterEach(() => mend());

	it('leaves each ad its outcome, and asks to report it', async () => {
		await withAccount(async (account) => {
			damage('ad/emit', 'toItems', 1);

			const run = await runAll(account, {}, onError);

			const [first, ...others] = run.outputs.flat();
			expect(others).toHaveLength(ADS - 1);
			expect(first.json).toMatchObject({
				message: `Ad ${account.ids[0]} is 'updated', and more cannot be said, because the node itself failed (RangeError: broken on purpose). Report it to the makers of this node`,
				details: { outcome: 'updated', itemIndex: 0, id: account.ids[0] },
			});
			expect(first.pairedItem).toEqual({ item: 0 });
		});
	});
});

describe.each(ON_ERROR.slice(1))('a fault while the end is told (On Error: %s)', (onError) => {
	afterEach(() => mend());

	it('leaves each ad its outcome', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({
				kind: 'invalidToken',
				match: { endpoint: 'batchUpdate', nth: 2 },
			});
			const putBack = replaceBuilt('ad/emit', 'toItems', (own) => async (...given) => {
				const items = await own(...given);
				damage('ad/troubles', 'describeTrouble', 1);
				return items;
			});

			const run = await runAll(account, {}, onError).finally(putBack);

			expect(mend(), 'the fault was met').toBe(true);
			expect(countOutcomes(run.outputs.flat())).toEqual({ updated: 100, notSent: 150 });
		});
	});
});

// Helpers

let mend = (): boolean => false;

/** Makes a function of the built package throw once, at its nth call. */
function damage(file: string, name: string, nth: number): void {
	let calls = 0;
	const putBack = replaceBuilt(file, name, (own) => (...given) => {
		if (++calls === nth) throw new RangeError('broken on purpose');
		return own(...given);
	});
	mend = () => {
		putBack();
		return calls >= nth;
	};
}

async function runAll(account: Account, options: object, onError: OnError): Promise<RunResult> {
	const items = account.ids.slice(0, ADS).map((id, at) => ({ id, hs_price: 900_000 + at }));
	const all = 'duplicates' in options ? [...items.slice(1), items[1]] : items;
	return await map(account, all, AUTOMATICALLY, { ...BATCH, ...options }, onError);
}

function countOutcomes(items: RunResult['outputs'][0]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const outcome of items.map(outcomeOf)) counts[outcome] = (counts[outcome] ?? 0) + 1;
	return counts;
}

function outcomeOf(item: RunResult['outputs'][0][0]): string {
	const { outcome } = item.json;
	return typeof outcome === 'string' ? outcome : outcomesOf([item])[0];
}
