import { describe, expect, it } from 'vitest';
import { AUTOMATICALLY, changingRequests, map, ON_ERROR, send, type OnError } from './account.mts';
import { useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

describe.each(ON_ERROR)('a dry run (On Error: %s)', (onError) => {
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
					reason: '2 properties would change: hs_price and hs_city',
				},
				{
					id: 'REF-000002',
					idProperty: 'reference_number',
					outcome: 'unchanged',
					changes: {},
					reason: 'The ad has these values already',
				},
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
				{
					id: a,
					outcome: 'wouldUpdate',
					changes: { hs_city: { from: 'Vigo', to: 'Lugo' } },
					reason: 'hs_city would change',
				},
			]);
			expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 1, 2, 3, 4].map((item) => ({ item })),
			);
			expect(run.outputs[1]).toEqual([]);
			const blocked = onError === 'stopWorkflow';
			expect(run.hints).toMatchObject([
				{
					message: `Nothing was written. 2 ads would be updated. 1 would not change. 2 could not be updated: 1 invalid, 1 not found.${blocked ? " A real run would send nothing, because 1 ad is invalid and 'On Error' is set to Stop Workflow." : ''}`,
					type: 'warning',
				},
			]);
			expect(changingRequests(account)).toEqual([]);
			expect(account.hubspot.ads.all().map(({ values }) => values)).toEqual(before);
		});
	});
});

describe('a dry run', () => {
	it('shows a value that the ad does not have as null', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;

			const run = await preview(account, 'stopWorkflow', [
				{ id, properties: { legacy_code: 'L-1', ad_text: '' } },
			]);

			expect(run.outputs[0][0].json.changes).toEqual({ legacy_code: { from: null, to: 'L-1' } });
		});
	});

	it.each([
		['followed', ['batchRead']],
		['dropped', ['batchRead', 'getAd']],
	] as const)(
		'follows an id that was merged away, as an update does (%s in a batch)',
		async (mergedInBatchRead, asked) => {
			await withAccount(async (account) => {
				const [gone, survivor] = account.ids;
				account.hubspot.guesses.mergedInBatchRead = mergedInBatchRead;
				account.hubspot.merge(gone, survivor);
				const from = account.price(survivor);
				const items = [
					{ id: gone, properties: { hs_price: 4 } },
					{ id: gone, properties: { hs_price: from } },
				];

				const run = await preview(account, 'stopWorkflow', items);

				const reason = 'hs_price would change';
				expect(run.outputs[0].map(({ json }) => json)).toEqual([
					{ id: gone, outcome: 'wouldUpdate', reason, changes: { hs_price: { from, to: '4' } } },
					{
						id: gone,
						outcome: 'wouldUpdate',
						reason,
						changes: { hs_price: { from: '4', to: from } },
					},
				]);
				const endpoints = account.hubspot.journal.map(({ endpoint }) => endpoint);
				expect(endpoints.filter((one) => /^(batchRead|getAd)$/.test(one ?? ''))).toEqual(asked);
			});
		},
	);

	it('previews automatic mapping', async () => {
		await withAccount(async (account) => {
			const items = account.ids.slice(0, 250).map((id) => ({ id, hs_price: 'a lot' }));
			items[7].hs_price = '4';

			const run = await map(account, items, AUTOMATICALLY, { dryRun: true }, 'stopWorkflow');

			expect(run.outputs[0]).toHaveLength(250);
			expect(run.outputs[0].map(({ json }) => json.outcome).lastIndexOf('wouldUpdate')).toBe(7);
			expect(run.hints[0].message).toBe(
				"Nothing was written. 1 ad would be updated. 249 could not be updated: 249 invalid. A real run would send nothing, because 249 ads are invalid and 'On Error' is set to Stop Workflow.",
			);
		});
	});

	it.each([
		['inOrder', ['wouldUpdate', 'wouldUpdate', 'unchanged'], ['1', '2', undefined]],
		['merge', ['wouldUpdate', 'wouldUpdate', 'wouldUpdate'], ['2', '2', '2']],
		['reject', ['wouldUpdate', 'invalid', 'invalid'], ['1', undefined, undefined]],
	])('treats one ad in several items as an update would (%s)', async (duplicates, fates, to) => {
		await withAccount(async (account) => {
			const items = [1, 2, 2].map((hs_price) => ({ id: account.ids[0], properties: { hs_price } }));

			const run = await preview(account, 'continueErrorOutput', items, { duplicates });

			expect(run.outputs[0].map(({ json }) => json.outcome)).toEqual(fates);
			expect(run.outputs[0].map(({ json }) => priceAfter(json))).toEqual(to);
			expect(changingRequests(account)).toEqual([]);
		});
	});

	it('adds choices to those that an earlier item would have added', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			account.hubspot.ads.write(id, { features: 'pool' });
			const items = [';lift', ';lift', ';garden'].map((features) => ({
				id,
				properties: { features },
			}));

			const run = await preview(account, 'stopWorkflow', items);

			expect(run.outputs[0].map(({ json }) => json.changes)).toEqual([
				{ features: { from: 'pool', to: 'pool;lift' } },
				{},
				{ features: { from: 'pool;lift', to: 'pool;lift;garden' } },
			]);
		});
	});

	it.each(['v3', '2026-03', '2026-09'])('speaks version %s only', async (apiVersion) => {
		await withAccount(async (account) => {
			const items = [{ id: account.ids[0], properties: { hs_price: 1 } }];

			await preview(account, 'stopWorkflow', items, { apiVersion });

			const { journal } = account.hubspot;
			expect(journal.map(({ endpoint }) => endpoint)).toContain('batchRead');
			expect(new Set(journal.map(({ version }) => version))).toEqual(new Set([apiVersion]));
			expect(journal.filter(({ unknown }) => unknown)).toEqual([]);
		});
	});
});

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

async function preview(account: Account, onError: OnError, items: object[], options: object = {}) {
	const dry = { dryRun: true, maxWait: 1, ...options };
	return await send(account, items, dry, undefined, onError);
}

function priceAfter(json: object): string | undefined {
	return (json as { changes: { hs_price?: { to: string } } }).changes.hs_price?.to;
}
