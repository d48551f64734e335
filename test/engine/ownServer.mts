import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
	createServer as createSocketServer,
	type AddressInfo,
	type Server,
	type Socket,
} from 'node:net';

/** A server on loopback for what no HubSpot would answer. */
export async function withServer<T>(
	answer: RequestListener,
	use: (url: string) => Promise<T>,
): Promise<T> {
	return await withListener(
		createServer(answer),
		async (port) => await use(`http://127.0.0.1:${port}`),
	);
}

/** The same, encrypted. */
export async function withTlsServer<T>(
	certificate: { key: Buffer; cert: Buffer },
	answer: RequestListener,
	use: (url: string) => Promise<T>,
): Promise<T> {
	const server = createTlsServer(certificate, answer);
	return await withListener(server, async (port) => await use(`https://localhost:${port}`));
}

/** A server for what is no HTTP, or a proxy. */
export async function withSockets<T>(
	onSocket: (socket: Socket) => void,
	use: (port: number) => Promise<T>,
): Promise<T> {
	const server = createSocketServer((socket) => {
		socket.on('error', () => undefined);
		onSocket(socket);
	});
	return await withListener(server, use);
}

async function withListener<T>(server: Server, use: (port: number) => Promise<T>): Promise<T> {
	const sockets = new Set<Socket>();
	server.on('connection', (socket) => sockets.add(socket));
	server.listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	try {
		return await use((server.address() as AddressInfo).port);
	} finally {
		for (const socket of sockets) socket.destroy();
		server.close();
	}
}
