import { createServer } from 'node:net';

/**
 * Finds the first free port from `wanted` on, and says so when that is another one.
 * @param wanted the usual port
 * @param name whose port it is
 * @param promised ports that are free still, but not for long
 */
export async function freePort(
	wanted: number,
	name: string,
	promised: number[] = [],
): Promise<number> {
	for (let port = wanted; port < wanted + 100; port++) {
		if (promised.includes(port) || !(await isFree(port))) continue;
		if (port !== wanted) console.log(`Port ${wanted} is in use; ${name} takes ${port}`);
		return port;
	}
	throw new Error(`${name} found no free port from ${wanted} to ${wanted + 99}`);
}

function isFree(port: number): Promise<boolean> {
	return new Promise((done) => {
		const server = createServer();
		server.once('error', () => done(false));
		server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
	});
}
