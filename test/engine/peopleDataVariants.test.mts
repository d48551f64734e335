import { describe, expect, it } from 'vitest';
import { automatically, byHand } from './account.mts';
import { handIn, tell, type Given } from './people.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount();

const REJECT = { extraFields: 'reject' };
const BY_REFERENCE = automatically('reference_number');

/** What nobody handed in: looked for in the ways in which sheets, feeds, webhooks and agents differ. */
const FIELDS: Array<[what: string, given: Given]> = [
	[
		'a soft hyphen within a name',
		{ item: { id: 'AD', 'hs_\u00adprice': 5 }, sends: { hs_price: '5' } },
	],
	[
		'a non-breaking space before a label',
		{ item: { id: 'AD', '\u00a0Price': 5 }, sends: { hs_price: '5' } },
	],
	[
		'a mark of direction in Record ID',
		{ item: { '\u200eRecord ID': 'AD', Price: 5 }, sends: { hs_price: '5' } },
	],
	[
		'a non-breaking space within a label',
		{ item: { id: 'AD', 'Listing\u00a0name': 'Villa' }, sends: { hs_name: 'Villa' } },
	],
	[
		'a label in other letters of the same look',
		{ item: { id: 'AD', 'M² built': 90 }, sends: { features_extra: '90' } },
	],
	[
		'names behind properties.',
		{
			item: { id: 'AD', 'properties.hs_price': 5, 'properties.hs_city': 'Vigo' },
			sends: { hs_price: '5', hs_city: 'Vigo' },
		},
	],
	[
		'properties.hs_object_id',
		{
			item: { 'properties.hs_object_id': 'AD', 'properties.hs_price': 5 },
			sends: { hs_price: '5' },
		},
	],
	[
		'a name and its flattened form',
		{
			item: { id: 'AD', 'properties.hs_price': 4, hs_price: 5 },
			sends: { hs_price: '5' },
			warns:
				/'properties\.hs_price' of 1 ad was not written, because another field gives 'Price' \(hs_price\)/,
		},
	],
	[
		'a name and its label',
		{
			item: { id: 'AD', Price: 4, hs_price: 5 },
			sends: { hs_price: '5' },
			warns: /The field 'Price' of 1 ad was not written, because another field gives/,
		},
	],
	[
		'a name and its empty label',
		{ item: { id: 'AD', Price: '', hs_price: 5 }, sends: { hs_price: '5' } },
	],
	[
		'a name and its label, with Reject',
		{
			item: { id: 'AD', Price: 4, hs_price: 5 },
			options: REJECT,
			sends: {},
			says: /The field 'Price' \(the item has 'hs_price' too, which counts\)/,
		},
	],
	[
		'the same name twice, once with a mark',
		{
			item: { id: 'AD', '\ufeffhs_price': 4, hs_price: 5 },
			sends: { hs_price: '5' },
			warns: /of 1 ad (is no property and )?was not written/,
		},
	],
	[
		'a label over an object properties',
		{
			item: { id: 'AD', properties: { hs_price: '4', hs_city: 'Vigo' }, Price: 5 },
			sends: { hs_price: '5', hs_city: 'Vigo' },
		},
	],
	[
		'labels within an object properties',
		{ item: { id: 'AD', properties: { Price: 5 } }, sends: { hs_price: '5' } },
	],
	[
		'a name and a label within an object properties',
		{ item: { id: 'AD', properties: { Price: 4, hs_price: 5 } }, sends: { hs_price: '5' } },
	],
	[
		'a label that two properties have',
		{
			item: { id: 'AD', 'Internal note': 'x', hs_price: 5 },
			sends: { hs_price: '5' },
			warns:
				/'Internal note' of 1 ad was not written, because several properties have this label, such as 'Internal note' \(note_a\)/,
		},
	],
	[
		'a name in capitals',
		{
			item: { id: 'AD', HS_PRICE: 4, hs_city: 'Vigo' },
			sends: { hs_city: 'Vigo' },
			warns:
				/'HS_PRICE' of 1 ad is no property and was not written; the nearest is 'Price' \(hs_price\)/,
		},
	],
	[
		'two letters swapped',
		{
			item: { id: 'AD', Prcie: 4, hs_city: 'Vigo' },
			sends: { hs_city: 'Vigo' },
			warns: /'Prcie' .*'Price' \(hs_price\)/,
		},
	],
	[
		'another letter',
		{
			item: { id: 'AD', Pryce: 4, hs_city: 'Vigo' },
			sends: { hs_city: 'Vigo' },
			warns: /'Pryce' .*'Price' \(hs_price\)/,
		},
	],
	[
		'a near field that is empty',
		{ item: { id: 'AD', Pryce: null, hs_city: 'Vigo' }, sends: { hs_city: 'Vigo' } },
	],
	[
		'only a near field',
		{
			item: { id: 'AD', Pryce: 4 },
			sends: {},
			says: /no property to write: none of the fields 'Pryce' is .*; of 'Pryce', the nearest is hs_price \(Price\)\. .*choose Map Each Column Manually/,
		},
	],
	[
		"an agent's key that is a property",
		{
			item: { id: 'AD', action: 'sendMessage', chatInput: 'x', hs_city: 'Vigo' },
			sends: { hs_city: 'Vigo' },
			warns: /'action' of 1 ad was not written, because n8n gives a field of this name to agents/,
		},
	],
	[
		"an agent's keys with Reject",
		{
			item: { id: 'AD', toolCallId: 'x', sessionId: 'y', chatInput: 'z', hs_city: 'Vigo' },
			options: REJECT,
			sends: { hs_city: 'Vigo' },
		},
	],
	[
		"a property that has the name of n8n's message",
		{ item: { id: 'AD', message: 'mine' }, sends: { message: 'mine' } },
	],
	[
		"HubSpot's whole record with Reject",
		{
			item: {
				id: 'AD',
				properties: { hs_price: '5', hs_lastmodifieddate: 'x' },
				createdAt: 'x',
				updatedAt: 'x',
				archived: false,
				url: 'x',
				associations: {},
				propertiesWithHistory: {},
			},
			options: REJECT,
			sends: { hs_price: '5' },
		},
	],
	[
		'a read-only property by its label',
		{
			item: { id: 'AD', Createdate: 'x', hs_city: 'Vigo' },
			options: REJECT,
			sends: { hs_city: 'Vigo' },
		},
	],
	[
		'thirty extra fields',
		{
			item: {
				id: 'AD',
				hs_price: 5,
				...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`zz${i}qq`, 1])),
			},
			options: REJECT,
			sends: {},
			says: /: The fields 'zz0qq', .*'zz19qq' and 10 more are not properties/,
		},
	],
];

const NAMES: Array<[what: string, given: Given]> = [
	[
		'id and hs_object_id that differ',
		{
			item: { id: 'AD', hs_object_id: 'AD2', hs_price: 5 },
			sends: {},
			says: /^'id' is "\d+" and 'hs_object_id' is "\d+", so it is not known which ad is meant/,
		},
	],
	[
		'id and Record ID that differ',
		{
			item: { id: 7, 'Record ID': 'AD', hs_price: 5 },
			sends: {},
			says: /^'id' is 7 and 'Record ID' is "\d+"/,
		},
	],
	[
		'an ID beside that of the record',
		{
			item: { id: 'AD2', properties: { hs_object_id: 'AD', hs_price: '5' } },
			sends: {},
			says: /^'id' is .* and 'hs_object_id' is/,
		},
	],
	[
		'the same ID in three forms',
		{
			item: { id: ' AD ', hs_object_id: 'AD.0', 'Record ID': 'AD', hs_price: 5 },
			sends: { hs_price: '5' },
		},
	],
	[
		'an empty id beside hs_object_id',
		{ item: { id: '', hs_object_id: 'AD', hs_price: 5 }, sends: { hs_price: '5' } },
	],
	[
		'full-width digits',
		{
			item: { id: '\uff11', hs_price: 5 },
			sends: {},
			says: /HubSpot has no ad with record ID 1\./,
		},
	],
	[
		'a negative ID',
		{
			item: { id: -5, hs_price: 5 },
			sends: {},
			says: /'id' takes HubSpot's record ID, which is digits, and -5 is not/,
		},
	],
	[
		'a long number as ID',
		{
			item: { id: 12345678901234567000, hs_price: 5 },
			sends: {},
			says: /'id' is a number that is not exact; give it as text/,
		},
	],
	[
		'a reference as ID',
		{
			item: { id: 'REF-000001', hs_price: 5 },
			sends: {},
			says: /to find ads by another value, match on a unique property/,
		},
	],
	[
		'ID in capitals',
		{
			item: { ID: 'AD', hs_price: 5 },
			sends: {},
			says: /it has 'ID' and 'hs_price'\. Rename 'ID' to 'id'/,
		},
	],
	[
		'an ad under data',
		{ item: { data: { id: 'AD', hs_price: 5 } }, sends: {}, says: /One is under 'data'/ },
	],
	[
		'ads under results',
		{
			item: { results: [{ id: 'AD', properties: {} }], paging: {} },
			sends: {},
			says: /The list under 'results' has it: put n8n's Split Out before this node/,
		},
	],
	[
		'an ad under a key with a space',
		{ item: { 'my ad': { hs_object_id: 'AD' } }, sends: {}, says: /\{\{ \$json\["my ad"\] \}\}/ },
	],
	[
		'many fields and no ID',
		{
			item: Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`zz${i}`, 1])),
			sends: {},
			says: /it has 'zz0', 'zz1', 'zz2', 'zz3', 'zz4' and 4 more\b/,
		},
	],
	[
		'a unique value by its label',
		{
			ads: BY_REFERENCE,
			item: { 'Reference number': 'REF-000001', hs_price: 5 },
			sends: { hs_price: '5' },
		},
	],
	[
		'a unique value with an invisible character',
		{
			ads: BY_REFERENCE,
			item: { reference_number: 'REF-000001\u200b ', hs_price: 5 },
			sends: { hs_price: '5' },
		},
	],
	[
		'a unique value in a record',
		{
			ads: BY_REFERENCE,
			item: { id: 'AD', properties: { reference_number: 'REF-000001', hs_price: 5 } },
			sends: { hs_price: '5' },
		},
	],
	[
		'a list as unique value',
		{
			ads: BY_REFERENCE,
			item: { reference_number: ['REF-000001'], hs_price: 5 },
			sends: {},
			says: /'reference_number' takes one text or number/,
		},
	],
	[
		'an ID by hand with .0',
		{
			ads: byHand({ id: '={{ $json.ref }}', hs_price: 5 }),
			item: { ref: 'AD.0' },
			sends: { hs_price: '5' },
		},
	],
	[
		'an ID by hand that a spreadsheet has shortened',
		{
			ads: byHand({ id: '3,10047E+10', hs_price: 5 }),
			sends: {},
			says: /'Record ID' takes .* a spreadsheet has shortened it/,
		},
	],
	[
		'an ID by hand whose expression throws',
		{
			ads: byHand({ id: '={{ $json.a.b.c }}', hs_price: 5 }),
			sends: {},
			says: /'Record ID' is empty.*n8n says: Cannot read properties of undefined \(reading 'b'\)/,
		},
	],
];

const EMPTY: Array<[what: string, given: Given]> = [
	[
		'an expression that throws beside one that does not',
		{
			ads: byHand({ id: 'AD', hs_city: 'Vigo', hs_price: '={{ $json.a.b.c }}' }),
			sends: { hs_city: 'Vigo' },
			warns:
				/^'Price' \(hs_price\) was left out for 1 ad, because its expression gave nothing\. n8n says: Cannot read/,
		},
	],
	[
		'a path that leads nowhere',
		{
			ads: byHand({ id: 'AD', hs_city: 'Vigo', hs_price: '={{ $json.price }}' }),
			sends: { hs_city: 'Vigo' },
			warns:
				/^'Price' \(hs_price\) was left out for 1 ad, because its expression gave nothing\. Check its field names\.$/,
		},
	],
	[
		'an empty cell, mapped by hand',
		{
			ads: byHand({ id: 'AD', hs_city: 'Vigo', hs_price: '={{ $json.price }}' }),
			item: { price: '' },
			sends: { hs_city: 'Vigo' },
			warns:
				/^'Price' \(hs_price\) was left out for 1 ad, because its value was empty; the option 'Clear Properties When Empty' clears it\.$/,
		},
	],
	[
		'a column without a value, mapped by hand',
		{ ads: byHand({ id: 'AD', hs_city: 'Vigo', hs_price: null }), sends: { hs_city: 'Vigo' } },
	],
	[
		'an empty cell, mapped automatically',
		{ item: { id: 'AD', hs_city: 'Vigo', hs_price: '' }, sends: { hs_city: 'Vigo' } },
	],
	[
		'null in JSON',
		{
			json: '{ "id": "AD", "properties": { "hs_city": "Vigo", "hs_price": null } }',
			sends: { hs_city: 'Vigo' },
			warns: /'Price' \(hs_price\) was left out for 1 ad/,
		},
	],
	[
		'what an expression leaves of an object',
		{
			item: { id: 'AD', hs_city: '[object Object]' },
			sends: { hs_city: '[object Object]' },
			warns: /such as "\[object Object\]"; it is taken as text/,
		},
	],
	[
		'a dry run with a near field',
		{
			item: { id: 'AD', Pryce: 4, hs_city: 'Vigo' },
			options: { dryRun: true },
			sends: {},
			warns: /'Pryce' of 1 ad (is no property and )?was not written/,
		},
	],
];

const JSON_OF_AGENTS: Array<[what: string, given: Given]> = [
	[
		'fences without a language',
		{ json: '```\n{ "id": "AD", "properties": { "hs_price": 5 } }\n```', sends: { hs_price: '5' } },
	],
	[
		'words before and behind the fences',
		{
			json: 'Sure!\n```json\n[{ "id": "AD", "properties": { "hs_price": 5 } }]\n```\nDone.',
			sends: { hs_price: '5' },
		},
	],
	[
		'two blocks between fences',
		{
			json: '```json\n{}\n```\n```json\n{}\n```',
			sends: {},
			says: /stops being JSON in line 1, column 1, at "```json/,
		},
	],
	[
		'a trailing comma between fences',
		{
			json: '```json\n[1,]\n```',
			sends: {},
			says: /line 1, column 4, at "]", because of the comma/,
		},
	],
	[
		'JSON text within JSON text',
		{
			json: '={{ JSON.stringify(JSON.stringify({ id: "AD", properties: { hs_price: 5 } })) }}',
			sends: { hs_price: '5' },
		},
	],
	[
		'a byte order mark before it',
		{ json: '\ufeff{ "id": "AD", "properties": { "hs_price": 5 } }', sends: { hs_price: '5' } },
	],
	[
		'properties as text',
		{ json: '{ "id": "AD", "properties": "{ \\"hs_price\\": 5 }" }', sends: { hs_price: '5' } },
	],
	[
		'inputs as text',
		{
			json: '{ "inputs": "[{ \\"id\\": \\"AD\\", \\"properties\\": { \\"hs_price\\": 5 } }]" }',
			sends: { hs_price: '5' },
		},
	],
	[
		'JSON that is cut off',
		{ json: '{ "id": "AD", "properties": {', sends: {}, says: /it ends before it is complete/ },
	],
	['single quotes', { json: "{ 'id': 1 }", sends: {}, says: /line 1, column 3, at "'id': 1 }"/ }],
	[
		"Python's True",
		{
			json: '{ "id": "AD", "properties": { "furnished": True } }',
			sends: {},
			says: /at "True } }"/,
		},
	],
	[
		'a line break within text',
		{
			json: '{ "id": "AD", "properties": { "ad_text": "a\nb" } }',
			sends: {},
			says: /line 1, column \d+, at "\\nb/,
		},
	],
	[
		'a comment',
		{
			json: '{\n  // the price\n  "id": "AD" }',
			sends: {},
			says: /line 2, column 3, at "\/\/ the price/,
		},
	],
	[
		'idProperty of space',
		{
			json: '{ "id": "AD", "idProperty": " ", "properties": { "hs_price": 5 } }',
			sends: { hs_price: '5' },
		},
	],
	[
		'idProperty that is the record ID',
		{
			json: '{ "id": "AD", "idProperty": "hs_object_id\u200b", "properties": { "hs_price": 5 } }',
			sends: { hs_price: '5' },
		},
	],
	[
		"an agent's keys beside inputs",
		{
			json: '{ "toolCallId": "x", "inputs": [{ "id": "AD", "toolCallId": "x", "properties": { "hs_price": 5 } }] }',
			sends: { hs_price: '5' },
		},
	],
	[
		'values beside the ID',
		{
			json: '{ "id": "AD", "hs_price": 5 }',
			sends: {},
			says: /put 'hs_price' and the others into it/,
		},
	],
	[
		'a long ID as a number',
		{
			json: '{ "id": 12345678901234567890, "properties": { "hs_price": 5 } }',
			sends: {},
			says: /not exact; give it as text/,
		},
	],
];

describe.each([
	['a field that people name otherwise', FIELDS],
	['an ad that people name otherwise', NAMES],
	['a value that is not there', EMPTY],
	['JSON that agents write', JSON_OF_AGENTS],
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
