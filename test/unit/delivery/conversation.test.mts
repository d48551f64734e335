import { describe, expect, it } from 'vitest';

import type { Hubspot } from '../../simulator/hubspot.mts';
import { fault, good, outcomesOf, runWith, stepsOf } from './runs.mts';

describe('what a reply tells of the rate limit', () => {
	it.each(['batchUpdate', 'batchRead', 'patchAd'] as const)(
		'holds back all others after a refusal of %s',
		async (endpoint) => {
			const wishes = Array.from({ length: 9 }, (_, who) => good(who));

			const run = await runWith(wishes, {
				faults: [
					fault('emptyResults', { applied: 'before' }),
					fault('rollingLimit', { retryAfter: 5, match: { endpoint } }),
				],
				...{ batchSize: 1, maxConcurrency: 2, latencyMs: 300 },
			});

			const { journal } = run.hubspot;
			const refused = journal.find(({ status }) => status === 429)!;
			const later = journal.filter(({ at }) => at > refused.at);
			expect(later[0].at - (refused.at + refused.delayMs)).toBe(5_000);
		},
	);

	it.each(['batchUpdate', 'batchRead', 'patchAd'] as const)(
		'keeps the others from being refused, where only replies to %s tell it',
		async (endpoint) => {
			const wishes = Array.from({ length: 6 }, (_, who) => good(who));

			const run = await runWith(
				wishes,
				{
					faults: [fault('emptyResults', { applied: 'before' })],
					limit: { max: 4, intervalMs: 10_000 },
					...{ batchSize: 1, maxConcurrency: 1, latencyMs: 300 },
				},
				(request, hubspot) => {
					const answer = hubspot.exchange(request);
					return endpointOf(hubspot) === endpoint ? answer : { ...answer, headers: {} };
				},
			);

			expect(run.hubspot.journal.filter(({ status }) => status === 429)).toEqual([]);
		},
	);
});

describe('the time of a batch', () => {
	it('is enough at its end to read back what was written, although that fails at first', async () => {
		const match = { probability: 1 };
		const faults = [fault('edgeError', { status: 504, applied: 'after', match })];
		const outcomes: unknown[] = [];

		for (let seed = 1; seed <= 30; seed++) {
			let wasRead = false;
			const run = await runWith([good(0)], { seed, faults, latencyMs: 300 }, (request, hubspot) => {
				const answer = hubspot.exchange(request);
				const isRead = endpointOf(hubspot) === 'batchRead';
				const isFirst = isRead && !wasRead;
				wasRead = isRead;
				return isFirst ? { ...answer, status: 503, body: '' } : answer;
			});
			outcomes.push(...outcomesOf(run));
		}

		// How long it waits is left to chance, and so is whether it is read twice before that.
		expect(outcomes.filter((outcome) => outcome === 'updated').length).toBeGreaterThan(24);
	});

	it('does not run while a reading back waits for its turn', async () => {
		const match = { probability: 1, times: 3 };

		const run = await runWith([good(0)], {
			faults: [fault('edgeError', { status: 503, applied: 'before', match })],
			limit: { max: 1, intervalMs: 10_000 },
			maxWaitMs: 15_000,
		});

		expect(stepsOf(run)).toEqual(['update 1', 'update 1', 'read 1', 'update 1', 'update 1']);
		expect(outcomesOf(run)).toEqual(['updated']);
	});
});

describe('an ad that never passes', () => {
	it('is given up after twelve requests, and soon, where all others pass', async () => {
		const wishes = Array.from({ length: 90 }, (_, who) => good(who));
		const endpoint = ['batchUpdate' as const, 'patchAd' as const];
		const match = { endpoint, text: '"line-37"', probability: 1 };

		const run = await runWith(wishes, {
			faults: [fault('edgeError', { status: 503, applied: 'before', match })],
			...{ ads: 104, latencyMs: 300 },
		});

		const mine = run.sent.filter(({ inputs }) => inputs.some(({ lines }) => lines.includes(37)));
		expect(mine.length).toBeLessThanOrEqual(12);
		expect(run.tookMs).toBeLessThan(30_000);
		expect(outcomesOf(run).filter((outcome) => outcome !== 'updated')).toEqual(['unconfirmed']);
	});
});

// Helpers

function endpointOf({ journal }: Hubspot) {
	return journal.at(-1)?.endpoint;
}
