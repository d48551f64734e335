import { describe, expect, it } from 'vitest';

import { describeMisfit, type PropertyMisfit } from '../../../nodes/HubspotAds/properties/misfits';

describe('describeMisfit', () => {
	it.each<[string, Partial<PropertyMisfit>]>([
		[
			`'Price' (hs_price) takes a number, and "12 000 €" is not one; send digits with a point for decimals, such as 12000.50`,
			{ kind: 'number', received: '"12 000 €"' },
		],
		[
			`'Price' (hs_price) takes true or false, and "yes" is neither`,
			{ kind: 'bool', received: '"yes"' },
		],
		[
			`'Price' (hs_price) takes a day, and "1/2" is not one; send it as YYYY-MM-DD, such as 2026-12-31`,
			{ kind: 'date', received: '"1/2"' },
		],
		[
			`'Price' (hs_price) takes a date and time, and "now" is not one; send it in ISO 8601, such as 2026-12-31T09:30:00Z`,
			{ kind: 'datetime', received: '"now"' },
		],
		[
			`'Price' (hs_price) has no option "hause"; the nearest is house; use the internal value of one: house, LOTS (Land) … (7 in all)`,
			{
				kind: 'option',
				received: '"hause"',
				nearest: { value: 'house', label: 'House' },
				options: [
					{ value: 'house', label: 'House' },
					{ value: 'LOTS', label: 'Land' },
				],
				optionCount: 7,
			},
		],
		[
			`'Price' (hs_price) has no option "sold" in the pipeline "77"; it has no options to choose from`,
			{ kind: 'option', received: '"sold"', pipelineId: '77', options: [] },
		],
		[
			`'Price' (hs_price) has several options that fit "New"; use the internal value of one: 1 (New), 11 (New)`,
			{
				kind: 'severalOptions',
				received: '"New"',
				options: [
					{ value: '1', label: 'New' },
					{ value: '11', label: 'New' },
				],
			},
		],
		[
			`'Price' (hs_price) takes an owner, and "Jane" is not one; send the digits of the owner's ID in HubSpot`,
			{ kind: 'owner', received: '"Jane"' },
		],
		[
			`'Price' (hs_price) takes one plain value, and a list of 2 is not one; send text, a number, a date, or true or false`,
			{ kind: 'plainValue', received: 'a list of 2' },
		],
		[
			`'Price' (hs_price) takes up to 65,536 characters, and "xx…" is longer; shorten the text`,
			{ kind: 'tooLong', received: '"xx…"' },
		],
		[
			`'Price' (hs_price) is filled by HubSpot and cannot be written; leave it out`,
			{ kind: 'readOnly' },
		],
		[
			`'Price' (hs_price) is archived in HubSpot; restore the property there, or leave it out`,
			{ kind: 'archived' },
		],
		[
			`HubSpot's ads have no property 'prise'; the nearest is hs_price (Price)`,
			{
				kind: 'unknownProperty',
				property: 'prise',
				label: 'prise',
				nearest: { value: 'hs_price', label: 'Price' },
			},
		],
		[
			`HubSpot's ads have no property 'zzz'; use the internal name of one that they have`,
			{ kind: 'unknownProperty', property: 'zzz', label: 'zzz' },
		],
		[
			`'hs_x' takes one plain value, and NaN is not one; send text, a number, a date, or true or false`,
			{ kind: 'plainValue', property: 'hs_x', label: 'hs_x', received: 'NaN' },
		],
	])('says: %s', (sentence, given) => {
		const misfit = { property: 'hs_price', label: 'Price', ...given } as PropertyMisfit;

		expect(describeMisfit(misfit)).toBe(sentence);
		expect(sentence).not.toMatch(/error|problem|failure|mistake/i);
	});
});
