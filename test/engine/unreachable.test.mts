import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from './certificate.mts';
import { coreVersion } from './engineFolder.mts';
import type { RunResult } from './harness.mts';
import { withServer, withSockets, withTlsServer } from './ownServer.mts';
import { outcomesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();
const TOKEN = 'pat-na1-not-to-be-seen';
/** Only n8n from 2.35 on tells what became of a request that got no answer. */
const KNOWS_REQUEST = coreVersion >= 2.035;
/** Nothing answers there; a proxy is asked for it. */
const BEHIND_PROXY = 'https://hubspot.invalid';

describe('an address whose certificate is not accepted', () => {
	it('ends the run at once: nothing was sent, and the message says why and what helps', async () => {
		await withTlsServer(
			selfSigned(),
			() => undefined,
			async (baseUrl) => {
				const run = await update(baseUrl, { maxWait: 20 });

				expectUnsent(
					run,
					"the certificate of HubSpot's address was not accepted (DEPTH_ZERO_SELF_SIGNED_CERT)",
				);
				expect(run.outputs[0][0].json.details).toMatchObject({
					code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
				});
				expect(run.ms).toBeLessThan(5_000);
				expect(await cureOf(baseUrl)).toContain('NODE_EXTRA_CA_CERTS');
			},
		);
	});
});

describe('an address that does not speak TLS', () => {
	it('ends the run at once, and nothing was sent', async () => {
		await withServer(
			(_request, response) => response.end('{}'),
			async (url) => {
				const run = await update(url.replace('http://127.0.0.1', 'https://localhost'), {
					maxWait: 20,
				});

				expectUnsent(run, 'no encrypted connection to HubSpot could be made (EPROTO)');
				expect(run.ms).toBeLessThan(5_000);
			},
		);
	});

	it('that hangs up is tried again, and nothing was sent', async () => {
		let connections = 0;
		const hangUp = (socket: Socket) => {
			connections++;
			socket.once('data', () => socket.destroy());
		};
		await withSockets(hangUp, async (port) => {
			const run = await update(`https://localhost:${port}`, { maxWait: 3 });

			expectUnsent(run, 'HubSpot could not be reached (ECONNRESET)');
			expect(connections).toBeGreaterThan(1);
		});
	});

	it('that keeps silent is not taken for HubSpot', async () => {
		await withSockets(
			() => undefined,
			async (port) => {
				const run = await update(`https://localhost:${port}`, { maxWait: 0, timeout: 1 });

				expectUnanswered(run);
			},
		);
	});
});

describe('an address that is none', () => {
	it('ends the run at once', async () => {
		const run = await update('https://localhost:99999', { maxWait: 20 });

		expectUnsent(run, 'HubSpot could not be reached (ERR_INVALID_URL)');
		expect(run.ms).toBeLessThan(5_000);
	});
});

describe('a proxy', () => {
	afterEach(() => useProxy(undefined));

	it('that drops the connection is tried again, and the credential is not blamed', async () => {
		let connections = 0;
		const drop = (socket: Socket) => {
			connections++;
			socket.once('data', () => socket.end());
		};
		await withSockets(drop, async (port) => {
			useProxy(port);

			const run = await update(BEHIND_PROXY, { maxWait: 3 });

			expectUnsent(
				run,
				'HubSpot could not be reached (Proxy connection ended before receiving CONNECT response)',
			);
			expect(connections).toBeGreaterThan(1);
		});
	});

	it.each([
		['refuses', 'HTTP/1.1 403 Forbidden\r\ncontent-length: 6\r\n\r\n<html>', 403],
		['refuses at length', `HTTP/1.1 403 Forbidden\r\ncontent-length: 90000\r\n\r\n<html>`, 403],
		[
			'asks for a password',
			'HTTP/1.1 407 Proxy\r\nproxy-authenticate: Basic\r\ncontent-length: 2\r\n\r\n{}',
			407,
		],
	])(
		'that %s ends the run: HubSpot was not reached, and no scope is missing',
		async (_what, answer, status) => {
			await withSockets(
				(socket) => socket.once('data', () => socket.end(answer)),
				async (port) => {
					useProxy(port);

					const run = await update(BEHIND_PROXY, { maxWait: 20 });

					expectUnsent(
						run,
						`HubSpot could not be reached (a proxy or firewall answered with status ${status})`,
					);
					expect(run.ms).toBeLessThan(5_000);
				},
			);
		},
	);

	it.each([502, 503, 504])(
		'that cannot connect (%i) is tried again for Max Wait, and is no outage of HubSpot',
		async (status) => {
			let connections = 0;
			const answer = `HTTP/1.1 ${status} No\r\ncontent-length: 6\r\n\r\n<html>`;
			const refuse = (socket: Socket) => {
				connections++;
				socket.once('data', () => socket.end(answer));
			};
			await withSockets(refuse, async (port) => {
				useProxy(port);

				const run = await update(BEHIND_PROXY, { maxWait: 3 });

				if (KNOWS_REQUEST) {
					const why = `a proxy or firewall answered with status ${status}`;
					expectUnsent(run, `HubSpot could not be reached (${why})`);
				} else expect(outcomesOf(run.outputs[0])).toEqual(['unconfirmed', 'unconfirmed']);
				expect(connections).toBeGreaterThan(2);
			});
		},
	);

	it('that keeps silent is not taken for HubSpot', async () => {
		await withSockets(
			() => undefined,
			async (port) => {
				useProxy(port);

				expectUnanswered(await update(BEHIND_PROXY, { maxWait: 0, timeout: 1 }));
			},
		);
	});

	it('that is not there leaves the ads unsent', async () => {
		useProxy(1);

		expectUnsent(
			await update(BEHIND_PROXY, { maxWait: 0 }),
			'HubSpot could not be reached (ECONNREFUSED)',
		);
	});
});

describe.each([502, 503, 504])(
	'a gateway that answers %i over an encrypted connection',
	(status) => {
		afterEach(() => {
			delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
		});

		it('may have handed the request on', async () => {
			process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
			const answer: RequestListener = (request, response) => {
				request.resume().once('end', () => response.writeHead(status).end('<html>'));
			};
			await withTlsServer(selfSigned(), answer, async (baseUrl) => {
				const run = await update(baseUrl, { maxWait: 0 });

				expect(outcomesOf(run.outputs[0])).toEqual(['unconfirmed', 'unconfirmed']);
			});
		});
	},
);

describe('a web page with status 403', () => {
	it('in place of one reply is not taken for a wall', async () => {
		let requests = 0;
		await withServer(
			(request, response) => {
				request.resume();
				requests++;
				if (request.method === 'GET') return response.end('{"results":[]}');
				return response.writeHead(403, { 'content-type': 'text/html' }).end('<html>');
			},
			async (baseUrl) => {
				const run = await update(baseUrl, { maxWait: 0 });

				expect(run.outputs[0][0].json.message).not.toContain('could not be reached');
				expect(requests).toBeGreaterThan(1);
			},
		);
	});
});

// Helpers

async function update(baseUrl: string, options: object): Promise<RunResult> {
	return await withAccount(
		async ({ updatePrices }) =>
			await updatePrices(
				{ '1': '5', '2': '6' },
				{
					credentials: { accessToken: TOKEN, baseUrl },
					parameters: { options: { timeout: 2, ...options } },
				},
			),
	);
}

/** What a person reads who stops on error. */
async function cureOf(baseUrl: string): Promise<string> {
	const run = await withAccount(
		async ({ updatePrices }) =>
			await updatePrices(
				{ '1': '5' },
				{
					credentials: { accessToken: TOKEN, baseUrl },
					node: { onError: 'stopWorkflow' },
				},
			),
	);
	return run.error?.description ?? '';
}

function expectUnsent(run: RunResult, why: string): void {
	expect(outcomesOf(run.outputs[0])).toEqual(['notSent', 'notSent']);
	expect(run.outputs[0][0].json.message).toContain(`because ${why}`);
	expect(JSON.stringify([run.outputs, run.hints, run.logs])).not.toContain(TOKEN);
}

/** Whether the request was sent is known only where n8n tells. */
function expectUnanswered(run: RunResult): void {
	if (KNOWS_REQUEST) expectUnsent(run, 'HubSpot could not be reached (ECONNABORTED)');
	else expect(outcomesOf(run.outputs[0])).toEqual(['unconfirmed', 'unconfirmed']);
}

/** n8n reads these whenever it sends. */
function useProxy(port: number | undefined): void {
	for (const name of ['HTTPS_PROXY', 'https_proxy']) {
		if (port === undefined) delete process.env[name];
		else process.env[name] = `http://127.0.0.1:${port}`;
	}
}
