import { describe, expect, it } from 'vitest';
import { changingRequests, ON_ERROR } from './account.mts';
import { archive, pairsOf, archived, prepareKinds } from './named.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount();

describe.each(ON_ERROR)('a dry run of Batch Delete (On Error: %s)', (onError) => {
	it('tells of every ad on the first output what would become of it, and deletes nothing', async () => {
		await withAccount(async (account) => {
			const { ids, kinds } = prepareKinds(account);
			account.hubspot.ads.write(ids.live, { hs_name: 'Casa azul' });

			const run = await archive(account, kinds, {}, { dryRun: true }, onError);

			expect(run.outputs[0].map(({ json }) => json)).toEqual([
				{
					id: ids.live,
					outcome: 'wouldArchive',
					reason: 'The ad "Casa azul" would be deleted',
					changes: {},
				},
				{
					id: ids.merged,
					outcome: 'rejected',
					reason: `Ad ${ids.merged} is left alone, because it was merged into another ad (${ids.survivor})`,
					changes: {},
				},
				{
					id: ids.bin,
					outcome: 'unchanged',
					reason: 'The ad was deleted already',
					changes: {},
				},
				{
					id: '404',
					outcome: 'notFound',
					reason: 'HubSpot has no ad with record ID 404',
					changes: {},
				},
				{
					outcome: 'invalid',
					reason: expect.stringContaining('"x" is not'),
					changes: {},
				},
			]);
			expect(pairsOf(run.outputs[0])).toEqual([0, 1, 2, 3, 4]);
			expect(run.outputs[1]).toEqual([]);
			const blocked =
				" A real run would send nothing, because 1 ad is invalid and 'On Error' is set to Stop Workflow.";
			expect(run.hints[0].message).toBe(
				`Nothing was deleted. 1 ad would be deleted. 1 was deleted already. 3 could not be deleted: 1 invalid, 1 rejected, 1 not found.${onError === 'stopWorkflow' ? blocked : ''}`,
			);
			expect(changingRequests(account)).toEqual([]);
			expect(archived(account)).toEqual([ids.bin]);
		});
	});

	it.each([
		[
			'={{ $json.dry }}',
			/'Dry Run' counts for all items, and is true for item 0 but false for item 1/,
		],
		['={{ $json.word }}', /'Dry Run' takes true or false, and "perhaps" is neither/],
	])('deletes nothing where it cannot be told whether it is one: %s', async (dryRun, words) => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;
			const items = [
				{ id: a, dry: true, word: 'perhaps' },
				{ id: b, dry: false, word: 'perhaps' },
			];

			const run = await archive(account, items, {}, { dryRun }, onError);

			const [first] = run.outputs.flat();
			const said = run.error?.message ?? String(first.json.error);
			expect(said).toMatch(words);
			expect(changingRequests(account)).toEqual([]);
		});
	});

	it('gives what a run that deletes takes', async () => {
		await withAccount(async (account) => {
			const by = { matchOn: 'reference_number' };
			const items = [{ id: 'REF-000001' }, { id: 'REF-000002' }];

			const dry = await archive(account, items, by, { dryRun: true }, onError);
			expect(dry.outputs[0].map(({ json }) => [json.id, json.idProperty])).toEqual(
				items.map(({ id }) => [id, 'reference_number']),
			);
			await archive(
				account,
				dry.outputs[0].map(({ json }) => json),
				by,
				{},
				onError,
			);

			expect(archived(account)).toEqual(account.ids.slice(0, 2));
		});
	});
});
