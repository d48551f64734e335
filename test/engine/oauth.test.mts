import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ON_ERROR } from './account.mts';
import { allScopes } from '../simulator/access.mts';
import { coreVersion } from './engineFolder.mts';
import { withServer } from './ownServer.mts';
import { count, outcomesOf, pricesOf, useAccount, type Account } from './trouble.mts';

const SECRET = 'secret of the client';
const REFRESH = 'refresh-me-once-an-hour';
const NEW_TOKEN = 'a-new-token-not-to-be-seen';
const NEW_REFRESH = 'a-new-refresh-token-not-to-be-seen';

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
			{ refreshTokens: { [REFRESH]: allScopes } },
		);
	});

	it('that HubSpot does not renew stops the run, and the ads are not sent', async () => {
		await withAccount(async (account) => {
			const run = await account.updatePrices(pricesOf(account, 250), {
				credentials: connected(account),
			});

			expect(count(outcomesOf(run.outputs[0]))).toEqual({ notSent: 250 });
			// n8n 1 repeats the sentence of the standard.
			const words =
				coreVersion < 2 ? /\(The provided authorization grant .*\)$/ : /needs to be reconnected\)$/;
			expect(run.outputs[0][0].json.error).toMatch(/because n8n could not use the credential \(/);
			expect(run.outputs[0][0].json.error).toMatch(words);
		});
	});

	it('that HubSpot refuses to renew in its own words ends the run at once', async () => {
		const answer = (request: IncomingMessage, response: ServerResponse) => {
			request.resume();
			if (!request.url!.includes('/oauth/')) return response.writeHead(401).end('{}');
			response.writeHead(400, { 'content-type': 'application/json' });
			return response.end('{"status":"BAD_REFRESH_TOKEN","message":"missing or invalid"}');
		};
		await withServer(answer, async (baseUrl) => {
			await withAccount(async (account) => {
				const run = await account.updatePrices(pricesOf(account, 2), {
					parameters: { options: { maxWait: 20 } },
					credentials: { ...connected(account), baseUrl },
				});

				expect(outcomesOf(run.outputs[0])).toEqual(['notSent', 'notSent']);
				expect(run.outputs[0][0].json.message).toContain(
					'n8n could not use the credential (HTTP status 400)',
				);
				expect(run.ms).toBeLessThan(5_000);
			});
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

	it('that n8n cannot renew is tried once more: another run may have renewed it', async () => {
		let requests = 0;
		const answer = async (request: IncomingMessage, response: ServerResponse) => {
			if (request.url!.includes('/oauth/')) return response.writeHead(500).end('<html>');
			// The writing, and the request with which n8n renews.
			if (++requests <= 2) return response.writeHead(401).end('{}');
			const { inputs } = (await json(request)) as { inputs: object[] };
			response.writeHead(200, { 'content-type': 'application/json' });
			return response.end(JSON.stringify({ status: 'COMPLETE', results: inputs }));
		};
		await withServer(answer, async (baseUrl) => {
			await withAccount(async (account) => {
				const run = await account.updatePrices(pricesOf(account, 2), {
					parameters: { options: { maxWait: 0 } },
					credentials: { ...connected(account), baseUrl },
				});

				expect(outcomesOf(run.outputs[0])).toEqual(['updated', 'updated']);
				expect(requests).toBe(3);
			});
		});
	});

	it('is renewed once although many requests are refused together', async () => {
		await withAccount(
			async (account) => {
				const run = await account.updatePrices(pricesOf(account, 300), {
					credentials: connected(account),
					parameters: { options: { batchSize: 20, maxConcurrency: 15 } },
				});

				expect(count(outcomesOf(run.outputs[0]))).toEqual({ updated: 300 });
				const endpoints = count(account.hubspot.journal.map(({ endpoint }) => endpoint!));
				expect(endpoints.token).toBe(1);
				expect(endpoints.batchUpdate).toBeLessThanOrEqual(2 * 15);
				expect(account.hubspot.journal.filter(({ status }) => status === 401)).toHaveLength(
					endpoints.batchUpdate - 15 + 1,
				);
			},
			{ refreshTokens: { [REFRESH]: allScopes } },
		);
	});

	it('whose renewal hangs leaves the ads unsent, and nothing leaves after the run has ended', async () => {
		const held: ServerResponse[] = [];
		let requests = 0;
		const answer = (request: IncomingMessage, response: ServerResponse) => {
			request.resume();
			if (request.url!.includes('/oauth/')) return held.push(response);
			requests++;
			return response.writeHead(401).end('{}');
		};
		await withServer(answer, async (baseUrl) => {
			await withAccount(async (account) => {
				const run = await account.updatePrices(pricesOf(account, 2), {
					parameters: { options: { maxWait: 0, timeout: 1 } },
					credentials: { ...connected(account), baseUrl },
				});

				expect(outcomesOf(run.outputs[0])).toEqual(['notSent', 'notSent']);
				expect(run.outputs[0][0].json.message).toContain('could not renew the access token');
				const sent = requests;
				for (const response of held) {
					response.writeHead(200, { 'content-type': 'application/json' });
					response.end('{"access_token":"late","token_type":"bearer","expires_in":1800}');
				}
				await sleep(500);
				expect(held.length).toBeGreaterThan(0);
				expect(requests).toBe(sent);
			});
		});
	});

	it.each([
		[
			'is cut off',
			200,
			`{"access_token":"${NEW_TOKEN}","refresh_token":"${NEW_REFRESH}","expires_in`,
		],
		['is no JSON', 200, `access_token=${NEW_TOKEN} refresh_token=${NEW_REFRESH} ${SECRET}`],
		[
			'repeats the secret of the app',
			400,
			JSON.stringify({ error: 'odd', error_description: `${SECRET}, ${REFRESH}` }),
		],
		['repeats it as its fault', 401, JSON.stringify({ error: `${SECRET} ${REFRESH}` })],
		[
			'goes on behind a sentence of the standard',
			400,
			JSON.stringify({
				error: 'odd',
				error_description: `The client is not authorized ${NEW_TOKEN}`,
			}),
		],
		['repeats it in an outage', 500, JSON.stringify({ error: SECRET, message: REFRESH })],
	])('shows no secret although the reply to its renewal %s', async (_how, status, body) => {
		const answer = (request: IncomingMessage, response: ServerResponse) => {
			request.resume();
			if (!request.url!.includes('/oauth/')) {
				return response.writeHead(401).end(JSON.stringify({ message: `${SECRET} ${REFRESH}` }));
			}
			return response.writeHead(status, { 'content-type': 'application/json' }).end(body);
		};
		await withServer(answer, async (baseUrl) => {
			await withAccount(async (account) => {
				for (const onError of ON_ERROR) {
					const run = await account.updatePrices(pricesOf(account, 2), {
						node: { onError },
						parameters: { options: { maxWait: 0 } },
						credentials: { ...connected(account), baseUrl },
					});

					const { resultData } = run.execution.data;
					const told = [
						run.outputs,
						run.hints,
						run.messages,
						resultData.runData,
						run.error?.message,
					];
					const text = JSON.stringify([...told, run.error?.description, run.error?.stack]);
					for (const secret of [NEW_TOKEN, NEW_REFRESH, SECRET, REFRESH]) {
						expect(text).not.toContain(secret);
					}
					expect(text).toMatch(/n8n could not (renew|use)|did not accept the credential/);
				}
			});
		});
	});

	it('hides the secrets that go with the token where a reply repeats them', async () => {
		const answer = (request: IncomingMessage, response: ServerResponse) => {
			request.resume();
			response.writeHead(400, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ message: `no: ${SECRET}, ${REFRESH}, token-of-an-hour-ago` }));
		};
		await withServer(answer, async (baseUrl) => {
			await withAccount(async (account) => {
				const run = await account.updatePrices(pricesOf(account, 1), {
					credentials: { ...connected(account), baseUrl },
				});

				expect(run.outputs[0][0].json.message).toContain(
					'no: [access token], [access token], [access token]',
				);
			});
		});
	});

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
			{ refreshTokens: { [REFRESH]: allScopes } },
		);
	});
});

// Helpers

function connected({ url }: Account) {
	return {
		baseUrl: url,
		clientId: 'client',
		clientSecret: SECRET,
		oauthTokenData: {
			access_token: 'token-of-an-hour-ago',
			refresh_token: REFRESH,
			token_type: 'bearer',
			expires_in: 1800,
		},
	};
}
