import { describe, expect, it } from 'vitest';
import { AUTOMATICALLY, automatically, byHand, map, runNode } from './account.mts';
import { handIn, tell, type Given } from './people.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount();

const CURE = 'switch the field that holds it from Fixed to Expression';

/** What people and models write into a field that is set to Fixed. */
const REFUSED: Array<[what: string, given: Given, says: string]> = [
	[
		'a number',
		{ ads: byHand({ id: 'AD', hs_price: '{{ $json.price }}' }) },
		`'Price' (hs_price) is the text of an expression, "{{ $json.price }}", and not its result; ${CURE}.`,
	],
	[
		'an option',
		{ ads: byHand({ id: 'AD', hs_listing_type: '{{ $("Sheet").item.json.type }}' }) },
		`'Listing type' (hs_listing_type) is the text of an expression, "{{ $(\\"Sheet\\").item.json.type }}", and not its result; ${CURE}.`,
	],
	[
		'a day in JSON',
		{ json: '{ "id": "AD", "properties": { "available_from": "{{$now}}" } }' },
		`'Available from' (available_from) is the text of an expression, "{{$now}}", and not its result; ${CURE}.`,
	],
	[
		'a record ID',
		{ ads: byHand({ id: '{{ $json.id }}', hs_price: 5 }) },
		`'Record ID' is the text of an expression, "{{ $json.id }}", and not its result; ${CURE}.`,
	],
	[
		'a unique value',
		{ ads: byHand({ reference_number: '{{ $json.ref }}', hs_price: 5 }, 'reference_number') },
		`'reference_number' is the text of an expression, "{{ $json.ref }}", and not its result; ${CURE}.`,
	],
	[
		'a field of the item',
		{ ads: automatically('reference_number'), item: { reference_number: '{{ $json.ref }}' } },
		`'reference_number' is the text of an expression, "{{ $json.ref }}", and not its result; ${CURE}.`,
	],
	[
		'all of the JSON',
		{ json: '{{ $json }}' },
		`it stops being JSON in line 1, column 2, at "{ $json }}", where an expression was not evaluated; ${CURE}.`,
	],
	[
		'a part of the JSON',
		{ json: '{ "id": {{ $json.id }}, "properties": { "hs_price": 5 } }' },
		`at "{ $json.id }}, \\"pro…", where an expression was not evaluated; ${CURE}.`,
	],
];

describe('an expression that nothing evaluated', () => {
	it.each(REFUSED)('is refused as such in place of %s', async (_what, given, says) => {
		await withAccount(async (account) => {
			const told = tell(account, await handIn(account, given));

			expect(told.says).toContain(says);
			expect(told.sends).toEqual({});
		});
	});

	it.each([
		['dryRun', 'Dry Run'],
		['batchSize', 'Batch Size'],
		['duplicates', 'Duplicate Ads'],
	])('is refused as such in place of the option %s', async (name, label) => {
		await withAccount(async (account) => {
			const options = { [name]: '{{ $json.x }}' };

			const run = await map(account, [{ id: account.ids[0], hs_price: 5 }], AUTOMATICALLY, options);

			expect(run.outputs[0][0].json.error).toContain(
				`'${label}' is the text of an expression, "{{ $json.x }}", and not its result; ${CURE}`,
			);
			expect(account.hubspot.journal).toEqual([]);
		});
	});

	it.each([
		['batchGet', { adId: '{{ $json.x }}' }, "'Ad ID'"],
		[
			'getMany',
			{ filters: condition({ property: 'hs_city', operator: 'EQ', value: '{{ $json.x }}' }) },
			"'City' (hs_city)",
		],
		[
			'getMany',
			{ filters: condition({ property: 'hs_city', operator: 'IN', values: '{{ $json.x }}' }) },
			"'City' (hs_city)",
		],
		[
			'batchUpsert',
			{
				specifyAds: 'json',
				adsJson:
					'{ "idProperty": "reference_number", "properties": { "reference_number": "{{ $json.x }}" } }',
			},
			"'reference_number'",
		],
	])('is refused as such by %s with %j', async (operation, parameters, field) => {
		await withAccount(async (account) => {
			const run = await runNode(account, [{}], { operation, ...parameters });

			expect(run.outputs[0][0].json.error).toBe(
				`${field} is the text of an expression, "{{ $json.x }}", and not its result; ${CURE}`,
			);
		});
	});

	it.each([byHand({ id: 'AD', hs_city: '{{ $json.city }}' }), undefined])(
		'is written as a text, and told of',
		async (ads) => {
			await withAccount(async (account) => {
				const item = ads ? {} : { id: 'AD', hs_city: '{{ $json.city }}' };

				const told = tell(account, await handIn(account, { ads, item }));

				expect(told.sends).toEqual({ hs_city: '{{ $json.city }}' });
				expect(told.warns).toBe(
					`'City' (hs_city) of 1 ad is the text of an expression, "{{ $json.city }}", and not its result; ${CURE}.`,
				);
			});
		},
	);

	it.each(['Dear {{ contact.firstname }}, it costs $500', 'a {{b}} c', '{{{', '$json.city'])(
		'is not taken for one where it is a text such as %s',
		async (hs_city) => {
			await withAccount(async (account) => {
				const told = tell(account, await handIn(account, { item: { id: 'AD', hs_city } }));

				expect(told).toEqual({ sends: { hs_city }, says: '', warns: '' });
			});
		},
	);
});

// Helpers

function condition(one: object): object {
	return { conditions: [one] };
}
