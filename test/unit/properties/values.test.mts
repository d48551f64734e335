import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';

import { isBlank } from '../../../nodes/HubspotAds/properties/plain';
import { toHubspotText, toUncheckedText } from '../../../nodes/HubspotAds/properties/values';
import { define, option, refusalOf } from './define.mts';

const MADRID = { timeZone: 'Europe/Madrid' };

describe('a number property', () => {
	const property = define({ type: 'number', fieldType: 'number' });

	it.each([
		[250000, '250000'],
		[0, '0'],
		[-0, '0'],
		[-12.5, '-12.5'],
		[0.1, '0.1'],
		[1.5e-7, '0.00000015'],
		[12345678901234567890n, '12345678901234567890'],
		['250000', '250000'],
		['12000.50', '12000.5'],
		['-3', '-3'],
		[' 42 ', '42'],
		['+7', '7'],
		['.5', '0.5'],
		['5.', '5'],
		['007', '7'],
		['1.0E7', '10000000'],
		['25e-1', '2.5'],
		['0.10000000000000000000000000001', '0.10000000000000000000000000001'],
	])('takes %o as %s', (value, text) => {
		expect(toHubspotText(value, property, MADRID)).toEqual({ text });
	});

	it.each([
		['1_000', 'number'],
		['0x10', 'number'],
		['12m²', 'number'],
		['-', 'number'],
		['.', 'number'],
		['e5', 'number'],
		['1e9999', 'number'],
		['NaN', 'number'],
		['Infinity', 'number'],
		[true, 'number'],
		[new Date(0), 'number'],
		[1e21, 'inexact'],
		[12345678901234567890, 'inexact'],
		[NaN, 'plainValue'],
		[Infinity, 'plainValue'],
		[-Infinity, 'plainValue'],
		[[1], 'plainValue'],
		[{ amount: 1 }, 'plainValue'],
	])('refuses %o', (value, kind) => {
		expect(refusalOf(value, property)).toMatchObject({
			kind,
			property: 'hs_thing',
			label: 'Thing',
		});
	});

	it('shows a date as its text', () => {
		expect(refusalOf(new Date(0), property)).toMatchObject({
			received: '"1970-01-01T00:00:00.000Z"',
		});
	});

	it.each([true, false, new Date(0)])(
		'says nothing of the format of %s, which is no text',
		(value) => {
			const misfit = refusalOf(value, define({ type: 'number' }));

			expect(misfit).toMatchObject({ kind: 'number' });
			expect(misfit).not.toHaveProperty('format');
		},
	);

	it.each([
		{ type: 'string', fieldType: 'phonenumber' },
		{ type: 'phone_number', fieldType: 'phonenumber' },
	])('takes what cannot be seen from a telephone number (%o)', (entry) => {
		const converted = toHubspotText('\u200b +34 600 111 222 ', define(entry), {
			timeZone: 'Europe/Madrid',
		});

		expect(converted).toEqual({ text: '+34 600 111 222' });
	});

	it('refuses text of more digits than any number has, and quickly', () => {
		expect(refusalOf('1'.repeat(501), property)).toMatchObject({ kind: 'number' });
		expect(refusalOf(`${'0'.repeat(65_000)}x`, property)).toMatchObject({ kind: 'number' });
	});
});

describe('a bool property', () => {
	const property = define({
		type: 'bool',
		fieldType: 'booleancheckbox',
		options: [option('true', 'Yes'), option('false', 'No')],
	});

	it.each([
		[true, 'true'],
		[false, 'false'],
		['true', 'true'],
		['false', 'false'],
		['TRUE', 'true'],
		['FALSE', 'false'],
		['True', 'true'],
		['False', 'false'],
		['tRuE', 'true'],
		[' true', 'true'],
		['false ', 'false'],
		['\ttrue\n', 'true'],
		[1, 'true'],
		[0, 'false'],
		[1n, 'true'],
		['1', 'true'],
		['0', 'false'],
		['1.0', 'true'],
		['yes', 'true'],
		['No', 'false'],
		['YES\u200b', 'true'],
	])('takes %o as %s', (value, text) => {
		expect(toHubspotText(value, property, MADRID)).toEqual({ text });
	});

	it.each([
		[2, 'bool'],
		[-1, 'bool'],
		['01', 'bool'],
		['y', 'bool'],
		['ja', 'bool'],
		['on', 'bool'],
		['t', 'bool'],
		['truefalse', 'bool'],
		['true;false', 'bool'],
		[new Date(0), 'bool'],
		[NaN, 'plainValue'],
		[[true], 'plainValue'],
		[{ value: true }, 'plainValue'],
	])('refuses %o', (value, kind) => {
		expect(refusalOf(value, property)).toMatchObject({ kind, property: 'hs_thing' });
	});
});

describe.each(['string', 'phone_number', 'json', 'object_coordinates', 'something_new', ''])(
	'a property of type %o',
	(type) => {
		const property = define({ type, fieldType: 'text' });

		it.each([
			['Calle Mayor 1', 'Calle Mayor 1'],
			['a;b', 'a;b'],
			['08001', '08001'],
			['+34 600 000 000', '+34 600 000 000'],
			['NaN', 'NaN'],
			['{"a":1}', '{"a":1}'],
			['🏠'.repeat(10), '🏠'.repeat(10)],
			[8001, '8001'],
			['a\ud83c b\udf20', 'a b'],
			[10n, '10'],
			[false, 'false'],
			[new Date('2026-03-01T10:00:00Z'), '2026-03-01T10:00:00.000Z'],
			[luxon('2026-03-01T10:00:00', 'Asia/Tokyo'), '2026-03-01T10:00:00.000+09:00'],
		])('takes %o', (value, text) => {
			expect(toHubspotText(value, property, MADRID)).toEqual({ text });
		});

		it.each([
			[{}, 'an object'],
			[{ street: 'Mayor', number: 1 }, 'an object (street, number)'],
			[JSON.parse('{"__proto__":1}'), 'an object (__proto__)'],
			[Object.create(null), 'an object'],
			[new Map(), 'an object'],
			[[], 'a list of 0'],
			[['a', 'b'], 'a list of 2'],
			[NaN, 'NaN'],
			[Infinity, 'Infinity'],
			[-Infinity, '-Infinity'],
			[new Date(NaN), 'an invalid date'],
			[DateTime.invalid('none'), 'an invalid date'],
			[Symbol('s'), 'Symbol(s)'],
			[() => 1, 'a function'],
		])('refuses %o as it has no text', (value, received) => {
			expect(refusalOf(value, property)).toEqual({
				kind: 'plainValue',
				property: 'hs_thing',
				label: 'Thing',
				received,
			});
		});

		it('takes text of 65,536 characters, and not of one more', () => {
			const longest = 'x'.repeat(65_536);

			expect(toHubspotText(longest, property, MADRID)).toEqual({ text: longest });
			expect(refusalOf(`${longest}x`, property)).toMatchObject({
				kind: 'tooLong',
				received: `"${'x'.repeat(59)}…"`,
			});
		});
	},
);

it.each([
	['string', '  two  spaces ', '  two  spaces '],
	['string', 'soft\u00ad hyphen\u200b', 'soft\u00ad hyphen\u200b'],
	['string', ' ', ' '],
	['something_new', ' x ', ' x '],
	['phone_number', ' +34 600 000 000 ', '+34 600 000 000'],
	['phone_number', '\u202a+34 600 000 000\u202c', '+34 600 000 000'],
	['phone_number', '\u00a0', ''],
	['object_coordinates', ' 40.4,-3.7\n', '40.4,-3.7'],
	['json', ' {"a":"\u200b"} ', '{"a":"\u200b"}'],
])('a property of type %s takes %j as %j', (type, value, text) => {
	expect(toHubspotText(value, define({ type, fieldType: 'text' }), MADRID)).toEqual({ text });
});

it.each(['number', 'bool', 'date', 'datetime', 'enumeration', 'phone_number'])(
	'blank text is no value for the type %s',
	(type) => {
		for (const blank of [' ', '\u00a0', '\u200b', ' \ufeff\n']) {
			expect(toHubspotText(blank, define({ type }), MADRID)).toEqual({ text: '' });
		}
	},
);

it('names the labels that a bool takes', () => {
	const property = define({
		type: 'bool',
		options: [option('true', 'Sí'), option('false', 'No')],
	});

	expect(toHubspotText('si\u0301', property, MADRID)).toEqual({ text: 'true' });
	expect(refusalOf('yes', property)).toMatchObject({
		kind: 'bool',
		options: [{ label: 'Sí' }, { label: 'No' }],
	});
});

describe('toUncheckedText', () => {
	it.each([
		['anything', 'anything'],
		['', ''],
		[5n, '5'],
		['a\ud83c', 'a'],
		[[' ', 'pool'], 'pool'],
		[true, 'true'],
		[new Date(0), '1970-01-01T00:00:00.000Z'],
		[['a', 1, false], 'a;1;false'],
		[['', 'a', null], 'a'],
		[[';a', 'b'], ';a;b'],
		[[], ''],
	])('takes %o as %o', (value, text) => {
		expect(toUncheckedText(value, 'hs_x')).toEqual({ text });
	});

	it.each([
		[1e21, '1e+21', 'inexact'],
		[NaN, 'NaN', 'plainValue'],
		[Infinity, 'Infinity', 'plainValue'],
		[{ a: 1 }, 'an object (a)', 'plainValue'],
		[['a', { b: 1 }], 'an object (b)', 'plainValue'],
		[['a', ['b']], 'a list of 1', 'plainValue'],
		[null, 'null', 'plainValue'],
		[undefined, 'undefined', 'plainValue'],
	])('refuses %o', (value, received, kind) => {
		expect(toUncheckedText(value, 'hs_x')).toEqual({
			misfit: { kind, received, property: 'hs_x', label: 'hs_x' },
		});
	});
});

it('refuses text over 65,536 characters unchecked too', () => {
	expect(toUncheckedText('x'.repeat(65_537), 'hs_x')).toMatchObject({
		misfit: { kind: 'tooLong' },
	});
});

it.each([
	[undefined, true],
	[null, true],
	['', true],
	[' ', true],
	['\u200b\u00a0', true],
	['x', false],
	[0, false],
	[false, false],
	[[], false],
	[{}, false],
])('isBlank(%o) is %s', (value, empty) => {
	expect(isBlank(value)).toBe(empty);
});

// Helpers

function luxon(local: string, zone: string): DateTime {
	return DateTime.fromISO(local, { zone });
}
