import { describe, expect, it } from 'vitest';
import { runNode, send } from './account.mts';
import { outcomesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();

// Where a node throws, n8n hands the items on as if they had been updated: these would all have been.
describe('what nobody expects in an item', () => {
	it('a list of ads with a hole: the others are updated', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const list = '={{ [ , { id: $json.id, properties: { hs_price: 5 } } ] }}';

			const run = await send(account, [{ id }], {}, list);

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid', 'updated']);
			expect(run.outputs[0][0].json.message).toContain('this is nothing');
			expect(account.price(id)).toBe('5');
		});
	});

	it('a date in a workflow whose time zone does not exist', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;
			const items = [
				{ id: a, properties: { next_viewing_at: '2026-12-31T10:00' } },
				{ id: b, properties: { hs_price: 5 } },
			];

			const json = { specifyAds: 'json', adsJson: '={{ $json }}' };
			const run = await runNode(account, items, json, 'continueRegularOutput', {
				timezone: 'DEFAULT',
			});

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid', 'updated']);
			expect(run.outputs[0][0].json.message).toContain('time zone');
		});
	});

	it('half an emoji in a name, when the ad is looked up alone', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'emptyResults', match: { endpoint: 'batchUpdate' } });
			const id = 'Casa 😀'.slice(0, 6);
			const item = { id, idProperty: 'reference_number', properties: { hs_price: 5 } };

			const run = await send(account, [item], { checkValues: false });

			expect(outcomesOf(run.outputs[0])).toEqual(['notFound']);
		});
	});

	it('a number that has lost digits as an ID', async () => {
		await withAccount(async (account) => {
			account.hubspot.ads.add('9007199254740992', { hs_price: '1' });

			const ads = '{ "id": 9007199254740993, "properties": { "hs_price": 5 } }';
			const run = await send(account, [{}], {}, ads);

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid']);
			expect(run.outputs[0][0].json.message).toContain("'id' is a number that is not exact");
			expect(account.price('9007199254740992')).toBe('1');
		});
	});
});

describe('what nobody expects of HubSpot', () => {
	it('text that looks like a number is not taken for one where the definitions are missing', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			account.hubspot.ads.write(id, { hs_address_2: '1.1' });
			const match = { endpoint: 'properties', probability: 1, times: 100 } as const;
			account.hubspot.addFault({ kind: 'missingScopes', match });
			const item = { id, properties: { hs_address_2: '1.10' } };

			const run = await send(account, [item], { skipUnchanged: true });

			expect(run.outputs[0][0].json.outcome).toBe('updated');
			expect(account.hubspot.ads.get(id)!.values.hs_address_2).toBe('1.10');
		});
	});

	it.each(['html200', 'emptyBody', 'resultsAsNull'] as const)(
		'a read that cannot be read is repeated, and no ad called missing (%s)',
		async (variant) => {
			await withAccount(async (account) => {
				const match = { endpoint: 'batchRead' } as const;
				account.hubspot.addFault(
					variant === 'resultsAsNull'
						? { kind: 'wrongTypes', variant, match }
						: { kind: variant, match },
				);
				const items = [{ id: account.ids[0], properties: { hs_price: 5 } }];

				const run = await send(account, items, { dryRun: true });

				expect(run.outputs[0][0].json.outcome).toBe('wouldUpdate');
			});
		},
	);

	it('a dry run asks alone for an ad that HubSpot left out without a word', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'emptyResults', match: { endpoint: 'batchRead' } });
			const items = [{ id: account.ids[0], properties: { hs_price: 5 } }];

			const run = await send(account, items, { dryRun: true });

			expect(run.outputs[0][0].json.outcome).toBe('wouldUpdate');
		});
	});

	it('a unique value moves on to the next ad, and the reply is lost: neither is called refused', async () => {
		await withAccount(async (account) => {
			const [x, y] = account.hubspot.ads.all().map(({ values }) => values.reference_number);
			const idProperty = 'reference_number';
			const match = { endpoint: 'batchUpdate' } as const;
			account.hubspot.addFault({ kind: 'reset', applied: 'after', match });
			const items = [
				{ id: x, idProperty, properties: { reference_number: 'NEW', hs_price: 1 } },
				{ id: y, idProperty, properties: { reference_number: x, hs_price: 2 } },
			];

			const run = await send(account, items, { maxWait: 3 });

			expect(account.price(account.ids[0])).toBe('1');
			expect(outcomesOf(run.outputs[0])).not.toContain('rejected');
			expect(outcomesOf(run.outputs[0])).not.toContain('notFound');
		});
	});
});
