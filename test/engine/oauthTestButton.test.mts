import { describe, expect, it } from 'vitest';
import { allScopes } from '../simulator/access.mts';
import { useAccount, type Account } from './trouble.mts';

const withAccount = useAccount({
	auth: 'oauth',
	tokens: { good: { scopes: allScopes }, poor: { scopes: ['oauth'] } },
});

describe('the test button of the OAuth2 credential', () => {
	it.each([
		['good', true, 'OK', 'Connection successful!'],
		['poor', true, 'Error', 'it needs the scope crm.objects.listings.read'],
		['good', false, 'Error', 'Activate the object Listings'],
		['withdrawn', true, 'Error', 'needs to be reconnected'],
	])(
		'tells of a token that is %s (object active: %s)',
		async (token, activated, status, message) => {
			await withAccount(
				async (account) => {
					const result = await account.n8n.testCredential(connected(account, token));

					expect(result.status).toBe(status);
					expect(result.message).toContain(message);
				},
				{ activated },
			);
		},
	);
});

describe('the test button of either credential', () => {
	it('sends nothing to a base URL that is not allowed, and says so', async () => {
		await withAccount(async (account) => {
			const baseUrl = account.url.replace('127.0.0.1', 'localhost.example.com');

			const byToken = await account.n8n.testCredential({ accessToken: 'good', baseUrl });
			const byOAuth2 = await account.n8n.testCredential({
				...connected(account, 'good'),
				baseUrl,
			});

			for (const { status, message } of [byToken, byOAuth2]) {
				expect(status).toBe('Error');
				expect(message).toContain("'Base URL' is not an address that may receive the token");
			}
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
