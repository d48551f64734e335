import { describe, expect, it } from 'vitest';
import { AUTOMATICALLY, map, runNode, send } from './account.mts';
import { outcomesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

describe('an option whose expression gives what the editor would not take', () => {
	it.each<[string, object, string]>([
		[
			'a batch size',
			{ batchSize: '={{ "many" }}' },
			`'Batch Size' takes a number, and "many" is not one`,
		],
		[
			'a switch',
			{ dryRun: '={{ "maybe" }}' },
			`'Dry Run' takes true or false, and "maybe" is neither`,
		],
		[
			'a choice',
			{ apiVersion: '={{ "v4" }}' },
			`'API Version' takes 2026-03, 2026-09 or v3, and "v4" is none of them`,
		],
		[
			'a choice by its label',
			{ duplicates: '={{ "Merge" }}' },
			`'Duplicate Ads' takes merge, reject or inOrder`,
		],
		[
			'no expression at all',
			{ timeout: '={{ $("Nowhere").item.json.s }}' },
			`'Timeout (Seconds)' could not be evaluated: `,
		],
	])('leaves every ad unsent, and says which option: %s', async (_what, options, words) => {
		await withAccount(async (account) => {
			const run = await send(account, prices(account), options);

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid', 'invalid']);
			expect(run.outputs[0][0].json.message).toContain(words);
			expect(run.outputs[0][1].json.details).toMatchObject({ id: account.ids[1] });
			expect(account.hubspot.journal).toEqual([]);
		});
	});

	it('stops the workflow where that is wanted, and sends the ads nowhere when mapping automatically', async () => {
		await withAccount(async (account) => {
			const options = { batchSize: '={{ "many" }}', extraFields: '={{ 7 }}' };
			const items = account.ids.slice(0, 2).map((id) => ({ id, hs_price: 5 }));

			const stopped = await map(account, items, AUTOMATICALLY, options, 'stopWorkflow');
			const branched = await map(account, items, AUTOMATICALLY, options, 'continueErrorOutput');

			expect(stopped.error?.message).toMatch(
				/^None of 2 ads was updated, because 'Batch Size' .*'Extra Fields'/,
			);
			expect(branched.outputs.map((items) => items.length)).toEqual([0, 2]);
			expect(account.hubspot.journal).toEqual([]);
		});
	});

	it.each([
		[{ dryRun: '={{ "false" }}' }, ['updated', 'updated'], 1],
		[{ clearEmpty: '={{ null }}' }, ['updated', 'updated'], 1],
		[{ checkValues: '={{ "False" }}', batchSize: '={{ "1" }}' }, ['updated', 'updated'], 2],
	])(
		'is understood where it can be meant in one way only: %j',
		async (options, outcomes, writes) => {
			await withAccount(async (account) => {
				const run = await send(account, prices(account), options);

				expect(outcomesOf(run.outputs[0])).toEqual(outcomes);
				expect(account.writes()).toHaveLength(writes);
			});
		},
	);
});

describe('a credential that n8n does not hand out', () => {
	it('leaves every ad unsent', async () => {
		await withAccount(async (account) => {
			const parameters = { specifyAds: 'json', adsJson: '={{ $json }}' };

			const run = await runNode(account, prices(account), parameters, 'continueErrorOutput', {
				node: { onError: 'continueErrorOutput', credentials: {} },
			});

			expect(run.outputs.map((items) => items.length)).toEqual([0, 2]);
			expect(outcomesOf(run.outputs[1])).toEqual(['notSent', 'notSent']);
			expect(run.outputs[1][0].json.message).toContain(
				`Ad ${account.ids[0]} was not sent, because n8n could not use the credential (`,
			);
		});
	});
});

// Helpers

function prices({ ids }: Account): object[] {
	return ids.slice(0, 2).map((id) => ({ id, properties: { hs_price: 5 } }));
}
