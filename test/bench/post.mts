import { Agent, request } from 'node:http';

export type PostReply = { status: number; body: string };

/** Bare node:http with connections that stay open: the least that a request can cost. */
export function createPost(url: string, token: string, sockets: number) {
	const agent = new Agent({ keepAlive: true, maxSockets: sockets });
	const post = async (path: string, text: string): Promise<PostReply> =>
		await new Promise((resolve, reject) => {
			const outgoing = request(
				`${url}${path}`,
				{
					agent,
					method: 'POST',
					headers: {
						authorization: `Bearer ${token}`,
						'content-type': 'application/json',
						'content-length': Buffer.byteLength(text),
					},
				},
				(incoming) => {
					const parts: Buffer[] = [];
					incoming.on('data', (part: Buffer) => parts.push(part));
					incoming.on('error', reject);
					incoming.on('end', () =>
						resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
					);
				},
			);
			outgoing.on('error', reject);
			outgoing.end(text);
		});
	return { post, close: () => agent.destroy() };
}

export const UPDATE_PATH = '/crm/v3/objects/0-420/batch/update';
