import { describe, expect, it } from 'vitest';
import { changingRequests, ON_ERROR } from './account.mts';
import { get, BY_REFERENCE, outcomesOf, idsOf, pairsOf, reads } from './named.mts';
import { count, useAccount } from './trouble.mts';

const withAccount = useAccount();

describe('Batch Get', () => {
	it("gives HubSpot's record of each ad, in the order of the items and paired with them", async () => {
		await withAccount(async (account) => {
			const [a, b, c] = account.ids;

			const run = await get(account, [{ id: c }, { id: a }, { id: b }], {
				properties: ['hs_price'],
			});

			expect(run.outputs[0].map(({ json }) => json)).toEqual(
				[c, a, b].map((id) => ({
					id,
					properties: {
						hs_price: account.price(id),
						hs_createdate: expect.any(String),
						hs_lastmodifieddate: expect.any(String),
						hs_object_id: id,
					},
					createdAt: expect.any(String),
					updatedAt: expect.any(String),
					archived: false,
					url: expect.stringContaining(id),
				})),
			);
			expect(Object.keys(run.outputs[0][0].json.properties as object)[0]).toBe('hs_price');
			expect(pairsOf(run.outputs[0])).toEqual([0, 1, 2]);
			expect(run.hints).toMatchObject([{ message: '3 ads read in 1 request.', type: 'info' }]);
			expect(changingRequests(account)).toEqual([]);
		});
	});

	it('reads 250 ads in three requests', async () => {
		await withAccount(async (account) => {
			const ids = account.ids.slice(0, 250);

			const run = await get(
				account,
				ids.map((id) => ({ id })),
			);

			expect(idsOf(run.outputs[0])).toEqual(ids);
			expect(reads(account).map(({ inputs }) => inputs)).toEqual([100, 100, 50]);
			expect(run.hints[0].message).toBe('250 ads read in 3 requests.');
		});
	});

	it('finds ads by a unique property, whose value it shows', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;

			const run = await get(account, [{ id: ' REF-000002 ' }, { id: 'REF-000001' }], BY_REFERENCE);

			expect(idsOf(run.outputs[0])).toEqual([b, a]);
			expect(run.outputs[0][0].json.properties).toMatchObject({ reference_number: 'REF-000002' });
		});
	});

	it.each(['v3', '2026-03', '2026-09'])('speaks version %s only', async (apiVersion) => {
		await withAccount(async (account) => {
			await get(account, [{ id: account.ids[0] }], { properties: ['hs_price'] }, { apiVersion });

			const { journal } = account.hubspot;
			expect(new Set(journal.map(({ version }) => version))).toEqual(new Set([apiVersion]));
			expect(journal.filter(({ unknown }) => unknown)).toEqual([]);
		});
	});

	it('gives the properties alone with Simplify, the wanted ones first', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;

			const run = await get(
				account,
				[{ id }],
				{ properties: ['hs_price', 'hs_name'] },
				{ simplify: true },
			);

			const { json } = run.outputs[0][0];
			expect(Object.keys(json).slice(0, 3)).toEqual(['id', 'hs_price', 'hs_name']);
			expect(json).toMatchObject({ id, hs_price: account.price(id) });
		});
	});

	it.each<string[]>([[], ['hs_price'], ['hs_price', 'hs_merged_object_ids']])(
		'gives the survivor of a merged-away ID, and says which ID that was (properties: %j, %j)',
		async (...properties) => {
			await withAccount(async (account) => {
				const [gone, survivor] = account.ids;
				account.hubspot.merge(gone, survivor);

				const run = await get(account, [{ id: gone }, { id: survivor }], { properties });

				expect(run.outputs[0].map(({ json }) => [json.id, json.mergedFrom])).toEqual([
					[survivor, gone],
					[survivor, undefined],
				]);
				const shown = run.outputs[0][0].json.properties as object;
				const isAsked = properties.includes('hs_merged_object_ids');
				expect('hs_merged_object_ids' in shown).toBe(isAsked);
			});
		},
	);

	it('reads deleted ads, and only those, where Archived is set to Only', async () => {
		await withAccount(async (account) => {
			const [bin, live] = account.ids;
			account.hubspot.archive(bin);
			const items = [{ id: bin }, { id: live }];

			const without = await get(account, items);
			const only = await get(account, items, {}, { archived: 'only' });

			expect(outcomesOf(without.outputs[0])).toEqual(['notFound', 'found']);
			expect(outcomesOf(only.outputs[0])).toEqual(['found', 'notFound']);
			expect(only.outputs[0][0].json).toMatchObject({ id: bin, archived: true });
			expect(only.outputs[0][1].json.error).toBe(
				`HubSpot's recycling bin has no ad with record ID ${live}`,
			);
		});
	});

	it('has an expression for each item evaluated for that item', async () => {
		await withAccount(async (account) => {
			const [a, , c] = account.ids;
			const items = [
				{ key: a, by: 'id', wanted: ['hs_price'] },
				{ key: 'REF-000002', by: 'reference_number', wanted: 'hs_city, hs_name' },
				{ key: c, by: 'id', wanted: ['hs_bedrooms'] },
			];

			const run = await get(account, items, {
				adId: '={{ $json.key }}',
				matchOn: '={{ $json.by }}',
				properties: '={{ $json.wanted }}',
			});

			const shown = run.outputs[0].map(({ json }) => Object.keys(json.properties as object));
			const asked = ['hs_price', 'hs_city', 'hs_name', 'hs_bedrooms'];
			expect(idsOf(run.outputs[0])).toEqual(account.ids.slice(0, 3));
			expect(shown.map((names) => names.filter((name) => asked.includes(name)))).toEqual([
				['hs_price'],
				['hs_city', 'hs_name'],
				['hs_bedrooms'],
			]);
		});
	});

	it('reads for the first item alone where it is executed once', async () => {
		await withAccount(async (account) => {
			const items = account.ids.slice(0, 3).map((id) => ({ id }));

			const run = await get(account, items, {}, {}, undefined, { executeOnce: true });

			expect(idsOf(run.outputs[0])).toEqual(account.ids.slice(0, 1));
		});
	});

	it('asks for the pace and the size of batches that the options give', async () => {
		await withAccount(async (account) => {
			const items = account.ids.slice(0, 5).map((id) => ({ id }));

			await get(account, items, {}, { batchSize: 2, maxConcurrency: 1 });

			expect(reads(account).map(({ inputs }) => inputs)).toEqual([2, 2, 1]);
		});
	});
});

describe.each(ON_ERROR)(
	'Batch Get of an ad that HubSpot does not have (On Error: %s)',
	(onError) => {
		it('tells it apart from those that were read', async () => {
			await withAccount(async (account) => {
				const [a, b] = account.ids;
				const items = [{ id: a }, { id: '404', note: 'x' }, { id: b }];

				const run = await get(account, items, {}, {}, onError);

				const failed = run.outputs[onError === 'continueErrorOutput' ? 1 : 0].filter(
					({ json }) => 'error' in json,
				);
				if (onError === 'stopWorkflow') {
					expect(run.error).toMatchObject({
						message: '1 of 3 ads was not read: 1 not found',
						description: expect.stringMatching(
							/^\[Item 1\] 404: HubSpot has no ad with this record ID\.<br>\nCheck the ID/,
						),
						context: { itemIndex: 1 },
					});
					return;
				}
				expect(idsOf(run.outputs[0].filter(({ json }) => !('error' in json)))).toEqual([a, b]);
				expect(failed.map(({ json }) => json)).toEqual([
					{
						...(onError === 'continueErrorOutput' && items[1]),
						error: 'HubSpot has no ad with record ID 404',
						message: expect.stringMatching(/restored there for 90 days\.$/),
						details: expect.objectContaining({ outcome: 'notFound', itemIndex: 1, id: '404' }),
					},
				]);
				expect(pairsOf(failed)).toEqual([1]);
				expect(run.hints[0].message).toBe('2 ads read in 1 request. 1 was not read: 1 not found.');
			});
		});

		it('reads nothing with Stop Workflow where an ad is invalid, and else the others', async () => {
			await withAccount(async (account) => {
				const run = await get(account, [{ id: account.ids[0] }, { id: 'x' }], {}, {}, onError);

				if (onError === 'stopWorkflow') {
					expect(run.error?.message).toBe(
						'1 of 2 ads cannot be read as it is, so nothing was read',
					);
					return expect(account.hubspot.journal).toEqual([]);
				}
				expect(idsOf(run.outputs[0].slice(0, 1))).toEqual([account.ids[0]]);
			});
		});
	},
);

describe('Batch Get as a tool', () => {
	it('reads what the agent names in its one item, however it writes that', async () => {
		await withAccount(async (account) => {
			const ids = account.ids.slice(0, 120);
			const added = {
				toolCallId: 'call_7',
				sessionId: 's-1',
				chatInput: 'Which ones?',
				action: 'x',
			};

			const run = await get(account, [{ adId: ids.join(', '), ...added }], {
				adId: '={{ $json.adId }}',
			});

			expect(idsOf(run.outputs[0])).toEqual(ids);
			expect(count(pairsOf(run.outputs[0]).map(String))).toEqual({ '0': 120 });
			expect(JSON.stringify(reads(account))).not.toMatch(/call_7|s-1|Which ones/);
		});
	});
});
