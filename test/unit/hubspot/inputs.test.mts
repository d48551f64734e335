import { describe, expect, it } from 'vitest';

import { placeOf, toNameKey } from '../../../nodes/HubspotAds/hubspot/inputs';

describe('placeOf', () => {
	it.each([
		['12', '12 ', true, true],
		[' 12', '12', true, true],
		['Ann@Example.com', 'ann@example.com', true, true],
		['Ref', 'ref', true, false],
		['1', '01', false, false],
	])('of %j and %j: perhaps one ad is %s, certainly %s', (one, other, mayBeOne, isOne) => {
		expect(placeOf({ id: one }).key === placeOf({ id: other }).key).toBe(mayBeOne);
		expect(toNameKey({ id: one }) === toNameKey({ id: other })).toBe(isOne);
	});

	it('tells a record ID from the same text in a unique property', () => {
		expect(placeOf({ id: '1' })).not.toEqual(placeOf({ id: '1', idProperty: 'reference' }));
	});
});
