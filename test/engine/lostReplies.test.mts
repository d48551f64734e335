import { describe, expect, it } from 'vitest';
import type { Fault } from '../simulator/faults.mts';
import { count, outcomesOf, pricesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();

describe('a reply that is lost once', () => {
	it.each<[string, Fault]>([
		['the connection breaks before the write', { kind: 'reset', applied: 'before' }],
		['the connection breaks after the write', { kind: 'reset', applied: 'after' }],
		['the reply is cut off', { kind: 'cut' }],
		['the reply ends early', { kind: 'cut', endsInOrder: true }],
		['a web page comes instead', { kind: 'html200' }],
		['nothing comes in the reply', { kind: 'emptyBody' }],
		['HubSpot has an internal error', { kind: 'internalError', applied: 'after' }],
		['the edge gives up', { kind: 'edgeError', status: 504, applied: 'after' }],
		['the reply comes after the timeout', { kind: 'late', delayMs: 60_000 }],
		['the records are locked', { kind: 'locked' }],
		['the rolling limit is reached', { kind: 'rollingLimit' }],
	])('is made up for where %s', async (_situation, fault) => {
		await withAccount(async (account) => {
			const prices = pricesOf(account, 150);
			account.hubspot.addFault(fault);

			const run = await account.updatePrices(prices, {
				parameters: { options: { timeout: 1, maxWait: 20 } },
			});

			expect(count(outcomesOf(run.outputs[0]))).toEqual({ updated: 150 });
			expect(Object.keys(prices).filter((id) => account.price(id) !== prices[id])).toEqual([]);
		});
	});
});

describe('an ad that HubSpot does not mention', () => {
	it('is read back, and is updated where it holds the value', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'emptyResults', applied: 'after' });

			const run = await account.updatePrices(pricesOf(account, 100));

			expect(count(outcomesOf(run.outputs[0]))).toEqual({ updated: 100 });
			expect(account.hubspot.journal.map(({ endpoint }) => endpoint)).toEqual([
				'batchUpdate',
				'batchRead',
			]);
		});
	});

	it('is written once more, alone, where it does not', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({
				kind: 'missingResults',
				applied: 'before',
				ids: [account.ids[4], account.ids[8]],
			});

			const run = await account.updatePrices(pricesOf(account, 100));

			expect(count(outcomesOf(run.outputs[0]))).toEqual({ updated: 100 });
			expect(count(account.hubspot.journal.map(({ endpoint }) => endpoint!))).toEqual({
				batchUpdate: 1,
				batchRead: 1,
				patchAd: 2,
			});
			expect(account.price(account.ids[8])).toBe('900008');
		});
	});

	it('is followed to the ad into which it was merged', async () => {
		await withAccount(async (account) => {
			const [merged, survivor] = account.ids;
			account.hubspot.merge(merged, survivor);

			const run = await account.updatePrices({ [merged]: '123' });

			expect(run.outputs[0][0].json).toMatchObject({
				id: survivor,
				properties: { hs_price: '123' },
			});
			expect(account.price(survivor)).toBe('123');
		});
	});

	it('is never called updated where nothing confirms it', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'emptyResults', applied: 'after' });
			account.hubspot.addFault({
				kind: 'edgeError',
				match: { endpoint: 'batchRead', times: 1_000, probability: 1 },
			});

			const run = await account.updatePrices(pricesOf(account, 2), {
				parameters: { options: { maxWait: 1 } },
			});

			expect(outcomesOf(run.outputs[0])).toEqual(['unconfirmed', 'unconfirmed']);
			expect(run.outputs[0][0].json.message).toContain(
				`did not confirm the update of ad ${account.ids[0]}`,
			);
		});
	});
});

describe('a HubSpot that takes nothing', () => {
	it('leaves the ads unsent once the longest wait is over', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'locked', match: { probability: 1, times: 1_000 } });

			const run = await account.updatePrices(pricesOf(account, 3), {
				parameters: { options: { maxWait: 1 } },
			});

			expect(outcomesOf(run.outputs[0])).toEqual(['notSent', 'notSent', 'notSent']);
			expect(account.price(account.ids[0])).not.toBe('900000');
		});
	});

	it.each(['rollingLimit', 'edgeError'] as const)(
		'is asked again at the date that it names, and not before (%s)',
		async (kind) => {
			await withAccount(async (account) => {
				// A date has no fractions of a second.
				const date = Math.ceil(Date.now() / 1_000 + 2) * 1_000;
				const retryAfter = new Date(date).toUTCString();
				account.hubspot.addFault({
					kind,
					retryAfter,
					applied: 'before',
					match: { endpoint: 'batchUpdate' },
				});

				const run = await account.updatePrices(pricesOf(account, 3), {
					parameters: { options: { maxWait: 20 } },
				});

				expect(outcomesOf(run.outputs[0])).toEqual(['updated', 'updated', 'updated']);
				expect(account.writes()).toHaveLength(2);
				expect(Date.now()).toBeGreaterThan(date);
				expect(run.ms).toBeLessThan(10_000);
			});
		},
	);

	it('is not waited for when it asks for longer than that', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'migration', retryAfter: 86_400 });

			const run = await account.updatePrices(pricesOf(account, 1));

			expect(outcomesOf(run.outputs[0])).toEqual(['notSent']);
			expect(run.outputs[0][0].json.message).toContain('moving the account');
		});
	});
});

describe("n8n's Retry On Fail", () => {
	it('does no harm: the second run writes the same, and each ad leaves once', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'dailyLimit', match: { nth: 2 } });
			const prices = pricesOf(account, 150);

			const run = await account.updatePrices(prices, {
				node: { onError: 'stopWorkflow', retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
				parameters: { options: { maxConcurrency: 1 } },
			});

			expect(run.status).toBe('success');
			expect(run.outputs[0].map(({ json }) => json.id)).toEqual(Object.keys(prices));
			expect(Object.keys(prices).filter((id) => account.price(id) !== prices[id])).toEqual([]);
		});
	});
});
