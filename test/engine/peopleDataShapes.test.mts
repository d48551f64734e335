import { describe, expect, it } from 'vitest';
import { automatically, byHand } from './account.mts';
import { handIn, tell, type Given } from './people.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount();

const AD = '{ "id": "AD", "properties": { "hs_price": 5 } }';
const SENT = { hs_price: '5' };

/** Shapes of JSON that mean one thing only. */
const UNDERSTOOD: Array<[what: string, given: Given]> = [
	["HubSpot's body in a list", { json: `[{ "inputs": [${AD}] }]`, sends: SENT }],
	['a list in a list', { json: `[[${AD}]]`, sends: SENT }],
	['a list of JSON texts', { json: `[${JSON.stringify(AD)}]`, sends: SENT }],
	[
		'an input as JSON text in the body',
		{ json: `{ "inputs": [${JSON.stringify(AD)}] }`, sends: SENT },
	],
	['one input in place of the list', { json: `{ "inputs": ${AD} }`, sends: SENT }],
	[
		'space around the keys',
		{ json: '{ " id": "AD", "properties ": { "hs_price": 5 } }', sends: SENT },
	],
	[
		'what cannot be seen in the keys',
		{ json: '{ "\ufeffid": "AD", "properties": { " hs_price\u200b": 5 } }', sends: SENT },
	],
	['space around inputs', { json: `{ "inputs ": [${AD}] }`, sends: SENT }],
	[
		'properties as text between fences',
		{ json: '{ "id": "AD", "properties": "```json\\n{ \\"hs_price\\": 5 }\\n```" }', sends: SENT },
	],
	[
		"HubSpot's record with its history",
		{
			json: '{ "id": "AD", "properties": { "hs_price": 5 }, "propertiesWithHistory": {}, "createdAt": "x", "archived": false }',
			sends: SENT,
		},
	],
];

const REFUSED: Array<[what: string, given: Given]> = [
	...(
		[
			['ID', '{ "ID": "AD", "properties": { "hs_price": 5 } }', 'id'],
			['Id', '{ "Id": "AD", "properties": { "hs_price": 5 } }', 'id'],
			['recordId', '{ "recordId": "AD", "properties": { "hs_price": 5 } }', 'id'],
			['hs_object_id', '{ "hs_object_id": "AD", "properties": { "hs_price": 5 } }', 'id'],
			['Record ID', '{ "Record ID": "AD", "properties": { "hs_price": 5 } }', 'id'],
			['property', '{ "id": "AD", "property": { "hs_price": 5 } }', 'properties'],
			['Properties', '{ "id": "AD", "Properties": { "hs_price": 5 } }', 'properties'],
			['propertis', '{ "id": "AD", "propertis": { "hs_price": 5 } }', 'properties'],
			['PROPERTIES', '{ "id": "AD", "PROPERTIES": { "hs_price": 5 } }', 'properties'],
			[
				'idproperty',
				'{ "id": "REF-000001", "idproperty": "reference_number", "properties": {} }',
				'idProperty',
			],
			[
				'id_property',
				'{ "id": "REF-000001", "id_property": "reference_number", "properties": {} }',
				'idProperty',
			],
			[
				'objectWriteTraceID',
				'{ "id": "AD", "objectWriteTraceID": "x", "properties": {} }',
				'objectWriteTraceId',
			],
		] as const
	).map(([key, json, word]): [string, Given] => [
		`the key ${key}`,
		{ json, sends: {}, says: new RegExp(`'${key}' is no key of an ad; rename it to '${word}'`) },
	]),
	[
		'Inputs',
		{
			json: `{ "Inputs": [${AD}] }`,
			sends: {},
			says: /neither 'id' nor 'inputs'; hand on what is under 'Inputs'/,
		},
	],
	['input without ads', { json: '{ "input": [] }', sends: {}, says: /rename 'input' to 'inputs'/ }],
	[
		'ads under a name',
		{ json: `{ "ads": [${AD}] }`, sends: {}, says: /; hand on what is under 'ads'/ },
	],
	[
		"n8n's own items",
		{ json: `[{ "json": ${AD} }]`, sends: {}, says: /^At \[0\]: .*under 'json'/ },
	],
	[
		'values under another name',
		{
			json: '{ "id": "AD", "fields": { "hs_price": 5 } }',
			sends: {},
			says: /rename 'fields' to 'properties'/,
		},
	],
	['a wrong entry of a list', { json: `[${AD}, 5]`, sends: SENT, says: /^$/ }],
	[
		'an entry without an ID',
		{ json: '[{ "id": "", "properties": {} }]', sends: {}, says: /^At \[0\]: 'id' is empty/ },
	],
	[
		'an entry of a body in a list',
		{
			json: '[{ "inputs": [null] }]',
			sends: {},
			says: /^At \[0\]\.inputs\[0\]: .* and this is nothing/,
		},
	],
	[
		'an entry of a body',
		{ json: '{ "inputs": [[]] }', sends: {}, says: /^At inputs\[0\]: .*empty list/ },
	],
	[
		'lists without end',
		{ json: '[[[[[1]]]]]', sends: {}, says: /^At \[0\]\[0\]\[0\]: .*and this is a list/ },
	],
	[
		'properties that stop being JSON',
		{
			json: '{ "id": "AD", "properties": "{ \\"hs_price\\": 5, }" }',
			sends: {},
			says: /'properties' is not valid JSON: .* because of the comma before it/,
		},
	],
	[
		'inputs that stop being JSON',
		{ json: '{ "inputs": "[{" }', sends: {}, says: /'inputs' is not valid JSON: it ends before/ },
	],
	[
		'a name twice, once with a mark',
		{
			json: '{ "id": "AD", "properties": { "hs_price": 5, "hs_price\u200b": 4 } }',
			sends: {},
			says: /have no property 'hs_price/,
		},
	],
	...(
		[
			['id', '{ "properties": { "id": "AD", "hs_price": 5 } }'],
			['hs_object_id', '{ "id": null, "properties": { "hs_object_id": "AD", "hs_price": 5 } }'],
			[
				'reference_number',
				'{ "idProperty": "reference_number", "properties": { "reference_number": "REF-000001" } }',
			],
		] as const
	).map(([name, json]): [string, Given] => [
		`${name} among the properties`,
		{
			json,
			sends: {},
			says: new RegExp(`'id' is empty, .*; give what 'properties' has as '${name}' as 'id' beside`),
		},
	]),
];

const BESIDE: Array<[what: string, given: Given]> = [
	[
		'a property beside properties',
		{
			json: '{ "id": "AD", "properties": { "hs_price": 5 }, "hs_city": "Vigo" }',
			sends: SENT,
			warns:
				/^The field 'hs_city' of 1 ad was not written, because it stands beside 'properties'; put 'City' \(hs_city\) into it\.$/,
		},
	],
	[
		'a label beside properties',
		{
			json: '{ "id": "AD", "properties": { "hs_price": 5 }, "City": "Vigo" }',
			sends: SENT,
			warns: /'City' of 1 ad was not written, because it stands beside/,
		},
	],
	[
		'a near field beside properties',
		{
			json: '{ "id": "AD", "properties": { "hs_price": 5 }, "hs_citi": "Vigo" }',
			sends: SENT,
			warns: /'hs_citi' .* the nearest is 'City'/,
		},
	],
	[
		"an agent's words beside properties",
		{
			json: '{ "id": "AD", "properties": { "hs_price": 5 }, "reasoning": "cheaper", "toolCallId": "x" }',
			sends: SENT,
		},
	],
];

/** What a file becomes that was read with another separator than its own. */
const FILES: Array<[what: string, given: Given]> = [
	...(
		[
			[';', 'a semicolon', ';'],
			['\t', 'a tab', '\\\\t'],
			['|', 'a vertical bar', '\\|'],
		] as const
	).flatMap(([mark, name, shown]): Array<[string, Given]> => {
		const item = { [['id', 'hs_price'].join(mark)]: ['AD', '5'].join(mark) };
		const says = new RegExp(
			`'id${shown}hs_price' is the whole first line of a file whose separator is ${name}: set it`,
		);
		return [
			[`${name}, mapped automatically`, { item, sends: {}, says }],
			[
				`${name}, mapped by hand`,
				{
					item,
					ads: byHand({ id: '={{ $json.id }}', hs_price: '={{ $json.hs_price }}' }),
					sends: {},
					says,
				},
			],
			[`${name}, as JSON`, { item, json: '={{ $json }}', sends: {}, says }],
		];
	}),
	[
		'labels and a decimal comma',
		{ item: { 'Record ID;Price': 'AD;12', _1: '5' }, sends: {}, says: /separator is a semicolon/ },
	],
	[
		'quotes around each',
		{ item: { '"Record ID"\t"Price"': 'AD' }, sends: {}, says: /separator is a tab/ },
	],
	[
		'a comma, read with a semicolon',
		{
			item: { 'reference_number,hs_price': 'REF-000001,5' },
			ads: automatically('reference_number'),
			sends: {},
			says: /separator is a comma/,
		},
	],
	[
		'a field with a comma that is no line',
		{
			item: { 'note, old': 1, hs_price: 5 },
			sends: {},
			says: /it has 'note, old' and 'hs_price'\.$/,
		},
	],
	...(
		[
			['a database', { id: 'AD', createdTime: 'x', fields: { Price: 5 } }, 'Price', 'fields'],
			['a webhook', { id: 'AD', body: { hs_price: 5 } }, 'hs_price', 'body'],
		] as const
	).map(([what, item, name, key]): [string, Given] => [
		`the fields of ${what} below the ID`,
		{
			item,
			sends: {},
			says: new RegExp(
				`'${name}' is under '${key}': put a node before this one that hands on {{ { "id": \\$json\\.id, \\.\\.\\.\\$json\\.${key} } }}`,
			),
		},
	]),
	[
		'the fields below an ID of which the name is odd',
		{
			item: { 'Record ID': 'AD', 'My fields': { hs_price: 5 } },
			sends: {},
			says: /hands on {{ { "Record ID": \$json\["Record ID"\], \.\.\.\$json\["My fields"\] } }}/,
		},
	],
	...[[{ name: 'hs_price', value: 5 }], 'hs_price: 5'].map((properties): [string, Given] => [
		`properties that are no object: ${JSON.stringify(properties)}`,
		{
			item: { id: 'AD', properties },
			sends: {},
			says: /'properties' takes an object of property names and values, and this is (a list of 1|"hs_price: 5")\.$/,
		},
	]),
	[
		'what n8n has aggregated',
		{
			item: { id: ['AD', 'AD2'], hs_price: [5, 6] },
			sends: {},
			says: /^'id' takes one record ID, and a list of 2 is not one; n8n's Split Out makes an item of each\.$/,
		},
	],
];

describe.each([
	['JSON of one meaning', UNDERSTOOD],
	['JSON of another shape', REFUSED],
	['a field beside properties', BESIDE],
	['a file that was not parted', FILES],
])('%s', (_kind, rows) => {
	it.each(rows)('%s', async (_what, given) => {
		await withAccount(async (account) => {
			const told = tell(account, await handIn(account, given));

			expect(told.sends).toEqual(given.sends);
			if (given.says) expect(told.says).toMatch(given.says);
			else expect(told.says).toBe('');
			if (given.warns) expect(told.warns).toMatch(given.warns);
			else expect(told.warns).toBe('');
		});
	});
});
