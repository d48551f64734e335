import { describe, expect, it } from 'vitest';
import { AUTOMATICALLY, automatically, byHand, map, ON_ERROR, send } from './account.mts';
import { outcomesOf, pricesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();

const NO_MATCH_COLUMN = "'Property to Match On' is not chosen";
const NO_RECORD_ID =
	"This item has no field 'id', 'hs_object_id' or 'Record ID', so it is not known which ad is meant";
const EMPTY_RECORD_ID = "'Record ID' is empty, so it is not known which ad is meant";
const EMPTY_ID = "'id' is empty, so it is not known which ad is meant";
const NO_PROPERTY = 'There is no property to write';
const ALL_EMPTY = 'All values are empty, so there is nothing to write. Check the values';

describe('an item that names no ad or no value, mapped automatically', () => {
	it.each<[string, object, object, string]>([
		['no match column', { ...AUTOMATICALLY, matchingColumns: [] }, {}, NO_MATCH_COLUMN],
		['a match column of null', { ...AUTOMATICALLY, matchingColumns: null }, {}, NO_MATCH_COLUMN],
		['an empty id', AUTOMATICALLY, { id: ' ', hs_price: 1 }, EMPTY_ID],
		['no id', AUTOMATICALLY, { hs_price: 1 }, NO_RECORD_ID],
		['null as id', AUTOMATICALLY, { id: null, hs_price: 1 }, EMPTY_ID],
		[
			'an object as id',
			AUTOMATICALLY,
			{ id: { a: 1 }, hs_price: 1 },
			'digits, and an object (a) is not',
		],
		['true as id', AUTOMATICALLY, { id: true, hs_price: 1 }, 'digits, and true is not'],
		[
			'no unique value',
			automatically('reference_number'),
			{ id: '1', hs_price: 1 },
			"no field 'reference_number' or 'Reference number', so it is not known which ad is meant; it has 'id' and 'hs_price'",
		],
		['an empty item', AUTOMATICALLY, {}, NO_RECORD_ID],
		['no property', AUTOMATICALLY, { id: '1', color: 'red' }, NO_PROPERTY],
		['only a read-only property', AUTOMATICALLY, { id: '1', hs_createdate: 'x' }, NO_PROPERTY],
		['only an archived property', AUTOMATICALLY, { id: '1', old_reference: 'x' }, NO_PROPERTY],
		['only empty values', AUTOMATICALLY, { id: '1', hs_price: '', hs_city: null }, ALL_EMPTY],
		['an object as a value', AUTOMATICALLY, { id: '1', hs_price: { a: 1 } }, "'Price' (hs_price)"],
		[
			'a list for a property with one choice',
			AUTOMATICALLY,
			{ id: '1', hs_listing_type: ['house', 'townhouse'] },
			"'Listing type' (hs_listing_type)",
		],
	])('is refused with the field named: %s', async (_what, ads, item, message) => {
		await withAccount(async (account) => {
			const run = await map(account, [item], ads);

			expect(run.outputs[0][0].json.message).toContain(message);
			expect(run.outputs[0][0].json.details).toMatchObject({ outcome: 'invalid', itemIndex: 0 });
			expect(account.writes()).toEqual([]);
		});
	});
});

describe('an item that names no ad or no value, mapped by hand', () => {
	it.each<[string, object, string]>([
		['no match column', { ...byHand({ hs_price: 1 }), matchingColumns: [] }, NO_MATCH_COLUMN],
		['nothing mapped', { ...byHand({}), value: null }, EMPTY_RECORD_ID],
		['an expression that leads nowhere', byHand({ id: '={{ $json.id }}' }), EMPTY_RECORD_ID],
		['no property', byHand({ id: '1' }), NO_PROPERTY],
		['only empty values', byHand({ id: '1', hs_price: '', hs_city: null }), ALL_EMPTY],
		['a read-only property', byHand({ id: '1', hs_createdate: '2026-01-01' }), 'hs_createdate'],
		['an unknown property', byHand({ id: '1', hs_prise: 1 }), "no property 'hs_prise'"],
		[
			'a property with an empty unique value',
			byHand({ hs_price: 1 }, 'legacy_code'),
			'legacy_code',
		],
	])('is refused with the field named: %s', async (_what, ads, message) => {
		await withAccount(async (account) => {
			const run = await map(account, [{}], ads);

			expect(run.outputs[0][0].json.message).toContain(message);
			expect(outcomesOf(run.outputs[0])).toEqual(['invalid']);
			expect(account.writes()).toEqual([]);
		});
	});
});

describe('a value that is no plain one', () => {
	it.each<[string, string]>([
		['an object', '={{ { a: 1 } }}'],
		['NaN', '={{ NaN }}'],
		['Infinity', '={{ 1 / 0 }}'],
	])('is refused also where values are not checked: %s', async (_what, hs_price) => {
		await withAccount(async (account) => {
			const ads = byHand({ id: account.ids[0], hs_price });

			const run = await map(account, [{}], ads, { checkValues: false });

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid']);
			expect(run.outputs[0][0].json.details).toMatchObject({ property: 'hs_price' });
			expect(account.writes()).toEqual([]);
		});
	});
});

describe('ads as JSON that are no ads', () => {
	it.each(['', 'null', '5', '"text"', '[[]]', '{ "inputs": "1" }', '{ "inputs": null }'])(
		'are refused with the parameter named: %s',
		async (adsJson) => {
			await withAccount(async (account) => {
				const run = await send(account, [{}], {}, adsJson);

				expect(outcomesOf(run.outputs[0])).toEqual(['invalid']);
				expect(run.outputs[0][0].json.message).toContain("'Ads (JSON)'");
				expect(account.writes()).toEqual([]);
			});
		},
	);
});

describe('a number that no editor would take, from an expression', () => {
	it.each<[string, object, number[]]>([
		['a batch size above 100', { batchSize: '={{ 500 }}' }, [100, 100, 50]],
		['a batch size below 1', { batchSize: '={{ -3 }}', maxConcurrency: 50 }, Array(250).fill(1)],
		['a broken batch size', { batchSize: '={{ 90.5 }}', maxConcurrency: 1 }, [90, 90, 70]],
		['no batch size', { batchSize: '={{ null }}' }, [100, 100, 50]],
		['an empty batch size', { batchSize: '={{ "" }}' }, [100, 100, 50]],
	])(
		'is taken for the nearest that it could be, or the default: %s',
		async (_what, options, sizes) => {
			await withAccount(
				async (account) => {
					await account.updatePrices(pricesOf(account, 250), { parameters: { options } } as never);

					expect(account.writes().map(({ inputs }) => inputs)).toEqual(sizes);
				},
				{ limit: { max: 1_000 } },
			);
		},
	);
});

describe('no items at all', () => {
	it.each(ON_ERROR)('cause no request and no output (On Error: %s)', async (onError) => {
		await withAccount(async (account) => {
			const run = await map(account, [], AUTOMATICALLY, {}, onError);

			expect(run.status).toBe('success');
			expect(run.outputs).toEqual([[], []]);
			expect(account.hubspot.journal).toEqual([]);
		});
	});
});

describe('a token without any scope', () => {
	const tokens = { bare: { scopes: [] } };

	it.each(ON_ERROR)('leaves every ad unsent when mapping automatically (%s)', async (onError) => {
		await withAccount(
			async (account) => {
				const items = account.ids.slice(0, 150).map((id) => ({ id, hs_price: 5 }));

				const run = await map(account, items, AUTOMATICALLY, {}, onError);

				const { error, message } = run.outputs.flat()[149]?.json ?? {};
				expect(run.error?.message ?? error).toMatch(
					/^(None of 150 ads was updated|Ad \d+ was not sent), because the credential lacks the scope/,
				);
				expect(run.error?.description ?? message).toContain(
					'Add the scopes crm.objects.listings.read and crm.objects.listings.write',
				);
				expect(account.writes()).toEqual([]);
			},
			{ tokens },
		);
	});
});
