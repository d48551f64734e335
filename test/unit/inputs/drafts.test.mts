import { describe, expect, it } from 'vitest';

import { readId, readIdProperty } from '../../../nodes/HubspotAds/inputs/drafts';

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
