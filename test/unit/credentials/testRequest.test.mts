import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { ICredentialType } from 'n8n-workflow';
import { afterEach, describe, expect, it } from 'vitest';

import { HubspotAdsApi } from '../../../credentials/HubspotAdsApi.credentials';
import { HubspotAdsOAuth2Api } from '../../../credentials/HubspotAdsOAuth2Api.credentials';
import { createCredentialStore } from '../../engine/credentialStore.mts';
import { testCredential } from '../../engine/credentialTest.mts';
import { loadEngineModules } from '../../engine/engineModules.mts';

const ADS = { results: [] };
const WEB_PAGE = '<!doctype html><title>Welcome</title>';

let close = () => {};
afterEach(() => close());

const accessToken = { type: new HubspotAdsApi(), data: { accessToken: 'token-of-a-test' } };
const oAuth2 = {
	type: new HubspotAdsOAuth2Api(),
	data: {
		clientId: 'app',
		clientSecret: 'secret',
		oauthTokenData: { access_token: 'token-of-a-test' },
	},
};

describe.each([
	['the access token', accessToken],
	['OAuth2', oAuth2],
])('the test of the credential with %s', (_, { type, data }) => {
	it('reads one ad with the token, and passes', async () => {
		const server = await answer(200, ADS);

		const result = await test(type, { ...data, baseUrl: server.url });

		expect(result).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(server.requests).toEqual(['GET /crm/v3/objects/0-420?limit=1 Bearer token-of-a-test']);
	});

	it.each([
		[403, /it needs the scope crm\.objects\.listings\.read/],
		[400, /Activate the object Listings/],
		[404, /Check 'Base URL'/],
		[429, /rate limit is reached/],
	])('says after a %i what to do about it', async (status, words) => {
		const server = await answer(status, { message: 'HubSpot says no' });

		const result = await test(type, { ...data, baseUrl: server.url });

		expect(result).toEqual({ status: 'Error', message: expect.stringMatching(words) });
	});

	it('takes a web page for no answer of HubSpot', async () => {
		const server = await answer(200, WEB_PAGE);

		const result = await test(type, { ...data, baseUrl: server.url });

		expect(result).toEqual({
			status: 'Error',
			message: expect.stringContaining("is not HubSpot's CRM"),
		});
	});

	it('follows no redirect', async () => {
		const server = await answer(302, '', { location: '/crm/v3/objects/0-420' });

		const result = await test(type, { ...data, baseUrl: server.url });

		expect(result.message).toMatch(/redirects to another address/);
		expect(server.requests).toHaveLength(1);
	});

	it.each(['http://hubspot.example', 'hubspot', ''])(
		'sends nothing where the base URL is %j',
		async (baseUrl) => {
			const result = await test(type, { ...data, baseUrl });

			expect(result.status).toBe('Error');
			expect(result.message).toMatch(
				/^The credential's 'Base URL' is not an address that may receive the token\. Use https:\/\/api\.hubapi\.com, or/,
			);
		},
	);
});

describe('a token that HubSpot does not accept', () => {
	it('is to be copied again', async () => {
		const server = await answer(401, { category: 'INVALID_AUTHENTICATION' });

		const result = await test(accessToken.type, { ...accessToken.data, baseUrl: server.url });

		expect(result.message).toMatch(/^HubSpot does not accept this access token\. Copy it again/);
	});
});

// Helpers

async function test(type: ICredentialType, data: Record<string, unknown>) {
	const modules = loadEngineModules();
	const types = new Map([[type.name, type]]);
	const store = createCredentialStore(modules, types, data as never);
	return await testCredential(modules, type, store, { credentialsHelper: store } as never);
}

/** A server on this machine that gives every request the same answer. */
async function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
	const requests: string[] = [];
	const server = createServer((request: IncomingMessage, response) => {
		requests.push(`${request.method} ${request.url} ${request.headers.authorization}`);
		const isText = typeof body === 'string';
		response.writeHead(status, {
			'content-type': isText ? 'text/html' : 'application/json',
			...headers,
		});
		response.end(isText ? body : JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	close = () => server.close();
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
