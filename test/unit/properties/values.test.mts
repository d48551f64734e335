import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';

import { isEmpty } from '../../../nodes/HubspotAds/properties/plain';
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
		[1e21, '1000000000000000000000'],
		[1.5e-7, '0.00000015'],
		[12345678901234567890n, '12345678901234567890'],
		['250000', '250000'],
		['12000.50', '12000.50'],
		['-3', '-3'],
		[' 42 ', '42'],
		['+7', '7'],
		['.5', '0.5'],
		['5.', '5'],
		['007', '007'],
		['1.0E7', '10000000'],
		['25e-1', '2.5'],
		['0.10000000000000000000000000001', '0.10000000000000000000000000001'],
	])('takes %o as %s', (value, text) => {
		expect(toHubspotText(value, property, MADRID)).toEqual({ text });
	});

	it.each([
		['12 000 €', 'number'],
		['12,5', 'number'],
		['1,200.50', 'number'],
		['1.200.500', 'number'],
		['1_000', 'number'],
		['0x10', 'number'],
		['12m²', 'number'],
		['-', 'number'],
		['.', 'number'],
		['e5', 'number'],
		['1e9999', 'number'],
		['NaN', 'number'],
		['Infinity', 'number'],
		['٣', 'number'],
		[' ', 'number'],
		[true, 'number'],
		[new Date(0), 'number'],
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
	])('takes %o as %s', (value, text) => {
		expect(toHubspotText(value, property, MADRID)).toEqual({ text });
	});

	it.each([
		[1, 'bool'],
		[0, 'bool'],
		[1n, 'bool'],
		['1', 'bool'],
		['0', 'bool'],
		['yes', 'bool'],
		['No', 'bool'],
		['on', 'bool'],
		['t', 'bool'],
		['truefalse', 'bool'],
		['true;false', 'bool'],
		[' ', 'bool'],
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
			['  two  spaces ', '  two  spaces '],
			[' ', ' '],
			['a;b', 'a;b'],
			['08001', '08001'],
			['+34 600 000 000', '+34 600 000 000'],
			['NaN', 'NaN'],
			['{"a":1}', '{"a":1}'],
			['🏠'.repeat(10), '🏠'.repeat(10)],
			[8001, '8001'],
			[1e21, '1000000000000000000000'],
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

describe('toUncheckedText', () => {
	it.each([
		['anything', 'anything'],
		['', ''],
		[1e21, '1000000000000000000000'],
		[5n, '5'],
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
	[' ', false],
	[0, false],
	[false, false],
	[[], false],
	[{}, false],
])('isEmpty(%o) is %s', (value, empty) => {
	expect(isEmpty(value)).toBe(empty);
});

// Helpers

function luxon(local: string, zone: string): DateTime {
	return DateTime.fromISO(local, { zone });
}
