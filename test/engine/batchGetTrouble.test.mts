import { describe, expect, it } from 'vitest';
import { runNode } from './account.mts';
import { get, idsOf, outcomesOf, reads } from './named.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount();

/** Each request for ads, for ever. */
const ALWAYS = {
	probability: 1,
	times: 1_000,
	endpoint: ['batchRead', 'getAd'] as Array<'batchRead' | 'getAd'>,
};

describe('Batch Get in trouble', () => {
	it.each([
		['invalidToken', 'HubSpot did not accept the credential'],
		['missingScopes', 'the credential lacks the scope crm.objects.listings.read'],
		['dailyLimit', "HubSpot's daily limit is reached"],
	] as const)('says once why nothing was read (%s)', async (kind, words) => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind, match: { endpoint: 'batchRead' } });
			const items = account.ids.slice(0, 250).map((id) => ({ id }));

			const run = await get(account, items, {}, { maxConcurrency: 1 }, 'stopWorkflow');

			expect(run.error?.message).toContain(`None of 250 ads was read, because ${words}`);
			expect(run.error?.description).not.toContain('.write');
			expect(reads(account)).toHaveLength(1);
		});
	});

	it('tells of ads that were not read, and never that they are not there', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'edgeError', match: ALWAYS });

			const run = await get(account, [{ id: account.ids[0] }], {}, { maxWait: 1 });

			const { error, message, details } = run.outputs[0][0].json;
			expect(details).toMatchObject({ outcome: 'notSent' });
			expect(error).toMatch(
				/^Ad \d+ was not read, because HubSpot was not available \(status 5\d\d\)$/,
			);
			expect(message).toMatch(/\. Later read the ads once more\.$/);
			expect(run.hints[0].message).toMatch(
				/^0 ads read in \d requests\. 1 was not read: 1 not sent\.$/,
			);
		});
	});

	it.each(['emptyResults', 'missingResults', 'html200', 'cut', 'strangerResult'] as const)(
		'reads once more where a reply says nothing (%s)',
		async (kind) => {
			await withAccount(async (account) => {
				account.hubspot.addFault({ kind, match: { endpoint: 'batchRead' } });
				const ids = account.ids.slice(0, 3);

				const run = await get(
					account,
					ids.map((id) => ({ id })),
				);

				expect(idsOf(run.outputs[0])).toEqual(ids);
			});
		},
	);

	it('takes a refusal to read for no word about the ad', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'badRequest', match: ALWAYS });

			const run = await get(account, [{ id: account.ids[0] }]);

			expect(outcomesOf(run.outputs[0])).toEqual(['notSent']);
			expect(run.outputs[0][0].json.error).toMatch(/^Ad \d+ was not read, because /);
		});
	});

	it('goes on with an outage after it is over', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'reset', match: { endpoint: 'batchRead' } });

			const run = await get(account, [{ id: account.ids[0] }]);

			expect(idsOf(run.outputs[0])).toEqual([account.ids[0]]);
		});
	});

	it('is tried again by n8n where it is set to, and each ad leaves once', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'dailyLimit', match: { endpoint: 'batchRead' } });
			const retry = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };

			const run = await get(account, [{ id: account.ids[0] }], {}, {}, 'stopWorkflow', retry);

			expect(idsOf(run.outputs[0])).toEqual([account.ids[0]]);
		});
	});

	it('ends as canceled', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'slow', delayMs: 30_000, match: ALWAYS });

			const run = await runNode(
				account,
				[{ id: account.ids[0] }],
				{ operation: 'batchGet' },
				'continueRegularOutput',
				{ cancelAfterMs: 500 },
			);

			expect(run.status).toBe('canceled');
			expect(run.ms).toBeLessThan(2_500);
		});
	});
});
