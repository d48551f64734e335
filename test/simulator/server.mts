import type { AddressInfo } from 'node:net';
import type { ServerResponse } from 'node:http';
import fastify from 'fastify';
import { createHubspot } from './hubspot.mts';
import type { Hubspot, HubspotOptions } from './hubspot.mts';
import type { Answer } from './wire.mts';

export type SimulatorOptions = HubspotOptions & {
	/** 0, the default, takes a free one. */
	port?: number;
};

export type Simulator = {
	/** Where it listens, without a slash at the end. */
	url: string;
	/** A token that it accepts: the first of the account. */
	token: string;
	hubspot: Hubspot;
	/** Breaks what is still open, also replies that were to come late. */
	close(): Promise<void>;
};

const MAX_BODY_BYTES = 50_000_000;

/** Puts an account of HubSpot on the loopback interface, with real time. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const hubspot = createHubspot(options);
	const timers = new Set<NodeJS.Timeout>();
	const server = fastify({ bodyLimit: MAX_BODY_BYTES, forceCloseConnections: true });
	// The portal reads bodies itself: HubSpot answers in its own words to what is no JSON.
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
		done(null, body),
	);
	server.all('*', (request, reply) => {
		reply.hijack();
		const answer = hubspot.exchange({
			method: request.method,
			path: request.raw.url ?? '/',
			headers: request.headers as Record<string, string | undefined>,
			body: typeof request.body === 'string' ? request.body : undefined,
		});
		if (answer.delayMs <= 0) return deliver(answer, reply.raw);
		const timer = setTimeout(() => {
			timers.delete(timer);
			deliver(answer, reply.raw);
		}, answer.delayMs);
		timers.add(timer);
	});

	await server.listen({ port: options.port ?? 0, host: '127.0.0.1' });
	const { port } = server.server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		token: [...hubspot.tokens.keys()][0] ?? '',
		hubspot,
		async close() {
			for (const timer of timers) clearTimeout(timer);
			await server.close();
		},
	};
}

function deliver(answer: Answer, response: ServerResponse): void {
	// A client that has given up has closed its end.
	if (response.destroyed) return;
	if (answer.ending === 'reset') {
		response.socket?.resetAndDestroy();
		return;
	}
	const body = Buffer.from(answer.body);
	if (answer.ending === 'cut') {
		// The length promises more than will come, as when a connection breaks half way.
		response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length * 2 });
		response.write(body, () => response.socket?.destroy());
		return;
	}
	response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
	response.end(body);
}
