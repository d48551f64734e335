import { describe, expect, it } from 'vitest';

import { findKept } from '../../../nodes/HubspotAds/properties/kept';
import { defineAll } from './define.mts';

const definitions = defineAll(
	{ name: 'stage', label: 'Stage', type: 'enumeration' },
	{ name: 'features', type: 'enumeration', fieldType: 'checkbox' },
	{ name: 'price', type: 'number' },
	{ name: 'sold', type: 'bool' },
	{ name: 'day', type: 'date' },
	{ name: 'moment', type: 'datetime' },
	{ name: 'text', label: 'Text', type: 'string' },
	{ name: 'phone', type: 'phone_number' },
);

describe('findKept', () => {
	it.each([
		['stage', 'sold', 'sold'],
		['price', '250000.1', '250000.10'],
		['price', '0.1', '0.1000000000000000055511151231257827'],
		['price', '10000000', '1.0E7'],
		['sold', 'true', 'TRUE'],
		['day', '2026-07-02', '1782950400000'],
		['moment', '2026-07-02T10:00:00.000Z', '2026-07-02T10:00:00Z'],
		['features', 'pool;gym', 'gym;pool'],
		['features', ';gym', 'pool;gym'],
		['text', 'a', 'a'],
		['text', '', null],
		['price', '', null],
		['unknown', 'a', 'b'],
	])('has nothing to tell where %s was sent as %j and HubSpot holds %j', (name, sent, held) => {
		expect(findKept({ [name]: sent }, { [name]: held }, definitions)).toEqual([]);
	});

	it.each([
		['stage', 'sold', 'active'],
		['stage', 'sold', null],
		['price', '5', '4'],
		['sold', 'true', 'false'],
		['day', '2026-07-02', '2026-07-01'],
		['moment', '2026-07-02T10:00:00.000Z', '2026-07-02T10:00:00.001Z'],
		['features', 'pool', 'pool;gym'],
		['features', ';gym', 'pool'],
		['price', '', '4'],
	])('tells that %s, sent as %j, was kept as %j', (name, sent, held) => {
		const found = findKept({ [name]: sent }, { [name]: held }, definitions);

		expect(found).toMatchObject([{ kind: 'kept', property: name, sent, held }]);
	});

	it.each([
		['text', ' a ', 'a'],
		['text', 'a\r\nb', 'a\nb'],
		['text', '<p onclick="x">a</p>', '<p>a</p>'],
		['phone', '+34 600 000 000', '+34600000000'],
	])('tells that %s, sent as %j, has the other form %j', (name, sent, held) => {
		const found = findKept({ [name]: sent }, { [name]: held }, definitions);

		expect(found).toMatchObject([{ kind: 'otherForm', property: name, sent, held }]);
	});

	it('says nothing of what the answer leaves out, nor without definitions', () => {
		expect(findKept({ stage: 'sold' }, {}, definitions)).toEqual([]);
		expect(findKept({ constructor: 'x' }, {}, definitions)).toEqual([]);
		expect(findKept({ stage: 'sold' }, { stage: 'active' }, undefined)).toEqual([]);
	});
});
