import { afterEach, describe, expect, it, vi } from 'vitest';
import { count, outcomesOf, pricesOf, useAccount } from './trouble.mts';

const withAccount = useAccount({
	limit: { max: 3, intervalMs: 1_000 },
	// HubSpot's own clock is right all the while.
	now: () => performance.timeOrigin + performance.now(),
});

afterEach(() => vi.restoreAllMocks());

describe('a clock that is set during a run', () => {
	it.each([
		['back by an hour, with a full window', -3_600_000],
		['forward by an hour', 3_600_000],
	])('changes nothing: %s', async (_what, byMs) => {
		await withAccount(async (account) => {
			account.hubspot.addFault({
				kind: 'internalError',
				match: { endpoint: 'batchUpdate', nth: 4 },
			});
			const realNow = Date.now;
			vi.spyOn(Date, 'now').mockImplementation(
				() => realNow() + (account.writes().length >= 3 ? byMs : 0),
			);
			const startedAt = performance.now();

			const run = await account.updatePrices(pricesOf(account, 300), {
				parameters: { options: { batchSize: 30, maxWait: 20 } },
			});

			expect(count(outcomesOf(run.outputs[0]))).toEqual({ updated: 300 });
			expect(performance.now() - startedAt).toBeLessThan(12_000);
		});
	});
});
