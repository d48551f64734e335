import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';

import { toHubspotText } from '../../../nodes/HubspotAds/properties/values';
import { define, refusalOf } from './define.mts';

const MADRID = { timeZone: 'Europe/Madrid' };
const NEW_YORK = { timeZone: 'America/New_York' };

describe('a date property', () => {
	const property = define({ type: 'date', fieldType: 'date' });

	it.each([
		['a day', '2026-03-01', MADRID, '2026-03-01'],
		['a leap day', '2024-02-29', NEW_YORK, '2024-02-29'],
		['a day with space around it', ' 2026-03-01 ', MADRID, '2026-03-01'],
		['an evening in UTC', '2026-03-01T23:30:00Z', MADRID, '2026-03-02'],
		['a night in UTC', '2026-03-01T03:00:00.000Z', NEW_YORK, '2026-02-28'],
		['midnight in the same zone', '2026-03-01T00:00:00.000+01:00', MADRID, '2026-03-01'],
		['midnight in another zone', '2026-03-01T00:00:00+01:00', NEW_YORK, '2026-02-28'],
		['midnight in UTC as text', '2026-03-01T00:00:00.000Z', NEW_YORK, '2026-03-01'],
		['midnight in UTC as epoch', 1772323200000, NEW_YORK, '2026-03-01'],
		['the same as digits', '1772323200000', NEW_YORK, '2026-03-01'],
		['the same as bigint', 1772323200000n, NEW_YORK, '2026-03-01'],
		['the same as Date', new Date('2026-03-01'), NEW_YORK, '2026-03-01'],
		['another epoch', 1772323200001, NEW_YORK, '2026-02-28'],
		['a day before 1970 as epoch', -100051200000, NEW_YORK, '1966-10-31'],
		['a Date', new Date('2026-06-30T22:30:00Z'), MADRID, '2026-07-01'],
		['a Luxon value', luxon('2026-06-30T22:30:00', 'Europe/Madrid'), MADRID, '2026-06-30'],
		['seven in the evening in New York', '2026-03-01T19:00:00-05:00', NEW_YORK, '2026-03-01'],
		['one in the morning in Madrid', '2026-03-01T01:00:00+01:00', NEW_YORK, '2026-02-28'],
		['a time without zone', '2026-03-01T23:59:59', NEW_YORK, '2026-03-01'],
		['a time after a space', '2026-03-01 10:00', NEW_YORK, '2026-03-01'],
		['a database time', '2026-03-01 23:30:00.123456+00', MADRID, '2026-03-02'],
	])('takes %s', (_, value, context, text) => {
		expect(toHubspotText(value, property, context)).toEqual({ text });
	});

	it.each([
		['31/12/2026', 'ambiguousDate'],
		['12-31-2026', 'ambiguousDate'],
		['2026-02-30', 'date'],
		['2025-02-29', 'date'],
		['2026-13-01', 'date'],
		['2026-00-10', 'date'],
		['2026-03', 'date'],
		['2026-W09-7', 'date'],
		['20260301', 'date'],
		['1 March 2026', 'date'],
		['tomorrow', 'date'],
		['0026-03-01', 'date'],
		['+010000-01-01', 'date'],
		['2026-03-01T25:00:00Z', 'date'],
		['2026-03-01T24:00:00Z', 'date'],
		['2026-03-01T10:00:00+99:00', 'date'],
		['2026-03-01T10:00:00 Europe/Madrid', 'date'],
		['2026-03-01;2026-03-02', 'date'],
		[20260301, 'date'],
		[1772323200, 'date'],
		[1772323200000.5, 'date'],
		[8.64e15 + 86400000, 'date'],
		[3e14, 'date'],
		['9999-12-31T23:30:00Z', 'date'],
		[true, 'date'],
		[NaN, 'plainValue'],
		[new Date(NaN), 'plainValue'],
		[DateTime.invalid('none'), 'plainValue'],
		[['2026-03-01'], 'plainValue'],
		[{ date: '2026-03-01' }, 'plainValue'],
	])('refuses %o', (value, kind) => {
		expect(refusalOf(value, property)).toMatchObject({ kind, property: 'hs_thing' });
	});
});

describe('a datetime property', () => {
	const property = define({ type: 'datetime', fieldType: 'date' });

	it.each([
		['UTC', '2026-03-01T10:00:00Z', MADRID, '2026-03-01T10:00:00.000Z'],
		['milliseconds', '2026-06-24T19:03:31.101Z', MADRID, '2026-06-24T19:03:31.101Z'],
		['an offset', '2026-03-01T10:00:00+02:00', MADRID, '2026-03-01T08:00:00.000Z'],
		['a short offset', '2026-03-01T10:00:00-0530', MADRID, '2026-03-01T15:30:00.000Z'],
		['small letters', '2026-03-01t10:00:00z', MADRID, '2026-03-01T10:00:00.000Z'],
		['minutes only', '2026-03-01T10:00Z', MADRID, '2026-03-01T10:00:00.000Z'],
		['microseconds', '2026-03-01T10:00:00.123456Z', MADRID, '2026-03-01T10:00:00.123Z'],
		['no zone, winter', '2026-01-15T10:00:00', MADRID, '2026-01-15T09:00:00.000Z'],
		['no zone, summer', '2026-07-15 10:00', MADRID, '2026-07-15T08:00:00.000Z'],
		['no zone, west', '2026-07-15T10:00:00.5', NEW_YORK, '2026-07-15T14:00:00.500Z'],
		['a skipped hour', '2026-03-29T02:30:00', MADRID, '2026-03-29T01:30:00.000Z'],
		['just after it', '2026-03-29T03:30:00', MADRID, '2026-03-29T01:30:00.000Z'],
		['an hour that comes twice', '2026-10-25T02:30:00', MADRID, '2026-10-25T00:30:00.000Z'],
		['just after it, in autumn', '2026-10-25T03:30:00', MADRID, '2026-10-25T02:30:00.000Z'],
		['a skipped hour, west', '2026-03-08T02:30:00', NEW_YORK, '2026-03-08T07:30:00.000Z'],
		['an hour twice, west', '2026-11-01T01:30:00', NEW_YORK, '2026-11-01T05:30:00.000Z'],
		['a day: its midnight', '2026-07-15', MADRID, '2026-07-14T22:00:00.000Z'],
		['epoch ms', 1772359200000, MADRID, '2026-03-01T10:00:00.000Z'],
		['epoch digits', '1772359200000', MADRID, '2026-03-01T10:00:00.000Z'],
		['a Date', new Date('2026-03-01T10:00:00Z'), MADRID, '2026-03-01T10:00:00.000Z'],
		['Luxon', luxon('2026-07-15T10:00:00', 'Asia/Tokyo'), MADRID, '2026-07-15T01:00:00.000Z'],
	])('takes %s', (_, value, context, text) => {
		expect(toHubspotText(value, property, context)).toEqual({ text });
	});

	it.each([
		['now', 'datetime'],
		['10:00', 'datetime'],
		['31/12/2026 10:00', 'ambiguousDate'],
		['2026-02-30T10:00:00Z', 'datetime'],
		['2026-03-01T10', 'datetime'],
		['2026-03-01T10:60:00Z', 'datetime'],
		['2026-03-01T24:00:00Z', 'datetime'],
		['2026-03-01T10:00:00 CET', 'datetime'],
		['2026-03-01T10:00:00+25:00', 'datetime'],
		['2026-03-01T10:00:00[Europe/Madrid]', 'datetime'],
		['Sun, 01 Mar 2026 10:00:00 GMT', 'datetime'],
		[1772359200, 'datetime'],
		['1772359200', 'datetime'],
		[1772359200.5, 'datetime'],
		[1e20, 'inexact'],
		[3e14, 'datetime'],
		['9999-12-31T23:30:00-01:00', 'datetime'],
		['1000-01-01T00:30:00+01:00', 'datetime'],
		[false, 'datetime'],
		[Infinity, 'plainValue'],
		[new Date(NaN), 'plainValue'],
		[[], 'plainValue'],
		[{}, 'plainValue'],
	])('refuses %o', (value, kind) => {
		expect(refusalOf(value, property)).toMatchObject({ kind, property: 'hs_thing' });
	});
});

// Helpers

function luxon(local: string, zone: string): DateTime {
	return DateTime.fromISO(local, { zone });
}
