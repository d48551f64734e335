import { describe, expect, it } from 'vitest';
import { get, BY_REFERENCE, outcomesOf, idsOf, reads } from './named.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount();

describe('names of properties in Batch Get', () => {
	it.each([
		[
			{ properties: ['hs_price', 'hs_prcie'] },
			"HubSpot has no property 'hs_prcie' of ads. Choose 'hs_price' if that is meant",
		],
		[
			{ properties: 'Price' },
			"HubSpot has no property 'Price' of ads. Choose 'hs_price' if that is meant",
		],
		[
			{ properties: 'hs_price,old_reference' },
			"The property 'old_reference' is archived in HubSpot. Restore the property in HubSpot",
		],
		[
			{ matchOn: 'old_reference' },
			"Ads cannot be found by 'old_reference', because this property is archived in HubSpot",
		],
		[{ properties: { a: 1 } }, "'Property Names or IDs' takes a list of names"],
		[{ properties: ['hs_price', 5] }, "'Property Names or IDs' takes a list of names"],
		[
			{ properties: [{ name: 'hs_price' }] },
			'takes a list of names, and an object (name) is none. Give internal names, such as hs_price',
		],
		[
			{ matchOn: 'hs_city' },
			"Ads cannot be found by 'hs_city', because this property does not have a value of its own for each ad. Choose Record ID or reference_number",
		],
		[
			{ matchOn: 'reference' },
			"Ads cannot be found by 'reference', because this property does not exist",
		],
	])('are refused before anything is read: %j', async (parameters, words) => {
		await withAccount(async (account) => {
			const items = account.ids.slice(0, 3).map((id) => ({ id }));

			const run = await get(account, items, parameters);
			const stopped = await get(account, items, parameters, {}, 'stopWorkflow');

			expect(outcomesOf(run.outputs[0])).toEqual(Array(3).fill('invalid'));
			expect(run.outputs[0][0].json.message).toContain(words);
			expect(stopped.error?.message).toContain(words.split('. ')[0]);
			expect(stopped.error?.message).toMatch(/^None of 3 ads was read, because /);
			expect(reads(account)).toEqual([]);
		});
	});

	it.each(['hs_price; hs_city', 'hs_price\nhs_city', '["hs_price", "hs_city"]'])(
		'may be one text: %j',
		async (properties) => {
			await withAccount(async (account) => {
				const [id] = account.ids;

				const run = await get(account, [{ id }], { properties });

				const { hs_price, hs_city } = account.hubspot.ads.get(id)!.values;
				expect(run.outputs[0][0].json.properties).toMatchObject({ hs_price, hs_city });
			});
		},
	);

	it('may be those that were made a moment ago', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			await get(account, [{ id }], { properties: ['hs_price'] });
			const price = account.hubspot.properties.get('hs_price')!;
			account.hubspot.properties.set('price_before', { ...price, name: 'price_before' });

			const run = await get(account, [{ id }], { properties: ['price_before'] });

			expect(outcomesOf(run.outputs[0])).toEqual(['found']);
		});
	});

	it('go unchecked where they cannot be read, and a hint says so', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'properties' } });

			const run = await get(account, [{ id: 'REF-000001' }], {
				...BY_REFERENCE,
				properties: ['hs_prcie'],
			});

			expect(idsOf(run.outputs[0])).toEqual(account.ids.slice(0, 1));
			expect(run.hints.map(({ message }) => message)).toEqual([
				'1 ad read in 1 request.',
				expect.stringMatching(
					/^Names of properties were not checked, because the credential lacks/,
				),
			]);
		});
	});
});
