import { describe, expect, it } from 'vitest';
import { allScopes } from '../simulator/access.mts';
import { showsOwnWords } from './credentialTest.mts';
import { coreVersion } from './engineFolder.mts';
import { useAccount, type Account } from './trouble.mts';

/** n8n 1 repeats the sentence of the standard. */
const WITHDRAWN = coreVersion < 2 ? 'The provided authorization grant' : 'needs to be reconnected';

const withAccount = useAccount({
	auth: 'oauth',
	tokens: { good: { scopes: allScopes }, poor: { scopes: ['oauth'] } },
});

describe('the test button of the OAuth2 credential', () => {
	it.each([
		['good', true, 'OK', 'Connection successful!', ''],
		['poor', true, 'Error', 'it needs the scope crm.objects.listings.read', 'Forbidden'],
		['good', false, 'Error', 'Activate the object Listings', 'Bad request'],
		['withdrawn', true, 'Error', 'needs to be reconnected', WITHDRAWN],
	])(
		'tells of a token that is %s (object active: %s)',
		async (token, activated, status, message, general) => {
			await withAccount(
				async (account) => {
					const result = await account.n8n.testCredential(connected(account, token));

					expect(result.status).toBe(status);
					expect(result.message).toContain(showsOwnWords || status === 'OK' ? message : general);
				},
				{ activated },
			);
		},
	);
});

describe('the test button of either credential', () => {
	it('sends nothing to a base URL that is not allowed, and says so', async () => {
		await withAccount(async (account) => {
			// The same server, under an address that is not this machine's own.
			const baseUrl = account.url.replace('127.0.0.1', '0.0.0.0');

			const byToken = await account.n8n.testCredential({ accessToken: 'good', baseUrl });
			const byOAuth2 = await account.n8n.testCredential({
				...connected(account, 'good'),
				baseUrl,
			});

			const words = "'Base URL' is not an address that may receive the token";
			expect(byToken).toMatchObject({ status: 'Error', message: expect.stringContaining(words) });
			// Before 2.11 n8n asks nothing of the type before it sends.
			const wordsOfOAuth2 = coreVersion < 2.011 ? 'The base URL is not allowed' : words;
			expect(byOAuth2).toMatchObject({
				status: 'Error',
				message: expect.stringContaining(wordsOfOAuth2),
			});
			expect(account.hubspot.journal).toEqual([]);
		});
	});
});

// Helpers

function connected({ url }: Account, token: string) {
	return {
		baseUrl: url,
		clientId: 'client',
		clientSecret: 'secret of the client',
		oauthTokenData: { access_token: token, refresh_token: 'gone', token_type: 'bearer' },
	};
}
