import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { changingRequests, runNode } from './account.mts';
import { archive, outcomesOf, archived } from './named.mts';
import { count, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

const ARCHIVING = { endpoint: 'batchArchive' } as const;

describe('Batch Delete in trouble', () => {
	it.each([
		['invalidToken', 'HubSpot did not accept the credential'],
		['missingScopes', 'the credential lacks'],
		['dailyLimit', "HubSpot's daily limit is reached"],
	] as const)('says once why nothing was deleted (%s while it looks)', async (kind, words) => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind, match: { endpoint: 'batchRead' } });
			const items = account.ids.slice(0, 250).map((id) => ({ id }));

			const run = await archive(account, items, {}, { maxConcurrency: 1 }, 'stopWorkflow');

			expect(run.error?.message).toContain(`None of 250 ads was deleted, because ${words}`);
			expect(changingRequests(account)).toEqual([]);
		});
	});

	it.each([
		['invalidToken', 'did not accept the credential'],
		['missingScopes', 'the credential lacks the scope crm.objects.listings.write'],
		['dailyLimit', "HubSpot's daily limit is reached"],
	] as const)('tells what was not sent (%s between looking and deleting)', async (kind, words) => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind, match: { endpoint: 'batchArchive', nth: 2 } });
			const ids = account.ids.slice(0, 250);

			const run = await archive(
				account,
				ids.map((id) => ({ id })),
				{},
				{ maxConcurrency: 1 },
			);

			const outcomes = outcomesOf(run.outputs[0]);
			const gone = archived(account);
			expect(gone).toHaveLength(100);
			for (const [index, id] of ids.entries()) {
				const wanted = gone.includes(id) ? ['archived', 'unconfirmed'] : ['notSent'];
				expect(wanted).toContain(outcomes[index]);
			}
			const unsent = run.outputs[0].find(
				({ json }) => (json.details as { outcome?: string })?.outcome === 'notSent',
			)!;
			expect(unsent.json.error).toMatch(/^Ad \d+ was not sent, because /);
			expect(unsent.json.error).toContain(words);
			if (kind === 'missingScopes') {
				expect(unsent.json.message).toContain(
					'Add the scopes crm.objects.listings.read and crm.objects.listings.write',
				);
			}
		});
	});

	it('finds in the bin what a lost reply did not tell', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'reset', applied: 'after', match: ARCHIVING });

			const run = await archive(account, [{ id: account.ids[0] }]);

			expect(outcomesOf(run.outputs[0])).toEqual(['archived']);
			expect(new Set(sent(account))).toEqual(new Set([account.ids[0]]));
		});
	});

	it('sends again what a lost request did not do', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'reset', applied: 'before', match: ARCHIVING });

			const run = await archive(account, [{ id: account.ids[0] }], {}, { verify: false });

			expect(outcomesOf(run.outputs[0])).toEqual(['archived']);
			expect(archived(account)).toEqual([account.ids[0]]);
		});
	});

	it('says what is not confirmed, and that deleting again does no harm', async () => {
		await withAccount(async (account) => {
			const always = { ...ARCHIVING, probability: 1, times: 1_000 };
			account.hubspot.addFault({ kind: 'edgeError', applied: 'before', match: always });

			const run = await archive(account, [{ id: account.ids[0] }], {}, { maxWait: 1 });

			expect(outcomesOf(run.outputs[0])).toEqual(['unconfirmed']);
			expect(run.outputs[0][0].json.message).toMatch(
				/^HubSpot did not confirm the deletion of ad \d+, because HubSpot was not available \(status 5\d\d\)\. It may have been deleted\. Look at the ad, or delete it again, which does no harm\.$/,
			);
		});
	});

	it.each([400, 403, 409, 423, 429, 477, 500])(
		'never tells of a %i that ads were deleted',
		async (status) => {
			await withAccount(async (account) => {
				const always = { ...ARCHIVING, probability: 1, times: 1_000 };
				account.hubspot.addFault({ kind: 'emptyBody', status, applied: 'before', match: always });

				const run = await archive(account, [{ id: account.ids[0] }], {}, { maxWait: 1 });

				expect(['rejected', 'notSent', 'unconfirmed']).toContain(outcomesOf(run.outputs[0])[0]);
				expect(archived(account)).toEqual([]);
			});
		},
	);

	it('does no harm where n8n tries it again', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;
			const retry = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };

			const run = await archive(
				account,
				[{ id: '404' }, { id: a }, { id: b }],
				{},
				{},
				'continueRegularOutput',
				retry,
			);

			expect(outcomesOf(run.outputs[0])).toEqual(['notFound', 'unchanged', 'unchanged']);
			expect(archived(account)).toEqual([a, b]);
		});
	});

	it.each([
		['looks', 'batchRead', 1, 0],
		['deletes', 'batchArchive', 2, 200],
	] as const)(
		'ends as canceled while it %s, and deletes nothing more',
		async (_when, endpoint, nth, most) => {
			await withAccount(async (account) => {
				account.hubspot.addFault({ kind: 'slow', delayMs: 30_000, match: { endpoint, nth } });
				const options = { maxConcurrency: 1 };

				const run = await runNode(
					account,
					account.ids.map((id) => ({ id })),
					{ operation: 'batchArchive', options },
					'continueRegularOutput',
					{ cancelAfterMs: 1_500 },
				);
				const gone = archived(account);
				await sleep(500);

				expect(run.status).toBe('canceled');
				expect(gone.length).toBeLessThanOrEqual(most);
				expect(archived(account)).toEqual(gone);
				expect(run.logs.join()).toMatch(
					/The run was canceled with \d+ of 300 ads deleted, 0 not\. What was under way may be deleted too/,
				);
			});
		},
	);
});

describe('Verify', () => {
	it('finds that HubSpot did not do what its answer says; off, the answer is believed', async () => {
		await withAccount(async (account) => {
			const [a] = account.ids;
			const match = { ...ARCHIVING, times: 2 };
			account.hubspot.addFault({ kind: 'emptyBody', status: 204, applied: 'before', match });

			const verified = await archive(account, [{ id: a }]);
			const believed = await archive(account, [{ id: a }], {}, { verify: false });

			expect(outcomesOf(verified.outputs[0])).toEqual(['unconfirmed']);
			expect(verified.outputs[0][0].json.error).toBe(
				`HubSpot did not confirm the deletion of ad ${a}, because HubSpot took the request, and reading back does not show that it was done`,
			);
			expect(outcomesOf(believed.outputs[0])).toEqual(['archived']);
			expect(believed.outputs[0][0].json).not.toHaveProperty('archived');
		});
	});

	it('says why it could not look, not what the request before it was answered', async () => {
		await withAccount(async (account) => {
			const inBin = { endpoint: 'batchRead', text: 'archived=true', probability: 1 } as const;
			account.hubspot.addFault({ kind: 'edgeError', status: 502, match: inBin });

			const run = await archive(account, [{ id: account.ids[0] }], {}, { maxWait: 1 });

			expect(outcomesOf(run.outputs[0])).toEqual(['unconfirmed']);
			expect(run.outputs[0][0].json.error).toContain(
				'because HubSpot was not available (status 502)',
			);
		});
	});

	it('is not what a success means that is none of HubSpot: off, the ad is looked for all the same', async () => {
		await withAccount(async (account) => {
			const [a] = account.ids;
			account.hubspot.addFault({ kind: 'html200', applied: 'before', match: ARCHIVING });

			const run = await archive(account, [{ id: a }], {}, { verify: false });

			expect(outcomesOf(run.outputs[0])).toEqual(['archived']);
			expect(archived(account)).toEqual([a]);
		});
	});

	it('costs one request for each batch', async () => {
		await withAccount(async (account) => {
			const items = account.ids.slice(0, 150).map((id) => ({ id }));

			await archive(account, items, {}, { verify: false });

			expect(requests(account)).toEqual({ batchRead: 2, batchArchive: 2 });
			expect(archived(account)).toHaveLength(150);
		});
	});
});

// Helpers

function sent({ hubspot }: Account): string[] {
	return hubspot.journal
		.filter(({ endpoint }) => endpoint === 'batchArchive')
		.flatMap(({ body }) => (body as { inputs: Array<{ id: string }> }).inputs.map(({ id }) => id));
}

function requests({ hubspot }: Account) {
	return count(hubspot.journal.map(({ endpoint }) => String(endpoint)));
}
