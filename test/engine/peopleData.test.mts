import { describe, expect, it } from 'vitest';
import { AUTOMATICALLY, byHand, map, send } from './account.mts';
import { handIn, prepare, tell, type Given } from './people.mts';
import { outcomesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();

/** What users of other importers met, by the ids of the collection of public reports. */
const ROWS: Array<[id: string, what: string, given: Given]> = [
	[
		'A1',
		'a point before three digits',
		{
			item: { id: 'AD', hs_price: '150.000' },
			sends: {},
			says: /150 or 150,000; set the option 'Number Format'/,
		},
	],
	[
		'A1',
		'the same with Comma for Decimals',
		{
			item: { id: 'AD', hs_price: '150.000' },
			options: { numberFormat: 'comma' },
			sends: { hs_price: '150000' },
		},
	],
	['A4', 'a number', { item: { id: 'AD', hs_price: 334327.57 }, sends: { hs_price: '334327.57' } }],
	[
		'A4',
		'a German price',
		{ item: { id: 'AD', hs_price: '12.000,50 €' }, sends: { hs_price: '12000.5' } },
	],
	[
		'A6',
		'an American debt',
		{ item: { id: 'AD', hs_price: '-$1,250.50' }, sends: { hs_price: '-1250.5' } },
	],
	[
		'A6',
		'a tiny number',
		{ item: { id: 'AD', hs_price: 1.5e-7 }, sends: { hs_price: '0.00000015' } },
	],
	[
		'B1',
		"a spreadsheet's day",
		{ item: { id: 'AD', available_from: 46205 }, sends: { available_from: '2026-07-02' } },
	],
	[
		'B2',
		'an empty date as 0',
		{
			item: { id: 'AD', available_from: 0 },
			sends: {},
			says: /'Available from' \(available_from\) takes a day, and 0 is not one/,
		},
	],
	[
		'B2',
		'an empty moment as "0"',
		{ item: { id: 'AD', next_viewing_at: '0' }, sends: {}, says: /and "0" is not one/ },
	],
	[
		'B3',
		"the columns of HubSpot's export",
		{
			item: { 'Record ID': 'AD', 'Listing name': 'Villa', Price: '5' },
			sends: { hs_name: 'Villa', hs_price: '5' },
		},
	],
	[
		'B4',
		'labels',
		{ item: { id: 'AD', Price: 5, Bedrooms: 3 }, sends: { hs_price: '5', hs_bedrooms: '3' } },
	],
	[
		'B5',
		'a space behind a name',
		{
			item: { id: 'AD', 'hs_price ': 250000, hs_city: 'Vigo' },
			sends: { hs_price: '250000', hs_city: 'Vigo' },
		},
	],
	[
		'B7',
		'a byte order mark',
		{ item: { '\ufeffid': 'AD', hs_price: 5 }, sends: { hs_price: '5' } },
	],
	[
		'B8',
		'a shortened ID',
		{
			item: { id: '3.10047E+10', hs_price: 5 },
			sends: {},
			says: /a spreadsheet has shortened it to "3\.10047E\+10"; format the column as text there/,
		},
	],
	['B8', 'an ID with decimals', { item: { id: 'AD.0', hs_price: 5 }, sends: { hs_price: '5' } }],
	[
		'B8',
		'an ID with separators',
		{
			item: { id: '31,004,700,001', hs_price: 5 },
			sends: {},
			says: /"31,004,700,001" has separators; format the column as text/,
		},
	],
	[
		'C1',
		'an invisible character in an ID',
		{ item: { id: 'AD\u200b', hs_price: 5 }, sends: { hs_price: '5' } },
	],
	[
		'C4',
		'an invisible character in a price',
		{ item: { id: 'AD', hs_price: '250000\u200b' }, sends: { hs_price: '250000' } },
	],
	[
		'C6',
		'decomposed letters',
		{ item: { id: 'AD', hs_listing_type: 'A\u0301tico' }, sends: { hs_listing_type: 'atico' } },
	],
	[
		'C8',
		'choices with commas',
		{ item: { id: 'AD', features: 'Pool, Garage' }, sends: { features: 'pool;garage' } },
	],
	[
		'C10',
		'choices as objects',
		{
			item: { id: 'AD', features: [{ name: 'Pool' }] },
			sends: {},
			says: /pick a text of each object, such as its 'name' \("Pool"\)/,
		},
	],
	['C11', 'Yes', { item: { id: 'AD', furnished: 'Yes' }, sends: { furnished: 'true' } }],
	['C11', '1', { item: { id: 'AD', furnished: 1 }, sends: { furnished: 'true' } }],
	[
		'C13',
		"a formula's error",
		{
			item: { id: 'AD', hs_city: '#N/A' },
			sends: { hs_city: '#N/A' },
			warns: /'City' \(hs_city\) of 1 ad looks like a formula .*, such as "#N\/A"/,
		},
	],
	[
		'D3',
		'what a webhook gives',
		{
			item: { headers: {}, params: {}, query: {}, body: { id: 'AD', hs_price: 5 } },
			sends: {},
			says: /no field 'id', 'hs_object_id' or 'Record ID'.*it has 'headers', 'params', 'query' and 'body'\. One is under 'body': .*\{\{ \$json\.body \}\}/,
		},
	],
	[
		'D5',
		'a record with a new price beside it',
		{
			item: { id: 'AD', properties: { hs_price: '4' }, hs_price: 250000 },
			sends: { hs_price: '250000' },
		},
	],
	[
		'D6',
		'JSON between code fences',
		{
			json: '```json\n{ "id": "AD", "properties": { "hs_price": 5 } }\n```',
			sends: { hs_price: '5' },
		},
	],
	[
		'D6',
		'words around JSON',
		{
			json: 'Here it is: { "id": "AD" }',
			sends: {},
			says: /not valid JSON: it stops being JSON in line 1, column 1, at "Here it is:/,
		},
	],
	[
		'D6',
		'a trailing comma',
		{
			json: '{ "id": "AD", "properties": { "hs_price": 5, } }',
			sends: {},
			says: /in line 1, column \d+, at "} }", because of the comma before it/,
		},
	],
	[
		'E8',
		'an expression that throws',
		{
			item: { price: 5 },
			ads: byHand({ id: 'AD', hs_price: '={{ $json.price.replace(",", ".") }}' }),
			sends: {},
			says: /the expression of 'Price' \(hs_price\) gave nothing; n8n says: \$json\.price\.replace is not a function/,
		},
	],
	[
		'G11',
		'a stage that two pipelines have',
		{
			item: { id: 'AD', hs_pipeline_stage: 'Running' },
			sends: {},
			says: /in the pipelines "Sales" and "Rentals"; write hs_pipeline too, which settles it/,
		},
	],
	[
		'G13',
		'an emoji at the cut',
		{ item: { id: 'AD', hs_price: `${'x'.repeat(58)}🏡 and more` }, sends: {}, says: /"x{58}…"/ },
	],
	[
		'H1',
		'a day with the year first',
		{ item: { id: 'AD', available_from: '2026/07/02' }, sends: { available_from: '2026-07-02' } },
	],
	[
		'H1',
		'a German day',
		{
			item: { id: 'AD', available_from: '02.07.2026' },
			sends: {},
			says: /set the option 'Date Format' to Day First or Month First/,
		},
	],
	[
		'H1',
		'a German day with Day First',
		{
			item: { id: 'AD', available_from: '02.07.2026' },
			options: { dateFormat: 'dayFirst' },
			sends: { available_from: '2026-07-02' },
		},
	],
	[
		'H1',
		'a day that can only be day first',
		{
			item: { id: 'AD', available_from: '31/12/2026' },
			sends: {},
			says: /set the option 'Date Format' to Day First, or send it as 2026-12-31/,
		},
	],
	[
		'H6',
		"Google Sheets' row_number",
		{
			item: { row_number: 2, id: 'AD', hs_price: 5 },
			options: { extraFields: 'reject' },
			sends: { hs_price: '5' },
		},
	],
	[
		'H7',
		'three extra fields',
		{
			item: { id: 'AD', Prcie: 1, HS_CITY: 'x', color: 'red', hs_price: 5 },
			options: { extraFields: 'reject' },
			sends: {},
			says: /The fields 'Prcie' \(the nearest is hs_price \(Price\)\), 'HS_CITY' \(the nearest is hs_city \(City\)\) and 'color' are not properties/,
		},
	],
];

describe('an input from a public report', () => {
	it.each(ROWS)('%s: %s', async (_id, _what, given) => {
		await withAccount(async (account) => {
			const told = tell(account, await handIn(account, given));

			expect(told.sends).toEqual(given.sends);
			if (given.says) expect(told.says).toMatch(given.says);
			else expect(told.says).toBe('');
			if (given.warns) expect(told.warns).toMatch(given.warns);
			else expect(told.warns).toBe('');
		});
	});

	it('A2: a dry run refuses what the real run refuses, and shows the text that HubSpot will hold', async () => {
		await withAccount(async (account) => {
			const items = [
				{ id: account.ids[0], hs_price: '150.000' },
				{ id: account.ids[1], hs_price: '1.250.000' },
			];

			const run = await map(account, items, AUTOMATICALLY, { dryRun: true });

			expect(run.outputs[0][0].json).toMatchObject({
				outcome: 'invalid',
				reason: expect.stringMatching(/may be 150 or 150,000/),
			});
			expect(run.outputs[0][1].json.changes).toMatchObject({ hs_price: { to: '1250000' } });
		});
	});

	it('D8: the error output may be sent again with Extra Fields set to Reject', async () => {
		await withAccount(async (account) => {
			prepare(account);
			const [id] = account.ids;
			const item = { id, hs_price: 'on request' };
			const failed = (await map(account, [item], AUTOMATICALLY, {}, 'continueErrorOutput'))
				.outputs[1][0].json;

			const corrected = { ...item, ...failed, hs_price: 5 };
			const run = await map(account, [corrected], AUTOMATICALLY, { extraFields: 'reject' });

			expect(outcomesOf(run.outputs[0])).toEqual(['updated']);
			// The account has a property of that name, and the node's own sentence is no value of it.
			expect(account.hubspot.ads.get(id)!.values.message).toBeUndefined();
		});
	});

	it("D9: a dry run's output is told as such", async () => {
		await withAccount(async (account) => {
			const item = { id: account.ids[0], hs_price: 5 };
			const [dry] = (await map(account, [item], AUTOMATICALLY, { dryRun: true })).outputs[0];

			const run = await map(account, [dry.json]);

			expect(run.outputs[0][0].json.message).toMatch(
				/There is no property to write: this item came from a dry run, and its 'changes'/,
			);
		});
	});

	it('E2: a loop over single items reads the definitions once', async () => {
		await withAccount(async (account) => {
			for (const id of account.ids.slice(0, 20))
				await map(account, [{ id, hs_price: 5, color: 'red' }]);

			const endpoints = account.hubspot.journal.map(({ endpoint }) => endpoint);
			expect(endpoints.filter((endpoint) => endpoint === 'batchUpdate')).toHaveLength(20);
			expect(endpoints.filter((endpoint) => endpoint !== 'batchUpdate')).toHaveLength(2);
		});
	});

	it('G2: texts that HubSpot trims are unchanged the second time, and the first tells of those that it keeps otherwise', async () => {
		await withAccount(
			async (account) => {
				prepare(account);
				const item = { id: account.ids[0], ad_text: ' two\r\nlines ' };
				const first = await map(account, [item], AUTOMATICALLY, { skipUnchanged: true });

				const second = await map(account, [item], AUTOMATICALLY, { skipUnchanged: true });

				expect(first.hints[1].message).toMatch(
					/HubSpot holds 'Ad text' \(ad_text\) of 1 ad otherwise than it was sent: "two\\nlines" for "␣two\\r\\nlines␣"/,
				);
				expect(first.outputs[0][0].json.outcome).toBe('updated');
				expect(second.outputs[0][0].json.outcome).toBe('unchanged');
			},
			{ guesses: { rewrites: ['trimmed', 'newlines', 'phone'] } },
		);
	});

	it.each(['batchUpdate', 'patchAd'] as const)(
		'G6: an ad whose stage HubSpot keeps is a failure that says so (%s)',
		async (way) => {
			await withAccount(async (account) => {
				const [id] = account.ids;
				const properties = ['hs_listing_type', 'hs_price'];
				const item = { id, hs_listing_type: 'manufactured', hs_price: '1', hs_city: 'Vigo' };
				const { hs_listing_type: type = '' } = account.hubspot.ads.get(id)!.values;
				if (way === 'patchAd') {
					account.hubspot.addFault({ kind: 'emptyResults', match: { endpoint: 'batchUpdate' } });
				}
				const endpoint = way;
				account.hubspot.addFault({ kind: 'valueKept', properties, match: { endpoint } });

				const run = await map(account, [item], AUTOMATICALLY, {}, 'continueErrorOutput');

				expect(run.outputs[0]).toEqual([]);
				expect(run.outputs[1][0].json).toMatchObject({
					error: `HubSpot took the update of ad ${id}, but kept '${type}' as its 'Listing type'`,
					details: { outcome: 'kept', id, property: 'hs_listing_type' },
				});
			});
		},
	);

	it.each([
		['old', 'survivor'],
		['survivor', 'old'],
		['old', 'survivor', 'old'],
		['survivor', 'reference'],
		['reference', 'old', 'survivor'],
	])('I3: of an ad under other names (%s, %s, %s) the latest value stays', async (...names) => {
		await withAccount(async (account) => {
			const [survivor, old] = account.ids;
			account.hubspot.merge(old, survivor);
			const named = {
				old: { id: old },
				survivor: { id: survivor },
				reference: { id: 'REF-000001', idProperty: 'reference_number' },
			};
			const inputs = names
				.filter((name) => name !== undefined)
				.map((name, i) => ({
					...named[name as keyof typeof named],
					properties: { hs_price: String(i), ...(i === 0 && { hs_city: 'Vigo' }) },
				}));

			const run = await send(account, [{ inputs }], {}, '={{ $json }}', 'stopWorkflow');

			expect(outcomesOf(run.outputs[0])).toEqual(inputs.map(() => 'updated'));
			const { values } = account.hubspot.ads.get(survivor)!;
			expect([values.hs_price, values.hs_city]).toEqual([String(inputs.length - 1), 'Vigo']);
		});
	});

	it('I3: where the latest value cannot be written again, it says so', async () => {
		await withAccount(async (account) => {
			const [survivor, old] = account.ids;
			account.hubspot.merge(old, survivor);
			const match = { endpoint: 'batchUpdate', nth: 2 } as const;
			account.hubspot.addFault({ kind: 'dailyLimit', match });

			const run = await send(account, [
				{ id: old, properties: { hs_price: '1' } },
				{ id: survivor, properties: { hs_price: '2' } },
				{ id: account.ids[2], properties: { hs_price: '3' } },
			]);

			expect(outcomesOf(run.outputs[0])).toEqual(['updated', 'notSent', 'updated']);
			expect(account.price(survivor)).toBe('1');
		});
	});
});
