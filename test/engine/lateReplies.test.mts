import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { withServer } from './ownServer.mts';
import { outcomesOf, pricesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();

describe('a reply that comes too late', () => {
	it('is not waited for: its connection is closed when the time is up', async () => {
		let dripping: ServerResponse | undefined;
		await withServer(
			(request, response) => {
				request.resume();
				dripping = response.writeHead(200, { 'content-type': 'application/json' });
				const drops = setInterval(() => response.write(' '), 100);
				response.once('close', () => clearInterval(drops));
			},
			async (baseUrl) => {
				await withAccount(async ({ updatePrices, token }) => {
					const run = await updatePrices(
						{ '1': '5' },
						{
							credentials: { accessToken: token, baseUrl },
							parameters: { options: { maxWait: 0, timeout: 1 } },
						},
					);
					if (!dripping!.closed)
						await once(dripping!, 'close', { signal: AbortSignal.timeout(500) });

					expect(outcomesOf(run.outputs[0])).toEqual(['unconfirmed']);
					expect(run.outputs[0][0].json.message).toContain('did not answer in time');
					expect(run.ms).toBeLessThan(5_000);
				});
			},
		);
	});
});

describe('a long Timeout', () => {
	it('leaves nothing behind that waits for it', async () => {
		await withAccount(async (account) => {
			const before = timers();

			await account.updatePrices(pricesOf(account, 300), {
				parameters: { options: { batchSize: 5, timeout: 100 } },
			});

			expect(account.writes()).toHaveLength(60);
			// The watches over requests, over progress and over turns each end with their last tick, and none is a request's.
			expect(timers()).toBeLessThanOrEqual(before + 3);
			await sleep(1_500);
			expect(timers()).toBeLessThanOrEqual(before);
		});
	});
});

// Helpers

/** What keeps this process from ending: timers that have not run yet. */
function timers(): number {
	return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}
