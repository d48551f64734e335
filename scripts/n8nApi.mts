import { request } from 'undici';
import type { Dispatcher } from 'undici';

/** The one account of a local n8n. It listens on this machine only, so the password keeps nobody out. */
export const OWNER = { email: 'owner@example.com', password: 'Local-owner-1' };

/** n8n answers a call to run a workflow before the workflow ends. */
const REPLY_MS = 60_000;

/** Calls n8n's own REST interface, the one that its editor uses, and returns `data` of the reply. */
export type N8nApi = <T>(
	method: 'GET' | 'POST' | 'PATCH',
	path: string,
	body?: unknown,
) => Promise<T>;

/** Signs in; a new n8n gets its owner first. */
export async function signIn(url: string): Promise<N8nApi> {
	const anyone = connect(url);
	const { userManagement } = await anyone<Settings>('GET', '/rest/settings');
	if (userManagement.showSetupOnFirstLoad) {
		const person = { firstName: 'Local', lastName: 'Owner' };
		await anyone('POST', '/rest/owner/setup', { ...OWNER, ...person });
	}
	const reply = await send(url, 'POST', '/rest/login', {
		emailOrLdapLoginId: OWNER.email,
		password: OWNER.password,
	});
	await reply.body.dump();
	const set = [reply.headers['set-cookie'] ?? []].flat();
	const cookies = set.map((cookie) => cookie.split(';', 1)[0]);
	return connect(url, cookies.join('; '));
}

type Settings = { userManagement: { showSetupOnFirstLoad?: boolean } };

function connect(url: string, cookie?: string): N8nApi {
	return async <T,>(method: Dispatcher.HttpMethod, path: string, body?: unknown) => {
		const reply = await send(url, method, path, body, cookie);
		const content: unknown = await reply.body.json();
		return (path.startsWith('/rest/') ? (content as { data: T }).data : content) as T;
	};
}

async function send(
	url: string,
	method: Dispatcher.HttpMethod,
	path: string,
	content?: unknown,
	cookie?: string,
): Promise<Dispatcher.ResponseData> {
	const reply = await request(url + path, {
		method,
		headersTimeout: REPLY_MS,
		bodyTimeout: REPLY_MS,
		headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
		body: content === undefined ? undefined : JSON.stringify(content),
	});
	const { statusCode, body } = reply;
	if (statusCode >= 300)
		throw new Error(`n8n answered ${statusCode} to ${method} ${path}: ${await body.text()}`);
	return reply;
}
