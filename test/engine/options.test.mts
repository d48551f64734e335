import { describe, expect, it } from 'vitest';
import {
	AUTOMATICALLY,
	byHand,
	changingRequests,
	map,
	priceIn,
	send,
	sentInputs,
} from './account.mts';
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
	it('are written in the order of the items, each in a batch of its own', async () => {
		await withAccount(async (account) => {
			const run = await send(account, sameAd(account), { duplicates: 'inOrder' });

			expect(run.outputs[0].map(({ json }) => priceIn(json))).toEqual(['1', '2', '3']);
			expect(account.writes()).toHaveLength(3);
			expect(account.price(account.ids[0])).toBe('3');
		});
	});

	it('are merged into one write with the later values, and every item gets its result', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const first = { id, properties: { hs_price: 0, hs_city: 'Lugo' } };
			const items = [first, ...sameAd(account)];

			const run = await send(account, items, { duplicates: 'merge' });

			expect(sentInputs(account)).toEqual([{ id, properties: { hs_price: '3', hs_city: 'Lugo' } }]);
			expect(run.outputs[0].map(({ json, pairedItem }) => [priceIn(json), pairedItem])).toEqual(
				[0, 1, 2, 3].map((item) => ['3', { item }]),
			);
		});
	});

	it.each([
		['checked', true, true, [{ hs_price: '5', features: ';lift;garden' }]],
		['unchecked', false, true, [{ hs_price: '5', features: ';lift;garden' }]],
		// Then it is not known what a leading semicolon means.
		['unknown', false, false, [{ hs_price: '5', features: ';lift' }, { features: ';garden' }]],
	])(
		'are merged without losing the choices that each item adds (%s)',
		async (_what, checkValues, mayReadDefinitions, sent) => {
			await withAccount(async (account) => {
				const { hubspot, ids } = account;
				const [id] = ids;
				hubspot.ads.write(id, { features: 'pool' });
				if (!mayReadDefinitions) {
					hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'properties' } });
				}
				const items = [{ hs_price: 5 }, { features: ';lift' }, { features: ';garden' }];

				await send(
					account,
					items.map((properties) => ({ id, properties })),
					{ duplicates: 'merge', checkValues },
				);

				expect(sentInputs(account)).toEqual(sent.map((properties) => ({ id, properties })));
				expect(hubspot.ads.get(id)!.values.features).toBe('pool;lift;garden');
			});
		},
	);

	it('are refused but for the first', async () => {
		await withAccount(async (account) => {
			const run = await send(account, sameAd(account), { duplicates: 'reject' });

			expect(outcomesOf(run.outputs[0])).toEqual(['updated', 'invalid', 'invalid']);
			expect(run.outputs[0][1].json.message).toMatch(
				/^Ad \d+ cannot be sent: An earlier item names the same ad/,
			);
			expect(account.price(account.ids[0])).toBe('1');
		});
	});

	it('keep all ads from being sent where they are refused and the workflow stops', async () => {
		await withAccount(async (account) => {
			const options = { duplicates: 'reject' };

			const run = await send(account, sameAd(account), options, undefined, 'stopWorkflow');

			expect(run.error?.message).toBe('2 of 3 ads cannot be sent as they are, so nothing was sent');
			expect(changingRequests(account)).toEqual([]);
		});
	});
});

describe('Clear Properties When Empty', () => {
	it.each([
		[false, {}],
		[true, { hs_city: '', hs_country: '' }],
	])(
		'decides whether empty values clear, however they are mapped (%s)',
		async (clearEmpty, cleared) => {
			await withAccount(async (account) => {
				const item = { id: account.ids[0], hs_city: '', hs_country: null, hs_price: 1 };

				await map(account, [item], AUTOMATICALLY, { clearEmpty });
				await map(account, [{}], byHand(item), { clearEmpty });

				const input = { id: item.id, properties: { ...cleared, hs_price: '1' } };
				expect(sentInputs(account)).toEqual([input, input]);
				expect(account.hubspot.ads.get(item.id)!.values).toMatchObject(cleared);
			});
		},
	);

	it('takes an expression that leads nowhere for no value at all, not for an empty one', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const price = account.price(id);
			const mapped = byHand({ id, hs_price: '={{ $json.prise }}', hs_city: 'Vigo' });

			await map(account, [{ price: 5 }], mapped, { clearEmpty: true });

			expect(sentInputs(account)).toEqual([{ id, properties: { hs_city: 'Vigo' } }]);
			expect(account.price(id)).toBe(price);
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

			const keys = 'id properties createdAt updatedAt archived url';
			expect(Object.keys(raw.json).join(' ')).toBe(keys);
			expect(simple.json).toMatchObject({ id: account.ids[0], hs_price: '5' });
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
				const [{ message }] = run.hints;
				expect(message).toBe('1,000 ads updated in 60 requests. 4,000 were unchanged.');
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

	it('tells once that it may not read, and which scope is missing', async () => {
		await withAccount(
			async (account) => {
				const { ids } = account;
				const items = ids.slice(0, 150).map((id) => ({ id, properties: { hs_price: '1' } }));

				const run = await send(account, items, { skipUnchanged: true });

				expect(account.writes().reduce((sum, { inputs }) => sum + inputs, 0)).toBe(150);
				expect(run.hints.map(({ type }) => type)).toEqual(['info', 'warning']);
				expect(run.hints[1].message).toBe(
					"'Skip Unchanged Ads' skipped none of 150 ads that could not be read, because the credential lacks the scope crm.objects.listings.read. Add the scopes crm.objects.listings.read and crm.objects.listings.write to the key or app in HubSpot, and connect the credential again if it uses OAuth2.",
				);
			},
			{ tokens: { writer: { scopes: ['crm.objects.listings.write'] } } },
		);
	});

	it('tells nothing of ads that HubSpot does not have', async () => {
		await withAccount(async (account) => {
			const items = [{ id: '31009900001', properties: { hs_price: '1' } }];

			const run = await send(account, items, { skipUnchanged: true });

			expect(run.hints).toHaveLength(1);
		});
	});
});

describe('Timeout', () => {
	it('ends a request that takes longer', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'late', delayMs: 60_000 });
			const options = { timeout: 1, checkValues: false };

			const run = await send(account, sameAd(account, ['1']), options);

			expect(outcomesOf(run.outputs[0])).toEqual(['updated']);
			expect(account.writes()).toHaveLength(2);
		});
	});
});

// Helpers

function sameAd({ ids }: Account, prices: Array<string | number> = [1, 2, 3]): object[] {
	return prices.map((hs_price) => ({ id: ` ${ids[0]}`, properties: { hs_price } }));
}
