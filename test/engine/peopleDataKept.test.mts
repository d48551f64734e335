import { describe, expect, it } from 'vitest';
import { options } from '../simulator/definitions.mts';
import {
	AUTOMATICALLY,
	automatically,
	byHand,
	map,
	runNode,
	send,
	sentInputs,
} from './account.mts';
import { prepare } from './people.mts';
import { outcomesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

describe('definitions that are kept for a minute', () => {
	it('are read again before a new option is refused, and the ad is written', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			await map(account, [{ id, hs_price: 5 }]);
			account.hubspot.properties
				.get('hs_listing_type')!
				.options.push(...options({ castle: 'Castle' }));

			const run = await map(account, [{ id, hs_listing_type: 'Castle' }]);

			expect(outcomesOf(run.outputs[0])).toEqual(['updated']);
			expect(readsOf(account)).toBe(2);
		});
	});

	it('are read again once in a run, however many ads are refused', async () => {
		await withAccount(async (account) => {
			const [a, b, c] = account.ids;
			await map(account, [{ id: a, hs_price: 5 }]);

			const run = await map(account, [
				{ id: a, hs_price: 'x' },
				{ id: b, hs_price: 'y' },
				{ id: c, hs_price: 6 },
			]);

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid', 'invalid', 'updated']);
			expect(readsOf(account)).toBe(2);
		});
	});

	it('are read again where another execution meets a field that they do not have', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const fields = { specifyAds: 'fields', ads: AUTOMATICALLY, options: {} };
			await runNode(account, [{ id, note_a: 'x', hs_price: 5 }], fields);
			prepare(account);

			const item = { id, note_a: 'x', hs_price: 6 };
			await runNode(account, [item], fields, undefined, { executionId: '2' });

			expect(sentInputs(account)).toMatchObject([
				{ properties: { hs_price: '5' } },
				{ properties: { hs_price: '6', note_a: 'x' } },
			]);
		});
	});

	it('are not those of another account or API version', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			await map(account, [{ id, hs_price: 5 }]);
			await map(account, [{ id, hs_price: 6 }], AUTOMATICALLY, { apiVersion: '2026-03' });
			expect(readsOf(account)).toBe(2);
		});
		await withAccount(async (account) => {
			await map(account, [{ id: account.ids[0], hs_price: 5 }]);
			expect(readsOf(account)).toBe(1);
		});
	});

	it('are asked for once by runs at the same time', async () => {
		await withAccount(
			async (account) => {
				const runs = account.ids.slice(0, 5).map((id) => map(account, [{ id, hs_price: 5 }]));

				const outcomes = (await Promise.all(runs)).flatMap(({ outputs }) => outcomesOf(outputs[0]));

				expect(outcomes).toEqual(Array(5).fill('updated'));
				expect(readsOf(account)).toBe(1);
			},
			{ latencyMs: 200 },
		);
	});

	it('do not keep what could not be read', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			account.hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'properties' } });

			const first = await map(account, [{ id, hs_price: 5 }]);
			const second = await map(account, [{ id, hs_price: 5 }]);

			expect(outcomesOf(first.outputs[0])).toEqual(['notSent']);
			expect(outcomesOf(second.outputs[0])).toEqual(['updated']);
		});
	});

	it("are always fresh in the editor's list, but for a limit that leaves no room", async () => {
		await withAccount(async (account) => {
			const credentials = { accessToken: account.token, baseUrl: account.url };
			await map(account, [{ id: account.ids[0], hs_price: 5 }]);
			prepare(account);

			const fresh = await account.n8n.loadFields({}, credentials);
			account.hubspot.addFault({
				kind: 'rollingLimit',
				match: { endpoint: 'properties', probability: 1 },
			});
			const limited = await account.n8n.loadFields({}, credentials);

			expect(fresh.fields.map(({ id }) => id)).toContain('note_a');
			expect(limited.fields.map(({ id }) => id)).toContain('note_a');
		});
	});
});

describe('duplicates that are merged', () => {
	it('keep the choices that each item adds, also where values are not checked', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const add = (features: string) => ({ id, properties: { features } });

			await send(account, [add(';pool'), add(';garage')], {
				duplicates: 'merge',
				checkValues: false,
			});

			expect(sentInputs(account)).toMatchObject([{ properties: { features: ';pool;garage' } }]);
		});
	});
});

describe('the warning of what was not sent', () => {
	it('has at most six lines, the most frequent first, with the number of ads', async () => {
		await withAccount(async (account) => {
			const fields = [
				'Pryce',
				'hs_citi',
				'Bedroms',
				'HS_ZIP',
				'ad_txt',
				'furnishd',
				'feature',
				'hs_contry',
			];
			const items = account.ids.slice(0, 9).map((id, i) => ({
				id,
				hs_price: 5,
				...Object.fromEntries(fields.slice(0, 9 - i).map((field) => [field, 'x'])),
			}));

			const [summary, warning] = (await map(account, items)).hints;

			const lines = warning.message.split('<br>\n');
			expect(lines).toHaveLength(6);
			expect(lines[0]).toMatch(/^The field 'Pryce' of 9 ads is no property and was not written/);
			expect(lines[5]).toBe('… and 3 more of the kind.');
			expect(warning.type).toBe('warning');
			expect(summary.message).toMatch(/^9 ads updated/);
		});
	});

	it('is there with Stop Workflow too, whether the run stops or not', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;
			const good = { id: a, Pryce: 4, hs_city: 'Vigo' };

			const done = await map(account, [good], AUTOMATICALLY, {}, 'stopWorkflow');

			expect(done.hints[1].message).toMatch(/'Pryce' of 1 ad is no property and was not written/);
			const stopped = await map(account, [good, { id: b }], AUTOMATICALLY, {}, 'stopWorkflow');
			expect(stopped.error?.message).toBe(
				'1 of 2 ads cannot be sent as it is, so nothing was sent',
			);
			// n8n shows no hints beside an error.
			expect(stopped.error?.description).toMatch(
				/^\[Item 1\] .*\n.*The field 'Pryce' of 1 ad is no property and was not written/s,
			);
		});
	});

	it('names what was passed over of an ad that is refused for something else', async () => {
		await withAccount(async (account) => {
			const item = { id: account.ids[0], hs_price: 'soon', Pryce: 4 };

			const stopped = await map(account, [item], AUTOMATICALLY, {}, 'stopWorkflow');
			const gone = await map(account, [item]);

			expect(stopped.error?.description).toMatch(/"soon" is not one.*\n.*'Pryce' of 1 ad is no/s);
			expect(gone.hints[1].message).toMatch(/'Pryce' of 1 ad is no property and was not written/);
		});
	});

	it('is in the error of a run that was sent, behind what to do', async () => {
		await withAccount(async (account) => {
			const [a] = account.ids;
			const items = [
				{ id: a, Pryce: 4, hs_city: 'Vigo' },
				{ id: '404', hs_city: 'Lugo' },
			];

			const run = await map(account, items, AUTOMATICALLY, {}, 'stopWorkflow');

			expect(run.error?.message).toBe('1 of 2 ads was not updated: 1 not found');
			const lines = run.error!.description!.split('<br>\n');
			expect(lines).toEqual([
				expect.stringMatching(/^\[Item 1\] 404: HubSpot has no ad/),
				expect.stringMatching(/^Check the ID in HubSpot/),
				expect.stringMatching(/^The field 'Pryce' of 1 ad is no property and was not written/),
			]);
		});
	});

	it('counts the ads that went without a property that is mapped by hand, and tells no markup', async () => {
		await withAccount(async (account) => {
			const value = {
				reference_number: '={{ $json.ref }}',
				hs_city: '={{ $json.city }}',
				hs_country: 'Spain',
			};
			const items = [1, 2, 3].map((n) => ({
				ref: `REF-00000${n}`,
				...(n === 1 && { city: '<b>Vigo</b>' }),
			}));

			const run = await map(account, items, byHand(value, 'reference_number'));
			const near = await map(
				account,
				[{ reference_number: 'REF-000001', hs_city: 'x', '<Price': 1 }],
				automatically('reference_number'),
			);

			expect(run.hints[1].message).toBe(
				"'City' (hs_city) was left out for 2 ads, because its expression gave nothing. Check its field names.",
			);
			expect(near.hints[1].message).toMatch(/'&lt;Price'/);
		});
	});
});

// Helpers

/** How often the properties were asked for. */
function readsOf({ hubspot }: Account): number {
	return hubspot.journal.filter(({ endpoint }) => endpoint === 'properties').length;
}
