import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { allScopes } from '../simulator/access.mts';
import { withServer } from './ownServer.mts';
import { count, outcomesOf, pricesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount({
	auth: 'oauth',
	tokens: { 'token-of-an-hour-ago': { scopes: allScopes, expired: true } },
});

describe('an OAuth2 credential', () => {
	it('whose token has expired is renewed within the run, once, and no ad is lost', async () => {
		await withAccount(
			async (account) => {
				const prices = pricesOf(account, 250);

				const run = await account.updatePrices(prices, { credentials: connected(account) });

				expect(count(outcomesOf(run.outputs[0]))).toEqual({ updated: 250 });
				expect(Object.keys(prices).filter((id) => account.price(id) !== prices[id])).toEqual([]);
				expect(account.hubspot.journal.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(
					1,
				);
				expect(run.storedCredential.oauthTokenData).not.toMatchObject({
					access_token: 'token-of-an-hour-ago',
				});
			},
			{ refreshTokens: { 'refresh-me': allScopes } },
		);
	});

	it('that HubSpot does not renew stops the run, and the ads are not sent', async () => {
		await withAccount(async (account) => {
			const run = await account.updatePrices(pricesOf(account, 250), {
				credentials: connected(account),
			});

			expect(count(outcomesOf(run.outputs[0]))).toEqual({ notSent: 250 });
			expect(run.outputs[0][0].json.message).toMatch(
				/because n8n could not use the credential \(.* needs to be reconnected\)$/,
			);
		});
	});

	it.each([500, 429, 403, 'a broken connection', 'a web page'])(
		'whose token cannot be renewed just now leaves the ads unsent (%s)',
		async (trouble) => {
			const answer = (request: IncomingMessage, response: ServerResponse) => {
				request.resume();
				if (!request.url!.includes('/oauth/')) return response.writeHead(401).end('{}');
				if (trouble === 'a broken connection') return request.socket.destroy();
				return response.writeHead(Number(trouble) || 200).end('<html>');
			};
			await withServer(answer, async (baseUrl) => {
				await withAccount(async (account) => {
					const run = await account.updatePrices(pricesOf(account, 2), {
						parameters: { options: { maxWait: 0 } },
						credentials: { ...connected(account), baseUrl },
					});

					expect(outcomesOf(run.outputs[0])).toEqual(['notSent', 'notSent']);
					expect(run.outputs[0][0].json.message).toContain('could not renew the access token');
				});
			});
		},
	);

	it('shows its token nowhere, although a reply repeats the renewed one', async () => {
		await withAccount(
			async (account) => {
				account.hubspot.addFault({
					kind: 'tokenEcho',
					status: 400,
					match: { endpoint: 'batchUpdate' },
				});

				const run = await account.updatePrices(pricesOf(account, 1), {
					credentials: connected(account),
				});

				const { access_token: token } = run.storedCredential.oauthTokenData as {
					access_token: string;
				};
				expect(token).not.toBe('token-of-an-hour-ago');
				expect(JSON.stringify([run.outputs, run.error, run.hints, run.logs])).not.toContain(token);
				expect(run.outputs[0][0].json.message).toContain('[access token]');
			},
			{ refreshTokens: { 'refresh-me': allScopes } },
		);
	});
});

// Helpers

function connected({ url }: Account) {
	return {
		baseUrl: url,
		clientId: 'client',
		clientSecret: 'secret of the client',
		oauthTokenData: {
			access_token: 'token-of-an-hour-ago',
			refresh_token: 'refresh-me',
			token_type: 'bearer',
			expires_in: 1800,
		},
	};
}
