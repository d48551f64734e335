import { describe, expect, it } from 'vitest';
import { defineProperty } from '../simulator/definitions.mts';
import { automatically, changingRequests, ON_ERROR, type OnError } from './account.mts';
import { count, useAccount, type Account } from './trouble.mts';
import { ad, fatesOf, KEY, newAd, upsert, upsertMapped, upserts } from './upserts.mts';

const withAccount = useAccount();

describe.each(ON_ERROR)('a dry run of creating and updating (On Error: %s)', (onError) => {
	it('says of every ad on the first output what would become of it, and writes nothing', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;
			const before = account.hubspot.ads.all().map(({ values }) => values);
			const items = [
				ad('NEW-1', { hs_name: 'A house', hs_price: '$ 4.00' }),
				ad('REF-000001', { hs_price: 4 }),
				ad('REF-000002', { hs_price: account.price(b) }),
				ad('NEW-2', { hs_price: 4 }),
				ad('NEW-3', { hs_price: 'free' }),
			];

			const run = await preview(account, items, {}, onError);

			expect(run.outputs[0].map(({ json }) => json)).toEqual([
				{
					id: 'NEW-1',
					idProperty: KEY,
					outcome: 'wouldCreate',
					reason: 'The ad would be created with hs_name, hs_price and reference_number',
					changes: {
						hs_name: { from: null, to: 'A house' },
						hs_price: { from: null, to: '4' },
						reference_number: { from: null, to: 'NEW-1' },
					},
				},
				{
					id: 'REF-000001',
					idProperty: KEY,
					outcome: 'wouldUpdate',
					reason: 'hs_price would change',
					changes: { hs_price: { from: account.price(a), to: '4' } },
				},
				{
					id: 'REF-000002',
					idProperty: KEY,
					outcome: 'unchanged',
					reason: 'The ad has these values already',
					changes: {},
				},
				{
					id: 'NEW-2',
					idProperty: KEY,
					outcome: 'invalid',
					reason: `Ad with '${KEY}' NEW-2 cannot be sent: HubSpot has no such ad yet, and a new one has to have a name`,
					changes: {},
				},
				{
					id: 'NEW-3',
					idProperty: KEY,
					outcome: 'invalid',
					reason: expect.stringContaining("'Price' (hs_price) takes a number"),
					changes: {},
				},
			]);
			expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 1, 2, 3, 4].map((item) => ({ item })),
			);
			expect(run.outputs[1]).toEqual([]);
			const blocked = onError === 'stopWorkflow';
			expect(run.hints.map(({ message }) => message)).toEqual([
				`Nothing was written. 1 ad would be created and 1 updated. 1 would not change. 2 could not be created or updated: 2 invalid.${blocked ? " A real run would send nothing, because 1 ad is invalid and 'On Error' is set to Stop Workflow." : ''}`,
			]);
			expect(changingRequests(account)).toEqual([]);
			expect(account.hubspot.ads.all().map(({ values }) => values)).toEqual(before);
		});
	});
});

describe('a dry run of creating and updating', () => {
	it('does not threaten that a real run sends nothing where only a name is missing', async () => {
		await withAccount(async (account) => {
			const items = [ad('NEW-1'), newAd('NEW-2')];

			const dry = await preview(account, items, {}, 'stopWorkflow');
			const real = await upsert(account, items, {}, 'stopWorkflow');

			expect(dry.hints[0].message).not.toContain('A real run would send nothing');
			expect(real.error!.message).toBe('1 of 2 ads was not created or updated: 1 rejected');
			expect(upserts(account)).toHaveLength(1);
		});
	});

	it.each([
		['inOrder', ['wouldCreate', 'wouldUpdate', 'unchanged'], ['1', '2', undefined]],
		['merge', ['wouldCreate', 'wouldCreate', 'wouldCreate'], ['2', '2', '2']],
		['reject', ['wouldCreate', 'invalid', 'invalid'], ['1', undefined, undefined]],
	])(
		'treats one new ad in several items as a real run would (%s)',
		async (duplicates, fates, to) => {
			await withAccount(async (account) => {
				const items = [1, 2, 2].map((hs_price) => newAd('NEW-1', { hs_price }));

				const run = await preview(account, items, { duplicates });

				expect(fatesOf(run.outputs[0])).toEqual(fates);
				expect(run.outputs[0].map(({ json }) => priceAfter(json))).toEqual(to);
			});
		},
	);

	it('names a deleted ad that has the key of a new one', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			account.hubspot.archive(id);

			const items = [newAd('REF-000001'), newAd('NEW-1'), newAd('REF-000001', { hs_price: 6 })];
			const { outputs } = await upsert(account, items, { dryRun: true });

			expect(fatesOf(outputs[0])).toEqual(['wouldCreate', 'wouldCreate', 'wouldUpdate']);
			const [first, second] = outputs[0].map(({ json }) => json.reason);
			expect(first).toContain(`a deleted ad (${id}) has this value of '${KEY}'`);
			expect(second).not.toContain('deleted');
		});
	});

	it('compares an ad that is named by two unique properties with what the first would write', async () => {
		await withAccount(async (account) => {
			const agency = { name: 'agency_number', hasUniqueValue: true };
			account.hubspot.properties.set('agency_number', defineProperty(agency));
			account.hubspot.ads.write(account.ids[0], { agency_number: 'AN-1', hs_price: '1' });
			const items = [
				ad('REF-000001', { hs_price: 2 }),
				ad('AN-1', { hs_price: 2 }, 'agency_number'),
				newAd('NEW-1', { agency_number: 'AN-2' }),
				ad('AN-2', { hs_name: 'A', hs_price: 2 }, 'agency_number'),
			];

			const { outputs } = await upsert(account, items, { dryRun: true });

			// What is not there yet is known by the name alone: docs/other-operations.md says so.
			expect(fatesOf(outputs[0])).toEqual([
				...['wouldUpdate', 'unchanged'],
				...['wouldCreate', 'wouldCreate'],
			]);
		});
	});

	it('skips none of two names of one ad whose values change in between', async () => {
		await withAccount(async (account) => {
			const agency = { name: 'agency_number', hasUniqueValue: true };
			account.hubspot.properties.set('agency_number', defineProperty(agency));
			account.hubspot.ads.write(account.ids[0], { agency_number: 'AN-1', hs_price: '1' });
			const items = [
				ad('REF-000001', { hs_price: 2 }),
				ad('AN-1', { hs_price: 1 }, 'agency_number'),
			];

			const { outputs } = await upsert(account, items, { skipUnchanged: true });

			expect(fatesOf(outputs[0])).toEqual(['updated', 'updated']);
			expect(account.price(account.ids[0])).toBe('1');
		});
	});

	it('knows of no ad that an earlier item would not make', async () => {
		await withAccount(async (account) => {
			const run = await preview(account, [ad('NEW-1'), newAd('NEW-1'), ad('NEW-1')]);

			expect(fatesOf(run.outputs[0])).toEqual(['invalid', 'wouldCreate', 'unchanged']);
		});
	});

	it('tells what a real run then does, ad by ad', async () => {
		await withAccount(async (account) => {
			const items = Array.from({ length: 240 }, (_, i) => ({
				[KEY]: i % 3 === 0 ? `NEW-${i}` : `REF-${String(i + 1).padStart(6, '0')}`,
				hs_name: `House ${i % 2}`,
			}));

			const dry = await upsertMapped(account, items, automatically(KEY), { dryRun: true });
			const real = await upsertMapped(account, items, automatically(KEY), { skipUnchanged: true });

			const told: Record<string, string> = { wouldCreate: 'created', wouldUpdate: 'updated' };
			expect(fatesOf(dry.outputs[0]).map((fate) => told[fate] ?? fate)).toEqual(
				fatesOf(real.outputs[0]),
			);
			expect(count(fatesOf(real.outputs[0]))).toEqual({ created: 80, updated: 160 });
		});
	});

	it('that cannot read says so of each ad, and of no ad that it would be made', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'batchRead' } });

			const run = await preview(account, [newAd('NEW-1')], {}, 'continueErrorOutput');

			expect(run.outputs[0]).toEqual([]);
			expect(run.outputs[1][0].json).toMatchObject({
				details: { outcome: 'notSent', statusCode: 403 },
			});
		});
	});
});

describe('Skip Unchanged Ads', () => {
	it('writes only new ads and those whose values differ, and says which were left', async () => {
		await withAccount(async (account) => {
			const items = account.ids.slice(0, 250).map((id, i) => ({
				[KEY]: i < 10 ? `NEW-${i}` : `REF-${String(i + 1).padStart(6, '0')}`,
				hs_name: `House ${i}`,
				hs_price: i % 5 === 0 ? 987_654 : account.price(id),
			}));
			await upsertMapped(account, items.slice(10), automatically(KEY));
			for (const item of items.slice(10, 20)) item.hs_price = 1;
			const first = upserts(account).length;

			const run = await upsertMapped(account, items, automatically(KEY), { skipUnchanged: true });

			expect(count(fatesOf(run.outputs[0]))).toEqual({ created: 10, updated: 10, unchanged: 230 });
			expect(upserts(account).slice(first).flat()).toHaveLength(20);
			expect(run.hints.at(-1)!.message).toMatch(
				/^10 ads created and 10 updated in \d requests\. 230 were unchanged\.$/,
			);
			expect(run.outputs[0].at(-1)!.json).toMatchObject({ id: account.ids[249] });
		});
	});
});

// Helpers

async function preview(account: Account, items: object[], options: object = {}, onError?: OnError) {
	return await upsert(account, items, { dryRun: true, maxWait: 1, ...options }, onError);
}

function priceAfter(json: object): string | undefined {
	return (json as { changes: { hs_price?: { to: string } } }).changes.hs_price?.to;
}
