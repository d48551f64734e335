import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runQuietly } from '../../scripts/command.mjs';
import { installN8n } from '../../scripts/install.mjs';
import { acquireLock } from '../../scripts/lock.mjs';
import { signIn } from '../../scripts/n8nApi.mts';
import { localFolder } from '../../scripts/paths.mjs';
import { startSimulator, type SimulatorOptions } from '../simulator/server.mts';
import { startPostgres } from './postgres.mts';
import { findPrograms } from './programs.mts';
import { startRedis } from './redis.mts';
import { queueSettings, startMain, Worker } from './workers.mts';
import { activateWorkflow } from './workflow.mts';

export type Stage = Awaited<ReturnType<typeof setUp>>;

/**
 * Starts everything: a simulated account, Redis, PostgreSQL, n8n and two workers, with a workflow that is active.
 * @param opened takes what has to be ended, also where a later step does not succeed
 */
export async function setUp(opened: AsyncDisposableStack, options: SimulatorOptions) {
	const programs = findPrograms();
	const folder = join(localFolder, 'queue');
	const logOf = (name: string) => join(localFolder, 'logs', `queue-${name}.log`);
	opened.defer(await holdFolder());
	await rm(folder, { recursive: true, force: true });
	await installN8n();
	await runQuietly('Building the package', ['n8n-node', 'build'], { log: logOf('build') });

	const simulator = await startSimulator(options);
	opened.defer(() => simulator.close());
	console.log('Starting Redis and PostgreSQL');
	const redis = await startRedis(programs, join(folder, 'redis'), logOf('redis'));
	opened.defer(() => redis.stop());
	const postgres = await startPostgres(programs, folder, logOf('postgres'));
	opened.defer(() => postgres.stop());

	console.log('Starting n8n, which fills an empty database (about a minute)');
	const settings = queueSettings({ ...redis.env, ...postgres.env });
	const n8n = await startMain({ folder, settings });
	opened.defer(() => n8n.stop());

	console.log('Starting two workers');
	const workers = [1, 2].map((number) => new Worker(number, { folder, settings }));
	for (const worker of workers) {
		opened.defer(() => worker.stop());
		await worker.start();
	}
	const workflow = await activateWorkflow(await signIn(n8n.url), n8n.url, simulator);
	return { hubspot: simulator.hubspot, workers, workflow };
}

/** Two of these tests would delete each other's folder. */
async function holdFolder(): Promise<() => Promise<void>> {
	return acquireLock(join(localFolder, 'queue.lock'), { waitMs: 25_000 }).catch(() => {
		throw new Error('This clone runs `npm run test:queue` already.');
	});
}
