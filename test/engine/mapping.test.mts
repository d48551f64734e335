import { describe, expect, it } from 'vitest';
import { automatically, byHand, map, sentInputs } from './account.mts';
import { outcomesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

const FAILING = '={{ $("Nowhere").item.json.x }}';

describe('mapping by hand', () => {
	it('evaluates each expression for each item, and matches on a unique property', async () => {
		await withAccount(async (account) => {
			const value = {
				reference_number: '={{ $json.ref }}',
				hs_price: '={{ $json.price * 2 }}',
				hs_city: '={{ $json["the city"] }}',
				hs_country: 'Spain',
				id: null,
			};

			const run = await map(
				account,
				[{ ref: ' REF-000002 ', price: 10, 'the city': 'Vigo' }],
				byHand(value, 'reference_number'),
				{ clearEmpty: true },
			);

			expect(run.outputs[0][0].json.id).toBe(account.ids[1]);
			expect(valuesOf(account, 1)).toMatchObject({
				hs_price: '20',
				hs_city: 'Vigo',
				hs_country: 'Spain',
			});
		});
	});

	it('leaves out the columns that the editor does not show', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;

			await map(account, [{ id, price: 7 }], {
				mappingMode: 'defineBelow',
				matchingColumns: ['id'],
				value: { id, hs_price: '={{ $json.price }}', furnished: false },
				schema: [{ id: 'id' }, { id: 'hs_price' }, { id: 'furnished', removed: true }],
			});

			expect(sentInputs(account)).toEqual([{ id, properties: { hs_price: '7' } }]);
		});
	});

	it('refuses only the item whose expression cannot be evaluated', async () => {
		await withAccount(async (account) => {
			const value = { id: '={{ $json.id }}', hs_price: '={{ $json.price ?? $("Nowhere").item }}' };

			const run = await map(
				account,
				[
					{ id: account.ids[0], price: 7 },
					{ id: account.ids[1] },
					{ id: account.ids[2], price: 8 },
				],
				byHand(value),
			);

			expect(outcomesOf(run.outputs[0])).toEqual(['updated', 'invalid', 'updated']);
			expect(valuesOf(account, 2).hs_price).toBe('8');
			expect(run.outputs[0][1].json.message).toBe(
				"An expression could not be evaluated: that of 'Price' (hs_price); n8n says: Referenced node doesn't exist.",
			);
			expect(run.outputs[0][1].json.details).toEqual({ outcome: 'invalid', itemIndex: 1 });
		});
	});

	it.each<[string, object, object, string]>([
		['Record ID', { id: FAILING, hs_price: 5 }, {}, "'Record ID'"],
		[
			'a property',
			{ id: '={{ $json.id }}', hs_price: 5, hs_city: FAILING },
			{},
			"'City' (hs_city)",
		],
		[
			'a property of which nothing is known',
			{ id: '={{ $json.id }}', hs_city: FAILING },
			{ checkValues: false },
			"'hs_city'",
		],
		[
			'an option of each item',
			{ id: '={{ $json.id }}', hs_price: 5 },
			{ objectWriteTraceId: FAILING },
			"'Options › Object Write Trace ID'",
		],
	])('names the field whose expression fails: %s', async (_what, value, options, name) => {
		await withAccount(async (account) => {
			const run = await map(account, [{ id: account.ids[0] }], byHand(value), options);

			expect(run.outputs[0][0].json.error).toBe(
				`An expression could not be evaluated: that of ${name}; n8n says: Referenced node doesn't exist`,
			);
		});
	});

	it('writes a column with a fixed value to every ad', async () => {
		await withAccount(async (account) => {
			const value = { id: '={{ $json.id }}', hs_bedrooms: 3, furnished: true, hs_city: 'Vigo' };

			await map(account, [{ id: account.ids[0] }, { id: account.ids[1] }], byHand(value));

			const properties = { hs_bedrooms: '3', furnished: 'true', hs_city: 'Vigo' };
			expect(sentInputs(account)).toEqual([
				{ id: account.ids[0], properties },
				{ id: account.ids[1], properties },
			]);
		});
	});
});

describe('mapping automatically', () => {
	it("takes the item's keys that name writable properties, also in HubSpot's own record shape", async () => {
		await withAccount(async (account) => {
			const [a, b, c] = account.ids;

			await map(account, [
				{
					id: Number(a),
					hs_price: 1,
					hs_createdate: '2020-01-01',
					color: 'red',
					toolCallId: 'call-1',
				},
				{
					id: b,
					properties: { hs_price: '2', hs_object_id: b, hs_lastmodifieddate: 'x' },
					url: 'https://…',
				},
				{ hs_object_id: c, hs_price: '3' },
			]);

			expect(sentInputs(account)).toEqual([
				{ id: a, properties: { hs_price: '1' } },
				{ id: b, properties: { hs_price: '2' } },
				{ id: c, properties: { hs_price: '3' } },
			]);
		});
	});

	it('refuses items with other keys where told so, but not for the keys of agents', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;
			const items = [
				{ id: a, hs_price: 1, color: 'red' },
				{ id: b, hs_price: 2, toolCallId: 'call-1', sessionId: '1', hs_createdate: 'x' },
			];

			const run = await map(account, items, automatically('id'), { extraFields: 'reject' });

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid', 'updated']);
			expect(run.outputs[0][0].json).toMatchObject({
				error: `Ad ${account.ids[0]} cannot be sent: The field 'color' is not a property of HubSpot's ads. Remove it, or set 'Extra Fields' to Ignore`,
				details: { property: 'color', id: a },
			});
		});
	});

	it('takes what the node itself gave out, whatever it was told to add', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const all = { simplify: true, skipUnchanged: true, includeBatch: true };
			const [first] = (await map(account, [{ id, hs_price: 1 }], automatically('id'), all)).outputs;
			expect(first[0].json).toMatchObject({ id, outcome: 'updated', batch: expect.anything() });

			const again = [{ ...first[0].json, hs_price: 2 }];
			const run = await map(account, again, automatically('id'), { extraFields: 'reject' });

			expect(outcomesOf(run.outputs[0])).toEqual(['updated']);
		});
	});

	it('matches on a unique property, and does not write it', async () => {
		await withAccount(async (account) => {
			await map(
				account,
				[{ reference_number: 'REF-000003', hs_price: 9 }],
				automatically('reference_number'),
			);

			expect(sentInputs(account)).toEqual([
				{ id: 'REF-000003', idProperty: 'reference_number', properties: { hs_price: '9' } },
			]);
			expect(valuesOf(account, 2).hs_price).toBe('9');
		});
	});

	it('takes the key of the match column where an item names two ads', async () => {
		await withAccount(async (account) => {
			const [id, hs_object_id] = account.ids;
			const item = { id, hs_object_id, hs_price: 9 };

			await map(account, [item], automatically('hs_object_id'));

			expect(sentInputs(account)).toEqual([{ id: hs_object_id, properties: { hs_price: '9' } }]);
		});
	});

	it('cannot do without the definitions: no ad is sent, and the scope is named', async () => {
		await withAccount(
			async (account) => {
				const run = await map(account, [{ id: account.ids[0], hs_price: 1 }]);

				expect(run.outputs[0][0].json).toMatchObject({
					error: `Ad ${account.ids[0]} was not sent, because the credential lacks the scopes crm.objects.listings.read and crm.objects.listings.write`,
					details: { outcome: 'notSent', statusCode: 403 },
				});
				expect(account.writes()).toEqual([]);
			},
			{ faults: [{ kind: 'missingScopes', match: { endpoint: 'properties' } }] },
		);
	});
});

describe('mapping by hand and JSON', () => {
	it('go on unchecked without the definitions, and a hint says so', async () => {
		await withAccount(
			async (account) => {
				const run = await account.updatePrices(
					{ [account.ids[0]]: '5' },
					{ parameters: { options: { checkValues: true } } },
				);

				expect(outcomesOf(run.outputs[0])).toEqual(['updated']);
				expect(run.hints[1].message).toMatch(
					/^Values were not checked, because the credential lacks the scopes crm.objects.listings.read and/,
				);
			},
			{ faults: [{ kind: 'missingScopes', match: { endpoint: 'properties' } }] },
		);
	});
});

// Helpers

function valuesOf({ hubspot, ids }: Account, index: number) {
	return hubspot.ads.get(ids[index])!.values;
}
