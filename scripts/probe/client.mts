import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import type { Dispatcher } from 'undici';

export type Reply = { status: number; text: string; body: any };

export type Client = {
	/** @param token another token than the account's own */
	ask(method: string, path: string, body?: unknown, token?: string): Promise<Reply>;
	/** A text without the access token. */
	hide(text: string): string;
};

/** What HubSpot's reply may take until it begins, and then from one part to the next. */
const TIMEOUT_MS = 60_000;
const TRIES = 4;
/** HubSpot's rolling window is ten seconds; locks last two. */
const WAITS_MS: Record<number, number> = { 423: 2_500, 429: 10_500 };

/**
 * Talks to HubSpot, one request after the other. The token goes to this one address only: redirects are not followed.
 * @param baseUrl https://, or http:// on this machine
 * @param options `dispatcher` takes the requests in place of undici's own pool of connections, `wait` takes milliseconds
 */
export function connect(
	baseUrl: string,
	accessToken: string,
	{
		dispatcher,
		wait = sleep,
	}: { dispatcher?: Dispatcher; wait?(ms: number): Promise<unknown> } = {},
): Client {
	const origin = readOrigin(baseUrl);
	const hide = (text: string) => text.replaceAll(accessToken, '(access token)');

	async function ask(
		method: string,
		path: string,
		body?: unknown,
		token = accessToken,
	): Promise<Reply> {
		for (let attempt = 1; ; attempt++) {
			const { statusCode: status, body: content } = await request(origin + path, {
				dispatcher,
				method: method as Dispatcher.HttpMethod,
				headersTimeout: TIMEOUT_MS,
				bodyTimeout: TIMEOUT_MS,
				headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
				body: body === undefined ? undefined : JSON.stringify(body),
			});
			const text = hide(await content.text());
			const waitMs = WAITS_MS[status];
			if (waitMs === undefined || attempt === TRIES || /daily/i.test(text)) {
				return { status, text, body: parse(text) };
			}
			await wait(waitMs);
		}
	}

	return { ask, hide };
}

/** The rule of the node's credential. */
export function readOrigin(baseUrl: string): string {
	const url = URL.parse(baseUrl);
	const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url?.hostname ?? '');
	const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isHere);
	if (!url || !isSafe || url.pathname !== '/' || url.username)
		throw new Error(
			`HUBSPOT_BASE_URL takes https:// and a host, or http:// on this machine, and no path`,
		);
	return url.origin;
}

/** HubSpot's edge may answer with a web page, or with nothing. */
function parse(text: string): any {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
