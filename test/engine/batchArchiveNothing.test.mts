import { describe, expect, it } from 'vitest';
import { changingRequests } from './account.mts';
import { archive, outcomesOf, archived } from './named.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount();

describe('Batch Delete without an ad that is named', () => {
	it.each([
		undefined,
		null,
		'',
		' ',
		[],
		'[]',
		',',
		[null],
		['', undefined],
		{},
		'null',
		'undefined',
		'all',
		'*',
		true,
		0.5,
		'1,234,567',
		'31,004,700,026, 31,004,700,027',
		'3.10047E+10',
	])('deletes nothing: %j', async (id) => {
		await withAccount(async (account) => {
			for (const matchOn of ['id', 'reference_number']) {
				const run = await archive(account, [{ id }] as object[], { matchOn });

				expect(new Set(outcomesOf(run.outputs[0])).size).toBe(1);
				expect(['invalid', 'notFound']).toContain(outcomesOf(run.outputs[0])[0]);
				if (matchOn === 'id') expect(outcomesOf(run.outputs[0])[0]).toBe('invalid');
			}
			expect(changingRequests(account)).toEqual([]);
			expect(archived(account)).toEqual([]);
		});
	});

	it.each([
		['={{ undefined }}', /^'Ad ID' is empty/],
		['={{ $json.ad.id }}', /^'Ad ID' gave nothing; n8n says: /],
		['={{ [] }}', /^'Ad ID' holds an empty list/],
		['={{ nonsense( }}', /^'Ad ID' could not be evaluated: /],
	])('deletes nothing where the expression is %s', async (adId, words) => {
		await withAccount(async (account) => {
			const run = await archive(account, [{ id: account.ids[0] }], { adId });

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid']);
			expect(run.outputs[0][0].json.error).toMatch(words);
			expect(account.hubspot.journal).toEqual([]);
		});
	});

	it('deletes nothing of an item that went wrong before, and the others of the list', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;
			const failed = { error: 'x', message: 'y', details: { id: b, outcome: 'rejected' } };

			const run = await archive(account, [failed, { id: [null, a, ''] }]);

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid', 'invalid', 'archived', 'invalid']);
			expect(archived(account)).toEqual([a]);
		});
	});
});
