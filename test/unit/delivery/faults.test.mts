import { describe, expect, it } from 'vitest';

import { explain } from '../../../nodes/HubspotAds/ad/connection';
import { deliver } from '../../../nodes/HubspotAds/delivery/deliver';
import { Ledger } from '../../../nodes/HubspotAds/delivery/ledger';
import type { Operation } from '../../../nodes/HubspotAds/delivery/operation';
import { Pace } from '../../../nodes/HubspotAds/delivery/pace';
import { RunEnd } from '../../../nodes/HubspotAds/delivery/runEnd';
import type { Reason, UpdateFate, UpdateTold } from '../../../nodes/HubspotAds/hubspot/fates';
import type { UpdateInput } from '../../../nodes/HubspotAds/hubspot/inputs';
import { VirtualClock } from '../../property/virtualTime.mts';
import { ad } from '../hubspot/given.mts';

describe('deliver, when the node fails around it', () => {
	it('ends what is under way before it passes on that its source failed', async () => {
		const { error, answered, sentLater, rest } = await run({ sourceFailsAt: 3 });

		expect(error).toEqual(new Error('The source failed'));
		expect(answered).toBe(3);
		expect(sentLater).toBe(0);
		expect(rest).toEqual(['updated', 'updated', 'updated', 'notSent']);
	});

	it('sends nothing more once an ad could not be settled, and knows what was sent', async () => {
		const { error, sentLater, rest } = await run({ settleFailsAt: 2, maxConcurrency: 1 });

		expect(error).toEqual(new Error('The ledger failed'));
		expect(sentLater).toBe(0);
		expect(rest).toEqual(['updated', 'unconfirmed']);
	});

	it('waits for no further try once its source has failed', async () => {
		const { error, answered, tookMs, rest } = await run({ sourceFailsAt: 3, isLocked: true });

		expect(error).toEqual(new Error('The source failed'));
		expect(answered).toBe(3);
		expect(tookMs).toBeLessThan(1_000);
		expect(rest).toEqual(['notSent', 'notSent', 'notSent', 'notSent']);
	});

	it('marks nothing as sent that was only read', async () => {
		const { rest } = await run({ settleFailsAt: 1, maxConcurrency: 1, safety: 'safe' });

		expect(new Set(rest)).toEqual(new Set(['notSent']));
	});
});

// Helpers

interface Parts {
	readonly sourceFailsAt?: number;
	readonly settleFailsAt?: number;
	readonly maxConcurrency?: number;
	readonly safety?: 'safe' | 'idempotent';
	/** Whether HubSpot asks for another try of each ad, in two seconds. */
	readonly isLocked?: boolean;
}

/** Delivers ads one by one; `rest` is each line's outcome once the others are settled as an internal error settles them. */
async function run({
	sourceFailsAt = Infinity,
	settleFailsAt = Infinity,
	maxConcurrency = 5,
	safety = 'idempotent',
	isLocked = false,
}: Parts) {
	const clock = new VirtualClock();
	const ledger = new Ledger<number, UpdateFate>();
	let [sent, answered, settled] = [0, 0, 0];
	const batch: Operation<UpdateInput, UpdateTold, Reason>['batch'] = async (inputs) => {
		sent++;
		await clock.sleep(100);
		answered++;
		if (isLocked) {
			const [about, reason] = ['inputs' as const, { trouble: 'locked' as const }];
			const advice = { next: 'retry', about, reason, mayBeTaken: false, afterMs: 2_000 } as const;
			return { fates: new Map(), advice };
		}
		const record = { id: '1', properties: {} };
		return {
			fates: new Map(inputs.map((input) => [input, { outcome: 'updated', record }])),
			advice: { next: 'confirm', reason: { trouble: 'unnamed' } },
		};
	};
	async function* source(): AsyncGenerator<UpdateInput[]> {
		for (let at = 0; at < 10; at++) {
			const input = ad(String(at), {}, { lines: [ledger.open(at)] });
			if (at === sourceFailsAt) throw new Error('The source failed');
			yield [input];
		}
	}
	const settle = (lines: readonly number[], fate: UpdateFate) => {
		if (++settled === settleFailsAt) throw new Error('The ledger failed');
		ledger.settle(lines, fate);
	};
	const markSent = (lines: readonly number[]) => ledger.markSent(lines);
	const settings = { batchSize: 1, maxConcurrency, maxWaitMs: isLocked ? 300_000 : 0 };
	const pace = new Pace(clock, maxConcurrency);
	const end = new RunEnd<Reason>(new AbortController().signal);
	const world = { clock, pace, end, settings, explain };
	const operation = { batch, safety, isProof: () => true } as const;
	const startedAt = clock.now();
	const ended = deliver(source(), { settle, markSent }, operation, world);
	const error = await clock.run(ended.catch((thrown: unknown) => thrown));
	const sentByThen = sent;
	const tookMs = clock.now() - startedAt;
	await clock.runOut();
	ledger.settleRest((isSent) => ({
		outcome: isSent ? 'unconfirmed' : 'notSent',
		reason: explain(error),
	}));
	const rest = ledger.close().map(({ fate }) => fate.outcome);
	return { error, answered, tookMs, sentLater: sent - sentByThen, rest };
}
