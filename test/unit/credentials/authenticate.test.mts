import type { IHttpRequestOptions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { HubspotAdsApi } from '../../../credentials/HubspotAdsApi.credentials';
import { HubspotAdsOAuth2Api } from '../../../credentials/HubspotAdsOAuth2Api.credentials';

const TOKEN = 'token-of-a-test';

describe('authenticate', () => {
	it.each([
		{ url: 'https://api.hubapi.com/crm/v3/objects/0-420' },
		{ url: 'https://API.hubapi.com/crm' },
		{ url: 'https://api.hubapi.com?limit=1' },
		{ url: '/crm/v3/objects/0-420', baseURL: 'https://api.hubapi.com' },
		{ url: '', baseURL: 'https://api.hubapi.com/' },
		{ url: '', uri: 'https://api.hubapi.com/crm' },
	])('adds the token to a request to the base URL: %j', async (request) => {
		const { headers } = await authenticate(request);

		expect(headers).toEqual({ Authorization: `Bearer ${TOKEN}` });
	});

	it.each([
		{ url: 'https://evil.example/crm' },
		{ url: 'http://api.hubapi.com/crm' },
		{ url: 'https://api.hubapi.com:444/crm' },
		{ url: 'https://api.hubapi.com.evil.example' },
		{ url: 'https://api.hubapi.com@evil.example/' },
		{ url: 'https://evil.example\\@api.hubapi.com/' },
		{ url: 'https://api.hubapi.com\t.evil.example/' },
		{ url: '//evil.example/crm', baseURL: 'https://api.hubapi.com' },
		{ url: 'https://evil.example/crm', baseURL: 'https://api.hubapi.com' },
		{ url: '/crm', baseURL: 'https://evil.example' },
		{ url: '/crm' },
		{ url: '' },
		{ url: '', uri: 'https://evil.example' },
	])('refuses a request to anywhere else, without naming the token: %j', async (request) => {
		const refusal = await authenticate(request).catch((error: Error) => error);

		expect(refusal).toMatchObject({
			message: expect.stringMatching(
				/^The access token was not sent to .+, because the credential is for https:\/\/api\.hubapi\.com only$/,
			),
			description: expect.stringContaining("'Base URL'"),
		});
		expect(JSON.stringify(refusal)).not.toContain(TOKEN);
	});

	it('names the origin that was refused, and not the rest of its address', async () => {
		await expect(authenticate({ url: 'https://evil.example/a?key=secret' })).rejects.toThrow(
			'The access token was not sent to https://evil.example, because',
		);
	});

	it('refuses a base URL that may not receive the token', async () => {
		const url = 'http://hubspot.example/crm';

		await expect(authenticate({ url }, { baseUrl: 'http://hubspot.example' })).rejects.toThrow(
			"The credential's 'Base URL' is not an address that may receive the token",
		);
	});

	it('keeps the headers and options of the request, and does not change what it was given', async () => {
		const request = {
			url: 'https://api.hubapi.com/a',
			headers: { accept: 'text/plain' },
			timeout: 5,
		};

		const authenticated = await authenticate(request);

		expect(authenticated).toMatchObject({ timeout: 5, headers: { accept: 'text/plain' } });
		expect(request.headers).toEqual({ accept: 'text/plain' });
	});

	it('keeps the token from an address that HubSpot would redirect to', async () => {
		const authenticated = await authenticate({ url: 'https://api.hubapi.com/a' });

		expect(authenticated.sendCredentialsOnCrossOriginRedirect).toBe(false);
	});

	it('takes no space or line end of a copied token along', async () => {
		const url = 'https://api.hubapi.com/a';

		const { headers } = await authenticate({ url }, { accessToken: ` ${TOKEN}\n` });

		expect(headers).toEqual({ Authorization: `Bearer ${TOKEN}` });
	});
});

describe('preAuthentication, which n8n calls before each OAuth2 request', () => {
	const credential = new HubspotAdsOAuth2Api();

	it('changes nothing where the base URL is allowed', async () => {
		expect(await credential.preAuthentication({ baseUrl: 'https://api.hubapi.com' })).toEqual({});
	});

	it('stops the request where it is not', async () => {
		await expect(credential.preAuthentication({ baseUrl: 'http://evil.example' })).rejects.toThrow(
			"The credential's 'Base URL'",
		);
	});
});

// Helpers

async function authenticate(
	request: IHttpRequestOptions & { uri?: string },
	data: Record<string, string> = {},
): Promise<IHttpRequestOptions> {
	const credentials = { accessToken: TOKEN, baseUrl: 'https://api.hubapi.com', ...data };
	return await new HubspotAdsApi().authenticate(credentials, request);
}
