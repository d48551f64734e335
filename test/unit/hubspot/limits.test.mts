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

	it.each([
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
