import { describe, expect, it } from 'vitest';
import { readDay } from '../../../nodes/HubspotAds/properties/moments';

describe('readDay', () => {
	it.each([
		['2026-07-01', 'America/New_York', '2026-07-01T04:00:00.000Z', '2026-07-02T03:59:59.999Z'],
		['2026-10-25', 'Europe/Madrid', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'],
		['2026-03-29', 'Europe/Madrid', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
		// Its clocks skip the first hour of this day.
		['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', '2018-11-05T01:59:59.999Z'],
		['2026/7/1', 'UTC', '2026-07-01T00:00:00.000Z', '2026-07-01T23:59:59.999Z'],
		['46204', 'UTC', '2026-07-01T00:00:00.000Z', '2026-07-01T23:59:59.999Z'],
	])('reads %s as all of that day in %s', (text, timeZone, first, last) => {
		const day = readDay(text, timeZone)!;

		expect([day.first, day.last].map((ms) => new Date(ms).toISOString())).toEqual([first, last]);
	});

	it('reads a day in the notation that is chosen', () => {
		expect(readDay('01.07.2026', 'UTC')).toBeUndefined();
		expect(readDay('01.07.2026', 'UTC', 'dayFirst')?.first).toBe(Date.UTC(2026, 6, 1));
	});

	it.each(['2026-07-01T00:00', '2026-07-01 00:00Z', '46204.5', '1782864000000', 'soon', ''])(
		'reads no day in %s',
		(text) => {
			expect(readDay(text, 'UTC')).toBeUndefined();
		},
	);
});
