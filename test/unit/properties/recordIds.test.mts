import { describe, expect, it } from 'vitest';

import { describeRecordId, readRecordId } from '../../../nodes/HubspotAds/properties/recordIds';

describe('readRecordId', () => {
	it.each([
		['311', '311'],
		[311, '311'],
		[31004700001n, '31004700001'],
		[' 311\u00a0', '311'],
		['311\u200b', '311'],
		['\ufeff311', '311'],
		['31004700001.0', '31004700001'],
		['311.00', '311'],
		['３１１', '311'],
		[9007199254740991, '9007199254740991'],
	])('reads %o as %s', (value, id) => {
		expect(readRecordId(value)).toEqual({ id });
	});

	it.each([
		['3.10047E+10', 'shortened', '"3.10047E+10"'],
		['3,10047E+10', 'shortened', '"3,10047E+10"'],
		['31,004,700,001', 'separated', '"31,004,700,001"'],
		['31.004.700.001', 'separated', '"31.004.700.001"'],
		['31\u00a0004', 'separated', '"31␣(U+00A0)004"'],
		[9007199254740992, 'inexact', '9007199254740992'],
		[NaN, 'inexact', 'NaN'],
		['', 'empty', '""'],
		['\u200b ', 'empty', '"␣(U+200B)␣"'],
		[null, 'empty', 'null'],
		[undefined, 'empty', 'undefined'],
		[-311, 'noDigits', '-311'],
		[3.5, 'noDigits', '3.5'],
		['REF-7', 'noDigits', '"REF-7"'],
		["'311", 'marked', `"'311"`],
		['#311', 'marked', '"#311"'],
		[
			'https://app.hubspot.com/contacts/1/record/0-420/311',
			'marked',
			'"https://app.hubspot.com/contacts/1/record/0-420/311"',
		],
		['https://a.example/311', 'noDigits', '"https://a.example/311"'],
		['311.5', 'noDigits', '"311.5"'],
		['31,004,700,001.0', 'separated', '"31,004,700,001.0"'],
		[true, 'noDigits', 'true'],
		[{ id: 311 }, 'noDigits', 'an object (id)'],
		[['311'], 'list', 'a list of 1'],
	])('refuses %o as %s', (value, kind, received) => {
		expect(readRecordId(value)).toEqual({ misfit: { kind, received } });
	});

	it('says the cure', () => {
		expect(describeRecordId({ kind: 'shortened', received: '"3.1E+10"' })).toBe(
			`'Record ID' takes HubSpot's record ID, which is digits, and a spreadsheet has shortened it to "3.1E+10"; format the column as text there`,
		);
		expect(describeRecordId({ kind: 'separated', received: '"31,004"' }, 'id')).toBe(
			`'id' takes HubSpot's record ID, which is digits alone, and "31,004" has separators; format the column as text`,
		);
		expect(describeRecordId({ kind: 'list', received: 'a list of 2' }, 'id')).toBe(
			`'id' takes one record ID, and a list of 2 is not one; n8n's Split Out makes an item of each`,
		);
	});
});
