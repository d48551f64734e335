import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../simulator/paths.mts';
import { AUTOMATICALLY, map } from './account.mts';
import { outcomesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

const ASK =
	'Ask who runs it to let n8n through; where it refuses only some ads, look at their values for what it takes for an attack, such as <script>';

/** What is asked for when a firewall refuses it, and the options of the run. */
const REFUSED: Array<[endpoint: 'batchRead' | 'batchUpdate' | 'properties', options: object]> = [
	['properties', {}],
	['batchRead', { dryRun: true }],
	['batchUpdate', {}],
];

describe('a firewall that refuses what n8n asks for', () => {
	it.each(REFUSED)('is first to be asked about, also for %s', async (endpoint, options) => {
		await withAccount(async (account) => {
			refuse(account, endpoint);

			const run = await map(account, [{ id: account.ids[0], hs_price: 5 }], AUTOMATICALLY, options);

			expect(run.outputs[0][0].json.message).toContain(`refused the request (status 403). ${ASK}`);
		});
	});

	it('for the sake of one ad keeps no other from being updated, and HubSpot is not blamed', async () => {
		await withAccount(async (account) => {
			const at = 41;
			const items = account.ids.slice(0, 100).map((id) => ({ id, hs_name: 'A house by the sea' }));
			items[at].hs_name = '<script>alert(1)</script>';
			refuse(account, ['batchUpdate', 'patchAd'], '<script>');

			const run = await map(account, items);

			const outcomes = outcomesOf(run.outputs[0]);
			expect(outcomes).toEqual(items.map((_, i) => (i === at ? 'notSent' : 'updated')));
			expect(run.outputs[0][at].json.message).toContain(`refused the request (status 403). ${ASK}`);
			expect(account.writes().length).toBeLessThanOrEqual(1 + 2 * 7);
		});
	});

	it('is no matter of values where the list of properties is read in the editor', async () => {
		await withAccount(async (account) => {
			refuse(account, 'properties');

			const { emptyFieldsNotice } = await account.n8n.loadFields(
				{},
				{ accessToken: account.token, baseUrl: account.url },
			);

			expect(emptyFieldsNotice).toMatch(/\(status 403\)\. Ask who runs it to let n8n through/);
		});
	});
});

// Helpers

function refuse({ hubspot }: Account, endpoint: Endpoint | Endpoint[], text?: string): void {
	hubspot.addFault({ kind: 'blockedPage', match: { endpoint, probability: 1, text } });
}
