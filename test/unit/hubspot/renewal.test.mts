import { describe, expect, it } from 'vitest';

import { withRenewal } from '../../../nodes/HubspotAds/hubspot/renewal';
import type { LostReply, Reply } from '../../../nodes/HubspotAds/hubspot/reply';
import { reply } from './given.mts';

const request = { method: 'POST', path: '/crm' } as const;

describe('withRenewal', () => {
	it('renews once for requests that were refused together', async () => {
		const { send, account } = open();
		account.valid = 'second';

		const replies = await Promise.all([send(request), send(request), send(request)]);

		expect(replies.map(statusOf)).toEqual([200, 200, 200]);
		expect(account.renewals).toBe(1);
	});

	it('renews each time that a token expires', async () => {
		const { send, account } = open();

		for (const token of ['second', 'third']) {
			account.valid = token;
			expect(statusOf(await send(request))).toBe(200);
		}

		expect(account.renewals).toBe(2);
	});

	it('believes HubSpot where a renewal failed and the token is taken all the same', async () => {
		const { send, account } = open();
		account.valid = 'second';
		account.failure = { lost: 'noToken' };

		expect(statusOf(await send(request))).toBe(200);
	});

	it('tells why there is no token where it stays refused', async () => {
		const { send, account } = open();
		account.valid = 'of somebody else';
		account.failure = { lost: 'noToken' };

		expect(await send(request)).toEqual({ lost: 'noToken' });
	});
});

// Helpers

/** An account that takes one token, and a credential whose token is the next one with each renewal. */
function open() {
	const tokens = ['first', 'second', 'third'];
	const account = { valid: 'first', renewals: 0, failure: undefined as LostReply | undefined };
	const send = withRenewal(
		async () => {
			const token = tokens[account.renewals];
			await Promise.resolve();
			return reply(token === account.valid ? 200 : 401, {});
		},
		async () => {
			account.renewals++;
			return await Promise.resolve(account.failure);
		},
	);
	return { send, account };
}

function statusOf(one: Reply | LostReply): number | undefined {
	return 'status' in one ? one.status : undefined;
}
