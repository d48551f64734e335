import { describe, expect, it } from 'vitest';

import {
	describeMisfit,
	describeMisfits,
	type PropertyMisfit,
} from '../../../nodes/HubspotAds/properties/misfits';

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
			`'Price' (hs_price) takes a number, and "150.000" may be 150 or 150,000; set the option 'Number Format' to Point for Decimals or Comma for Decimals, or send a number in place of text`,
			{ kind: 'ambiguousNumber', received: '"150.000"', readings: ['150', '150000'] },
		],
		[
			`'Price' (hs_price) takes a number, and "-1.234" may be -1.234 or -1,234; set the option 'Number Format' to Point for Decimals or Comma for Decimals, or send a number in place of text`,
			{ kind: 'ambiguousNumber', received: '"-1.234"', readings: ['-1.234', '-1234'] },
		],
		[
			`'Price' (hs_price) takes a number, and "1234.5" is not one; send digits with a comma for decimals, such as 12000,50; the option 'Number Format' is set to Comma for Decimals`,
			{ kind: 'number', received: '"1234.5"', format: 'comma' },
		],
		[
			`'Price' (hs_price) takes a number, and a spreadsheet may have shortened it to "1E+05"; show all digits of the column there, or send them`,
			{ kind: 'shortenedNumber', received: '"1E+05"' },
		],
		[
			`'Price' (hs_price) takes a number, and "1e400" is larger or smaller than numbers can be; look at where it comes from`,
			{ kind: 'outOfRange', received: '"1e400"' },
		],
		[
			`'Price' (hs_price) cannot take 12345678901234567000, a number of so many digits that the last ones are lost already; give it as text`,
			{ kind: 'inexact', received: '12345678901234567000' },
		],
		[
			`'Price' (hs_price) takes true or false, and "yes" is neither; 1, 0, Sí and No are taken too`,
			{
				kind: 'bool',
				received: '"yes"',
				options: [
					{ value: 'true', label: 'Sí' },
					{ value: 'false', label: 'No' },
				],
			},
		],
		[
			`'Price' (hs_price) takes a date, and "02.07.2026" may be 2026-07-02 or 2026-02-07; set the option 'Date Format' to Day First or Month First, or send it as YYYY-MM-DD`,
			{ kind: 'ambiguousDate', received: '"02.07.2026"', readings: ['2026-07-02', '2026-02-07'] },
		],
		[
			`'Price' (hs_price) takes a date, and "12/31/2026" does not begin with the year; set the option 'Date Format' to Month First, or send it as 2026-12-31`,
			{ kind: 'ambiguousDate', received: '"12/31/2026"', readings: [undefined, '2026-12-31'] },
		],
		[
			`'Price' (hs_price) takes a date, and "2/7/26" has a year of two digits; write all four, such as 2026-12-31; the option 'Date Format' is set to Day First`,
			{ kind: 'shortYear', received: '"2/7/26"', format: 'dayFirst' },
		],
		[
			`'Price' (hs_price) takes choices as text, and an object (name) is not text; pick a text of each object, such as its 'name' ("Pool"); several choices are separated by ;`,
			{
				kind: 'objects',
				received: 'an object (name)',
				example: { key: 'name', text: 'Pool' },
				isMultiple: true,
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

describe('describeMisfits', () => {
	const misfits = Array.from({ length: 12 }, (_, index): PropertyMisfit => {
		const property = `p${index}`;
		return { kind: 'readOnly', property, label: property };
	});

	it('gives up to five a sentence each', () => {
		const sentences = misfits.slice(0, 5).map(describeMisfit);

		expect(describeMisfits(misfits.slice(0, 1))).toBe(sentences[0]);
		expect(describeMisfits(misfits.slice(0, 5))).toBe(sentences.join('. '));
	});

	it('names some of the others, and counts the rest', () => {
		expect(describeMisfits(misfits.slice(0, 7))).toMatch(/Nor can these be sent: 'p5', 'p6'$/);
		expect(describeMisfits(misfits)).toMatch(/'p5', 'p6', 'p7', 'p8', 'p9' and 2 more$/);
	});
});
