import { describe, expect, it } from 'vitest';

import { explain } from '../../../nodes/HubspotAds/ad/connection';
import { Pace } from '../../../nodes/HubspotAds/delivery/pace';
import { RunEnd } from '../../../nodes/HubspotAds/delivery/runEnd';
import { toAsk } from '../../../nodes/HubspotAds/hubspot/ask';
import type { Reason } from '../../../nodes/HubspotAds/hubspot/fates';
import type { LostReply, Reply } from '../../../nodes/HubspotAds/hubspot/reply';
import { VirtualClock } from '../../property/virtualTime.mts';
import { reply } from './given.mts';

const request = { method: 'GET', path: '/crm/v3/properties/0-420' } as const;

describe('ask', () => {
	it.each<[string, Reply | LostReply]>([
		['500', reply(500)],
		['429', reply(429)],
		['lost reply', { lost: 'timeout' }],
		['200 that cannot be read', reply(200)],
		['200 that holds no list', reply(200, {})],
	])('asks again after a %s', async (_what, first) => {
		const { answer, tries } = await ask([first, reply(200, { results: [] })]);

		expect(answer).toEqual({ outcome: 'answered', body: { results: [] } });
		expect(tries).toBe(2);
	});

	it.each([400, 401, 403, 404])('does not ask again after a %i', async (status) => {
		expect(await ask([reply(status)])).toMatchObject({
			answer: { reason: { statusCode: status } },
			tries: 1,
		});
	});

	it('waits as long as Retry-After says', async () => {
		const { tookMs } = await ask([
			reply(503, undefined, { 'retry-after': '20' }),
			reply(200, { results: [] }),
		]);

		expect(tookMs).toBeGreaterThanOrEqual(20_000);
		expect(tookMs).toBeLessThan(22_000);
	});

	it('tells the last reason when the time is up', async () => {
		const { answer, tookMs } = await ask(Array<Reply>(99).fill(reply(502)), 30_000);

		expect(answer).toMatchObject({ reason: { statusCode: 502 } });
		expect(tookMs).toBeLessThanOrEqual(30_000);
	});

	it('does not wait longer than is said, also for a request that hangs', async () => {
		const late = await ask(Array<Reply>(99).fill(reply(502)), 300_000, undefined, 20_000);
		const hanging = await ask(['silence'], 300_000, undefined, 20_000);

		expect(late).toMatchObject({ answer: { reason: { statusCode: 502 } } });
		expect(late.tookMs).toBeLessThanOrEqual(20_000);
		expect(hanging).toMatchObject({ answer: { reason: { trouble: 'timeout' } }, tookMs: 20_000 });
	});

	it('does not ask once the run is cancelled', async () => {
		const { tries } = await ask([reply(502), reply(200)], 30_000, AbortSignal.abort());

		expect(tries).toBe(0);
	});
});

// Helpers

async function ask(
	replies: Array<Reply | LostReply | 'silence'>,
	maxWaitMs = 60_000,
	cancel = new AbortController().signal,
	mostMs?: number,
) {
	const clock = new VirtualClock();
	const startedAt = clock.now();
	let tries = 0;
	const channel = {
		send: async () => {
			const answer = replies[tries++];
			if (answer !== 'silence') return answer;
			await clock.sleep(100_000);
			return { lost: 'timeout' } as const;
		},
		version: 'v3',
		wallNow: clock.wallNow,
		now: clock.now,
	} as const;
	const ask = toAsk(channel, {
		clock,
		pace: new Pace(clock, 5),
		end: new RunEnd<Reason>(cancel),
		settings: { batchSize: 100, maxConcurrency: 5, maxWaitMs },
		explain,
	});
	const answer = await clock.run(ask(request, mostMs));
	return { answer, tries, tookMs: clock.now() - startedAt };
}
