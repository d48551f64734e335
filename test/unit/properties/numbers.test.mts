import { describe, expect, it } from 'vitest';

import { readNumber, type NumberFormat } from '../../../nodes/HubspotAds/properties/numbers';
import { toHubspotText } from '../../../nodes/HubspotAds/properties/values';
import { define } from './define.mts';

const REFUSED = undefined;
const AMBIGUOUS = 'ambiguous';

describe('a number in text', () => {
	/** The text, and its reading by a point, by a comma, and automatically: the one on which those agree. */
	it.each<[string, string | undefined, string | undefined, string?]>([
		['250000', '250000', '250000'],
		['150.000', '150', '150000', AMBIGUOUS],
		['150,000', '150000', '150', AMBIGUOUS],
		['-1.250', '-1.25', '-1250', AMBIGUOUS],
		['€ 150.000', '150', '150000', AMBIGUOUS],
		['9,999', '9999', '9.999', AMBIGUOUS],
		['0.500', '0.5', REFUSED],
		['0,500', REFUSED, '0.5'],
		['.500', '0.5', REFUSED],
		['012.500', '12.5', '12500', AMBIGUOUS],
		['01,500', '1500', '1.5', AMBIGUOUS],
		['00.500', '0.5', '500', AMBIGUOUS],
		['01.500.000', REFUSED, '1500000'],
		['012.5', '12.5', REFUSED],
		['1234.500', '1234.5', REFUSED],
		['1234.5', '1234.5', REFUSED],
		['12,5', REFUSED, '12.5'],
		['1.2345', '1.2345', REFUSED],
		['1.250.000', REFUSED, '1250000'],
		['1,234,567', '1234567', REFUSED],
		['1,234.50', '1234.5', REFUSED],
		['12.000,50', REFUSED, '12000.5'],
		['12.345,678', REFUSED, '12345.678'],
		['1,234,567.891', '1234567.891', REFUSED],
		['12 000', '12000', '12000'],
		['12\u00a0000', '12000', '12000'],
		['1\u202f250\u2009000', '1250000', '1250000'],
		['12 000,50', REFUSED, '12000.5'],
		['12 000.50', '12000.5', REFUSED],
		["1'250'000", '1250000', '1250000'],
		['1’250’000.50', '1250000.5', REFUSED],
		['12,34,567.50', '1234567.5', REFUSED],
		['1,00,00,000', '10000000', REFUSED],
		['5.', '5', REFUSED],
		['5,', REFUSED, '5'],
		['1.0E7', '10000000', REFUSED],
		['1.234E7', '12340000', REFUSED],
		['1,234e+7', REFUSED, '12340000'],
		['5e3', '5000', '5000'],
		['250000\u200b', '250000', '250000'],
		['\ufeff1\u00ad2', '12', '12'],
		['２５０，０００．５', '250000.5', REFUSED],
		['٢٥٠', '250', '250'],
		['۱۲۳۴٫۵', '1234.5', REFUSED],
		['١٬٢٣٤٬٥٦٧', '1234567', '1234567'],
	])('%j is by a point %j and by a comma %j', (text, byPoint, byComma, automatic) => {
		expect(read(text, 'point')).toBe(byPoint);
		expect(read(text, 'comma')).toBe(byComma);
		expect(read(text, 'automatic')).toBe(automatic ?? byPoint ?? byComma);
	});

	it.each([
		['12.000,50 €', '12000.5'],
		['€12,000.50', '12000.5'],
		['$ 12,000.50', '12000.5'],
		['-$1,250.50', '-1250.5'],
		['$-1,250.50', '-1250.5'],
		['1,250.50- USD', '-1250.5'],
		['(1,250.50)', '-1250.5'],
		['($1,250.50)', '-1250.5'],
		['−5', '-5'],
		['– 5', '-5'],
		['+5', '5'],
		['-0', '0'],
		['$12,000.00 MXN', '12000'],
		['US$ 12,000.50', '12000.5'],
		['R$ 1.250,00', '1250'],
		['EUR 12000', '12000'],
		['12000eur', '12000'],
		['12000 Euros', '12000'],
		['1 250 000 kr', '1250000'],
		['kr. 1.250.000', '1250000'],
		['1 250 000,00 zł', '1250000'],
		['CHF 1’250’000.–', '1250000'],
		['150.000,-', '150000'],
		['250,-', '250'],
		['12€50', '12.5'],
		['1.250€50', '1250.5'],
		['₹ 12,34,567', '1234567'],
		['￥1,250,000', '1250000'],
		['S/ 1,250.50', '1250.5'],
		['Rs. 500', '500'],
		['1 250 000 ₽', '1250000'],
		['500 руб.', '500'],
		['AED 1,250,000', '1250000'],
		['2.5E5', '250000'],
		['2.5E+5', '250000'],
		['2.5e+05', '250000'],
		['2.50000E+05', '250000'],
		['1.5E-07', '0.00000015'],
		['1e300', `1${'0'.repeat(300)}`],
		['\u202a€\u00a0250\u202f000\u202c', '250000'],
	])('%j is %s', (text, number) => {
		expect(read(text, 'automatic')).toBe(number);
	});

	it.each([
		...[
			'100-200',
			'100 – 200',
			'100..200',
			'100/200',
			'1:5',
			'from 5',
			'\ue000 5',
			'5+',
			'~5',
			'<5',
			'±5',
			'≈ 5',
		],
		...[
			'5%',
			'5 %',
			'٪5',
			'12 m²',
			'12m2',
			'12²',
			'100 sqm',
			'1200 ft',
			'1200 Ft',
			'5 km',
			'3 KM',
			'90 pounds',
		],
		...[
			'5k',
			'1.2M',
			'1,2 M€',
			'5 k€',
			'$5M',
			'$ 5 M',
			'5 B$',
			'250 mil',
			'1 lakh',
			'5 lak',
			'10 万円',
		],
		...[
			'12 34',
			'1 2',
			'1234 567',
			'12.34.56',
			'1.23.456',
			'1,2,3',
			'1.250,000.5',
			'1,250.000,5',
			'1.250,50,00',
		],
		...["1'250.000'000", '1 250.000,5.0', '0 500', '0.500.000', '150.000.-', '1,23,45', '1,234,5'],
		...[
			'--5',
			'-(5)',
			'(-5)',
			'+5-',
			'(5',
			'5)',
			'()',
			'€',
			'$',
			'-',
			'.',
			',',
			'e5',
			'5e',
			'1e9999',
			'1.500e3.5',
		],
		...[
			'1_000',
			'0x10',
			'½',
			'1/2',
			'NaN',
			'#N/A',
			'2026-07-02',
			'02.07.2026',
			'10:30',
			'five',
			'5 all',
			'5 EURX',
		],
	])('%j is refused in every format', (text) => {
		for (const format of FORMATS) expect([format, read(text, format)]).toEqual([format, REFUSED]);
	});

	it.each(['1E+05', '3.10047E+10', '3,10047E+10', '-2.5E+05', '€ 1E+12'])(
		'%j has lost digits in a spreadsheet, and is refused in every format that reads it',
		(text) => {
			const kinds = FORMATS.map((format) => readNumber(text, format)).filter(isShortened);

			expect(FORMATS.map((format) => read(text, format))).toEqual([REFUSED, REFUSED, REFUSED]);
			expect(kinds.length).toBeGreaterThan(1);
		},
	);

	it.each(['1e400', '-1e400', '1e-400', '9'.repeat(310), `0.${'0'.repeat(330)}1`])(
		'%j is beyond what a number can be',
		(text) => {
			for (const format of ['automatic', 'point'] as const) {
				expect(readNumber(text, format)).toEqual({ kind: 'outOfRange' });
			}
		},
	);

	it('is refused soon, however long', () => {
		const started = process.cpuUsage();
		for (const text of [
			'€'.repeat(499),
			'€ '.repeat(249),
			`${'1 '.repeat(249)}x`,
			`${'1,'.repeat(249)}x`,
			`-${' '.repeat(498)}`,
			`${'0'.repeat(65_000)}x`,
			`1${' '.repeat(400)}x`,
		]) {
			for (const format of FORMATS) expect(read(text, format)).toBe(REFUSED);
		}
		expect(process.cpuUsage(started).user / 1000).toBeLessThan(200);
	});
});

it.each(['automatic', 'comma', 'point'] as const)(
	'a number that is no text is what it is, in the format %s too',
	(numberFormat) => {
		const context = { timeZone: 'UTC', numberFormat };

		for (const number of [150.125, 1234.5, -0.5, 1.5e-7, 7n]) {
			const text = number === 1.5e-7 ? '0.00000015' : String(number);
			expect(toHubspotText(number, define({ type: 'number' }), context)).toEqual({ text });
		}
	},
);

// Helpers

const FORMATS: NumberFormat[] = ['automatic', 'comma', 'point'];

function isShortened(read: ReturnType<typeof readNumber>): boolean {
	return typeof read === 'object' && read.kind === 'shortenedNumber';
}

function read(text: string, format: NumberFormat): string | undefined {
	const result = readNumber(text, format);
	if (typeof result === 'string') return result;
	return result.kind === 'ambiguousNumber' ? AMBIGUOUS : REFUSED;
}
