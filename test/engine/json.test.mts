import { describe, expect, it } from 'vitest';
import { send, sentInputs } from './account.mts';
import { count, outcomesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();

describe('ads as JSON', () => {
	it.each<[string, (ads: object[]) => unknown]>([
		['a list', (ads) => ads],
		["HubSpot's own body", (ads) => ({ inputs: ads })],
		['text of a list', (ads) => JSON.stringify(ads)],
		["text of HubSpot's own body", (ads) => JSON.stringify({ inputs: ads })],
	])('may be %s, and all of them are paired with their item', async (_form, form) => {
		await withAccount(async (account) => {
			const ads = account.ids.slice(0, 120).map((id) => ({ id, properties: { hs_price: 77 } }));

			const run = await send(account, [{}, { ads: form(ads) }], {}, '={{ $json.ads ?? $json }}');

			expect(run.outputs[0]).toHaveLength(121);
			expect(outcomesOf(run.outputs[0]).slice(1)).toEqual(Array(120).fill('updated'));
			expect(
				new Set(run.outputs[0].slice(1).map(({ pairedItem }) => JSON.stringify(pairedItem))),
			).toEqual(new Set(['{"item":1}']));
			expect(run.outputs[0].slice(1).map(({ json }) => json.id)).toEqual(ads.map(({ id }) => id));
		});
	});

	it('name an ad by a unique property, or by hs_object_id, which HubSpot does not take as one', async () => {
		await withAccount(async (account) => {
			const run = await send(account, [
				{ id: 'REF-000002', idProperty: 'reference_number', properties: { hs_price: 1 } },
				{ id: account.ids[2], idProperty: 'hs_object_id', properties: { hs_price: 2 } },
				{ id: account.ids[3], idProperty: ' ', properties: { hs_price: 3 } },
			]);

			expect(outcomesOf(run.outputs[0])).toEqual(['updated', 'updated', 'updated']);
			expect(run.outputs[0].map(({ json }) => json.id)).toEqual(account.ids.slice(1, 4));
			expect(sentInputs(account)).toEqual([
				{ id: 'REF-000002', idProperty: 'reference_number', properties: { hs_price: '1' } },
				{ id: account.ids[2], properties: { hs_price: '2' } },
				{ id: account.ids[3], properties: { hs_price: '3' } },
			]);
		});
	});

	it('leave one item each on its own output, whatever becomes of the others of their item', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;
			const properties = { hs_price: 3 };
			const inputs = [
				{ id: a, properties },
				{ id: '', properties },
				{ id: '404', properties },
			];

			const run = await send(
				account,
				[{ id: b, properties }, { inputs }],
				{},
				'={{ $json }}',
				'continueErrorOutput',
			);

			expect(run.outputs[0].map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
				[b, { item: 0 }],
				[a, { item: 1 }],
			]);
			expect(run.outputs[1].map(({ json, pairedItem }) => [json.details, pairedItem])).toEqual([
				[{ outcome: 'invalid', itemIndex: 1, property: 'id' }, { item: 1 }],
				[expect.objectContaining({ outcome: 'notFound', itemIndex: 1, id: '404' }), { item: 1 }],
			]);
		});
	});

	it('may be any number in one item', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const inputs = Array.from({ length: 200_000 }, (_, hs_price) => ({
				id,
				properties: { hs_price },
			}));

			const run = await send(account, [{ inputs }], { duplicates: 'merge' });

			expect(count(outcomesOf(run.outputs[0]))).toEqual({ updated: 200_000 });
			expect(account.writes()).toHaveLength(1);
			expect(account.price(id)).toBe('199999');
		});
	});

	it('keep their own trace id before the one of the option', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids.map((id) => ({ id, properties: { hs_price: 1 } }));

			const run = await send(account, [{ ...a, objectWriteTraceId: 'mine' }, b], {
				objectWriteTraceId: 'ours',
			});

			expect(run.outputs[0].map(({ json }) => json.objectWriteTraceId)).toEqual(['mine', 'ours']);
		});
	});

	it('clear a property by empty text, whatever the option says, and by null only where it says so', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const properties = { hs_city: '', hs_country: null, hs_price: 5 };

			await send(account, [{ id, properties }]);
			const left = account.hubspot.ads.get(id)!.values;
			await send(account, [{ id, properties }], { clearEmpty: true });

			expect(left.hs_city).toBe('');
			expect(left.hs_country).not.toBe('');
			expect(account.hubspot.ads.get(id)!.values.hs_country).toBe('');
		});
	});

	it.each<[string, unknown, string]>([
		['no JSON', '{ "id": ', "'Ads (JSON)' is not valid JSON"],
		['a number', 5, 'and this is a number'],
		['nothing', null, 'and this is nothing'],
		['an object of another kind', { name: 'x' }, "neither 'id' nor 'inputs'"],
		['an empty list', [], 'holds an empty list'],
		['an empty body', { inputs: [] }, 'holds an empty list'],
		['a list of texts', ['1'], 'and this is a string'],
		['no id', { properties: { hs_price: 1 } }, "'id' is empty"],
		['an empty id', { id: ' ', properties: { hs_price: 1 } }, "'id' is empty"],
		['no properties', { id: '1' }, "'properties' takes an object"],
		['properties as a list', { id: '1', properties: [1] }, "'properties' takes an object"],
		['no property', { id: '1', properties: {} }, 'There is no property to write'],
		[
			'an idProperty of a wrong type',
			{ id: '1', idProperty: 5, properties: { hs_price: 1 } },
			"'idProperty' takes",
		],
	])(
		'are refused where they are %s, and the message names the field',
		async (_what, value, message) => {
			await withAccount(async (account) => {
				const run = await send(account, [{ value }], {}, '={{ $json.value }}');

				expect(outcomesOf(run.outputs[0])).toEqual(['invalid']);
				expect(run.outputs[0][0].json.message).toContain(message);
				expect(account.writes()).toEqual([]);
			});
		},
	);

	it('say where the expression stands that cannot be evaluated', async () => {
		await withAccount(async (account) => {
			const run = await send(account, [{}], {}, '={{ $("Nowhere").item.json }}');

			expect(run.outputs[0][0].json.error).toBe(
				"An expression could not be evaluated: that of 'Ads (JSON)'; n8n says: Referenced node doesn't exist",
			);
		});
	});
});
