import { describe, expect, it } from 'vitest';

import { readId, readIdProperty, readName } from '../../../nodes/HubspotAds/inputs/drafts';

describe('readId', () => {
	it.each<[unknown, string | undefined]>([
		['12', '12'],
		[' 12\n', '12'],
		[12, '12'],
		[31_004_700_001, '31004700001'],
		[12n, '12'],
		[0, '0'],
		['', undefined],
		['  ', undefined],
		[undefined, undefined],
		[null, undefined],
		[Number.NaN, undefined],
		[Infinity, undefined],
		[true, undefined],
		[{ id: '1' }, undefined],
		[['1'], undefined],
	])('reads %o as %o', (value, id) => {
		expect(readId(value)).toBe(id);
	});
});

describe('readIdProperty', () => {
	it.each([
		['id', undefined],
		['hs_object_id', undefined],
		['reference_number', 'reference_number'],
	])('reads the match column %s as %s', (column, idProperty) => {
		expect(readIdProperty(column)).toBe(idProperty);
	});
});

describe('readName', () => {
	it.each<[unknown, string | undefined, object]>([
		[' 12\u200b.0', undefined, { id: '12' }],
		[12, undefined, { id: '12' }],
		['REF-1\u200b ', 'reference_number', { id: 'REF-1', idProperty: 'reference_number' }],
		[7.5, 'reference_number', { id: '7.5', idProperty: 'reference_number' }],
	])('reads %o as a name by %o', (value, idProperty, name) => {
		expect(readName(value, idProperty, 'id')).toEqual(name);
	});

	it.each<[unknown, string | undefined, string]>([
		['REF-1', undefined, "'id' takes HubSpot's record ID, which is digits"],
		['\u200b', undefined, "'id' is empty"],
		[1e21, 'reference_number', "'id' is a number that is not exact; give it as text"],
		[{}, 'reference_number', "'id' takes one text or number"],
		[null, 'reference_number', "'id' is empty"],
	])('refuses %o as a name by %o', (value, idProperty, said) => {
		expect(readName(value, idProperty, 'id')).toMatchObject({
			invalid: expect.stringContaining(said),
		});
	});
});
