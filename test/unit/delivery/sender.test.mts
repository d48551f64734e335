import { describe, expect, it } from 'vitest';

import type { Hubspot } from '../../simulator/hubspot.mts';
import type { Fault, FaultKind } from '../../simulator/faults.mts';
import type { Answer, Request } from '../../simulator/wire.mts';
import { fault, good, outcomesOf, runWith, stepsOf } from './runs.mts';

const LOCK_MS = 2_000;
const WRITING = ['batchUpdate' as const, 'patchAd' as const];
const wishes = Array.from({ length: 100 }, (_, who) => good(who));
const portal = { ads: 104, latencyMs: 300 };

describe('an ad that is in the way of its batch', () => {
	it('has as many tries as the one before it that was in the way', async () => {
		const run = await runWith(wishes.slice(0, 8), {
			...portal,
			faults: [2, 4, 6].map((line) => spoiledBy('locked', line, { times: 8 })),
		});

		expect(new Set(outcomesOf(run))).toEqual(new Set(['updated']));
	});

	it('leaves time for the others, also where four of them stay locked', async () => {
		const lines = [0, 1, 5, 10];

		const run = await runWith(wishes.slice(0, 17), {
			...portal,
			faults: lines.map((line) => spoiledBy('locked', line)),
			maxWaitMs: 300_000,
		});

		const outcomes = outcomesOf(run).map((outcome, at) => (lines.includes(at) ? 'bad' : outcome));
		expect(new Set(outcomes)).toEqual(new Set(['bad', 'updated']));
	});

	it('has one more when it is found, however long it was looked for', async () => {
		const fails = spoiledBy('edgeError', 3, { times: 8 });

		const run = await runWith(wishes, {
			...portal,
			faults: [{ ...fails, status: 503, applied: 'before' }],
		});

		expect(new Set(outcomesOf(run))).toEqual(new Set(['updated']));
	});

	it('is not asked sooner than HubSpot allows where its time ends', async () => {
		const faults = [spoiledBy('locked', 5)];

		const run = await runWith(wishes.slice(0, 8), { ...portal, faults, maxWaitMs: 22_000 });

		const locked = run.hubspot.journal.filter(({ status }) => status === 423);
		const waits = locked.slice(1).map(({ at }, before) => at - locked[before].at);
		expect(Math.min(...waits)).toBeGreaterThan(LOCK_MS);
		expect(outcomesOf(run).filter((outcome) => outcome !== 'updated')).toEqual(['notSent']);
	});

	it('is not looked for any longer where the time of the batch is over', async () => {
		const run = await runWith(wishes, {
			...portal,
			faults: [spoiledBy('locked', 3)],
			maxWaitMs: 10_000,
		});

		expect(run.sent.length).toBeLessThanOrEqual(4);
	});
});

describe('ads that HubSpot refuses without a name', () => {
	it('take nothing from the time of the others, which may have to be tried again', async () => {
		const faults = [fault('locked', { match: { nth: 4 } })];

		const run = await runWith(
			wishes,
			{ ...portal, latencyMs: 700, faults, maxWaitMs: 4_000 },
			refusing([40]),
		);

		expect(outcomesOf(run)).toEqual(
			wishes.map((_, line) => (line === 40 ? 'rejected' : 'updated')),
		);
	});

	it('are found at once, not one after the other', async () => {
		const bad = [3, 20, 35, 50, 64, 77, 81, 99];

		const run = await runWith(wishes, { ...portal, latencyMs: 700 }, refusing(bad));

		expect(outcomesOf(run)).toEqual(
			wishes.map((_, line) => (bad.includes(line) ? 'rejected' : 'updated')),
		);
		// The search for the first one, and what halving takes.
		expect(run.tookMs).toBeLessThan((9 + 2 * 8) * 700);
	});
});

describe('a batch that is not to blame', () => {
	it.each<[string, FaultKind, Partial<Fault>]>([
		['a limit of the account', 'rollingLimit', {}],
		['the moving of the account', 'migration', {}],
		['a connection that breaks', 'reset', { applied: 'before' }],
		['a connection over which no reply comes', 'late', { applied: 'before' }],
	])('is not divided for the sake of %s', async (_what, kind, parts) => {
		const faults = [fault(kind, { ...parts, match: { endpoint: WRITING, probability: 1 } })];

		const run = await runWith(wishes, { ...portal, faults, maxWaitMs: 60_000 });

		const written = stepsOf(run).filter((step) => !step.startsWith('read'));
		expect(written.length).toBeGreaterThan(0);
		expect(new Set(written)).toEqual(new Set(['update 100']));
	});

	it('and those after it are sent, where HubSpot is back in less than a minute', async () => {
		const run = await runWith(
			wishes.slice(0, 8),
			{ ...portal, batchSize: 1, maxConcurrency: 1, maxWaitMs: 20_000 },
			(request, hubspot) => {
				const answer = hubspot.exchange(request);
				const [first, last] = [hubspot.journal[0], hubspot.journal.at(-1)!];
				const isBack = last.at - first.at > 45_000;
				return isBack ? answer : { ...answer, status: 503, body: '' };
			},
		);

		expect(outcomesOf(run)).not.toContain('notSent');
		expect(outcomesOf(run).slice(4)).toEqual(Array(4).fill('updated'));
	});
});

// Helpers

function spoiledBy(kind: FaultKind, line: number, match: Fault['match'] = {}): Fault {
	return fault(kind, {
		match: { endpoint: WRITING, text: `"line-${line}"`, probability: 1, ...match },
	});
}

/** HubSpot, but for a rule of the account that those ads do not keep to. */
function refusing(lines: readonly number[]) {
	const body = JSON.stringify({ category: 'VALIDATION_ERROR', message: 'A rule of the account' });
	return (request: Request, hubspot: Hubspot): Answer => {
		const isRefused = lines.some((line) => request.body?.includes(`"line-${line}"`));
		if (!isRefused) return hubspot.exchange(request);
		return { status: 400, headers: {}, body, delayMs: 700, ending: 'whole' };
	};
}
