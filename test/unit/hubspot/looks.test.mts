import { expect, it } from 'vitest';

import { Looks } from '../../../nodes/HubspotAds/hubspot/looks';

const [one, two] = [{}, {}];

it('looks for the same three times', () => {
	const looks = new Looks();

	expect([looks.count([one]), looks.count([one]), looks.count([one])]).toEqual([true, true, false]);
});

it('counts several together by the one that was looked for most', () => {
	const looks = new Looks();
	looks.count([one]);
	looks.count([one]);

	expect(looks.count([one, two])).toBe(false);
	expect(looks.count([two])).toBe(false);
});
