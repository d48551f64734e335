import { describe, expect, it } from 'vitest';
import { pricesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

describe('On Error = Continue (using error output)', () => {
	it('splits the ads, and gives each error item its input and its three keys', async () => {
		await withAccount(async (account) => {
			const run = await update(account, 'continueErrorOutput');

			expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 0 },
				{ item: 2 },
			]);
			expect(run.outputs[1].map(({ json }) => json)).toEqual([
				{
					...items(account)[1],
					error: 'HubSpot has no ad with record ID 404',
					message: 'HubSpot has no ad with record ID 404',
					details: {
						outcome: 'notFound',
						itemIndex: 1,
						id: '404',
						category: 'OBJECT_NOT_FOUND',
						statusCode: 207,
						correlationId: expect.any(String),
					},
				},
				{
					...items(account)[3],
					error:
						'\'Price\' (hs_price) takes a number, and "a lot" is not one; send digits with a point for decimals, such as 12000.50',
					message: expect.any(String),
					details: { outcome: 'invalid', itemIndex: 3, id: account.ids[3], property: 'hs_price' },
				},
			]);
			expect(run.hints).toMatchObject([
				{ message: '2 ads updated in 1 request. 2 were not updated.', type: 'warning' },
			]);
		});
	});
});

describe('On Error = Continue', () => {
	it('gives all ads on one output, in the order of the input', async () => {
		await withAccount(async (account) => {
			const run = await update(account, 'continueRegularOutput');

			expect(run.outputs[0].map(({ json }) => Object.keys(json).slice(0, 3))).toEqual([
				['id', 'properties', 'createdAt'],
				['error', 'message', 'details'],
				['id', 'properties', 'createdAt'],
				['error', 'message', 'details'],
			]);
			expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 1, 2, 3].map((item) => ({ item })),
			);
		});
	});
});

describe('On Error = Stop Workflow', () => {
	it('sends nothing at all where one ad is invalid, and says which', async () => {
		await withAccount(async (account) => {
			const run = await update(account, 'stopWorkflow');

			expect(run.status).toBe('error');
			expect(run.error).toMatchObject({
				message: '1 of 4 ads cannot be sent as it is, so nothing was sent',
				context: { itemIndex: 3 },
			});
			expect(run.error?.description).toMatch(/^\[Item 3\] 'Price' \(hs_price\) takes a number/);
			expect(account.writes()).toEqual([]);
		});
	});

	it('says that nothing was sent, and why, where the definitions cannot be read', async () => {
		await withAccount(
			async (account) => {
				const run = await update(account, 'stopWorkflow');

				expect(run.error?.message).toBe('4 of 4 ads were not updated');
				expect(run.error?.description).toContain('was not sent, because the credential lacks');
				expect(account.writes()).toEqual([]);
			},
			{ faults: [{ kind: 'missingScopes', match: { endpoint: 'properties' } }] },
		);
	});

	it('runs all batches to their end where HubSpot refuses some, and lists the first ten', async () => {
		await withAccount(async (account) => {
			const prices = { ...pricesOf(account, 250) };
			for (let i = 0; i < 12; i++) prices[`40400${i}`] = '5';

			const run = await account.updatePrices(prices, { node: { onError: 'stopWorkflow' } });

			expect(run.error?.message).toBe('12 of 262 ads were not updated');
			const lines = run.error!.description!.split('\n');
			expect(lines).toHaveLength(11);
			expect(lines[0]).toMatch(
				/^\[Item \d+\] HubSpot has no ad with record ID 40400\d+\. Check the ID in HubSpot/,
			);
			expect(lines[10]).toBe('… and 2 more');
			expect(account.ids.slice(0, 250).filter((id) => account.price(id) !== prices[id])).toEqual(
				[],
			);
		});
	});
});

// Helpers

function items({ ids }: Account) {
	return [
		{ id: ids[0], hs_price: '1' },
		{ id: '404', hs_price: '2' },
		{ id: ids[2], hs_price: '3' },
		{ id: ids[3], hs_price: 'a lot' },
	];
}

async function update(
	account: Account,
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput',
) {
	return await account.n8n.run({
		items: items(account),
		parameters: {
			specifyAds: 'fields',
			ads: { mappingMode: 'autoMapInputData', matchingColumns: ['id'], value: null },
		},
		node: { onError },
		credentials: { accessToken: account.token, baseUrl: account.url },
	});
}
