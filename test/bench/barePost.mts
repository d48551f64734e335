import { Agent, request } from 'node:http';

/** Bare node:http with one connection that stays open: what a request costs without any library. */
export function createBarePost(url: string, token: string) {
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	const post = async (path: string, text: string): Promise<string> =>
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
					incoming.on('end', () => resolve(Buffer.concat(parts).toString()));
				},
			);
			outgoing.on('error', reject);
			outgoing.end(text);
		});
	return { post, close: () => agent.destroy() };
}
