import { describe, expect, it } from 'vitest';
import { simulateTraffic, type Account } from './sharedWindow.mts';

/** The way to HubSpot: as to a neighbour, over a good line, and over a bad one. */
const WAYS: Array<Account['wayMs']> = [
	[1, 10],
	[5, 60],
	[20, 200],
];
const CASES = WAYS.flatMap((wayMs) => [1, 2, 3].map((seed) => ({ wayMs, seed })));

describe.each(CASES)("the pace in HubSpot's window (way of $wayMs ms, seed $seed)", (line) => {
	it.each([190, 100])('fills a window of %i alone, and is hardly ever refused', async (max) => {
		const { steadyShare, refusedShare } = await simulateTraffic({
			...line,
			max,
			users: [{ requests: max * 7 }],
		});

		expect(steadyShare).toBeGreaterThan(0.97);
		expect(refusedShare).toBeLessThan(0.0075);
	});

	it('shares the window with another worker without a storm of refusals', async () => {
		const { steadyShare, refusedShare } = await simulateTraffic({
			...line,
			max: 190,
			users: [{ requests: 600 }, { requests: 600 }],
		});

		expect(steadyShare).toBeGreaterThan(0.93);
		expect(refusedShare).toBeLessThan(0.03);
	});

	it('makes room for a worker that comes later', async () => {
		const { steadyShare, refusedShare } = await simulateTraffic({
			...line,
			max: 190,
			users: [{ requests: 900 }, { requests: 600, startsAtMs: 5_000 }],
		});

		expect(steadyShare).toBeGreaterThan(0.9);
		expect(refusedShare).toBeLessThan(0.04);
	});

	it.each([
		{ everyMs: 300, forMs: 100 },
		{ everyMs: 2_000, forMs: 300 },
		{ everyMs: 3_000, forMs: 1_000 },
	])('is hardly ever refused where its process is held: $forMs ms', async (holds) => {
		const { steadyShare, refusedShare } = await simulateTraffic({
			...line,
			max: 190,
			users: [{ requests: 190 * 7 }],
			holds,
		});

		expect(steadyShare).toBeGreaterThan(0.97);
		expect(refusedShare).toBeLessThan(0.005);
	});

	it('makes room for a question from the same process, although both are held', async () => {
		const lists = [15_000, 18_000, 25_000].map((startsAtMs) => ({ requests: 2, startsAtMs }));
		const { refusedShare } = await simulateTraffic({
			...line,
			max: 190,
			users: [{ requests: 900 }, ...lists].map((user) => ({ ...user, sharesQueue: true })),
			holds: { everyMs: 500, forMs: 100 },
		});

		expect(refusedShare).toBeLessThan(0.005);
	});

	it('is seldom refused where somebody makes a few requests all the while', async () => {
		const { refusedShare } = await simulateTraffic({
			...line,
			max: 190,
			users: [{ requests: 190 * 7 }],
			othersPerWindow: 5,
		});

		expect(refusedShare).toBeLessThan(0.005);
	});

	it('is seldom refused where somebody makes two requests now and then', async () => {
		const { refusedShare } = await simulateTraffic({
			...line,
			max: 190,
			users: [{ requests: 190 * 7 }],
			bursts: { everyMs: 8_000, requests: 2 },
		});

		expect(refusedShare).toBeLessThan(0.0075);
	});

	it('leaves room for somebody who uses a third of the window', async () => {
		const { arrivals, endMs, refusedShare } = await simulateTraffic({
			...line,
			max: 190,
			users: [{ requests: 700 }],
			othersPerWindow: 60,
		});

		expect(arrivals.length / (endMs / 10_000)).toBeGreaterThan(0.9 * 130);
		expect(refusedShare).toBeLessThan(0.03);
	});
});

describe.each(WAYS.map((wayMs) => ({ wayMs })))('searches (way of $wayMs ms)', ({ wayMs }) => {
	it('go out at nearly five a second, and are hardly ever refused', async () => {
		const { arrivals, endMs, refusedShare } = await simulateTraffic({
			wayMs,
			max: 5,
			users: [
				{ requests: 200, sharesQueue: true },
				{ requests: 100, sharesQueue: true },
			],
			isSearch: true,
		});

		expect(arrivals.length / (endMs / 1_000)).toBeGreaterThan(4);
		expect(refusedShare).toBeLessThan(0.02);
	});
});

describe.each(WAYS.slice(0, 2).map((wayMs) => ({ wayMs })))(
	'searches over a good line (way of $wayMs ms)',
	({ wayMs }) => {
		it.each([
			['go out at more than 4.7 a second', undefined, 4.7],
			['at 4.5 where their process is held now and then', { everyMs: 2_000, forMs: 300 }, 4.5],
			['at 4.5 where it is held all the time', { everyMs: 300, forMs: 100 }, 4.5],
		])('%s, and none is refused', async (_what, holds, least) => {
			const { arrivals, endMs, refused } = await simulateTraffic({
				...{ wayMs, max: 5, holds, isSearch: true },
				users: [{ requests: 300 }],
			});

			expect(arrivals.length / (endMs / 1_000)).toBeGreaterThan(least);
			expect(refused).toBe(0);
		});
	},
);

describe('the pace', () => {
	it('keeps to the lowest limit and to few requests where no answer tells it', async () => {
		const { mostInFlight, refused } = await simulateTraffic({
			wayMs: [1, 10],
			max: 100,
			users: [{ requests: 250 }],
			hidesLimits: true,
		});

		expect(mostInFlight).toBe(5);
		expect(refused).toBe(0);
	});

	it('never has more in flight than it may', async () => {
		const { mostInFlight } = await simulateTraffic({
			wayMs: [1, 10],
			max: 190,
			users: [{ requests: 300, maxConcurrency: 7 }],
		});

		expect(mostInFlight).toBe(7);
	});

	it('gets through although somebody else fills the window, and looks less than once a second', async () => {
		const { arrivals, refused, endMs } = await simulateTraffic({
			wayMs: [1, 10],
			max: 50,
			users: [{ requests: 20, startsAtMs: 12_000 }],
			othersPerWindow: 300,
		});

		expect(arrivals).toHaveLength(20);
		expect(refused / ((endMs - 12_000) / 1_000)).toBeLessThan(0.8);
	});
});
