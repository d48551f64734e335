import { expect, it } from 'vitest';
import { AUTOMATICALLY, map } from './account.mts';
import { get } from './named.mts';
import { outcomesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();

it('an ad that was found by an ID which was merged into it goes on with Extra Fields set to Reject', async () => {
	await withAccount(async (account) => {
		const [merged, survivor] = account.ids;
		account.hubspot.merge(merged, survivor);
		const found = (await get(account, [{ id: merged }])).outputs[0][0].json;
		expect(found.mergedFrom).toBe(merged);

		const items = [{ ...found, hs_price: 5 }];
		const run = await map(account, items, AUTOMATICALLY, { extraFields: 'reject' });

		expect(outcomesOf(run.outputs[0])).toEqual(['updated']);
		expect(account.price(survivor)).toBe('5');
	});
});
