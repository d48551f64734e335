import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runQuietly } from './command.mjs';
import { launchN8n } from './n8n.mts';
import { signIn, type N8nApi } from './n8nApi.mts';
import { localFolder } from './paths.mjs';

/**
 * Builds the package and starts the pinned n8n with it, in a folder that is made for this run and removed with `opened`.
 * @param name tells this run's folder and log file from those of others
 */
export async function openOwnN8n(
	opened: AsyncDisposableStack,
	name: string,
): Promise<{ url: string; api: N8nApi }> {
	await runQuietly('Building the package', ['n8n-node', 'build'], {
		log: join(localFolder, 'logs', 'build.log'),
	});
	const userFolder = await mkdtemp(join(tmpdir(), `hubspot-ads-${name}-`));
	opened.defer(() => rm(userFolder, { recursive: true, force: true, maxRetries: 5 }));
	const logFile = join(localFolder, 'logs', `n8n-${name}.log`);
	const n8n = await launchN8n({ userFolder, logFile });
	opened.defer(() => n8n.stop());
	console.log('Starting n8n (most of a minute)');
	await n8n.ready();
	return { url: n8n.url, api: await signIn(n8n.url) };
}

/** What is opened here ends with this process, also when it is told to end. */
export function openUntilSignal(): AsyncDisposableStack {
	const opened = new AsyncDisposableStack();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, async () => {
			await opened.disposeAsync();
			process.exit(130);
		});
	}
	return opened;
}
