import { describe, expect, it } from 'vitest';

import type { Run } from '../../property/deliveryRun.mts';
import { fault, good, outcomesOf, runWith, stepsOf } from './runs.mts';

const unnamed = { applied: 'before', match: { probability: 1 } } as const;
const unauthorized = { outcome: 'unconfirmed', reason: { trouble: 'unauthorized' } };

describe('ads that no reply names', () => {
	it('are sent alone so much the longer as more are named: one for ten', async () => {
		const wishes = Array.from({ length: 1_500 }, (_, who) => good(who));
		const nth = [11, 12, 13, 14, 15];

		const run = await runWith(wishes, {
			faults: [fault('emptyResults', { applied: 'before', match: { nth } })],
			...{ ads: 1_504, maxConcurrency: 1, latencyMs: 300 },
		});

		expect(patches(run)).toBe(100 + 1_000 / 10);
		expect(outcomesOf(run).filter((outcome) => outcome === 'unconfirmed')).toHaveLength(300);
	});

	it('are not sent once more where the time to read them back is over', async () => {
		const reading = fault('edgeError', { match: { endpoint: 'batchRead', probability: 1 } });

		const run = await runWith([good(0), good(1)], {
			faults: [fault('emptyResults', unnamed), reading],
			maxWaitMs: 20_000,
		});

		expect(patches(run)).toBe(0);
		expect(outcomesOf(run)).toEqual(['unconfirmed', 'unconfirmed']);
		expect(run.tookMs).toBeLessThanOrEqual(20_000);
	});

	it.each<[string, Parameters<typeof fault>[1], number]>([
		[
			'a reading back, when no more may be sent alone',
			{ match: { endpoint: 'batchRead', nth: 2 } },
			100,
		],
		['one that was sent alone', { match: { endpoint: 'patchAd' } }, 0],
	])('are told why the run ended, where a 401 to %s did it', async (_what, parts, from) => {
		const wishes = Array.from({ length: 300 }, (_, who) => good(who));
		const faults = [fault('emptyResults', unnamed), fault('invalidToken', parts)];

		const run = await runWith(wishes, { faults, ads: 304, maxConcurrency: 1 });

		const batch = run.fates.slice(from, from + 100);
		expect(batch).toMatchObject(batch.map(() => unauthorized));
		expect(new Set(outcomesOf(run).slice(from + 100))).toEqual(new Set(['notSent']));
	});
});

describe('ads that are given up', () => {
	it('are told why the run ended, where a 401 to the last reading back did it', async () => {
		const faults = [
			fault('reset', { match: { probability: 1 } }),
			fault('invalidToken', { match: { endpoint: 'batchRead' } }),
		];

		const run = await runWith([good(0)], { faults, maxWaitMs: 0 });

		expect(stepsOf(run)).toEqual(['update 1', 'read 1']);
		expect(run.fates).toMatchObject([unauthorized]);
	});
});

// Helpers

function patches({ sent }: Run): number {
	return sent.filter(({ step }) => step === 'patch').length;
}
