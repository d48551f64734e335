import { describe, expect, it } from 'vitest';

import type { DateFormat } from '../../../nodes/HubspotAds/properties/dates';
import { toHubspotText } from '../../../nodes/HubspotAds/properties/values';
import { define, refusalOf } from './define.mts';

const date = define({ type: 'date' });
const datetime = define({ type: 'datetime' });
const timeZone = 'Europe/Madrid';
const FORMATS: DateFormat[] = ['automatic', 'dayFirst', 'monthFirst'];

describe('a date that begins with its year', () => {
	it.each([
		['2026/07/02', '2026-07-02'],
		['2026.07.02', '2026-07-02'],
		['2026-7-2', '2026-07-02'],
		['2026/7/2', '2026-07-02'],
		['2026. 07. 02.', '2026-07-02'],
		['2026/07/02 10:00', '2026-07-02'],
		['２０２６/０７/０２', '2026-07-02'],
		['2026-07-02\u200b', '2026-07-02'],
		['\u00a02026-07-02\u00a0', '2026-07-02'],
		['2026\u00ad-07-02', '2026-07-02'],
		[46205, '2026-07-02'],
		['46205', '2026-07-02'],
		['46205.0', '2026-07-02'],
		[46205.999, '2026-07-02'],
		[46205.999999999, '2026-07-03'],
		[20000, '1954-10-03'],
		[80000, '2119-01-11'],
	])('%j is %s in every format', (value, day) => {
		for (const dateFormat of FORMATS) {
			expect(toHubspotText(value, date, { timeZone, dateFormat })).toEqual({ text: day });
		}
	});

	it.each([
		['2026/07/02 9:30', '2026-07-02T07:30:00.000Z'],
		['2026-07-02 9:30:05 PM', '2026-07-02T19:30:05.000Z'],
		['2026-07-02 12:00 a.m.', '2026-07-01T22:00:00.000Z'],
		['2026-07-02 12:00\u202fPM', '2026-07-02T10:00:00.000Z'],
		['2026-07-02 10:00:00 UTC', '2026-07-02T10:00:00.000Z'],
		['2026-07-02 10:00:00 +0200', '2026-07-02T08:00:00.000Z'],
		['2026/07/02T10:00:00.25Z', '2026-07-02T10:00:00.250Z'],
		[46205.5, '2026-07-02T10:00:00.000Z'],
		['46205,5', '2026-07-02T10:00:00.000Z'],
		[46205.395833333336, '2026-07-02T07:30:00.000Z'],
		[46205, '2026-07-01T22:00:00.000Z'],
		['1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'],
		['1969-07-01T10:00:00.5', '1969-07-01T09:00:00.500Z'],
		['1969-12-31T23:59:59.0001-01:00', '1970-01-01T00:59:59.000Z'],
	])('%j is the instant %s in every format', (value, instant) => {
		for (const dateFormat of FORMATS) {
			expect(toHubspotText(value, datetime, { timeZone, dateFormat })).toEqual({ text: instant });
		}
	});

	it.each([
		...[
			0,
			'0',
			-0,
			1,
			2026,
			19999,
			19999.9,
			80000.5,
			80001,
			20260702,
			86400000,
			-86400000,
			1772323200,
			1728000000,
			17280000000,
		],
		...[
			'2026/13/01',
			'2026/02/30',
			'2026-0-1',
			'2026/07-02',
			'2026/07',
			'026/07/02',
			'2026/07/02 25:00',
		],
		...[
			'2026/07/02 13:00 PM',
			'2026/07/02 0:30 AM',
			'2026/07/02 10:60',
			'2026/07/02x',
			'2 July 2026',
			'20260702',
		],
		...['46205.5.5', '1.77232E+12', '1e12', '12', '#N/A', 'today'],
	])('%j is no date in any format', (value) => {
		for (const dateFormat of FORMATS) {
			for (const property of [date, datetime]) {
				const context = { timeZone, dateFormat };
				expect(refusalOf(value, property, context)).toMatchObject({ kind: property.type });
			}
		}
	});
});

describe('a date whose year stands last', () => {
	it.each([
		['02.07.2026', '2026-07-02', '2026-02-07'],
		['2/7/2026', '2026-07-02', '2026-02-07'],
		['02-07-2026', '2026-07-02', '2026-02-07'],
		['2. 7. 2026', '2026-07-02', '2026-02-07'],
		['31/12/2026', '2026-12-31', undefined],
		['12/31/2026', undefined, '2026-12-31'],
		['02/02/2026', '2026-02-02', '2026-02-02'],
		['29/02/2024 10:00', '2024-02-29', undefined],
		['\u00a0٠٢/٠٧/٢٠٢٦\u200b', '2026-07-02', '2026-02-07'],
	])('%j is %s with the day first, %s with the month first', (text, dayFirst, monthFirst) => {
		const read = (dateFormat: DateFormat) => {
			const converted = toHubspotText(text, date, { timeZone, dateFormat });
			return 'text' in converted ? converted.text : undefined;
		};

		expect(read('dayFirst')).toBe(dayFirst);
		expect(read('monthFirst')).toBe(monthFirst);
		expect(refusalOf(text, date)).toMatchObject({
			kind: 'ambiguousDate',
			readings: [dayFirst, monthFirst],
		});
	});

	it('may have a time', () => {
		const read = (text: string, dateFormat: DateFormat) =>
			toHubspotText(text, datetime, { timeZone, dateFormat });

		expect(read('02.07.2026 09:30', 'dayFirst')).toEqual({ text: '2026-07-02T07:30:00.000Z' });
		expect(read('7/2/2026, 9:30:00\u202fPM', 'monthFirst')).toEqual({
			text: '2026-07-02T19:30:00.000Z',
		});
	});

	it.each(['02.07.26', '2/7/26', '31-12-99'])('%j has too short a year in every format', (text) => {
		for (const dateFormat of FORMATS) {
			expect(refusalOf(text, date, { timeZone, dateFormat })).toMatchObject({ kind: 'shortYear' });
		}
	});

	it.each(['31/13/2026', '30.02.2026', '0/1/2026', '2.7.0026', '2/7-2026'])(
		'%j is no date in any format',
		(text) => {
			for (const dateFormat of FORMATS) {
				expect(refusalOf(text, date, { timeZone, dateFormat })).toMatchObject({ kind: 'date' });
			}
		},
	);
});
