import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../simulator/faults.mts';
import type { Endpoint } from '../simulator/paths.mts';
import { useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

const EVERY_TIME = { probability: 1, times: 1_000 };
const SLOW: Fault = { kind: 'slow', delayMs: 30_000 };
const LIMITED: Fault = { kind: 'rollingLimit', retryAfter: 30 };

describe.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
	'an execution that is cancelled before anything is written (On Error: %s)',
	(onError) => {
		it.each<[string, object, Endpoint[], Fault]>([
			['while definitions are read', {}, ['properties', 'pipelines'], SLOW],
			['while definitions are waited for', {}, ['properties', 'pipelines'], LIMITED],
			['while a dry run reads', { dryRun: true }, ['batchRead'], SLOW],
			['while a dry run waits', { dryRun: true }, ['batchRead'], LIMITED],
			['while unchanged ads are looked for', { skipUnchanged: true }, ['batchRead'], SLOW],
		])('ends as cancelled at once, %s', async (_situation, options, endpoint, fault) => {
			await withAccount(async (account) => {
				account.hubspot.addFault({ ...fault, match: { ...EVERY_TIME, endpoint } });

				const run = await account.n8n.run({
					items: account.ids.slice(0, 250).map((id) => ({ id, hs_price: 5 })),
					parameters: automatically(options),
					node: { onError },
					credentials: { accessToken: account.token, baseUrl: account.url },
					cancelAfterMs: 100,
				});

				expect(run.status).toBe('canceled');
				expect(run.ms).toBeLessThan(1_100);
				expect(await sentWithin(account, 50)).toBe(0);
				expect(account.writes()).toEqual([]);
			});
		});

		it('ends as cancelled within a second, while expressions are evaluated, although an ad is invalid', async () => {
			await withAccount(async (account) => {
				const run = await account.n8n.run({
					items: Array.from({ length: 5_000 }, (_item, i) => ({ id: String(i || '') })),
					parameters: { specifyAds: 'json', adsJson: TWO_MILLISECONDS } as INodeParameters,
					node: { onError },
					credentials: { accessToken: account.token, baseUrl: account.url },
					cancelAfterMs: 300,
				});

				expect(run.status).toBe('canceled');
				expect(run.ms).toBeLessThan(1_300);
				expect(await sentWithin(account, 50)).toBe(0);
			});
		});
	},
);

// Helpers

const TWO_MILLISECONDS =
	'={{ (() => { const from = Date.now(); while (Date.now() - from < 2); return { id: $json.id, properties: { hs_price: 1 } } })() }}';

function automatically(options: object): INodeParameters {
	const ads = { mappingMode: 'autoMapInputData', matchingColumns: ['id'], value: null };
	return { specifyAds: 'fields', ads, options } as INodeParameters;
}

/** How many requests come although all is over. What was on its way before may still arrive. */
async function sentWithin({ hubspot }: Account, ms: number): Promise<number> {
	await sleep(50);
	const sent = hubspot.journal.length;
	await sleep(ms);
	return hubspot.journal.length - sent;
}
