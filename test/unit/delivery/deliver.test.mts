import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';

import { deliver } from '../../../nodes/HubspotAds/delivery/deliver';
import { explain } from '../../../nodes/HubspotAds/ad/connection';
import { Ledger } from '../../../nodes/HubspotAds/delivery/ledger';
import type { Operation } from '../../../nodes/HubspotAds/delivery/operation';
import { Pace } from '../../../nodes/HubspotAds/delivery/pace';
import { RunEnd } from '../../../nodes/HubspotAds/delivery/runEnd';
import type { Reason, UpdateFate, UpdateTold } from '../../../nodes/HubspotAds/hubspot/fates';
import type { UpdateInput } from '../../../nodes/HubspotAds/hubspot/inputs';
import type { Fault, FaultKind } from '../../simulator/faults.mts';
import { headerLies } from '../../simulator/oddHeaders.mts';
import { VirtualClock } from '../../property/virtualTime.mts';
import { ad } from '../hubspot/given.mts';
import { fault, good, outcomesOf, runWith, stepsOf } from './runs.mts';

const MERGED = 10;
const ARCHIVED = 12;
const UNKNOWN = 14;
const EVERYWHERE = ['batchUpdate', 'batchRead', 'patchAd'] as const;

describe('deliver, when HubSpot asks for another try', () => {
	it.each<[FaultKind, Partial<Fault>, number]>([
		['locked', {}, 2_000],
		['rollingLimit', {}, 0],
		['rollingLimit', { retryAfter: 7 }, 7_000],
		['rollingLimit', { retryAfter: 'date' }, 59_000],
		['secondlyLimit', {}, 0],
		['migration', { retryAfter: 30 }, 30_000],
		['migration', { retryAfter: 'date' }, 59_000],
		['internalError', { applied: 'before' }, 0],
		['internalError', { applied: 'after' }, 0],
		['edgeError', { status: 502, applied: 'before' }, 0],
		['edgeError', { status: 503, retryAfter: 5 }, 5_000],
		['edgeError', { status: 504, applied: 'after' }, 0],
		['edgeError', { status: 524, applied: 'after' }, 0],
		['reset', { applied: 'before' }, 0],
		['reset', { applied: 'after' }, 0],
		['cut', {}, 0],
		['cut', { endsInOrder: true }, 0],
		['late', {}, 100_000],
		['html200', { applied: 'after' }, 0],
		['emptyBody', { applied: 'before' }, 0],
	])('sends a batch again after %s %o, at the earliest after %i ms', async (kind, parts, ms) => {
		const run = await runWith([good(0), good(1)], { faults: [fault(kind, parts)] });

		expect(outcomesOf(run)).toEqual(['updated', 'updated']);
		expect(stepsOf(run)).toEqual(['update 2', 'update 2']);
		expect(run.tookMs).toBeGreaterThanOrEqual(ms);
		expect(run.tookMs).toBeLessThan(ms + 3_000);
	});

	it('sends only what is not confirmed yet again', async () => {
		const errors = fault('errorsWithoutContext', { share: 0.5 });

		const run = await runWith([good(0), good(1)], { faults: [errors] });

		expect(outcomesOf(run)).toEqual(['updated', 'updated']);
		expect(stepsOf(run)).toEqual(['update 2', 'read 1', 'patch 1']);
	});

	it('sends an ad again that a 500 names, because an outage refuses no ad', async () => {
		const error = { category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['line-1'] } };
		const body = JSON.stringify({ status: 'error', message: 'internal error', errors: [error] });
		let requests = 0;

		const run = await runWith([good(0), good(1)], {}, (request, hubspot) =>
			requests++ > 0
				? hubspot.exchange(request)
				: { status: 500, headers: {}, body, delayMs: 0, ending: 'whole' },
		);

		expect(stepsOf(run)).toEqual(['update 2', 'update 2']);
		expect(outcomesOf(run)).toEqual(['updated', 'updated']);
	});

	it.each<[FaultKind, Partial<Fault>, string]>([
		['locked', {}, 'locked'],
		['rollingLimit', {}, 'rateLimit'],
		['secondlyLimit', {}, 'rateLimit'],
		['migration', {}, 'migrating'],
	])('gives up at %s when the time is up: notSent', async (kind, parts, trouble) => {
		const faults = [fault(kind, { ...parts, match: { probability: 1 } })];

		const run = await runWith([good(0)], { faults, maxWaitMs: 20_000 });

		expect(run.fates).toMatchObject([{ outcome: 'notSent', reason: { trouble } }]);
		expect(run.tookMs).toBeLessThanOrEqual(20_000);
	});

	it.each<[FaultKind, Partial<Fault>, string]>([
		['edgeError', { applied: 'before' }, 'unavailable'],
		['reset', { applied: 'after' }, 'disconnected'],
		['late', {}, 'timeout'],
		['html200', { applied: 'before' }, 'unreadable'],
	])('gives up at %s when the time is up: unconfirmed', async (kind, parts, trouble) => {
		const match = { endpoint: [...EVERYWHERE], probability: 1 };

		const run = await runWith([good(0)], {
			faults: [fault(kind, { ...parts, match })],
			maxWaitMs: 20_000,
		});

		expect(run.fates).toMatchObject([{ outcome: 'unconfirmed', reason: { trouble } }]);
	});

	it('reads back what it gives up, and so may still confirm it', async () => {
		const match = { endpoint: 'batchUpdate', probability: 1 } as const;

		const run = await runWith([good(0)], {
			faults: [fault('reset', { applied: 'after', match })],
			maxWaitMs: 0,
		});

		expect(outcomesOf(run)).toEqual(['updated']);
		expect(stepsOf(run)).toEqual(['update 1', 'read 1']);
	});

	it.each<[FaultKind, Partial<Fault>]>([
		['edgeError', { status: 504, applied: 'after' }],
		['internalError', { applied: 'after' }],
		['emptyBody', { applied: 'after', status: 204 }],
		['cut', {}],
		['reset', { applied: 'after' }],
	])('reads back what every %s %o had written, long before the time is up', async (kind, parts) => {
		const match = { endpoint: 'batchUpdate', probability: 1 } as const;
		const wishes = Array.from({ length: 9 }, (_, who) => good(who));

		const run = await runWith(wishes, { faults: [fault(kind, { ...parts, match })] });

		expect(outcomesOf(run)).toEqual(wishes.map(() => 'updated'));
		expect(run.tookMs).toBeLessThan(10_000);
	});

	it.each<[FaultKind, Partial<Fault>]>([
		['edgeError', { status: 503, applied: 'before' }],
		['locked', {}],
		['reset', { applied: 'before' }],
	])(
		'writes an ad after eight times %s %o, although the others passed at once',
		async (...given) => {
			const [kind, parts] = given;
			const wishes = Array.from({ length: 9 }, (_, who) => good(who));
			const match = { endpoint: 'batchUpdate', text: 'line-3', probability: 1, times: 8 } as const;

			const run = await runWith(wishes, {
				faults: [fault(kind, { ...parts, match })],
				batchSize: 1,
			});

			expect(outcomesOf(run)).toEqual(wishes.map(() => 'updated'));
		},
	);

	it('writes every ad after an outage of a minute', async () => {
		const match = { endpoint: [...EVERYWHERE], probability: 1, times: 12 };
		const wishes = Array.from({ length: 100 }, (_, who) => good(who));

		const run = await runWith(wishes, {
			faults: [fault('edgeError', { status: 503, applied: 'before', match })],
			ads: 110,
		});

		expect(outcomesOf(run)).toEqual(wishes.map(() => 'updated'));
	});

	it('does not count the wait for a turn between two tries as its own time', async () => {
		const faults = [fault('locked', { match: { probability: 1, times: 3 } })];

		const run = await runWith([good(0)], {
			faults,
			limit: { max: 1, intervalMs: 10_000 },
			maxWaitMs: 15_000,
		});

		expect(outcomesOf(run)).toEqual(['updated']);
		expect(run.tookMs).toBeGreaterThan(30_000);
	});

	it.each(['rollingLimit', 'migration'] as const)(
		'stops the run once where a limit lasts longer than any batch may wait: %s',
		async (kind) => {
			const wishes = Array.from({ length: 9 }, (_, who) => good(who));
			const faults = [fault(kind, { retryAfter: 3_600, match: { probability: 1 } })];

			const run = await runWith(wishes, { faults, batchSize: 1, maxConcurrency: 1 });

			expect(outcomesOf(run)).toEqual(wishes.map(() => 'notSent'));
			expect(stepsOf(run)).toEqual(['update 1']);
		},
	);

	it.each(Object.keys(headerLies))(
		'is not held up by headers that cannot be: %s',
		async (variant) => {
			const wishes = Array.from({ length: 9 }, (_, who) => good(who));
			const faults = [fault('lyingHeaders', { variant })];

			const run = await runWith(wishes, {
				faults,
				batchSize: 1,
				latencyMs: 100,
				maxConcurrency: 1,
			});

			expect(outcomesOf(run)).toEqual(wishes.map(() => 'updated'));
			expect(run.tookMs).toBeLessThan(12_000);
		},
	);

	it('asks each batch once, and few ads alone, where something on the way refuses all', async () => {
		const faults = [fault('blockedPage', { match: { probability: 1 } })];
		const wishes = Array.from({ length: 2_000 }, (_, who) => good(who));

		const run = await runWith(wishes, { faults, ads: 2_004, maxConcurrency: 1, latencyMs: 300 });

		expect(new Set(outcomesOf(run))).toEqual(new Set(['notSent']));
		// The first batch is searched for the ad at fault, down to one ad.
		expect(run.sent.length).toBeLessThanOrEqual(20 + 8 + 4 + 1);
	});

	it('finds two ads that something on the way refuses, and writes the others', async () => {
		const wishes = Array.from({ length: 100 }, (_, who) => good(who));
		const isBad = (text = '') => text.includes('"line-3"') || text.includes('"line-97"');

		const run = await runWith(wishes, { ads: 104, latencyMs: 300 }, (request, hubspot) =>
			isBad(request.body)
				? { status: 403, headers: {}, body: '<html>no</html>', delayMs: 30, ending: 'whole' }
				: hubspot.exchange(request),
		);

		expect(outcomesOf(run).flatMap((outcome, at) => (outcome === 'updated' ? [] : [at]))).toEqual([
			3, 97,
		]);
		expect(run.sent.length).toBeLessThanOrEqual(1 + 2 * 2 * 7);
	});

	it('sends few ads alone where HubSpot never names any', async () => {
		const match = { endpoint: 'batchUpdate', probability: 1 } as const;
		const faults = [fault('emptyResults', { applied: 'before', match })];
		const wishes = Array.from({ length: 1_000 }, (_, who) => good(who));

		const run = await runWith(wishes, { faults, ads: 1_004 });

		expect(run.sent.filter(({ step }) => step === 'patch')).toHaveLength(100);
		expect(outcomesOf(run).filter((outcome) => outcome === 'unconfirmed')).toHaveLength(900);
	});

	it('sends one ad more alone for each ten that HubSpot does name', async () => {
		const isNamed = (nth: number) => nth <= 10;
		const nths = Array.from({ length: 30 }, (_, at) => at + 1).filter((nth) => !isNamed(nth));
		const match = { endpoint: 'batchUpdate', nth: nths } as const;
		const faults = [fault('emptyResults', { applied: 'before', match })];
		const wishes = Array.from({ length: 3_000 }, (_, who) => good(who));

		const run = await runWith(wishes, { faults, ads: 3_004, maxConcurrency: 1 });

		const left = run.fates.filter((fate) => fate?.outcome === 'unconfirmed');
		expect(left).toHaveLength(2_000 - 100 - 1_000 / 10);
		expect(left[0]).toMatchObject({ reason: { trouble: 'unnamed' } });
	});

	it('gives each single write up when its own time is over, not the sum of all waits', async () => {
		const match = { endpoint: 'patchAd', probability: 1 } as const;
		const wishes = Array.from({ length: 8 }, (_, who) => good(who));

		const run = await runWith(wishes, {
			faults: [
				fault('emptyResults', { applied: 'before' }),
				fault('rollingLimit', { match, retryAfter: 5 }),
			],
			maxWaitMs: 30_000,
			maxConcurrency: 1,
		});

		expect(outcomesOf(run)).toEqual(wishes.map(() => 'unconfirmed'));
		expect(run.sent.filter(({ step }) => step === 'patch').length).toBeLessThan(8 * 6);
	});

	it('ends the run where everything failed for a minute, and with the next ad too', async () => {
		const faults = [fault('edgeError', { match: { endpoint: [...EVERYWHERE], probability: 1 } })];
		const wishes = Array.from({ length: 8 }, (_, who) => good(who));

		const run = await runWith(wishes, {
			faults,
			maxWaitMs: 100_000,
			batchSize: 1,
			maxConcurrency: 1,
		});

		expect(outcomesOf(run)).toEqual([
			...['unconfirmed', 'unconfirmed'],
			...Array<string>(6).fill('notSent'),
		]);
		expect(run.tookMs).toBeLessThan(110_000);
	});
});

describe('deliver, when HubSpot takes nothing more', () => {
	it.each<[FaultKind, string]>([
		['invalidToken', 'unauthorized'],
		['expiredToken', 'unauthorized'],
		['missingScopes', 'forbidden'],
		['missingScopesInContext', 'forbidden'],
		['dailyLimit', 'dailyLimit'],
	])('sends nothing after %s, not even what has its turn next', async (kind, trouble) => {
		const wishes = Array.from({ length: 10 }, (_, who) => good(who % 9));
		const faults = [fault(kind)];

		const run = await runWith(wishes, { faults, batchSize: 1, maxConcurrency: 1 });

		expect(stepsOf(run)).toEqual(['update 1']);
		expect(run.fates).toMatchObject(
			wishes.map(() => ({ outcome: 'notSent', reason: { trouble } })),
		);
	});

	it.each([1, 2, 5])(
		'lets nothing leave after a 401 to request %i of those in flight',
		async (nth) => {
			const wishes = Array.from({ length: 9 }, (_, who) => good(who));
			const faults = [fault('invalidToken', { match: { nth } })];

			const run = await runWith(wishes, {
				faults,
				latencyMs: 100,
				batchSize: 1,
				maxConcurrency: 9,
			});

			expect(stepsOf(run)).toEqual(Array<string>(5).fill('update 1'));
			expect(outcomesOf(run)).toEqual(
				wishes.map((_, at) => (at < 5 && at !== nth - 1 ? 'updated' : 'notSent')),
			);
		},
	);

	it('lets no single write leave after a 401 to another', async () => {
		const faults = [
			fault('emptyResults', { applied: 'before' }),
			fault('invalidToken', { match: { endpoint: 'patchAd' } }),
		];

		const run = await runWith([good(0), good(1), good(2), good(3)], {
			faults,
			latencyMs: 100,
			maxConcurrency: 1,
		});

		expect(stepsOf(run)).toEqual(['update 4', 'read 4', 'patch 1']);
	});

	it('keeps what was confirmed before', async () => {
		const second = fault('dailyLimit', { match: { nth: 2 } });

		const run = await runWith([good(0), good(1), good(2)], {
			faults: [second],
			batchSize: 1,
			maxConcurrency: 1,
		});

		expect(outcomesOf(run)).toEqual(['updated', 'notSent', 'notSent']);
	});

	it('is not sure of what was under way', async () => {
		const faults = [fault('reset'), fault('invalidToken', { match: { nth: 2 } })];

		const run = await runWith([good(0)], { faults });

		expect(outcomesOf(run)).toEqual(['unconfirmed']);
	});
});

describe('deliver, when HubSpot says nothing of an ad', () => {
	it('follows a merged-away id with a single write', async () => {
		const run = await runWith([good(5), good(MERGED)]);

		expect(stepsOf(run)).toEqual(['update 2', 'read 1', 'patch 1']);
		expect(run.fates[1]).toMatchObject({ outcome: 'updated', record: { id: '31004700001' } });
	});

	it.each<[FaultKind, Partial<Fault>]>([
		['emptyResults', { applied: 'after', status: 200 }],
		['emptyResults', { applied: 'after', status: 207 }],
		['missingResults', { applied: 'after', share: 1 }],
		['contradiction', {}],
		['pending', { applied: 'after', share: 1 }],
	])('confirms what %s %o had written by reading it back', async (kind, parts) => {
		const run = await runWith([good(0)], { faults: [fault(kind, parts)] });

		expect(stepsOf(run)).toEqual(['update 1', 'read 1']);
		expect(outcomesOf(run)).toEqual(['updated']);
	});

	it('takes the record of one ad with the trace id of another for a word about neither', async () => {
		const run = await runWith([good(0), good(1), good(2)], { faults: [fault('swappedTraceIds')] });

		expect(stepsOf(run)).toEqual(['update 3', 'read 3']);
		expect(run.fates).toMatchObject(
			run.inputs.map(({ id }) => ({ outcome: 'updated', record: { id } })),
		);
	});

	it.each<[FaultKind, Partial<Fault>]>([
		['emptyResults', { applied: 'before' }],
		['missingResults', { applied: 'before', share: 1 }],
		['errorsWithoutContext', { share: 1 }],
		['pending', { applied: 'before', share: 1 }],
		['deep', {}],
	])('writes what %s %o had not written once more', async (kind, parts) => {
		const run = await runWith([good(0)], { faults: [fault(kind, parts)] });

		expect(stepsOf(run)).toEqual(['update 1', 'read 1', 'patch 1']);
		expect(outcomesOf(run)).toEqual(['updated']);
	});

	it('writes once more where it may not read', async () => {
		const forbidden = fault('missingScopes', { match: { endpoint: 'batchRead' } });

		const run = await runWith([good(MERGED)], { faults: [forbidden] });

		expect(stepsOf(run)).toEqual(['update 1', 'read 1', 'patch 1']);
		expect(outcomesOf(run)).toEqual(['updated']);
	});

	it('tells apart what does not exist, what is refused and what is archived', async () => {
		const run = await runWith([
			good(0),
			good(UNKNOWN),
			good(ARCHIVED),
			{ ...good(1), kind: 'badNumber' },
			{ ...good(MERGED), kind: 'badNumber' },
		]);

		expect(outcomesOf(run)).toEqual(['updated', 'notFound', 'notFound', 'rejected', 'rejected']);
	});
});

describe('deliver, when an ad may be written already', () => {
	it('does not say that an ad is not found whose unique value it may have replaced', async () => {
		const run = await runWith([{ who: 0, by: 'reference', kind: 'rename' }], {
			faults: [fault('reset', { applied: 'after' })],
		});

		expect(outcomesOf(run)).toEqual(['unconfirmed']);
	});

	it('does not say that an ad is refused after a single write of it was lost', async () => {
		const run = await runWith([good(0)], {
			faults: [
				fault('emptyResults', { applied: 'before' }),
				fault('late', { match: { endpoint: 'patchAd' } }),
				fault('conflict', { match: { endpoint: 'patchAd', nth: 2 } }),
			],
		});

		expect(outcomesOf(run)).toEqual(['unconfirmed']);
	});

	it('says that it is refused where HubSpot names the property', async () => {
		const run = await runWith([{ ...good(0), kind: 'badNumber' }], {
			faults: [fault('edgeError', { applied: 'after' })],
		});

		expect(run.fates).toMatchObject([{ outcome: 'rejected', reason: { property: 'hs_price' } }]);
	});
});

describe('deliver, of many ads', () => {
	it('fills its batches, however few come at once', async () => {
		const wishes = Array.from({ length: 250 }, (_, who) => good(who));

		const run = await runWith(wishes, { groupSize: 7, ads: 254 });

		expect(stepsOf(run)).toEqual(['update 100', 'update 100', 'update 50']);
	});
});

describe('deliver, when one ad is named more than once', () => {
	it('writes it in the order of the inputs, in one batch each', async () => {
		const run = await runWith([good(0), good(1), good(0), good(0)]);

		expect(stepsOf(run)).toEqual(['update 2', 'update 1', 'update 1']);
		expect(run.writes.filter(({ id }) => id === '31004700001').map(({ mark }) => mark)).toEqual([
			'mark 0',
			'mark 2',
			'mark 3',
		]);
	});

	it('keeps the order although the first write is lost and made again', async () => {
		const run = await runWith([good(0), good(0)], {
			faults: [fault('reset', { applied: 'after' }), fault('edgeError', { match: { nth: 2 } })],
		});

		expect(run.writes.map(({ mark }) => mark)).toEqual(['mark 0', 'mark 1']);
	});

	it('writes it once where inputs are merged, and settles every line', async () => {
		const run = await runWith([good(0), good(0), good(0)], { merges: true });

		expect(stepsOf(run)).toEqual(['update 1']);
		expect(outcomesOf(run)).toEqual(['updated', 'updated', 'updated']);
	});
});

describe('deliver, when it is cancelled', () => {
	it('ends at once in the middle of a wait, and leaves the open lines open', async () => {
		const run = await runWith([good(0), good(1)], {
			faults: [fault('migration', { retryAfter: 120 })],
			cancel: { afterMs: 5_000 },
		});

		expect(run.tookMs).toBe(5_000);
		expect(outcomesOf(run)).toEqual([undefined, undefined]);
		expect(stepsOf(run)).toEqual(['update 2']);
	});

	it('ends at once in the middle of a request', async () => {
		const run = await runWith([good(0)], { latencyMs: 60_000, cancel: { afterMs: 5_000 } });

		expect(run.tookMs).toBe(5_000);
		expect(outcomesOf(run)).toEqual([undefined]);
	});

	it('sends nothing where it was cancelled before', async () => {
		const { read, sent } = await deliverWith(AbortSignal.abort());

		expect({ read, sent }).toEqual({ read: 0, sent: 0 });
	});

	it('leaves nothing behind that listens to the execution, where it was not', async () => {
		const { signal } = new AbortController();

		await deliverWith(signal);

		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	it('reads nothing more from its source', async () => {
		const cancelling = new AbortController();

		const { read } = await deliverWith(cancelling.signal, () => cancelling.abort());

		expect(read).toBeLessThanOrEqual(3);
	});
});

describe('deliver, when the node itself fails', () => {
	it('sends nothing more, and is sure of no ad that was under way', async () => {
		const { sent, fates } = await deliverWith(new AbortController().signal, fail);

		const reason = { trouble: 'broken', said: 'Error: A fault of the node' };
		expect(sent).toBe(1);
		expect(fates[0]).toEqual({ outcome: 'unconfirmed', reason });
		expect(fates.slice(1)).toEqual(Array(99).fill({ outcome: 'notSent', reason }));
	});
});

// Helpers

function fail(): never {
	throw new Error('A fault of the node');
}

/** Delivers 100 ads one by one to a HubSpot that takes them all, and counts what happens. */
async function deliverWith(cancel: AbortSignal, onRequest = () => {}) {
	const clock = new VirtualClock();
	const ledger = new Ledger<number, UpdateFate>();
	const counted = { read: 0, sent: 0 };
	const batch: Operation<UpdateInput, UpdateTold, Reason>['batch'] = async (inputs) => {
		counted.sent++;
		onRequest();
		await clock.sleep(100, cancel);
		const record = { id: '1', properties: {} };
		return {
			fates: new Map(inputs.map((input) => [input, { outcome: 'updated', record }])),
			advice: { next: 'confirm', reason: { trouble: 'unnamed' } },
		};
	};
	async function* source(): AsyncGenerator<UpdateInput[]> {
		for (; counted.read < 100; counted.read++) {
			yield [ad(String(counted.read), {}, { lines: [ledger.open(counted.read)] })];
		}
	}
	const settings = { batchSize: 1, maxConcurrency: 1, maxWaitMs: 0 };
	const pace = new Pace(clock, 1);
	const end = new RunEnd<Reason>(cancel);
	const operation = { batch, safety: 'idempotent', isProof: () => true } as const;
	await clock.run(deliver(source(), ledger, operation, { clock, pace, end, settings, explain }));
	await clock.runOut();
	end.close();
	return { ...counted, fates: ledger.settled().map(({ fate }) => fate) };
}
