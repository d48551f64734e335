import { describe, expect, it } from 'vitest';

import { readLimits } from '../../../nodes/HubspotAds/hubspot/limits';

describe('readLimits', () => {
	it('reads the window that the headers tell', () => {
		expect(readLimits(headers('190', '17', '10000'))).toEqual({
			max: 190,
			remaining: 17,
			intervalMs: 10_000,
		});
	});

	it('takes no more room than the window has', () => {
		expect(readLimits(headers('100', '900', '10000'))).toMatchObject({ remaining: 100 });
	});

	it('takes what HubSpot never grants for a lot, and keeps what is used of it', () => {
		const most = { max: 10_000, intervalMs: 10_000 };

		expect(readLimits(headers('1000000', '999993', '10000'))).toEqual({
			...most,
			remaining: 9_993,
		});
		expect(readLimits(headers('1e99', '0', '10000'))).toEqual({ ...most, remaining: 0 });
	});

	it.each([
		[1_000, '1000'],
		[60_000, '60000'],
	])('believes an interval of %i ms', (intervalMs, told) => {
		expect(readLimits(headers('190', '1', told))).toMatchObject({ intervalMs });
	});

	it.each([
		['the window is too short', headers('190', '1', '999')],
		['the window is too long', headers('190', '1', '60001')],
		['the window is a day', headers('3', '1', '86400000')],
		['the window is longer than the world', headers('3', '1', '1e99')],
		['the headers are missing', {}],
		['one is missing', { 'x-hubspot-ratelimit-max': '190', 'x-hubspot-ratelimit-remaining': '1' }],
		['one is empty', headers('', '1', '10000')],
		['one is a word', headers('many', '1', '10000')],
		['one is a fraction', headers('1.5', '1', '10000')],
		['one is below nothing', headers('190', '-1', '10000')],
		['the window holds nothing', headers('0', '0', '10000')],
		['the window has no length', headers('190', '1', '0')],
		['one is endless', headers('Infinity', '1', '10000')],
	])('reads none where %s', (_what, given) => {
		expect(readLimits(given)).toBe(undefined);
	});
});

// Helpers

function headers(max: string, remaining: string, interval: string): Record<string, string> {
	return {
		'x-hubspot-ratelimit-max': max,
		'x-hubspot-ratelimit-remaining': remaining,
		'x-hubspot-ratelimit-interval-milliseconds': interval,
	};
}
