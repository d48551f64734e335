import { describe, expect, it } from 'vitest';
import type { Fault } from '../simulator/faults.mts';
import { ON_ERROR } from './account.mts';
import { useAccount } from './trouble.mts';
import { ad, fatesOf, holder, newAd, upsert, upserts } from './upserts.mts';

const withAccount = useAccount({ ads: 3 });

describe('Execute Once', () => {
	it('takes the first item alone, with all its ads', async () => {
		await withAccount(async (account) => {
			const inputs = [newAd('NEW-1'), newAd('NEW-2')];
			const items = [{ inputs }, newAd('NEW-3')];

			const node = { executeOnce: true };
			const { outputs } = await upsert(account, items, {}, undefined, { node });

			expect(fatesOf(outputs[0])).toEqual(['created', 'created']);
			expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
			expect(holder(account, 'NEW-3')).toBeUndefined();
		});
	});
});

describe.each(ON_ERROR)('Duplicate Ads set to Merge (On Error: %s)', (onError) => {
	it('writes an ad once with the later values, and tells each item the same', async () => {
		await withAccount(async (account) => {
			const items = [
				newAd('NEW-1', { hs_price: 1, features: ';pool' }),
				ad('REF-000001', { hs_price: 7 }),
				newAd('NEW-1', { hs_price: 2, features: ';garden' }),
				newAd('NEW-1', { hs_city: 'Vigo' }),
			];

			const run = await upsert(account, items, { duplicates: 'merge' }, onError);

			expect(upserts(account).flat()).toHaveLength(2);
			expect(fatesOf(run.outputs[0])).toEqual(['created', 'updated', 'created', 'created']);
			const [first, , ...others] = run.outputs[0].map(({ json }) => json);
			for (const other of others) expect(other).toEqual(first);
			expect(holder(account, 'NEW-1')!.values).toMatchObject({
				hs_price: '2',
				hs_city: 'Vigo',
				features: 'pool;garden',
			});
			expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
				items.map((_, item) => ({ item })),
			);
			expect(run.hints[0].message).toBe('1 ad created and 1 updated in 1 request.');
		});
	});

	it('refuses each of its items where HubSpot refuses the ad', async () => {
		await withAccount(async (account) => {
			const items = [ad('NEW-1', { hs_price: 1 }), newAd('NEW-2'), ad('NEW-1', { hs_price: 2 })];

			const run = await upsert(account, items, { duplicates: 'merge' }, onError);

			expect(account.hubspot.ads.all()).toHaveLength(4);
			if (onError === 'stopWorkflow') {
				expect(run.error?.message).toBe('2 of 3 ads were not created or updated: 2 rejected');
				return;
			}
			const [first, second] = run.outputs;
			const both = onError === 'continueErrorOutput' ? [...first, ...second] : first;
			expect(fatesOf(both).toSorted()).toEqual(['created', 'rejected', 'rejected']);
		});
	});
});

describe('an ad of which the reply is lost, and that reading shows seconds later', () => {
	const LOST: Fault[] = [
		{ kind: 'reset', applied: 'after' },
		{ kind: 'reset', applied: 'later', appliedAfterMs: 1_500 },
		{ kind: 'emptyResults', applied: 'after' },
	];

	it.each(LOST)('is created, and none of the others: %o', async (fault) => {
		await withAccount(
			async (account) => {
				account.hubspot.addFault({ ...fault, match: { endpoint: 'batchUpsert', nth: 1 } });

				const items = [newAd('NEW-1'), ad('REF-000001'), newAd('NEW-2')];
				const { outputs } = await upsert(account, items, { maxWait: 60 });

				expect(fatesOf(outputs[0])).toEqual(['created', 'updated', 'created']);
				expect(account.hubspot.ads.all()).toHaveLength(5);
			},
			{ guesses: { uniqueReadLagMs: 3_000 } },
		);
	});

	it('is not told as absent where nothing but reading is left', async () => {
		await withAccount(
			async (account) => {
				const match = { endpoint: 'batchUpsert' as const, probability: 1, times: 99 };
				account.hubspot.addFault({ kind: 'reset', applied: 'after', match });

				const { outputs } = await upsert(account, [newAd('NEW-1')], { maxWait: 2 });

				expect(['unconfirmed', 'created']).toContain(fatesOf(outputs[0])[0]);
				expect(account.hubspot.ads.all()).toHaveLength(4);
			},
			{ guesses: { uniqueReadLagMs: 10_000 } },
		);
	});
});
