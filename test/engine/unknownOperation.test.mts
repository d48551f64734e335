import { describe, expect, it } from 'vitest';
import { AUTOMATICALLY, ON_ERROR, runNode } from './account.mts';
import { useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

const UNKNOWN: Array<[object, string]> = [
	[{ operation: 'batchMerge' }, 'the operation "batchMerge" of the resource "ad"'],
	[{ resource: 'campaign' }, 'the operation "batchUpdate" of the resource "campaign"'],
	[{ operation: '' }, 'the operation "" of the resource "ad"'],
];
const CURE = 'Update HubSpot Ads in n8n under Settings > Community Nodes';

describe.each(UNKNOWN)('a workflow of a newer version, with %j', (parameters, named) => {
	it.each(ON_ERROR)('sends nothing, and says what to do (On Error: %s)', async (onError) => {
		await withAccount(async (account) => {
			const run = await runNode(account, items(account), { ...FIELDS, ...parameters }, onError);

			expect(account.hubspot.journal).toEqual([]);
			if (onError === 'stopWorkflow') {
				expect(run.error?.message).toBe(
					`This version of the node does not have ${named}, so nothing was sent`,
				);
				expect(run.error?.description).toContain(CURE);
				return;
			}
			const output = onError === 'continueErrorOutput' ? 1 : 0;
			expect(run.outputs.map((out) => out.length)).toEqual(output ? [0, 2] : [2, 0]);
			for (const [itemIndex, { json, pairedItem }] of run.outputs[output].entries()) {
				expect(json.error).toContain(named);
				expect(json.message).toContain(CURE);
				expect(json.details).toEqual({ outcome: 'invalid', itemIndex });
				expect(pairedItem).toEqual({ item: itemIndex });
			}
		});
	});
});

describe('a workflow that names neither resource nor operation', () => {
	it('updates, which is the default', async () => {
		await withAccount(async (account) => {
			await runNode(account, items(account), FIELDS);

			expect(account.price(account.ids[1])).toBe('5');
		});
	});
});

// Helpers

const FIELDS = { specifyAds: 'fields', ads: AUTOMATICALLY };

function items({ ids }: Account): object[] {
	return ids.slice(0, 2).map((id) => ({ id, hs_price: 5 }));
}
