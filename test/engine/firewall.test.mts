import { describe, expect, it } from 'vitest';
import { AUTOMATICALLY, map } from './account.mts';
import { useAccount, type Account } from './trouble.mts';

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

function refuse({ hubspot }: Account, endpoint: string): void {
	hubspot.addFault({ kind: 'blockedPage', match: { endpoint, probability: 1 } } as never);
}
