import { describe, expect, it } from 'vitest';

import type { Fault, FaultKind } from '../../simulator/faults.mts';
import { fault, good, outcomesOf, runWith } from './runs.mts';

const MAX_WAIT_MS = 300_000;

describe('deliver, when everything fails', () => {
	it.each<[FaultKind, Partial<Fault>, number]>([
		['locked', {}, 1],
		['locked', {}, 20],
		['itemErrors', { category: 'LOCKED', share: 1 }, 1],
		['itemErrors', { category: 'LOCKED', share: 1 }, 20],
		['internalError', { applied: 'before' }, 20],
		['reset', { applied: 'before' }, 20],
	])('ends with one Max Wait: %s %o, %i batches at once', async (kind, parts, maxConcurrency) => {
		const wishes = Array.from({ length: 4_000 }, (_, who) => good(who));
		const endpoint = ['batchUpdate' as const, 'patchAd' as const];

		const run = await runWith(wishes, {
			faults: [fault(kind, { ...parts, match: { endpoint, probability: 1 } })],
			ads: 4_004,
			latencyMs: 300,
			maxConcurrency,
		});

		expect(outcomesOf(run)).not.toContain('updated');
		expect(run.tookMs).toBeLessThan(1.2 * MAX_WAIT_MS);
		expect(outcomesOf(run).filter((outcome) => outcome === 'notSent').length).toBeGreaterThan(
			1_900,
		);
	});

	it.each([
		[1, ['line-3']],
		[1, ['line-3', 'line-150']],
		[100, ['line-3', 'line-4', 'line-150']],
	])('is not so where single ads stay locked: batches of %i, %j', async (batchSize, lines) => {
		const wishes = Array.from({ length: 250 }, (_, who) => good(who));
		const endpoint = ['batchUpdate' as const, 'patchAd' as const];

		const run = await runWith(wishes, {
			faults: lines.map((line) =>
				fault('locked', { match: { endpoint, text: `"${line}"`, probability: 1 } }),
			),
			ads: 254,
			latencyMs: 300,
			// No reply comes at the very moment at which the next request leaves.
			limit: { max: 1, intervalMs: 1_000 },
			...{ batchSize, maxConcurrency: 1 },
		});

		const locked = wishes.flatMap((_, at) =>
			outcomesOf(run)[at] === 'updated' ? [] : [`line-${at}`],
		);
		expect(locked).toEqual(lines);
	});

	it.each<[FaultKind, string, number, number]>([
		['internalError', 'unconfirmed', 100, 20],
		['internalError', 'unconfirmed', 1_000, 1],
		['locked', 'notSent', 1_000, 1],
	])(
		'is not so where one ad makes every batch with it fail: %s, %s, one of %i, %i at once',
		async (kind, outcome, count, maxConcurrency) => {
			const wishes = Array.from({ length: count }, (_, who) => good(who));
			const endpoint = ['batchUpdate' as const, 'patchAd' as const];
			const match = { endpoint, text: '"line-42"', probability: 1 };

			const run = await runWith(wishes, {
				faults: [fault(kind, { match, ...(kind === 'internalError' && { applied: 'before' }) })],
				ads: count + 4,
				latencyMs: 300,
				maxConcurrency,
			});

			expect(outcomesOf(run)).toEqual(wishes.map((_, at) => (at === 42 ? outcome : 'updated')));
		},
	);

	it('is not so where HubSpot refuses every other ad, which shows that it works', async () => {
		const wishes = Array.from({ length: 40 }, (_, who) => good(who));
		const body = {
			status: 'error',
			category: 'VALIDATION_ERROR',
			message: 'A rule of the account',
		};
		const lines = [3, 20];

		const run = await runWith(
			wishes,
			{ ads: 44, batchSize: 1, maxConcurrency: 1 },
			({ body: sent = '' }) => {
				const isLocked = lines.some((line) => sent.includes(`"line-${line}"`));
				const status = isLocked ? 423 : 400;
				return { status, headers: {}, body: JSON.stringify(body), delayMs: 300, ending: 'whole' };
			},
		);

		expect(outcomesOf(run)).toEqual(
			wishes.map((_, line) => (lines.includes(line) ? 'notSent' : 'rejected')),
		);
	});

	it('is not so where some ads of each batch are told to wait', async () => {
		const wishes = Array.from({ length: 400 }, (_, who) => good(who));
		const match = { endpoint: 'batchUpdate' as const, probability: 1 };
		const errors = fault('itemErrors', { category: 'LOCKED', share: 0.5, match });

		const run = await runWith(wishes, { faults: [errors], ads: 404, maxConcurrency: 1 });

		// Of each batch one ad is left in the end, which is told to wait for ever.
		expect(outcomesOf(run).filter((outcome) => outcome !== 'updated')).toHaveLength(4);
	});
});
