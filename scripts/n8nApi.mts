/** The one account of a local n8n. It listens on this machine only, so the password keeps nobody out. */
export const OWNER = { email: 'owner@example.com', password: 'Local-owner-1' };

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
	const cookies = reply.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
	return connect(url, cookies.join('; '));
}

type Settings = { userManagement: { showSetupOnFirstLoad?: boolean } };

function connect(url: string, cookie?: string): N8nApi {
	return async <T,>(method: string, path: string, body?: unknown) => {
		const reply = await send(url, method, path, body, cookie);
		const content: unknown = await reply.json();
		return (path.startsWith('/rest/') ? (content as { data: T }).data : content) as T;
	};
}

async function send(
	url: string,
	method: string,
	path: string,
	body?: unknown,
	cookie?: string,
): Promise<Response> {
	const reply = await fetch(url + path, {
		method,
		headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	if (!reply.ok)
		throw new Error(`n8n answered ${reply.status} to ${method} ${path}: ${await reply.text()}`);
	return reply;
}
