import { describe, expect, it } from 'vitest';
import { changingRequests, map } from './account.mts';
import { outcomesOf, pricesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

describe('On Error = Continue (using error output)', () => {
	it('splits the ads, and gives each error item its input and its three keys', async () => {
		await withAccount(async (account) => {
			const run = await map(account, items(account), undefined, {}, 'continueErrorOutput');

			expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 0 },
				{ item: 2 },
			]);
			expect(run.outputs[1].map(({ json }) => json)).toEqual([
				{
					...items(account)[1],
					error: 'HubSpot has no ad with record ID 404',
					message:
						'HubSpot has no ad with record ID 404. Check the ID in HubSpot, or match on a unique property; an ad that was deleted can be restored there for 90 days.',
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
					error: `Ad ${account.ids[3]} cannot be sent: 'Price' (hs_price) takes a number, and "a lot" is not one; send digits with a point for decimals, such as 12000.50`,
					message: expect.stringMatching(/such as 12000\.50\.$/),
					details: { outcome: 'invalid', itemIndex: 3, id: account.ids[3], property: 'hs_price' },
				},
				{
					...items(account)[4],
					error: expect.stringMatching(new RegExp(`^HubSpot refused ad ${account.ids[4]}: .+`)),
					message: expect.stringMatching(/\. Correct the value, or look at the ad in HubSpot\.$/),
					details: {
						outcome: 'rejected',
						itemIndex: 4,
						id: account.ids[4],
						property: 'reference_number',
						category: 'VALIDATION_ERROR',
						code: 'CONFLICTING_UNIQUE_VALUE',
						statusCode: 207,
						correlationId: expect.any(String),
					},
				},
			]);
			expect(run.outputs[1].map(({ pairedItem }) => pairedItem)).toEqual(
				[1, 3, 4].map((item) => ({ item })),
			);
			expect(run.hints).toMatchObject([
				{
					message:
						'2 ads updated in 1 request. 3 were not updated: 1 invalid, 1 rejected, 1 not found.',
					type: 'warning',
				},
			]);
		});
	});
});

describe('On Error = Continue', () => {
	it('gives all ads on one output, in the order of the input', async () => {
		await withAccount(async (account) => {
			const run = await map(account, items(account), undefined, {}, 'continueRegularOutput');

			const failed = run.outputs[0].filter(({ json }) => 'error' in json);
			expect(outcomesOf(run.outputs[0])).toEqual([
				'updated',
				'notFound',
				'updated',
				'invalid',
				'rejected',
			]);
			expect(failed.map(({ json }) => Object.keys(json))).toEqual(
				Array(3).fill(['error', 'message', 'details']),
			);
			expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 1, 2, 3, 4].map((item) => ({ item })),
			);
			expect(run.outputs[1]).toEqual([]);
		});
	});
});

describe('On Error = Stop Workflow', () => {
	it('sends nothing at all where one ad is invalid, and says which', async () => {
		await withAccount(async (account) => {
			const run = await map(account, items(account), undefined, {}, 'stopWorkflow');

			expect(run.status).toBe('error');
			expect(run.error).toMatchObject({
				message: '1 of 5 ads cannot be sent as it is, so nothing was sent',
				context: { itemIndex: 3 },
			});
			expect(run.error?.description).toMatch(
				/^\[Item 3\] \d+: 'Price' \(hs_price\) takes a number/,
			);
			expect(account.writes()).toEqual([]);
		});
	});

	it('lists the first ten of those that cannot be sent, and how many more there are', async () => {
		await withAccount(async (account) => {
			const ids = account.ids.slice(0, 250);

			const run = await map(
				account,
				ids.map((id, i) => ({ id, hs_price: i >= 7 && i < 19 ? 'a lot' : i })),
				undefined,
				{},
				'stopWorkflow',
			);

			expect(run.error).toMatchObject({
				message: '12 of 250 ads cannot be sent as they are, so nothing was sent',
				context: { itemIndex: 7 },
			});
			const lines = run.error!.description!.split('<br>\n');
			expect(lines.map((line) => line.slice(0, line.indexOf(']') + 1))).toEqual([
				...[7, 8, 9, 10, 11, 12, 13, 14, 15, 16].map((item) => `[Item ${item}]`),
				'',
			]);
			expect(lines[10]).toBe('… and 2 more');
			expect(changingRequests(account)).toEqual([]);
		});
	});

	it('says that nothing was sent, and why, where the definitions cannot be read', async () => {
		await withAccount(
			async (account) => {
				const run = await map(account, items(account), undefined, {}, 'stopWorkflow');

				expect(run.error?.message).toBe(
					'None of 5 ads was updated, because the credential lacks the scopes crm.objects.listings.read and crm.objects.listings.write',
				);
				expect(run.error?.description).toMatch(/^Add the scopes [^<\n]+$/);
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

			expect(run.error?.message).toBe('12 of 262 ads were not updated: 12 not found');
			const lines = run.error!.description!.split('<br>\n');
			expect(lines).toHaveLength(12);
			expect(lines[0]).toMatch(/^\[Item \d+\] 40400\d+: HubSpot has no ad with this record ID\.$/);
			expect(lines[10]).toBe('… and 2 more');
			expect(lines[11]).toMatch(/^Check the ID in HubSpot/);
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
		{ id: ids[4], reference_number: 'REF-000001' },
	];
}
