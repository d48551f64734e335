import { describe, expect, it } from 'vitest';

import { shorten, showValue } from '../../../nodes/HubspotAds/properties/show';

describe('showValue', () => {
	it.each([
		['text', '"text"'],
		['say "hi"\n', '"say \\"hi\\"\\n"'],
		['x'.repeat(60), `"${'x'.repeat(60)}"`],
		['x'.repeat(61), `"${'x'.repeat(59)}…"`],
		[12, '12'],
		[true, 'true'],
		[null, 'null'],
		[undefined, 'undefined'],
		[10n ** 70n, `1${'0'.repeat(58)}…`],
		[{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, 'an object (a, b, c, d, e)'],
		[{ ['k'.repeat(99)]: 1 }, `an object (${'k'.repeat(59)}…)`],
	])('shows %o as %s', (value, shown) => {
		expect(showValue(value)).toBe(shown);
	});
});

describe('what the eye cannot see', () => {
	it.each([
		['250000\u200b', '"250000␣(U+200B)"'],
		['12\u00a0000', '"12␣(U+00A0)000"'],
		['\ufeffid', '"␣(U+FEFF)id"'],
		['so\u00adft', '"so␣(U+00AD)ft"'],
		[' two  words  ', '"␣two  words␣␣"'],
		['A\u0301tico', '"A\u0301(U+0301)tico"'],
		['Ático', '"Ático"'],
		['\ud83c', '"␣(U+D83C)"'],
		['a\u2028b', '"a␣(U+2028)b"'],
		['👨‍👩‍👧 at home', '"👨‍👩‍👧 at home"'],
		['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '"🏴󠁧󠁢󠁥󠁮󠁧󠁿"'],
		['a\u200d👧', '"a␣(U+200D)👧"'],
	])('is shown: %j as %s', (text, shown) => {
		expect(showValue(text)).toBe(shown);
	});

	it.each(['🏠', '👨‍👩‍👧', '🇪🇸', 'e\u0301', '👍🏽'])('%s is never cut in two', (letter) => {
		for (let before = 0; before < 12; before++) {
			const text = 'x'.repeat(before) + letter.repeat(60);

			const cut = shorten(text).slice(0, -1);

			expect(cut.length).toBeLessThan(60);
			expect(cut.slice(before)).toBe(letter.repeat((cut.length - before) / letter.length));
		}
	});

	it('is cut within a letter of any number of marks', () => {
		expect(shorten(`🏠${'\u0301'.repeat(99)}`)).toBe(`🏠${'\u0301'.repeat(57)}…`);
		expect(shorten(`${'\u0301'.repeat(58)}🏠${'\u0301'.repeat(99)}`)).toBe(
			`${'\u0301'.repeat(58)}…`,
		);
	});
});
