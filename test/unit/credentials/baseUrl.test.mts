import { describe, expect, it } from 'vitest';

import { HubspotAdsApi } from '../../../credentials/HubspotAdsApi.credentials';
import { HubspotAdsOAuth2Api } from '../../../credentials/HubspotAdsOAuth2Api.credentials';
import { allowedOrigin } from '../../../credentials/baseUrl';
import { resolveCredential } from './resolveCredential.mts';

const ALLOWED = [
	['https://api.hubapi.com', 'https://api.hubapi.com'],
	['https://api.hubapi.com/', 'https://api.hubapi.com'],
	['  https://API.HubAPI.com  ', 'https://api.hubapi.com'],
	['https://api-eu1.hubapi.com', 'https://api-eu1.hubapi.com'],
	['https://proxy.example:8443', 'https://proxy.example:8443'],
	['http://localhost:3000', 'http://localhost:3000'],
	['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
	['http://127.1.2.3', 'http://127.1.2.3'],
	['http://[::1]:3000', 'http://[::1]:3000'],
];

const REFUSED = [
	'',
	'api.hubapi.com',
	'http://api.hubapi.com',
	'http://localhost.example',
	'http://127.0.0.1.example',
	'http://192.168.0.5',
	'http://[::2]',
	'ftp://api.hubapi.com',
	'https://user@api.hubapi.com',
	'https://api.hubapi.com/crm',
	'https://api.hubapi.com?a=1',
	'https://api.hubapi.com#a',
	'https://api.hubapi.com\\.example',
	'https://api.hub\tapi.com',
	'https:/api.hubapi.com',
	'={{ 1 }}',
];

describe('the base URL of a credential', () => {
	it.each(ALLOWED)('%j lets the token go to %s', (baseUrl, origin) => {
		expect(allowedOrigin({ baseUrl })).toBe(origin);
	});

	it.each(REFUSED)('%j is refused with words that say what to enter', (baseUrl) => {
		expect(() => allowedOrigin({ baseUrl })).toThrow(
			"The credential's 'Base URL' is not an address that may receive the token. Use https://api.hubapi.com, or",
		);
	});

	it('is refused where it is missing', () => {
		expect(() => allowedOrigin({})).toThrow("The credential's 'Base URL'");
	});
});

describe('the OAuth2 credential as n8n resolves it', () => {
	it.each(ALLOWED)('%j trades the code for a token at %s', async (baseUrl, origin) => {
		const { accessTokenUrl } = await resolveCredential(new HubspotAdsOAuth2Api(), { baseUrl });

		expect(new URL(accessTokenUrl as string).href).toBe(`${origin}/oauth/2026-03/token`);
	});

	it.each(REFUSED.filter((text) => !text.startsWith('=')))(
		'%j leaves no address to trade the code at, so n8n refuses to connect',
		async (baseUrl) => {
			const { accessTokenUrl } = await resolveCredential(new HubspotAdsOAuth2Api(), { baseUrl });

			expect(accessTokenUrl).toBeTruthy();
			expect(URL.canParse(accessTokenUrl as string)).toBe(false);
		},
	);

	it('cannot be given another token address than that of its base URL', async () => {
		const { accessTokenUrl } = await resolveCredential(new HubspotAdsOAuth2Api(), {
			baseUrl: 'https://api.hubapi.com',
			accessTokenUrl: 'https://other.example/token',
		});

		expect(accessTokenUrl).toBe('https://api.hubapi.com/oauth/2026-03/token');
	});

	it.each([
		['https://api.hubapi.com', 'https://app.hubspot.com/oauth/authorize'],
		['https://proxy.example', 'https://app.hubspot.com/oauth/authorize'],
		['http://evil.example', 'https://app.hubspot.com/oauth/authorize'],
		['http://localhost:3000/', 'http://localhost:3000/oauth/authorize'],
	])('with the base URL %s asks for consent at %s', async (baseUrl, authUrl) => {
		const resolved = await resolveCredential(new HubspotAdsOAuth2Api(), { baseUrl });

		expect(resolved.authUrl).toBe(authUrl);
	});

	it('asks for the scopes to read and write ads and to read their properties, and no more', async () => {
		const { scope } = await resolveCredential(new HubspotAdsOAuth2Api(), {});

		expect(scope).toBe('oauth crm.objects.listings.read crm.objects.listings.write');
	});
});

describe.each([new HubspotAdsApi(), new HubspotAdsOAuth2Api()])('$name', (type) => {
	it.each([...ALLOWED, ['nonsense', 'https://api.hubapi.com']])(
		'with the base URL %j is usable in the HTTP Request node for the host of %s only',
		async (baseUrl, origin) => {
			const resolved = await resolveCredential(type, { baseUrl });

			expect(resolved.allowedHttpRequestDomains).toBe('domains');
			expect(resolved.allowedDomains).toMatch(
				new RegExp(`^${escape(new URL(origin).hostname)}$`, 'i'),
			);
		},
	);

	it('offers HubSpot as the base URL', async () => {
		expect((await resolveCredential(type, {})).baseUrl).toBe('https://api.hubapi.com');
	});
});

// Helpers

function escape(text: string): string {
	return text.replace(/[.[\]]/g, '\\$&');
}
