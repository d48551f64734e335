import { describe, expect, it } from 'vitest';
import { showsOwnWords } from './credentialTest.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount({
	tokens: { good: { scopes: ['crm.objects.listings.read'] }, poor: { scopes: ['oauth'] } },
});

describe('the test button of the credential', () => {
	it.each([
		['good', true, 'OK', 'Connection successful!', ''],
		['wrong', true, 'Error', 'HubSpot does not accept this access token', 'Authorization failed'],
		['poor', true, 'Error', 'it needs the scope crm.objects.listings.read', 'Forbidden'],
		['good', false, 'Error', 'Activate the object Listings', 'Bad request'],
	])(
		'tells of a token that is %s (object active: %s)',
		async (accessToken, activated, status, message, general) => {
			await withAccount(
				async ({ n8n, url }) => {
					const result = await n8n.testCredential({ accessToken, baseUrl: url });

					expect(result.status).toBe(status);
					expect(result.message).toContain(showsOwnWords || status === 'OK' ? message : general);
				},
				{ activated },
			);
		},
	);
});
