import { describe, expect, it } from 'vitest';

import { placeOf } from '../../../nodes/HubspotAds/hubspot/inputs';

describe('placeOf', () => {
	it.each([
		['12', '12 ', true],
		[' 12', '12', true],
		['Ann@Example.com', 'ann@example.com', true],
		['Ref', 'ref', false],
		['1', '01', false],
	])('of %j and %j: one ad is %s', (one, other, isOne) => {
		expect(placeOf({ id: one }).key === placeOf({ id: other }).key).toBe(isOne);
	});

	it('tells a record ID from the same text in a unique property', () => {
		expect(placeOf({ id: '1' })).not.toEqual(placeOf({ id: '1', idProperty: 'reference' }));
	});
});
