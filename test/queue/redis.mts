import { mkdir } from 'node:fs/promises';
import { freePort } from '../../scripts/freePort.mts';
import type { Programs } from './programs.mts';
import { startService } from './service.mts';

/** Beside the usual port, which a Redis of the system may have. */
const PORT = 6390;

/** Starts a Redis that keeps everything in memory, and tells n8n where it is. */
export async function startRedis({ redis }: Programs, folder: string, logFile: string) {
	await mkdir(folder, { recursive: true });
	const port = String(await freePort(PORT, 'Redis'));
	const service = await startService({
		name: 'Redis',
		command: [redis, '--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
		folder,
		logFile,
		readyText: 'Ready to accept connections',
		stopSignal: 'SIGTERM',
	});
	return { ...service, env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: port } };
}
