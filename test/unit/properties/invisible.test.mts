import { expect, it } from 'vitest';

import {
	clean,
	cleanOutside,
	dropHalfPairs,
	fold,
	toAsciiDigits,
} from '../../../nodes/HubspotAds/properties/invisible';

it.each([
	...['\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u202a', '\u202e', '\u2060', '\u2066'],
	...['\u2069', '\u206f', '\ufeff', '\u00ad'],
])('clean removes %j wherever it stands', (character) => {
	expect(clean(`${character}a${character}b${character}`)).toBe('ab');
});

it.each([' ', '\u00a0', '\u202f', '\u2009', '\u3000', '\t', '\n', '\u2028'])(
	'clean removes %j around a text, and not within',
	(space) => {
		expect(clean(`${space}a${space}b\u200b${space}`)).toBe(`a${space}b`);
	},
);

it.each([
	['\ufeff \u200b{"a":"👨\u200d👩\u200d👧 \u00a0"}\u200b\r\n', '{"a":"👨\u200d👩\u200d👧 \u00a0"}'],
	[' \u200b ', ''],
	['', ''],
])('cleanOutside leaves %j as %j', (text, cleaned) => {
	expect(cleanOutside(text)).toBe(cleaned);
});

it('fold makes equal what looks equal but for case and the number of spaces', () => {
	for (const text of ['Ático  Nuevo', 'a\u0301tico nuevo', ' ÁTICO\u00a0\u202fNUEVO\u200b']) {
		expect(fold(text)).toBe('ático nuevo');
	}
	expect(fold('atico nuevo')).not.toBe(fold('ático nuevo'));
});

it.each([
	['٠١٢٣٤٥٦٧٨٩', '0123456789'],
	['۰۱۲۳۴۵۶۷۸۹', '0123456789'],
	['०१२३४५६७८९', '0123456789'],
	['０１２３４５６７８９．，－', '0123456789.,-'],
	['𝟎𝟗𝟘𝟡𝟶𝟿', '090909'],
	['½²Ⅷ', '½²Ⅷ'],
])('toAsciiDigits reads %s as %s', (text, digits) => {
	expect(toAsciiDigits(text)).toBe(digits);
});

it.each([
	['a\ud83c', 'a'],
	['\udf20a', 'a'],
	['🏠\ud83d🏠', '🏠🏠'],
	['🏠', '🏠'],
])('dropHalfPairs leaves %j as %j', (text, whole) => {
	expect(dropHalfPairs(text)).toBe(whole);
});
