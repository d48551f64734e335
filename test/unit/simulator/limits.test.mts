import { describe, expect, it } from 'vitest';
import { createAccount } from './account.mts';

const LIST = '/crm/v3/objects/0-420?limit=1';
const SEARCH = '/crm/v3/objects/0-420/search';

describe('the rolling limit', () => {
	it('lets 190 requests pass in any ten seconds, and counts each arrival on its own', () => {
		const { call, clock } = createAccount();
		const ask = () => call('GET', LIST).status;
		for (let n = 0; n < 190; n++) {
			clock.now += 10;
			expect(ask()).toBe(200);
		}

		expect(ask()).toBe(429);
		clock.now += 10_000 - 1_890 - 1;
		expect(ask()).toBe(429);
		clock.now += 1;
		expect(ask()).toBe(200);
		expect(ask()).toBe(429);
	});

	it('says on each answer how much is left', () => {
		const { call } = createAccount({ limit: { max: 100, daily: 250_000 } });

		const { headers } = call('GET', LIST);

		expect(headers).toMatchObject({
			'x-hubspot-ratelimit-daily': '250000',
			'x-hubspot-ratelimit-daily-remaining': '249999',
			'x-hubspot-ratelimit-interval-milliseconds': '10000',
			'x-hubspot-ratelimit-max': '100',
			'x-hubspot-ratelimit-remaining': '99',
			'x-hubspot-ratelimit-secondly': '10',
			'x-hubspot-ratelimit-secondly-remaining': '9',
		});
	});

	it('answers 429 without Retry-After, and with the daily headers only', () => {
		const { call } = createAccount({ limit: { max: 0 } });

		const { status, json, headers } = call('GET', LIST);

		expect(status).toBe(429);
		expect(json).toMatchObject({
			errorType: 'RATE_LIMIT',
			policyName: 'TEN_SECONDLY_ROLLING',
			message: 'You have reached your ten_secondly_rolling limit.',
		});
		expect(rateHeaders(headers)).toEqual([
			'x-hubspot-ratelimit-daily',
			'x-hubspot-ratelimit-daily-remaining',
		]);
		expect(headers).not.toHaveProperty('retry-after');
	});

	it('is 110 with OAuth, which has no daily headers', () => {
		const { call } = createAccount({ auth: 'oauth' });

		const { headers } = call('GET', LIST);

		expect(headers['x-hubspot-ratelimit-max']).toBe('110');
		expect(headers['x-hubspot-ratelimit-secondly']).toBe('11');
		expect(rateHeaders(headers).join()).not.toContain('daily');
	});
});

it('the daily limit holds until midnight', () => {
	const { call, clock } = createAccount({ limit: { daily: 2 } });
	call('GET', LIST);
	call('GET', LIST);

	const { status, json } = call('GET', LIST);

	expect(status).toBe(429);
	expect(json.policyName).toBe('DAILY');
	clock.now = Date.parse('2026-11-03T00:00:00Z');
	expect(call('GET', LIST).status).toBe(200);
});

it('search has five a second of its own, and no headers of the window', () => {
	const { call, clock } = createAccount({ limit: { max: 0 } });
	const ask = () => call('POST', SEARCH, { filterGroups: [], limit: 1 });
	const answers = [1, 2, 3, 4, 5, 6].map(ask);

	expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
	expect(answers[5].json).toMatchObject({
		message: 'You have reached your secondly limit.',
		category: 'RATE_LIMITS',
	});
	expect(rateHeaders(answers[0].headers)).toEqual([
		'x-hubspot-ratelimit-daily',
		'x-hubspot-ratelimit-daily-remaining',
	]);
	clock.now += 1_000;
	expect(ask().status).toBe(200);
});

describe('latency', () => {
	it('is a fixed number', () => {
		const { call } = createAccount({ latencyMs: 150 });

		expect(call('GET', LIST).delayMs).toBe(150);
	});

	it('has the median and the 95th percentile that were asked for', () => {
		const { call } = createAccount({
			latencyMs: { medianMs: 200, p95Ms: 800 },
			limit: { max: 10_000 },
		});
		const delays = Array.from({ length: 2_000 }, () => call('GET', LIST).delayMs);
		delays.sort((one, other) => one - other);

		expect(delays[1_000]).toBeGreaterThan(180);
		expect(delays[1_000]).toBeLessThan(220);
		expect(delays[1_900]).toBeGreaterThan(680);
		expect(delays[1_900]).toBeLessThan(920);
	});
});

// Helpers

function rateHeaders(headers: Record<string, string>): string[] {
	return Object.keys(headers).filter((name) => name.includes('ratelimit'));
}
