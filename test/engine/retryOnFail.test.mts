import { describe, expect, it } from 'vitest';
import { count, outcomesOf, pricesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();

const RETRY = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };

describe("n8n's Retry On Fail, where the workflow continues", () => {
	it('runs the node again where the first ad was not updated, and each ad leaves once', async () => {
		await withAccount(async (account) => {
			const prices = pricesOf(account, 150);
			account.hubspot.addFault({ kind: 'dailyLimit', match: { nth: 1 } });

			const run = await account.updatePrices(prices, {
				node: { ...RETRY, onError: 'continueRegularOutput' },
				parameters: { options: { maxConcurrency: 1 } },
			});

			expect(run.outputs[0].map(({ json }) => json.id)).toEqual(Object.keys(prices));
			expect(count(outcomesOf(run.outputs[0]))).toEqual({ updated: 150 });
			expect(run.hints.map(({ message }) => message)).toEqual(['150 ads updated in 2 requests.']);
		});
	});

	it('leaves an ad that HubSpot refuses each time with one error item', async () => {
		await withAccount(async (account) => {
			const prices = { '404': '1', ...pricesOf(account, 3) };

			const run = await account.updatePrices(prices, {
				node: { ...RETRY, onError: 'continueErrorOutput' },
			});

			expect(run.outputs[0].map(({ json }) => json.id)).toEqual(account.ids.slice(0, 3));
			expect(outcomesOf(run.outputs[1])).toEqual(['notFound']);
			expect(account.writes()).toHaveLength(2);
		});
	});
});
