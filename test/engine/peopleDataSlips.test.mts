import { describe, expect, it } from 'vitest';
import { automatically, byHand } from './account.mts';
import { handIn, tell, type Given } from './people.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount();

/** Several choices between which stands what nobody can be sure of: the cure has all of them. */
const SEVERAL = [
	...[
		'Pool|Garage',
		'Pool/Garage',
		'Pool & Garage',
		'Pool + Garage',
		'Pool and Garage',
		'Pool y Garage',
	],
	...[
		'Pool Garage',
		'• Pool\n• Garage',
		'- Pool\n- Garage',
		"['pool','garage']",
		'[pool, garage]',
		'{pool,garage}',
	],
	...['“Pool”, “Garage”', 'Pool · Garage', 'Pool - pool|garage'],
].map((features): [string, Given] => {
	const isKnown = features !== 'Pool - pool|garage';
	const says = isKnown
		? /; the nearest is pool;garage; use the internal value of one: /
		: /no option/;
	return [JSON.stringify(features), { item: { id: 'AD', features }, sends: {}, says }];
});

/** One choice is wanted: to name the nearest of two would be to choose. */
const ONE = ['house;townhouse', 'House, Townhouse', 'House/Townhouse', '["house","townhouse"]'].map(
	(hs_listing_type): [string, Given] => [
		hs_listing_type,
		{
			item: { id: 'AD', hs_listing_type },
			sends: {},
			says: /has no option "[^;]*;?[^;]*"; use the internal value of one: house/,
		},
	],
);

const LOOKS: Array<[what: string, given: Given]> = [
	...['Multi‑family', 'Multi–family', 'Multi−family', 'multi-FAMILY'].map(
		(text): [string, Given] => [
			`an option with another dash: ${text}`,
			{ item: { id: 'AD', hs_listing_type: text }, sends: { hs_listing_type: 'multi_family' } },
		],
	),
	[
		'a unique value with a space of another kind',
		{
			ads: automatically('reference_number'),
			item: { reference_number: 'REF\u00a0000001', hs_price: 5 },
			sends: {},
			says: /^HubSpot has no ad with 'reference_number' REF␣\(U\+00A0\)000001\./,
		},
	],
];

const IDS = [
	'"AD"',
	"'AD",
	'#AD',
	'AD,',
	'+AD',
	'(AD)',
	'https://app.hubspot.com/contacts/1/record/0-420/AD',
].map((id): [string, Given] => [
	id,
	{
		item: { id, hs_price: 5 },
		sends: {},
		says: /digits alone, and ".*" has more; send the digits\.$/,
	},
]);

const KEYS = [
	...[
		'Properties.hs_price',
		'properties/hs_price',
		'properties[hs_price]',
		'fields.hs_price',
		'ad:hs_price',
	],
	...['hs price', 'hs-price', 'Price:', 'Price (EUR)', 'properties.Price'],
].map((key): [string, Given] => [
	key,
	{
		item: { id: 'AD', hs_city: 'Vigo', [key]: 5 },
		sends: { hs_city: 'Vigo' },
		warns: /was not written; the nearest is 'Price' \(hs_price\)/,
	},
]);

const BLANKS: Array<[what: string, given: Given]> = [
	[
		'an expression of space and nothing',
		{
			ads: byHand({ id: 'AD', hs_price: 5, hs_city: '= {{ $json.city }} ' }),
			sends: { hs_price: '5' },
			warns: /^'City' \(hs_city\) was left out for 1 ad, because its value was empty/,
		},
	],
	[
		'a cell of space',
		{ item: { id: 'AD', hs_price: 5, hs_city: ' \u00a0' }, sends: { hs_price: '5' } },
	],
	[
		'a cell of space that clears',
		{
			item: { id: 'AD', hs_price: 5, hs_city: '\u200b' },
			options: { clearEmpty: true },
			sends: { hs_price: '5', hs_city: '' },
		},
	],
	[
		'a cell of space, unchecked',
		{
			item: { id: 'AD', hs_price: 5, hs_city: ' ' },
			options: { checkValues: false },
			sends: { hs_price: '5' },
		},
	],
	[
		'a text of space in JSON',
		{
			json: '{ "id": "AD", "properties": { "hs_price": 5, "hs_city": " " } }',
			sends: { hs_price: '5' },
			warns: /'City' \(hs_city\) was left out for 1 ad/,
		},
	],
	[
		'empty text in JSON, which clears',
		{ json: '{ "id": "AD", "properties": { "hs_city": "" } }', sends: { hs_city: '' } },
	],
];

const TEXTS: Array<[what: string, given: Given]> = [
	[
		'properties as JSON text, as a file of records has them',
		{
			item: { id: 'AD', properties: '{"hs_price":"5","hs_createdate":"x"}', url: 'x' },
			options: { extraFields: 'reject' },
			sends: { hs_price: '5' },
		},
	],
	[
		'properties as text that is no JSON',
		{ item: { id: 'AD', properties: 'all {of} them' }, sends: {}, says: /no property to write/ },
	],
	[
		'an ad as JSON text in a field',
		{
			item: { data: '{"id":"AD","hs_price":5}' },
			sends: {},
			says: /The text under 'data' is JSON of one: .* \{\{ \$json\.data\.parseJson\(\) \}\}/,
		},
	],
	[
		'ads of an agent as text in a field',
		{
			item: { output: '```json\n[{"id":"AD"}]\n```' },
			sends: {},
			says: /The text under 'output' is JSON of one/,
		},
	],
	[
		'other text in braces',
		{ item: { output: 'Hello {name}' }, sends: {}, says: /it has 'output'\.$/ },
	],
];

describe.each([
	['several choices in one text', SEVERAL],
	['two choices where one is wanted', ONE],
	['what looks the same', LOOKS],
	['a record ID with more around it', IDS],
	['a field that is a property behind other words', KEYS],
	['text of nothing but space', BLANKS],
	['an ad within a text', TEXTS],
])('%s', (_kind, rows) => {
	it.each(rows)('%s', async (_what, given) => {
		await withAccount(async (account) => {
			const told = tell(account, await handIn(account, given));

			if (given.says) expect(told.says).toMatch(given.says);
			else expect(told.says).toBe('');
			if (given.says?.source.includes('no ad with') !== true)
				expect(told.sends).toEqual(given.sends);
			if (given.warns) expect(told.warns).toMatch(given.warns);
			else expect(told.warns).toBe('');
		});
	});
});
