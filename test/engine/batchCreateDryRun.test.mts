import { describe, expect, it } from 'vitest';
import { changingRequests, ON_ERROR } from './account.mts';
import { create, named, namesOrOutcomes, REFERENCE } from './newAds.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount({ ads: 3 });
const DRY = { dryRun: true, maxWait: 1 };

describe.each(ON_ERROR)('a dry run of Batch Create (On Error: %s)', (onError) => {
	it('tells of every ad what would become of it, and writes nothing', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const items = [
				{ properties: { hs_name: 'A', hs_price: '$ 12,000.50', features: ';pool' } },
				{ properties: { hs_name: 'B' } },
				{ properties: { hs_name: 'C', reference_number: 'REF-000001' } },
				{ properties: { hs_price: 1, reference_number: 'NEW-3' } },
				{ properties: { hs_name: 'E', reference_number: 'NEW-0' } },
			];
			Object.assign(items[0].properties, { reference_number: 'NEW-0' });
			Object.assign(items[1].properties, { reference_number: 'NEW-1' });

			const options = { ...DRY, ...REFERENCE };
			const run = await create(account, items, { options, onError });

			expect(run.outputs[0].map(({ json }) => json)).toEqual([
				{
					id: 'NEW-0',
					idProperty: 'reference_number',
					outcome: 'wouldCreate',
					reason: 'The ad would be created with hs_name, hs_price, features and reference_number',
					changes: {
						hs_name: { from: null, to: 'A' },
						hs_price: { from: null, to: '12000.5' },
						features: { from: null, to: 'pool' },
						reference_number: { from: null, to: 'NEW-0' },
					},
				},
				expect.objectContaining({ id: 'NEW-1', outcome: 'wouldCreate' }),
				{ id, outcome: 'exists', reason: 'HubSpot has this ad already', changes: {} },
				expect.objectContaining({
					outcome: 'invalid',
					reason: expect.stringContaining('HubSpot creates no ad without it'),
				}),
				expect.objectContaining({
					id: 'NEW-0',
					outcome: 'invalid',
					reason: expect.stringContaining('An earlier item names the same ad'),
				}),
			]);
			expect(run.outputs[1]).toEqual([]);
			expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
				items.map((_, item) => ({ item })),
			);
			const stops =
				onError === 'stopWorkflow'
					? " A real run would send nothing, because 2 ads are invalid and 'On Error' is set to Stop Workflow."
					: '';
			expect(run.hints[0].message).toBe(
				`Nothing was created. 2 ads would be created. 1 exists already. 2 could not be created: 2 invalid.${stops}`,
			);
			expect(changingRequests(account)).toEqual([]);
			expect(account.hubspot.ads.all()).toHaveLength(3);
		});
	});
});

describe('a dry run of Batch Create', () => {
	it('reads no ad where no unique property is chosen', async () => {
		await withAccount(async (account) => {
			const run = await create(account, named('A', 'B'), { options: DRY });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['wouldCreate', 'wouldCreate']);
			expect(run.outputs[0][0].json).not.toHaveProperty('id');
			expect(account.hubspot.journal.map(({ endpoint }) => endpoint)).not.toContain('batchRead');
		});
	});

	it('merges as a run would', async () => {
		await withAccount(async (account) => {
			const items = [1, 2].map((hs_price) => ({
				properties: { hs_name: 'A', reference_number: 'NEW-1', hs_price },
			}));

			const options = { ...DRY, ...REFERENCE, duplicates: 'merge' };
			const run = await create(account, items, { options });

			expect(run.outputs[0].map(({ json }) => json.changes)).toEqual(
				[1, 2].map(() => expect.objectContaining({ hs_price: { from: null, to: '2' } })),
			);
		});
	});

	it.each([true, false])('tells of a deleted ad that has the value (held: %s)', async (held) => {
		await withAccount(
			async (account) => {
				const [id] = account.ids;
				account.hubspot.archive(id);
				const taken = { properties: { hs_name: 'C', reference_number: 'REF-000001' } };

				const options = { ...DRY, ...REFERENCE };
				const { outputs, hints } = await create(account, [...named('A'), taken], { options });

				const [a, c] = outputs[0].map(({ json }) => json);
				expect(a.reason).toBe('The ad would be created with hs_name and reference_number');
				expect(c.outcome).toBe('wouldCreate');
				expect(c.reason).toBe(
					`The ad would be created with hs_name and reference_number; a deleted ad (${id}) has this value of 'reference_number', for which HubSpot may refuse a new one`,
				);
				expect(hints[0].message).toBe('Nothing was created. 2 ads would be created.');
			},
			{ guesses: { archivedHoldsUnique: held } },
		);
	});

	it('says where it could not look into the bin', async () => {
		await withAccount(async (account) => {
			const match = { endpoint: 'batchRead' as const, text: 'archived=true', probability: 1 };
			account.hubspot.addFault({ kind: 'missingScopes', match: { ...match, times: 99 } });

			const options = { ...DRY, ...REFERENCE };
			const { outputs } = await create(account, named('A'), { options });

			expect(outputs[0][0].json).toMatchObject({
				outcome: 'wouldCreate',
				reason: expect.stringContaining(
					"; whether a deleted ad has this value of 'reference_number' could not be read",
				),
			});
		});
	});

	it('says where it cannot look', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'batchRead' } });

			const run = await create(account, named('A'), {
				options: { ...DRY, ...REFERENCE },
				onError: 'continueErrorOutput',
			});

			expect(run.outputs[1][0].json).toMatchObject({
				error: expect.stringContaining('was not read, because'),
				details: { outcome: 'notSent', statusCode: 403 },
			});
		});
	});

	it('looks for 1,250 ads', async () => {
		await withAccount(
			async (account) => {
				const items = Array.from({ length: 1_250 }, (_, at) => ({
					hs_name: `House ${at}`,
					reference_number: at < 300 ? `REF-${String(at + 1).padStart(6, '0')}` : `NEW-${at}`,
				}));

				const run = await create(account, items, {
					values: null,
					options: { dryRun: true, ...REFERENCE },
				});

				const outcomes = namesOrOutcomes(run.outputs[0]);
				expect(outcomes.slice(0, 300)).toEqual(Array(300).fill('exists'));
				expect(outcomes.slice(300)).toEqual(Array(950).fill('wouldCreate'));
			},
			{ ads: 300 },
		);
	});

	it('tells of a refused Retry On Fail', async () => {
		await withAccount(async (account) => {
			const more = { node: { retryOnFail: true, onError: 'stopWorkflow' as const } };

			const run = await create(account, named('A'), { options: DRY, more });

			expect(run.outputs[0][0].json).toMatchObject({
				outcome: 'invalid',
				reason: expect.stringContaining("'Retry On Fail'"),
			});
		});
	});
});
