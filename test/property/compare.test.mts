import { describe, expect, it } from 'vitest';

import { explain, type Connection } from '../../nodes/HubspotAds/ad/connection';
import type { Line } from '../../nodes/HubspotAds/ad/emit';
import { deliver, type DeliverySettings } from '../../nodes/HubspotAds/delivery/deliver';
import { Ledger } from '../../nodes/HubspotAds/delivery/ledger';
import { Pace } from '../../nodes/HubspotAds/delivery/pace';
import { RunEnd } from '../../nodes/HubspotAds/delivery/runEnd';
import type { Reason, UpdateFate } from '../../nodes/HubspotAds/hubspot/fates';
import type { UpdateInput } from '../../nodes/HubspotAds/hubspot/inputs';
import { updateAds } from '../../nodes/HubspotAds/hubspot/updateAds';
import { previewChanges, skipUnchanged, tellMissing } from '../../nodes/HubspotAds/inputs/compare';
import { createChance } from '../simulator/chance.mts';
import type { Fault } from '../simulator/faults.mts';
import type { Guesses } from '../simulator/guesses.mts';
import { createHubspot } from '../simulator/hubspot.mts';
import type { LimitSettings } from '../simulator/limits.mts';
import { ad } from '../unit/hubspot/given.mts';
import { portalSend, VirtualClock } from './virtualTime.mts';

const oneByOne = { batchSize: 1, maxConcurrency: 1 };

describe('reading ads before they are written', () => {
	it('keeps to Batch Size', async () => {
		const { reads } = await preview(50, { settings: { batchSize: 20 } });

		expect(reads.map(({ inputs }) => inputs)).toEqual([20, 20, 10]);
	});

	it('does not count the wait for a turn as Max Wait', async () => {
		// The fourth read has to wait for its turn until the window has room, and is then not answered.
		const faults = [fault('edgeError', { status: 503, match: { nth: 4 } })];

		const { outcomes, reads } = await preview(4, {
			settings: { ...oneByOne, maxWaitMs: 5_000 },
			limit: { max: 3, intervalMs: 10_000 },
			faults,
		});

		expect(reads[3].at - reads[0].at).toBeGreaterThan(8_000);
		expect(outcomes).toEqual(Array(4).fill('wouldUpdate'));
	});

	it('lets nobody send before the time that a Retry-After names', async () => {
		const faults = [fault('rollingLimit', { retryAfter: 7 })];

		const { reads, outcomes } = await preview(12, {
			settings: { batchSize: 1, maxConcurrency: 12 },
			faults,
		});

		const early = reads.filter(({ at }) => at < reads[0].at + 7_000);
		// Those that had left by then.
		expect(early).toHaveLength(5);
		expect(outcomes).toEqual(Array(12).fill('wouldUpdate'));
	});

	it.each(['dailyLimit', 'invalidToken'] as const)('ends at a %s', async (kind) => {
		const faults = [fault(kind, { match: { nth: 2 } })];

		const { reads, outcomes } = await preview(9, { settings: oneByOne, faults });

		expect(reads).toHaveLength(2);
		expect(outcomes).toEqual(['wouldUpdate', ...Array(8).fill('notSent')]);
	});

	it.each(['dailyLimit', 'invalidToken'] as const)(
		'of 5,000 ads ends at a %s with what was under way',
		async (kind) => {
			const faults = [fault(kind, { match: { probability: 1 } })];

			for (const compared of [preview, skip]) {
				const { requests, outcomes } = await compared(5_000, { faults });

				expect(requests.length).toBeLessThanOrEqual(5);
				expect(new Set(outcomes)).toEqual(new Set(['notSent']));
			}
		},
	);

	it('of 10,000 ads ends in an outage, within Max Wait', async () => {
		const faults = [fault('edgeError', { match: { probability: 1 } })];

		const { outcomes, tookMs } = await preview(10_000, { faults });

		expect(outcomes).toHaveLength(10_000);
		expect(new Set(outcomes)).toEqual(new Set(['notSent']));
		expect(tookMs).toBeLessThan(310_000);
	});

	it('of 10,000 ads ends at once at a limit that lasts longer than Max Wait', async () => {
		const faults = [fault('rollingLimit', { retryAfter: 3_600, match: { probability: 1 } })];

		const { outcomes, tookMs, reads } = await preview(10_000, { faults });

		expect(new Set(outcomes)).toEqual(new Set(['notSent']));
		expect(reads.length).toBeLessThanOrEqual(5);
		expect(tookMs).toBeLessThan(1_000);
	});

	it('writes nothing after a daily limit that a read met', async () => {
		const faults = [fault('dailyLimit', { match: { nth: 2 } })];

		const { requests, outcomes } = await skip(9, { settings: oneByOne, faults });

		expect(requests.filter(({ at }) => at > requests[1].at)).toEqual([]);
		expect(outcomes.filter((outcome) => outcome === 'notSent').length).toBeGreaterThanOrEqual(8);
	});

	it('follows an id that was merged away, also beside the record that survived', async () => {
		const guesses = { mergedInBatchRead: 'followed' } as const;
		const parts = { merges: [[2, 0]], guesses } as const;

		expect((await preview(3, parts)).outcomes).toEqual(Array(3).fill('wouldUpdate'));
		expect((await preview(3, { ...parts, settings: oneByOne })).outcomes).toEqual(
			Array(3).fill('wouldUpdate'),
		);
	});

	it('writes what may not be read', async () => {
		const faults = [fault('missingScopes', { match: { probability: 1 } })];

		const { outcomes } = await skip(9, { settings: { batchSize: 3 }, faults });

		expect(outcomes).toEqual(Array(9).fill('updated'));
	});

	it('settles nothing once it is cancelled', async () => {
		const { outcomes, tookMs } = await preview(9, {
			settings: oneByOne,
			faults: [fault('migration', { retryAfter: 120, match: { nth: 3 } })],
			cancelAfterMs: 5_000,
		});

		expect(outcomes).toEqual([]);
		expect(tookMs).toBe(5_000);
	});
});

// Helpers

interface Parts {
	readonly settings?: Partial<DeliverySettings>;
	readonly limit?: Partial<LimitSettings>;
	readonly faults?: Fault[];
	readonly guesses?: Partial<Guesses>;
	/** Pairs of ads, counted from 0: the first is merged into the second. */
	readonly merges?: ReadonlyArray<readonly [number, number]>;
	readonly cancelAfterMs?: number;
}

function fault(kind: Fault['kind'], parts: Partial<Fault> = {}): Fault {
	return { kind, ...parts, match: { endpoint: 'batchRead', ...parts.match } };
}

async function preview(count: number, parts: Parts) {
	return await compare(count, parts, async (source, connection, ledger) => {
		await previewChanges(source, connection, {}, ledger, tellMissing);
	});
}

async function skip(count: number, parts: Parts) {
	return await compare(count, parts, async (source, connection, ledger) => {
		const changed = skipUnchanged(source, connection, {}, ledger);
		const operation = updateAds(connection.channel, () => false);
		await deliver(changed, ledger, operation, connection.world);
	});
}

type Source = AsyncIterable<readonly UpdateInput[]>;

/** Compares so many ads, each with a new price, on virtual time. */
async function compare(
	count: number,
	{ settings = {}, limit = {}, faults = [], guesses = {}, merges = [], cancelAfterMs }: Parts,
	run: (source: Source, connection: Connection, ledger: Ledger<Line, UpdateFate>) => Promise<void>,
) {
	const clock = new VirtualClock(createChance(1, 'waits'));
	const startedAt = clock.now();
	const hubspot = createHubspot({
		now: clock.now,
		ads: Math.max(60, count),
		latencyMs: 100,
		limit,
		faults,
		guesses,
	});
	const cancelling = new AbortController();
	if (cancelAfterMs) void clock.sleep(cancelAfterMs).then(() => cancelling.abort());
	const { exchange } = hubspot;
	const send = portalSend({ exchange, clock, cancel: cancelling.signal });
	const all = { batchSize: 100, maxConcurrency: 5, maxWaitMs: 300_000, ...settings };
	const world = {
		clock,
		pace: new Pace(clock, all.maxConcurrency),
		end: new RunEnd<Reason>(cancelling.signal),
		settings: all,
		explain,
	};
	const connection: Connection = {
		hide: (text) => text,
		...{ world, searchWorld: world },
		channel: { send, version: 'v3', wallNow: clock.wallNow, now: clock.now },
		ask: async () => ({ reason: { trouble: 'unnamed' } }),
		...{ account: '', cancel: cancelling.signal, now: clock.now },
		countRequests: () => 0,
		close: () => {},
	};
	const ledger = new Ledger<Line, UpdateFate>();
	const ids = hubspot.ads.all().map(({ id }) => id);
	for (const [from, into] of merges) hubspot.merge(ids[from], ids[into]);
	async function* source(): AsyncGenerator<UpdateInput[]> {
		yield ids.slice(0, count).map((id, itemIndex) => {
			const lines = [ledger.open({ itemIndex, id })];
			return ad(id, { hs_price: String(itemIndex) }, { lines });
		});
	}
	await clock.run(run(source(), connection, ledger));
	return {
		outcomes: ledger.settled().map(({ fate }) => fate.outcome),
		requests: hubspot.journal,
		reads: hubspot.journal.filter(({ endpoint }) => endpoint === 'batchRead'),
		tookMs: clock.now() - startedAt,
	};
}
