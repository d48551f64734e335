import { describe, expect, it } from 'vitest';

import { findChanges, isSame } from '../../../nodes/HubspotAds/properties/changes';
import { define, defineAll } from './define.mts';

const several = { type: 'enumeration', fieldType: 'checkbox' };

describe('isSame', () => {
	it.each([
		['number', '1.0', '1'],
		['number', '1', '1.00'],
		['number', '007', '7'],
		['number', '-0', '0'],
		['number', '10000000', '1.0E7'],
		['number', '0.50', '.5'],
		['number', '12345678901234567890', '12345678901234567890.0'],
		['bool', 'true', 'TRUE'],
		['bool', 'FALSE', 'false'],
		['date', '2026-03-01', '1772323200000'],
		['date', '2026-03-01', '2026-03-01T00:00:00Z'],
		['datetime', '2026-03-01T10:00:00.000Z', '2026-03-01T10:00:00Z'],
		['datetime', '2026-03-01T10:00:00.000Z', '2026-03-01T12:00:00+02:00'],
		['datetime', '2026-03-01T10:00:00.000Z', '1772359200000'],
		['number', '12345678901234567890', '12345678901234567891'],
		['number', '0.1', '0.10000000000000000001'],
		['string', 'a', 'a '],
		['string', 'a\r\nb', 'a\nb'],
		['string', '\u00a0a\n', 'a'],
		['phone_number', '+34 600 000 000', '+34600000000'],
		['phone_number', '+1 (555) 123-45.67', '+15551234567'],
		['string', 'a', 'a'],
		['string', '', null],
		['number', '', undefined],
		['enumeration', 'house', 'house'],
	])('%s %s is %s', (type, wanted, current) => {
		expect(isSame(define({ type }), wanted, current)).toBe(true);
	});

	it.each([
		['number', '1', '1.01'],
		['number', '0.1', '0.1000000000000001'],
		['number', '', '0'],
		['number', '0', null],
		['number', '1', 'one'],
		['bool', 'true', 'false'],
		['bool', 'false', null],
		['bool', '', 'false'],
		['date', '2026-03-01', '2026-03-02'],
		['date', '2026-03-01', null],
		['datetime', '2026-03-01T10:00:00.000Z', '2026-03-01T10:00:00.001Z'],
		['datetime', 'x', 'y'],
		['string', '1.0', '1'],
		['string', 'TRUE', 'true'],
		['string', 'a b', 'a  b'],
		['string', 'a', 'A'],
		['phone_number', '+34', '34'],
		['phone_number', '600', '600 x1'],
		['enumeration', 'house', 'House'],
		['enumeration', '1.0', '1'],
		['enumeration', 'a;b', 'b;a'],
	])('%s %s is not %s', (type, wanted, current) => {
		expect(isSame(define({ type }), wanted, current)).toBe(false);
	});

	it.each([
		['a;b', 'b;a', true],
		['a', 'a', true],
		[';a', 'b;a', true],
		[';a;b', 'b;a;c', true],
		['a;b', 'a;b;c', false],
		['a;b;c', 'a;b', false],
		['a;c', 'a;b', false],
		[';d', 'a;b', false],
		[';a', null, false],
		['', 'a', false],
		['', null, true],
		['a', '', false],
	])('choices %s against %s: %s', (wanted, current, same) => {
		expect(isSame(define(several), wanted, current)).toBe(same);
	});

	it.each([
		['5', '5', true],
		['1.10', '1.1', false],
		['08001', '8001', false],
		['+1', '1', false],
		['1.0', 'one', false],
		['TRUE', 'true', false],
		['a;b', 'b;a', false],
		['', undefined, true],
		['0', '', false],
	])('without a definition %s against %s: %s', (wanted, current, same) => {
		expect(isSame(undefined, wanted, current)).toBe(same);
	});
});

describe('findChanges', () => {
	const definitions = defineAll({ name: 'hs_price', type: 'number' }, { name: 'hs_name' });

	it('tells from what to what, for the values that differ', () => {
		const wanted = { hs_price: '5.0', hs_name: 'New', note: 'x', gone: '' };
		const current = { hs_price: '5', hs_name: 'Old', gone: 'y' };

		expect(findChanges(wanted, current, definitions)).toEqual({
			hs_name: { from: 'Old', to: 'New' },
			note: { from: null, to: 'x' },
			gone: { from: 'y', to: '' },
		});
		expect(findChanges(wanted, { ...wanted, hs_price: null }, definitions)).toEqual({
			hs_price: { from: null, to: '5.0' },
		});
	});

	it('tells what the ad would hold after choices are added', () => {
		const known = defineAll({ name: 'features', ...several });

		expect(findChanges({ features: ';gym' }, { features: 'pool' }, known)).toEqual({
			features: { from: 'pool', to: 'pool;gym' },
		});
		expect(findChanges({ features: ';gym' }, { features: 'pool;gym' }, known)).toEqual({});
	});

	it('compares without definitions too', () => {
		expect(findChanges({ a: '1', b: 'x' }, { a: '1', b: 'y' }, undefined)).toEqual({
			b: { from: 'y', to: 'x' },
		});
	});

	it('reads only what the ad itself holds', () => {
		const wanted = JSON.parse('{"__proto__":"a","constructor":"b"}');

		const changes = findChanges(wanted, {}, definitions);

		expect(Object.entries(changes)).toEqual([
			['__proto__', { from: null, to: 'a' }],
			['constructor', { from: null, to: 'b' }],
		]);
	});
});
