import { describe, expect, it } from 'vitest';
import { useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

const WRITES = ['batchUpdate', 'patchAd'];

describe.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
	'a dry run (On Error: %s)',
	(onError) => {
		it('says of every ad on the first output what would change, and writes nothing', async () => {
			await withAccount(async (account) => {
				const [a, b] = account.ids;
				const before = account.hubspot.ads.all().map(({ values }) => values);

				const run = await preview(account, onError, [
					{ id: a, properties: { hs_price: 4, hs_city: 'Vigo' } },
					{
						id: 'REF-000002',
						idProperty: 'reference_number',
						properties: { hs_price: account.price(b) },
					},
					{ id: '404', properties: { hs_price: 1 } },
					{ id: a, properties: { hs_price: 'free' } },
					{ id: a, properties: { hs_price: '4.0', hs_city: 'Lugo' } },
				]);

				expect(run.outputs[0].map(({ json }) => json)).toEqual([
					{
						id: a,
						outcome: 'wouldUpdate',
						changes: {
							hs_price: { from: account.price(a), to: '4' },
							hs_city: { from: account.hubspot.ads.get(a)!.values.hs_city, to: 'Vigo' },
						},
					},
					{ id: 'REF-000002', idProperty: 'reference_number', outcome: 'unchanged', changes: {} },
					{
						id: '404',
						outcome: 'notFound',
						changes: {},
						reason: 'HubSpot has no ad with record ID 404',
					},
					{
						id: a,
						outcome: 'invalid',
						changes: {},
						reason: expect.stringContaining("'Price' (hs_price) takes a number"),
					},
					{ id: a, outcome: 'wouldUpdate', changes: { hs_city: { from: 'Vigo', to: 'Lugo' } } },
				]);
				expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
					[0, 1, 2, 3, 4].map((item) => ({ item })),
				);
				expect(run.outputs[1]).toEqual([]);
				expect(run.hints[0].message).toBe(
					'Nothing was written. 2 ads would be updated. 1 would not change. 2 could not be updated.',
				);
				expect(
					account.hubspot.journal.filter(({ endpoint }) => WRITES.includes(endpoint!)),
				).toEqual([]);
				expect(account.hubspot.ads.all().map(({ values }) => values)).toEqual(before);
			});
		});
	},
);

describe('a dry run that cannot read', () => {
	it('says that it could not, and writes nothing', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'batchRead' } });

			const run = await preview(account, 'continueErrorOutput', [
				{ id: account.ids[0], properties: { hs_price: 1 } },
			]);

			expect(run.outputs[1][0].json).toMatchObject({
				details: { outcome: 'notSent', statusCode: 403 },
			});
			expect(account.writes()).toEqual([]);
		});
	});
});

// Helpers

async function preview(
	account: Account,
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput',
	items: object[],
) {
	return await account.n8n.run({
		items: items as never,
		parameters: {
			specifyAds: 'json',
			adsJson: '={{ $json }}',
			options: { dryRun: true, maxWait: 1 },
		},
		node: { onError },
		credentials: { accessToken: account.token, baseUrl: account.url },
	});
}
