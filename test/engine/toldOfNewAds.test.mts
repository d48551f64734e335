import { describe, expect, it } from 'vitest';
import type { Fault } from '../simulator/faults.mts';
import { create, madeIn, named, REFERENCE } from './newAds.mts';
import { useAccount } from './trouble.mts';
import { ad, fatesOf, KEY, newAd, upsert } from './upserts.mts';

const withAccount = useAccount({ ads: 3 });

/** HubSpot has, or may have, these ads although they failed. */
const OPEN: Array<[string, Fault]> = [
	['kept by HubSpot', { kind: 'valueKept', properties: ['hs_price'], share: 1 }],
	['unconfirmed', { kind: 'reset', applied: 'after' }],
];

describe.each(OPEN)('a new ad that is %s', (words, fault) => {
	it('is not told as one that was not created', async () => {
		await withAccount(async (account) => {
			const match = { endpoint: 'batchCreate' as const, nth: [1, 2] };
			account.hubspot.addFault({ ...fault, match });
			const items = [{ properties: { hs_name: 'A', hs_price: 5 } }];

			const { hints } = await create(account, items);
			const { error } = await create(account, items, { onError: 'stopWorkflow' });

			expect(hints[0].message).toBe(
				`0 ads created in 1 request. 1 was not confirmed to be created as sent: 1 ${words}.`,
			);
			expect(error?.message).toBe(`1 of 1 ad was not confirmed to be created as sent: 1 ${words}`);
			expect(madeIn(account)).toEqual(['A', 'A']);
		});
	});
});

describe('one new ad of several items', () => {
	const options = { duplicates: 'merge' };

	it.each([false, true])('is counted once (dry run: %s)', async (dryRun) => {
		await withAccount(async (account) => {
			const items = [...named('A', 'B'), ...named('C')];
			const keyed = items.map(({ properties: { reference_number: key } }) => newAd(key));

			const made = await create(account, items, { options: { ...REFERENCE, ...options, dryRun } });
			const upserted = await upsert(account, [...keyed, newAd('NEW-5'), newAd('NEW-5')], {
				...options,
				dryRun,
			});

			expect(made.outputs[0]).toHaveLength(3);
			expect(made.hints[0].message).toContain(dryRun ? '2 ads would be created' : '2 ads created');
			expect(upserted.hints[0].message).toContain(
				dryRun ? '3 ads would be created and 0 updated' : '1 ad created and 3 updated',
			);
		});
	});
});

describe('a new ad that lacks a property', () => {
	it.each(['perRecord', 'wholeBatch'] as const)(
		'hears what to give it (%s)',
		async (missingName) => {
			await withAccount(
				async (account) => {
					const { outputs } = await upsert(account, [ad('NEW-1'), newAd('NEW-2')]);

					expect(fatesOf(outputs[0])).toEqual(['rejected', 'created']);
					expect(outputs[0][0].json.message).toMatch(/hs_name\. Give the ad a value of hs_name\.$/);
				},
				{ guesses: { missingName } },
			);
		},
	);

	it.each(['perRecord', 'wholeBatch'] as const)(
		'is rejected after a lost reply too (%s)',
		async (missingName) => {
			await withAccount(
				async (account) => {
					const match = { endpoint: 'batchUpsert' as const, nth: 1 };
					account.hubspot.addFault({ kind: 'reset', applied: 'after', match });

					const { outputs } = await upsert(account, [ad('NEW-1'), newAd('NEW-2')], { maxWait: 20 });

					expect(fatesOf(outputs[0])).toEqual(['rejected', 'created']);
				},
				{ guesses: { missingName } },
			);
		},
	);
});

describe('results that have the trace ids of other ads', () => {
	const keys = Array.from({ length: 6 }, (_, at) => `NEW-${at}`);
	const keyOf = (json: object) => (json as { properties: Record<string, string> }).properties[KEY];

	it('do not give a new ad the record of another', async () => {
		await withAccount(async (account) => {
			const match = { endpoint: 'batchCreate' as const };
			account.hubspot.addFault({ kind: 'swappedTraceIds', match });

			const options = { ...REFERENCE, maxWait: 20 };
			const { outputs } = await create(account, named(...keys), { options });

			expect(outputs[0].map(({ json }) => keyOf(json))).toEqual(keys);
			expect(madeIn(account)).toEqual(keys);
		});
	});

	it('do not tell of one ad what became of another in an upsert', async () => {
		await withAccount(async (account) => {
			const match = { endpoint: 'batchUpsert' as const };
			account.hubspot.addFault({ kind: 'swappedTraceIds', match });
			const all = [...keys, 'REF-000001', 'REF-000002'];

			const items = all.map((key, at) => newAd(key, { hs_price: at }));
			const { outputs } = await upsert(account, items, { maxWait: 20 });

			expect(fatesOf(outputs[0])).toEqual([...keys.map(() => 'created'), 'updated', 'updated']);
			expect(outputs[0].map(({ json }) => keyOf(json))).toEqual(all);
		});
	});
});
