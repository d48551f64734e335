import { describe, expect, it } from 'vitest';

import { findNearest } from '../../../nodes/HubspotAds/properties/nearest';

const NAMES = ['house', 'townhouse', 'multi_family', 'apartments', 'a', 'ab'];

describe('findNearest', () => {
	it.each([
		['hause', 'house'],
		['hous', 'house'],
		['ohuse', 'house'],
		['ohuxe', undefined],
		['town', 'townhouse'],
		['townhouses', 'townhouse'],
		['multifamily', 'multi_family'],
		['APARTMENT', 'apartments'],
		['ap', 'a'],
		['mouse', 'house'],
		['ouse', 'house'],
		['xmulti_family', 'multi_family'],
		['mvlti-famliy', 'multi_family'],
		['mvtli-famliy', undefined],
		['mvlti-famili', 'multi_family'],
		['mutlifamily', 'multi_family'],
		['Villa', undefined],
		['', undefined],
		['x'.repeat(101), undefined],
	])('finds near %s: %s', (wanted, nearest) => {
		const things = NAMES.map((value) => ({ value, label: value }));

		expect(findNearest(wanted, things)?.value).toBe(nearest);
	});

	it('prefers an exact label to a near value, and the first of equals', () => {
		const things = [
			{ value: 'prices', label: 'All' },
			{ value: 'hs_price', label: 'Price' },
			{ value: 'hs_price_2', label: 'Price' },
		];

		expect(findNearest('price', things)?.value).toBe('hs_price');
	});

	it('compares two hundred names letter by letter; those that share too few letters do not count', () => {
		const strangers = Array.from({ length: 5000 }, () => ({ value: 'zzzzz', label: 'qqqqq' }));
		const alike = Array.from({ length: 200 }, () => ({ value: 'esuohs', label: 'esuohs' }));
		const house = { value: 'house', label: 'House' };

		expect(findNearest('hause', [...strangers, house])).toBe(house);
		expect(findNearest('housse', [...alike.slice(1), house])).toBe(house);
		expect(findNearest('housse', [...alike, house])).toBeUndefined();
	});
});
