import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { defineProperty } from '../simulator/definitions.mts';
import type { Fault } from '../simulator/faults.mts';
import { count, useAccount, type Account } from './trouble.mts';
import { ad, fatesOf, holder, KEY, newAd, upsert, upserts } from './upserts.mts';

const withAccount = useAccount();
const always = { probability: 1, times: 1_000 };

describe('a reply that is lost', () => {
	it.each<[string, Fault]>([
		['the connection breaks before the write', { kind: 'reset', applied: 'before' }],
		['the connection breaks after the write', { kind: 'reset', applied: 'after' }],
		['the reply is cut off', { kind: 'cut' }],
		['nothing comes in the reply', { kind: 'emptyBody' }],
		['the results are empty', { kind: 'emptyResults', applied: 'after' }],
		['HubSpot has an internal error', { kind: 'internalError', applied: 'after' }],
		['the edge gives up', { kind: 'edgeError', status: 504, applied: 'after' }],
		['the records are locked', { kind: 'locked' }],
		['the rolling limit is reached', { kind: 'rollingLimit' }],
	])('changes nothing of what is told where %s', async (_situation, fault) => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ ...fault, match: { endpoint: 'batchUpsert' } });
			const items = Array.from({ length: 60 }, (_, i) =>
				newAd(i % 2 ? `NEW-${i}` : `REF-${String(i + 1).padStart(6, '0')}`),
			);

			const run = await upsert(account, items, { timeout: 1, maxWait: 20 });

			expect(fatesOf(run.outputs[0])).toEqual(items.map((_, i) => (i % 2 ? 'created' : 'updated')));
			expect(account.hubspot.ads.all()).toHaveLength(330);
			expect(holder(account, 'NEW-59')!.values.hs_price).toBe('5');
		});
	});

	it('leaves ads unconfirmed where nothing confirms them, with what to do', async () => {
		await withAccount(async (account) => {
			const endpoint: Array<'batchUpsert' | 'batchRead'> = ['batchUpsert', 'batchRead'];
			account.hubspot.addFault({
				kind: 'edgeError',
				applied: 'before',
				match: { ...always, endpoint },
			});

			const run = await upsert(account, [newAd('NEW-1')], { maxWait: 1, checkValues: false });

			expect(run.outputs[0][0].json).toMatchObject({
				error: expect.stringMatching(
					/^HubSpot did not confirm the creation or update of ad with 'reference_number' NEW-1, because HubSpot was not available/,
				),
				message: expect.stringContaining('send the same once more, which makes no second ad'),
				details: { outcome: 'unconfirmed', id: 'NEW-1', idProperty: KEY },
			});
		});
	});
});

describe('a run that HubSpot stops', () => {
	it.each<[string, Fault, string]>([
		['the daily limit', { kind: 'dailyLimit' }, "HubSpot's daily limit is reached"],
		['the token', { kind: 'invalidToken' }, 'HubSpot did not accept the credential'],
		[
			'a scope',
			{ kind: 'missingScopes' },
			'Add the scopes crm.objects.listings.read and crm.objects.listings.write to the key',
		],
	])('because of %s tells it of each ad', async (_what, fault, says) => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ ...fault, match: { endpoint: 'batchUpsert', nth: 2 } });
			const items = Array.from({ length: 150 }, (_, i) => newAd(`NEW-${i}`));

			const run = await upsert(account, items, { maxConcurrency: 1, checkValues: false });

			expect(count(fatesOf(run.outputs[0]))).toEqual({ created: 100, notSent: 50 });
			expect(run.outputs[0][149].json.message).toContain(says);
			expect(account.hubspot.ads.all()).toHaveLength(400);
		});
	});

	it('by its user sends nothing more', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'slow', delayMs: 30_000, match: always });
			const items = Array.from({ length: 150 }, (_, i) => newAd(`NEW-${i}`));

			const run = await upsert(account, items, { checkValues: false }, 'continueErrorOutput', {
				cancelAfterMs: 500,
			});
			const sent = account.hubspot.journal.length;
			await sleep(300);

			expect(run.status).toBe('canceled');
			expect(account.hubspot.journal).toHaveLength(sent);
		});
	});

	it('is made up for by Retry On Fail, and makes no ad twice', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'dailyLimit', match: { endpoint: 'batchUpsert', nth: 2 } });
			const items = Array.from({ length: 150 }, (_, i) => newAd(`NEW-${i}`));
			const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };

			const run = await upsert(account, items, { maxConcurrency: 1 }, 'stopWorkflow', {
				node: { ...node, onError: 'stopWorkflow' },
			});

			expect(run.status).toBe('success');
			expect(count(fatesOf(run.outputs[0]))).toEqual({ updated: 100, created: 50 });
			expect(account.hubspot.ads.all()).toHaveLength(450);
		});
	});
});

describe('an ad that HubSpot refuses', () => {
	it.each(['perRecord', 'wholeBatch'] as const)(
		'for want of a name is told alone (%s)',
		async (missingName) => {
			await withAccount(
				async (account) => {
					const items = [newAd('NEW-1'), ad('NEW-2'), ad('REF-000001'), newAd('NEW-3')];

					const run = await upsert(account, items);

					expect(fatesOf(run.outputs[0])).toEqual(['created', 'rejected', 'updated', 'created']);
					expect(run.outputs[0][1].json.error).toContain('hs_name');
				},
				{ guesses: { missingName } },
			);
		},
	);

	it.each(['perRecord', 'wholeBatch'] as const)(
		'because another has its second unique value says so, and which (%s)',
		async (upsertConflict) => {
			await withAccount(
				async (account) => {
					const second = { name: 'mls_id', label: 'MLS ID', hasUniqueValue: true };
					account.hubspot.properties.set('mls_id', defineProperty(second));
					account.hubspot.ads.write(account.ids[4], { mls_id: 'M-5' });
					const items = [newAd('NEW-1'), newAd('NEW-2', { mls_id: 'M-5' }), ad('REF-000001')];

					const run = await upsert(account, items);

					expect(fatesOf(run.outputs[0])).toEqual(['created', 'rejected', 'updated']);
					expect(run.outputs[0][1].json).toMatchObject({
						error: expect.stringContaining(
							// A refusal of a whole batch does not say which ad it is (reported), so that it is looked for.
							`another ad has this value of 'mls_id' already (${account.ids[4]})`,
						),
						message: expect.stringContaining(
							'Change the value of that property, or look at the other ad in HubSpot',
						),
						details: { outcome: 'rejected', id: 'NEW-2', idProperty: KEY },
					});
					expect(holder(account, 'NEW-2')).toBeUndefined();
				},
				{ guesses: { upsertConflict } },
			);
		},
	);

	it('is told in the words of HubSpot where values go unchecked', async () => {
		await withAccount(async (account) => {
			const items = [ad('REF-000001', { hs_price: 'free' }), newAd('NEW-1')];

			const run = await upsert(account, items, { checkValues: false });

			expect(fatesOf(run.outputs[0])).toEqual(['rejected', 'created']);
			expect(run.outputs[0][0].json.details).toMatchObject({ property: 'hs_price' });
		});
	});

	it.each(['hs_city', 'id_of_crm'])(
		'for it is not named by a unique property is none of the others (%s)',
		async (idProperty) => {
			await withAccount(async (account) => {
				const items = [newAd('NEW-1'), ad('Vigo', { hs_price: 5 }, idProperty)];

				const run = await upsert(account, items, { checkValues: false });

				expect(fatesOf(run.outputs[0])).toEqual(['created', 'rejected']);
			});
		},
	);
});

describe('a value that HubSpot keeps', () => {
	it.each([
		['NEW-1', 'creation'],
		['REF-000001', 'update'],
	])('of ad %s is told after its %s', async (key, deed) => {
		await withAccount(async (account) => {
			account.hubspot.addFault({
				kind: 'valueKept',
				properties: ['hs_price'],
				match: { endpoint: 'batchUpsert' },
			});

			const run = await upsert(account, [newAd(key)]);

			expect(run.outputs[0][0].json).toMatchObject({
				error: expect.stringContaining(
					`HubSpot took the ${deed} of ad with 'reference_number' ${key}, but `,
				),
				details: { outcome: 'kept', property: 'hs_price', id: key },
			});
		});
	});
});

describe('an ad that several items name', () => {
	it.each([
		['inOrder', ['created', 'updated', 'updated'], 3],
		['merge', ['created', 'created', 'created'], 1],
		['reject', ['created', 'invalid', 'invalid'], 1],
	])('is written %s', async (duplicates, fates, requests) => {
		await withAccount(async (account) => {
			const items = [1, 2, 3].map((hs_price) => newAd('NEW-1', { hs_price }));

			const run = await upsert(account, items, { duplicates });

			expect(fatesOf(run.outputs[0])).toEqual(fates);
			expect(upserts(account)).toHaveLength(requests);
			expect(account.hubspot.ads.all()).toHaveLength(301);
			expect(holder(account, 'NEW-1')!.values.hs_price).toBe(duplicates === 'reject' ? '1' : '3');
		});
	});
});

describe('what comes out of an upsert', () => {
	it('has the details of its batch, in short form, with the own trace id, where asked for', async () => {
		await withAccount(async (account) => {
			const items = [{ ...newAd('NEW-1'), objectWriteTraceId: 'mine' }];

			const run = await upsert(account, items, { includeBatch: true, simplify: true });

			expect(run.outputs[0][0].json).toMatchObject({
				id: holder(account, 'NEW-1')!.id,
				outcome: 'created',
				reference_number: 'NEW-1',
				hs_price: '5',
				objectWriteTraceId: 'mine',
				batch: { status: 'COMPLETE' },
			});
		});
	});

	it('clears a property only where told to', async () => {
		await withAccount(async (account) => {
			const city = () => holder(account, 'REF-000001')!.values.hs_city;
			const before = city();
			const items = [ad('REF-000001', { hs_city: null, hs_price: 5 })];

			await upsert(account, items);
			expect(city()).toBe(before);

			await upsert(account, items, { clearEmpty: true });
			expect(city()).toBe('');
		});
	});

	it('is a new ad where the one that had the key was deleted', async () => {
		await withAccount(async (account) => {
			account.hubspot.ads.archive(account.ids[0]);

			const run = await upsert(account, [newAd('REF-000001')]);

			expect(run.outputs[0][0].json.outcome).toBe('created');
			expect(run.outputs[0][0].json.id).not.toBe(account.ids[0]);
		});
	});
});

describe('an AI agent', () => {
	it('passes many ads with its one item, and hears of each', async () => {
		await withAccount(async (account) => {
			const inputs = [newAd('NEW-1'), ad('REF-000002'), ad('NEW-2')];

			const run = await upsert(account, [{ inputs, toolCallId: 'call_7', sessionId: 's-1' }]);

			expect(fatesOf(run.outputs[0])).toEqual(['created', 'updated', 'rejected']);
			expect(new Set(upserts(account).flat().flatMap(Object.keys))).toEqual(
				new Set(['id', 'idProperty', 'properties']),
			);
		});
	});
});

describe('a list of properties that cannot be read', () => {
	it('lets JSON go on unchecked, and says so', async () => {
		await withAccount(async (account: Account) => {
			account.hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'properties' } });

			const run = await upsert(account, [newAd('NEW-1')]);

			expect(fatesOf(run.outputs[0])).toEqual(['created']);
			expect(run.hints.at(-1)!.message).toContain('Values were not checked');
		});
	});
});
