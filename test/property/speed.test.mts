import { describe, expect, it } from 'vitest';

import { deliver } from '../../nodes/HubspotAds/delivery/deliver';
import { explain } from '../../nodes/HubspotAds/ad/connection';
import { Ledger } from '../../nodes/HubspotAds/delivery/ledger';
import { Pace } from '../../nodes/HubspotAds/delivery/pace';
import { RunEnd } from '../../nodes/HubspotAds/delivery/runEnd';
import type { Reason, UpdateFate } from '../../nodes/HubspotAds/hubspot/fates';
import { placeOf, type UpdateInput } from '../../nodes/HubspotAds/hubspot/inputs';
import type { Answer, Request } from '../simulator/wire.mts';
import { portalUpdates, VirtualClock } from './virtualTime.mts';

const BATCH = 100;
const CONCURRENCY = 20;
/** As issue 2 asks for; a machine that is busy with other things gets three times as much. */
const CPU_SECONDS = 3;

describe('deliver, with very many ads', () => {
	it('sends 100,000 ads in 1,000 requests and little time of the processor', async () => {
		const { requests, cpuSeconds } = await deliverMany(100_000);

		console.log(`100,000 ads through the core: ${cpuSeconds.toFixed(2)} s of CPU`);
		expect(requests).toBe(1_000);
		expect(cpuSeconds).toBeLessThan(3 * CPU_SECONDS);
	}, 60_000);

	it('works in proportion to the number of ads', async () => {
		const few = await deliverMany(10_000);
		const many = await deliverMany(50_000);

		expect(many.turns / few.turns).toBeLessThan(5.5);
		expect(many.clockReadings / few.clockReadings).toBeLessThan(5.5);
	}, 60_000);

	it('reads its source only as fast as it can send', async () => {
		const { mostOpen } = await deliverMany(20_000);

		expect(mostOpen).toBeLessThanOrEqual((CONCURRENCY + 1) * BATCH);
	}, 60_000);
});

// Helpers

async function deliverMany(count: number) {
	const clock = new VirtualClock(() => 0.5, 10 * count);
	const ledger = new Ledger<number, UpdateFate>();
	let clockReadings = 0;
	let open = 0;
	let mostOpen = 0;
	const cancel = new AbortController().signal;
	const { operation, sent } = portalUpdates({ exchange: createEcho(clock), clock, cancel });
	const { sleep, random } = clock;
	const counted = { sleep, random, now: () => (clockReadings++, clock.now()) };
	const settle: Ledger<number, UpdateFate>['settle'] = (lines, fate) => {
		open -= lines.length;
		ledger.settle(lines, fate);
	};
	const markSent = (lines: readonly number[]) => ledger.markSent(lines);
	async function* source(): AsyncGenerator<UpdateInput[]> {
		for (let first = 0; first < count; first += BATCH) {
			open += BATCH;
			mostOpen = Math.max(mostOpen, open);
			yield Array.from({ length: BATCH }, (_, at) => ad(first + at, ledger));
		}
	}

	const settings = { batchSize: BATCH, maxConcurrency: CONCURRENCY, maxWaitMs: 300_000 };
	const pace = new Pace(counted, CONCURRENCY);
	const before = process.cpuUsage();
	const end = new RunEnd<Reason>(cancel);
	const world = { clock: counted, pace, end, settings, explain };
	await clock.run(deliver(source(), { settle, markSent }, operation, world));
	const { user, system } = process.cpuUsage(before);

	expect(ledger.close().every(({ fate }) => fate.outcome === 'updated')).toBe(true);
	const cpuSeconds = (user + system) / 1e6;
	return { requests: sent.length, turns: clock.turns, clockReadings, mostOpen, cpuSeconds };
}

function ad(number: number, ledger: Ledger<number, UpdateFate>): UpdateInput {
	const id = String(31_004_700_001 + number);
	return {
		lines: [ledger.open(number)],
		id,
		...placeOf({ id }),
		properties: { hs_price: String(number), hs_city: 'Portland' },
		traceId: `line-${number}`,
	};
}

/** Updates whatever it is asked to, within a window of 190 requests in ten seconds. */
function createEcho(clock: VirtualClock): (request: Request) => Answer {
	const arrivals: number[] = [];
	return ({ body = '' }) => {
		const { inputs } = JSON.parse(body) as { inputs: Array<Record<string, unknown>> };
		const results = inputs.map(({ id, properties, objectWriteTraceId }) => ({
			id,
			properties,
			objectWriteTraceId,
		}));
		arrivals.push(clock.now());
		while (arrivals[0] <= clock.now() - 10_000) arrivals.shift();
		expect(arrivals.length).toBeLessThanOrEqual(190);
		return {
			status: 200,
			headers: {
				'x-hubspot-ratelimit-max': '190',
				'x-hubspot-ratelimit-remaining': String(190 - arrivals.length),
				'x-hubspot-ratelimit-interval-milliseconds': '10000',
			},
			body: JSON.stringify({ status: 'COMPLETE', results }),
			delayMs: 300,
			ending: 'whole',
		};
	};
}
