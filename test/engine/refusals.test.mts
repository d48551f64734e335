import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { count, outcomesOf, pricesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();

describe('a credential that HubSpot does not accept', () => {
	it('is sent once, stops the run, and leaves every other ad unsent', async () => {
		await withAccount(async (account) => {
			const run = await account.updatePrices(pricesOf(account, 250), {
				credentials: { accessToken: 'pat-na1-nobody-knows-this', baseUrl: account.url },
				parameters: { options: { maxConcurrency: 1 } },
			});

			expect(account.writes().map(({ status }) => status)).toEqual([401]);
			expect(new Set(outcomesOf(run.outputs[0]))).toEqual(new Set(['notSent']));
			expect(run.outputs[0]).toHaveLength(250);
			expect(run.outputs[0][0].json).toMatchObject({
				error: `Ad ${account.ids[0]} was not sent, because HubSpot did not accept the credential`,
				message: expect.stringContaining('the token may be wrong, expired or withdrawn. Then run'),
			});
		});
	});

	it.each(['missingScopes', 'missingScopesInContext'] as const)(
		'is named with the scope that it lacks (%s)',
		async (kind) => {
			await withAccount(async (account) => {
				account.hubspot.addFault({ kind });

				const run = await account.updatePrices(pricesOf(account, 250), {
					parameters: { options: { maxConcurrency: 1 } },
				});

				expect(account.writes().map(({ status }) => status)).toEqual([403]);
				expect(run.outputs[0][249].json).toMatchObject({
					error: `Ad ${account.ids[249]} was not sent, because the credential lacks the scope crm.objects.listings.write`,
					details: { outcome: 'notSent', statusCode: 403, category: 'MISSING_SCOPES' },
				});
			});
		},
	);

	it('is told once, with what to do, where the workflow stops', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'missingScopes' });

			const run = await account.updatePrices(pricesOf(account, 150), {
				node: { onError: 'stopWorkflow' },
				parameters: { options: { maxConcurrency: 1 } },
			});

			expect(run.status).toBe('error');
			expect(run.error).toMatchObject({
				message:
					'None of 150 ads was updated, because the credential lacks the scope crm.objects.listings.write',
				description:
					'Add the scopes crm.objects.listings.read and crm.objects.listings.write to the key or app in HubSpot, and connect the credential again if it uses OAuth2. Then run the unsent ads once more.',
				context: { itemIndex: 0 },
			});
		});
	});
});

describe("HubSpot's daily limit", () => {
	it('stops the run and says when it is reset', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'dailyLimit', match: { nth: 2 } });

			const run = await account.updatePrices(pricesOf(account, 300), {
				parameters: { options: { maxConcurrency: 1 } },
			});

			expect(count(outcomesOf(run.outputs[0]))).toEqual({ updated: 100, notSent: 200 });
			expect(run.outputs[0][150].json.message).toContain("at midnight in the account's time zone");
			expect(account.writes()).toHaveLength(2);
		});
	});
});

describe('a base URL that is not allowed', () => {
	it.each([
		'http://example.com',
		'ftp://api.hubapi.com',
		'https://api.hubapi.com/crm',
		'',
		'nonsense',
	])('gets no request and no ad sent (%s)', async (baseUrl) => {
		await withAccount(async (account) => {
			const run = await account.updatePrices(pricesOf(account, 3), {
				credentials: { accessToken: account.token, baseUrl },
			});

			expect(outcomesOf(run.outputs[0])).toEqual(['notSent', 'notSent', 'notSent']);
			expect(run.outputs[0][0].json.message).toContain(
				"the credential's 'Base URL' cannot be used",
			);
			expect(account.hubspot.journal).toEqual([]);
		});
	});
});

describe('a redirect', () => {
	it('is not followed, so that no other host sees the token', async () => {
		const seen: string[] = [];
		const elsewhere = createServer((request, response) => {
			seen.push(request.headers.authorization ?? 'no token');
			response.end('{}');
		}).listen(0, '127.0.0.1');
		await new Promise((resolve) => elsewhere.once('listening', resolve));
		const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;

		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'redirect', status: 307, location });

			const run = await account.updatePrices(pricesOf(account, 2));

			expect(outcomesOf(run.outputs[0])).toEqual(['notSent', 'notSent']);
			expect(run.outputs[0][0].json.message).toContain("'Base URL' redirects");
			expect(account.writes()).toHaveLength(1);
			expect(seen).toEqual([]);
		});
		elsewhere.close();
	});
});

describe('one bad ad', () => {
	it.each([true, false])(
		'keeps none of its batch from being written (told by record: %s)',
		async (byRecord) => {
			await withAccount(
				async (account) => {
					const prices = pricesOf(account, 100);
					prices[account.ids[37]] = 'a lot';

					const run = await account.updatePrices(prices);

					expect(count(outcomesOf(run.outputs[0]))).toEqual({ updated: 99, rejected: 1 });
					expect(run.outputs[0][37].json).toMatchObject({
						details: { outcome: 'rejected', property: 'hs_price', itemIndex: 37 },
					});
					expect(run.outputs[0][37].json.message).toContain(
						`HubSpot refused ad ${account.ids[37]}`,
					);
					expect(
						account.ids.slice(0, 100).filter((id) => account.price(id) === prices[id]),
					).toHaveLength(99);
				},
				{ guesses: { validationPerRecord: byRecord } },
			);
		},
	);

	it('is told from the others also where HubSpot names nothing', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'conflict' });

			const run = await account.updatePrices(pricesOf(account, 100));

			expect(count(outcomesOf(run.outputs[0]))).toEqual({ updated: 100 });
			const [refused, ...parts] = account.writes();
			expect([refused.status, refused.inputs]).toEqual([409, 100]);
			expect(parts.every(({ status }) => status === 200)).toBe(true);
			expect(parts.reduce((sum, { inputs }) => sum + inputs, 0)).toBe(100);
			expect(parts.length).toBeLessThanOrEqual(8);
		});
	});
});
