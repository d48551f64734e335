import { describe, expect, it } from 'vitest';
import { count, outcomesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

describe('Check Values', () => {
	it('refuses before anything is sent, and writes an option by its label; off, HubSpot decides', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;
			const items = [
				{ id: a, properties: { hs_listing_type: 'House', hs_prise: 1 } },
				{ id: b, properties: { hs_listing_type: 'House' } },
			];

			const checked = await send(account, items);
			const unchecked = await send(account, items, { checkValues: false });

			expect(outcomesOf(checked.outputs[0])).toEqual(['invalid', 'updated']);
			expect(checked.outputs[0][0].json.message).toContain(
				"have no property 'hs_prise'; the nearest is",
			);
			expect(account.hubspot.ads.get(b)!.values.hs_listing_type).toBe('house');
			expect(outcomesOf(unchecked.outputs[0])).toEqual(['rejected', 'rejected']);
		});
	});
});

describe('Duplicate Ads', () => {
	const prices = [1, 2, 3];

	it('are written in the order of the items, each in a batch of its own', async () => {
		await withAccount(async (account) => {
			const run = await send(account, sameAd(account, prices), { duplicates: 'inOrder' });

			expect(run.outputs[0].map(({ json }) => priceIn(json))).toEqual(['1', '2', '3']);
			expect(account.writes()).toHaveLength(3);
			expect(account.price(account.ids[0])).toBe('3');
		});
	});

	it('are merged into one write that every item gets', async () => {
		await withAccount(async (account) => {
			const run = await send(account, sameAd(account, prices), { duplicates: 'merge' });

			expect(run.outputs[0].map(({ json, pairedItem }) => [priceIn(json), pairedItem])).toEqual([
				['3', { item: 0 }],
				['3', { item: 1 }],
				['3', { item: 2 }],
			]);
			expect(account.writes().map(({ inputs }) => inputs)).toEqual([1]);
		});
	});

	it('are refused but for the first', async () => {
		await withAccount(async (account) => {
			const run = await send(account, sameAd(account, prices), { duplicates: 'reject' });

			expect(outcomesOf(run.outputs[0])).toEqual(['updated', 'invalid', 'invalid']);
			expect(run.outputs[0][1].json.message).toContain(
				`An earlier item names the ad ${account.ids[0]} too`,
			);
			expect(account.price(account.ids[0])).toBe('1');
		});
	});
});

describe('Clear Properties When Empty', () => {
	it.each([
		[false, undefined],
		[true, ''],
	])('decides whether empty values clear when mapping (%s)', async (clearEmpty, written) => {
		await withAccount(async (account) => {
			const item = { id: account.ids[0], hs_city: '', hs_country: null, hs_price: 1 };
			const ads = { mappingMode: 'autoMapInputData', matchingColumns: ['id'], value: null };

			await send(account, [item], { clearEmpty }, { specifyAds: 'fields', ads });

			const [{ properties }] = (
				account.writes()[0].body as { inputs: Array<{ properties: Record<string, string> }> }
			).inputs;
			expect([properties.hs_city, properties.hs_country]).toEqual([written, written]);
		});
	});
});

describe('the shape of the output', () => {
	it('holds HubSpot’s record, or its properties alone, and the batch where asked for', async () => {
		await withAccount(async (account) => {
			const items = sameAd(account, [5]);

			const [raw] = (await send(account, items)).outputs[0];
			const [simple] = (await send(account, items, { simplify: true })).outputs[0];
			const [withBatch] = (await send(account, items, { includeBatch: true })).outputs[0];

			expect(Object.keys(raw.json)).toEqual([
				'id',
				'properties',
				'createdAt',
				'updatedAt',
				'archived',
				'url',
			]);
			expect(simple.json).toMatchObject({
				id: account.ids[0],
				hs_price: '5',
				hs_object_id: account.ids[0],
			});
			expect(simple.json).not.toHaveProperty('properties');
			expect(withBatch.json.batch).toEqual({
				status: 'COMPLETE',
				startedAt: expect.any(String),
				completedAt: expect.any(String),
			});
		});
	});
});

describe('Skip Unchanged Ads', () => {
	it('reads 5,000 ads in 50 requests and writes the 1,000 that change in 10', async () => {
		await withAccount(
			async (account) => {
				const items = account.ids.map((id, i) => ({
					id,
					properties: { hs_price: i % 5 === 0 ? '987654' : account.price(id) },
				}));

				const run = await send(account, items, { skipUnchanged: true });

				expect(count(account.hubspot.journal.map(({ endpoint }) => endpoint!))).toMatchObject({
					batchRead: 50,
					batchUpdate: 10,
				});
				expect(count(run.outputs[0].map(({ json }) => String(json.outcome)))).toEqual({
					updated: 1_000,
					unchanged: 4_000,
				});
				expect(run.outputs[0].map(({ json }) => json.id)).toEqual(account.ids);
				expect(run.hints.at(-1)!.message).toBe(
					'1000 ads updated in 60 requests. 4000 were unchanged.',
				);
			},
			{ ads: 5_000 },
		);
	});

	it('writes an ad that an earlier item changes, although it holds the value now', async () => {
		await withAccount(async (account) => {
			const now = account.price(account.ids[0])!;

			const run = await send(account, sameAd(account, ['1', now]), { skipUnchanged: true });

			expect(run.outputs[0].map(({ json }) => json.outcome)).toEqual(['updated', 'updated']);
			expect(account.price(account.ids[0])).toBe(now);
		});
	});

	it('writes what cannot be read', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'batchRead' } });

			const run = await send(account, sameAd(account, ['1']), { skipUnchanged: true });

			expect(run.outputs[0].map(({ json }) => json.outcome)).toEqual(['updated']);
		});
	});
});

describe('Timeout', () => {
	it('ends a request that takes longer', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({
				kind: 'late',
				delayMs: 60_000,
				match: { endpoint: 'batchUpdate' },
			});

			const run = await send(account, sameAd(account, ['1']), { timeout: 1 });

			expect(outcomesOf(run.outputs[0])).toEqual(['updated']);
			expect(account.writes()).toHaveLength(2);
		});
	});
});

// Helpers

function sameAd({ ids }: Account, prices: Array<string | number>): object[] {
	return prices.map((hs_price) => ({ id: ` ${ids[0]}`, properties: { hs_price } }));
}

function priceIn(json: object): unknown {
	return (json as { properties: Record<string, unknown> }).properties.hs_price;
}

async function send(
	account: Account,
	items: object[],
	options: object = {},
	parameters: object = {},
) {
	return await account.n8n.run({
		items: items as never,
		parameters: { specifyAds: 'json', adsJson: '={{ $json }}', options, ...parameters } as never,
		node: { onError: 'continueRegularOutput' },
		credentials: { accessToken: account.token, baseUrl: account.url },
	});
}
