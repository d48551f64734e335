import { describe, expect, it } from 'vitest';
import { checkRequest, hasOpenapi } from '../simulator/openapi.mts';
import { automatically, map, priceIn, runNode, AUTOMATICALLY } from './account.mts';
import { outcomesOf, pricesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

describe('updating 250 ads', () => {
	it('takes three requests, and gives each item its own ad although HubSpot answers in another order', async () => {
		await withAccount(async (account) => {
			const prices = pricesOf(account, 250);
			const ids = Object.keys(prices).reverse();

			const run = await runNode(
				account,
				ids.map((id) => ({ id, hs_price: prices[id] })),
				{ specifyAds: 'fields', ads: AUTOMATICALLY },
				'stopWorkflow',
				{ origins: true },
			);

			expect(account.writes().map(({ inputs }) => inputs)).toEqual([100, 100, 50]);
			expect(repliedIds(account)).not.toEqual(ids);
			expect(run.outputs[0].map(({ json }) => [json.id, priceIn(json)])).toEqual(
				ids.map((id) => [id, prices[id]]),
			);
			expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
				ids.map((_, item) => ({ item })),
			);
			expect(run.origins[0]).toEqual(ids.map((id) => ({ id, hs_price: prices[id] })));
			expect(ids.filter((id) => account.price(id) !== prices[id])).toEqual([]);
			expect(run.hints.map(({ message }) => message)).toEqual(['250 ads updated in 3 requests.']);
		});
	});

	it('says how many were updated, in how many requests, and how many were not', async () => {
		await withAccount(async (account) => {
			const prices = { ...pricesOf(account, 248), '404001': '1', '404002': '2' };

			const run = await account.updatePrices(prices);

			expect(run.hints).toMatchObject([
				{
					message: '248 ads updated in 3 requests. 2 were not updated: 2 not found.',
					type: 'warning',
					location: 'outputPane',
				},
			]);
		});
	});

	it('finds each ad by a unique property where told so', async () => {
		await withAccount(async (account) => {
			const references = account.ids.slice(0, 250).map((id) => referenceOf(account, id));

			const run = await map(
				account,
				references.map((reference_number, i) => ({ reference_number, hs_price: i })),
				automatically('reference_number'),
			);

			expect(new Set(outcomesOf(run.outputs[0]))).toEqual(new Set(['updated']));
			expect(run.outputs[0].map(({ json }) => json.id)).toEqual(account.ids.slice(0, 250));
			expect(account.ids.slice(0, 250).map(account.price)).toEqual(
				references.map((_, i) => String(i)),
			);
		});
	});

	it('has several requests under way at once, and no more than allowed', async () => {
		await withAccount(
			async (account) => {
				const options = { batchSize: 10, maxConcurrency: 4 };

				await account.updatePrices(pricesOf(account, 200), { parameters: { options } });

				expect(account.writes().map(({ inputs }) => inputs)).toEqual(Array(20).fill(10));
				expect(mostAtOnce(account)).toBe(4);
			},
			{ latencyMs: 60 },
		);
	});

	it.skipIf(!hasOpenapi)(
		"sends requests that fit HubSpot's own description of its API",
		async () => {
			await withAccount(async (account) => {
				account.hubspot.addFault({
					kind: 'emptyResults',
					applied: 'before',
					match: { endpoint: 'batchUpdate' },
				});

				await account.updatePrices(pricesOf(account, 5), {
					parameters: { options: { checkValues: true } },
				});

				const bodies = account.hubspot.journal.filter(({ method }) => method !== 'GET');
				expect(bodies.map(({ endpoint }) => endpoint)).toContain('batchRead');
				expect(bodies.flatMap(checkRequest)).toEqual([]);
			});
		},
	);
	if (!hasOpenapi)
		console.log(
			"HubSpot's API descriptions are not there, so requests are not checked against them",
		);

	it.each([
		['v3', '/crm/v3/objects/0-420/batch/update', '/crm/v3/properties/0-420'],
		['2026-03', '/crm/objects/2026-03/0-420/batch/update', '/crm/properties/2026-03/0-420'],
		['2026-09', '/crm/objects/2026-09/0-420/batch/update', '/crm/properties/2026-09/0-420'],
	])("speaks version %s of HubSpot's API", async (apiVersion, update, properties) => {
		await withAccount(async (account) => {
			await account.updatePrices(pricesOf(account, 1), {
				parameters: { options: { apiVersion, checkValues: true } },
			});

			const paths = account.hubspot.journal.map(({ path }) => path);
			expect(paths).toContain(update);
			expect(paths).toContain(properties);
			expect(account.hubspot.journal.filter(({ unknown }) => unknown)).toEqual([]);
		});
	});

	it('sends nothing where there is no item', async () => {
		await withAccount(async (account) => {
			await account.updatePrices({});

			expect(account.hubspot.journal).toEqual([]);
		});
	});
});

describe('trace ids', () => {
	it('of the node are all different, and are not in the output', async () => {
		await withAccount(async (account) => {
			const run = await account.updatePrices(pricesOf(account, 250));

			expect(new Set(traceIds(account)).size).toBe(250);
			expect(run.outputs[0].filter(({ json }) => 'objectWriteTraceId' in json)).toEqual([]);
		});
	});

	it('of the caller stay in the output, and equal ones go into different batches', async () => {
		await withAccount(async (account) => {
			const run = await account.updatePrices(pricesOf(account, 4), {
				parameters: { options: { objectWriteTraceId: '={{ "row-" + ($itemIndex % 2) }}' } },
			});

			expect(run.outputs[0].map(({ json }) => json.objectWriteTraceId)).toEqual([
				'row-0',
				'row-1',
				'row-0',
				'row-1',
			]);
			expect(account.writes().map(({ inputs }) => inputs)).toEqual([2, 2]);
		});
	});
});

// Helpers

function referenceOf({ hubspot }: Account, id: string): string {
	return hubspot.ads.get(id)!.values.reference_number!;
}

function repliedIds(account: Account): string[] {
	return account
		.writes()
		.flatMap(({ answer }) =>
			JSON.parse(String(answer)).results.map(({ id }: { id: string }) => id),
		);
}

function traceIds(account: Account): string[] {
	const bodies = account
		.writes()
		.map(({ body }) => body as { inputs: Array<{ objectWriteTraceId: string }> });
	return bodies.flatMap(({ inputs }) => inputs.map(({ objectWriteTraceId }) => objectWriteTraceId));
}

function mostAtOnce(account: Account): number {
	const writes = account.writes().map(({ at, delayMs }) => ({ from: at, until: at + delayMs }));
	return Math.max(
		...writes.map(
			({ from }) => writes.filter((other) => other.from <= from && from < other.until).length,
		),
	);
}
