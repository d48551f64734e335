import { describe, expect, it } from 'vitest';
import { pricesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();

const SLOWLY = { batchSize: 10, maxConcurrency: 1 };

describe('a run of more than ten seconds', () => {
	it.each([
		['manual' as const, true],
		['trigger' as const, false],
	])(
		'says where it stands in the log, and to a person who watches (%s)',
		async (mode, isWatched) => {
			await withAccount(
				async (account) => {
					const run = await account.updatePrices(pricesOf(account, 150), {
						parameters: { options: SLOWLY },
						mode,
					});

					const lines = run.logs.filter((line) => line.includes('ads written'));
					expect(lines[0]).toMatch(/^info: HubSpot Ads: \d+ of 150 ads written, 0 not/);
					expect(lines.at(-1)).toContain('HubSpot Ads: 150 of 150 ads written, 0 not');
					const told = JSON.stringify(run.messages);
					expect(/"\d+ of 150 ads written, 0 not"/.test(told)).toBe(isWatched);
				},
				{ latencyMs: 800 },
			);
		},
		40_000,
	);
});

describe('a short run', () => {
	it('says nothing', async () => {
		await withAccount(async (account) => {
			const run = await account.updatePrices(pricesOf(account, 150));

			expect(run.logs.filter((line) => line.includes('ads written'))).toEqual([]);
		});
	});
});

describe('a run that ends early', () => {
	it('says how far it came where it was canceled', async () => {
		await withAccount(
			async (account) => {
				const run = await account.updatePrices(pricesOf(account, 250), {
					parameters: { options: SLOWLY },
					cancelAfterMs: 1_500,
				});

				expect(run.status).toBe('canceled');
				expect(run.logs.join('\n')).toMatch(
					/HubSpot Ads: The run was canceled with [1-9]\d* of 250 ads written, 0 not\. What was under way may be written too\. With 'Skip Unchanged Ads' the next run goes on from there/,
				);
			},
			{ latencyMs: 300 },
		);
	});

	it('says how far it came where HubSpot ended it', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'dailyLimit', match: { nth: 2 } });

			const run = await account.updatePrices(pricesOf(account, 250), {
				parameters: { options: { maxConcurrency: 1 } },
			});

			expect(run.logs.join('\n')).toMatch(
				/HubSpot Ads: The run stopped with 100 of 250 ads written, 150 not, because HubSpot's daily limit is reached/,
			);
		});
	});
});
