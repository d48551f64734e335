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
}

/** Delivers ads one by one; `rest` is each line's outcome once the others are settled as an internal error settles them. */
async function run({
	sourceFailsAt = Infinity,
	settleFailsAt = Infinity,
	maxConcurrency = 5,
	safety = 'idempotent',
}: Parts) {
	const clock = new VirtualClock();
	const ledger = new Ledger<number, UpdateFate>();
	let [sent, answered, settled] = [0, 0, 0];
	const batch: Operation<UpdateInput, UpdateTold, Reason>['batch'] = async (inputs) => {
		sent++;
		await clock.sleep(100);
		answered++;
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
	const settings = { batchSize: 1, maxConcurrency, maxWaitMs: 0 };
	const pace = new Pace(clock, maxConcurrency);
	const end = new RunEnd<Reason>(new AbortController().signal);
	const world = { clock, pace, end, settings, explain };
	const operation = { batch, safety, isProof: () => true } as const;
	const ended = deliver(source(), { settle, markSent }, operation, world);
	const error = await clock.run(ended.catch((thrown: unknown) => thrown));
	const sentByThen = sent;
	await clock.runOut();
	ledger.settleRest((isSent) => ({
		outcome: isSent ? 'unconfirmed' : 'notSent',
		reason: explain(error),
	}));
	const rest = ledger.close().map(({ fate }) => fate.outcome);
	return { error, answered, sentLater: sent - sentByThen, rest };
}
