import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { CANCELLED, Deadlines, LATE } from '../../../nodes/HubspotAds/hubspot/deadlines';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

describe('Deadlines', () => {
	it('ends each exchange when its own time is up, and tells it to end', async () => {
		const deadlines = new Deadlines(2_500, sleep);
		const [first, firstSignal] = watch(deadlines);
		await vi.advanceTimersByTimeAsync(2_000);
		expect(first()).toBe(undefined);
		const [second, secondSignal] = watch(deadlines);

		await vi.advanceTimersByTimeAsync(501);
		expect([first(), second()]).toEqual([LATE, undefined]);
		expect([firstSignal().aborted, secondSignal().aborted]).toEqual([true, false]);
		await vi.advanceTimersByTimeAsync(2_000);

		expect(second()).toBe(LATE);
	});

	it('is not late by a tick where the time is short', async () => {
		const [result] = watch(new Deadlines(100, sleep));

		await vi.advanceTimersByTimeAsync(101);

		expect(result()).toBe(LATE);
	});

	it('watches all with one sleep, which ends soon after the last of them', async () => {
		const deadlines = new Deadlines(60_000, sleep);
		const ends: Array<() => void> = [];
		const results = Array.from({ length: 9 }, async (_, at) =>
			deadlines.within(async () => await new Promise((resolve) => ends.push(() => resolve(at)))),
		);

		expect(vi.getTimerCount()).toBe(1);
		for (const end of ends) end();
		expect(await Promise.all(results)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
		await vi.advanceTimersByTimeAsync(1_000);

		expect(vi.getTimerCount()).toBe(0);
	});

	it('watches again after it had nothing to watch', async () => {
		const deadlines = new Deadlines(500, sleep);
		await deadlines.within(async () => await Promise.resolve());
		await vi.advanceTimersByTimeAsync(5_000);

		const [result] = watch(deadlines);
		await vi.advanceTimersByTimeAsync(501);

		expect(result()).toBe(LATE);
	});

	it('ends all that is under way as the user cancels, and begins nothing after it', async () => {
		const cancelling = new AbortController();
		const deadlines = new Deadlines(60_000, sleep, cancelling.signal);
		const [first, signal] = watch(deadlines);

		cancelling.abort();
		let hasBegun = false;
		const second = await deadlines.within(async () => await Promise.resolve((hasBegun = true)));
		await vi.advanceTimersByTimeAsync(0);

		expect([first(), second]).toEqual([CANCELLED, CANCELLED]);
		expect(signal().aborted).toBe(true);
		expect(hasBegun).toBe(false);
	});

	it('hands on what an exchange throws', async () => {
		const thrown = new Error('no');

		const exchange = new Deadlines(500, sleep).within(async () => await Promise.reject(thrown));

		await expect(exchange).rejects.toBe(thrown);
	});
});

// Helpers

async function sleep(ms: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, ms));
}

/** An exchange that never ends by itself: what became of it so far, and its signal. */
function watch(deadlines: Deadlines): [() => unknown, () => AbortSignal] {
	let result: unknown;
	let signal!: AbortSignal;
	const exchange = deadlines.within(async (its) => {
		signal = its;
		await new Promise(() => {});
	});
	void exchange.then((ended) => (result = ended));
	return [() => result, () => signal];
}
