import { Pool } from 'undici';

export type PostReply = { status: number; body: string };

/** Far above what the simulator takes: a bench that hangs ends with an error. */
const TIMEOUT_MS = 60_000;

/** Posts JSON to the account over so many connections, which stay open. */
export function createPost(url: string, token: string, connections: number) {
	const pool = new Pool(url, { connections, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const post = async (path: string, text: string): Promise<PostReply> => {
		const { statusCode, body } = await pool.request({ method: 'POST', path, headers, body: text });
		return { status: statusCode, body: await body.text() };
	};
	return { post, close: async () => await pool.destroy() };
}
