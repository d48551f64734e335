/**
 * `npm start`: a simulated HubSpot, a real n8n with this package, and one run of the example workflow on 250 ads.
 * It stays up until Ctrl-C; with `-- --once` it ends after the run, and its exit code tells whether the ads were updated.
 */
import { join } from 'node:path';
import { startSimulator } from '../test/simulator/server.mts';
import { runQuietly } from './command.mjs';
import { runExample } from './example.mts';
import { freePort } from './freePort.mts';
import { acquireLock } from './lock.mjs';
import { launchN8n } from './n8n.mts';
import { OWNER, signIn } from './n8nApi.mts';
import { localFolder } from './paths.mjs';

const SIMULATOR_PORT = 8420;
/** About what HubSpot takes for a batch. */
const LATENCY_MS = 150;

const once = process.argv.includes('--once');
const opened = new AsyncDisposableStack();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.once(signal, () => end(once ? 130 : 0));

try {
	const complaint = await start();
	if (complaint) console.error(`\n${complaint}`);
	if (once) await end(complaint ? 1 : 0);
	console.log('\nCtrl-C ends n8n and the simulator.');
} catch (error) {
	console.error(`\n${error instanceof Error ? error.message : error}`);
	await end(1);
}

/** @returns what is wrong with the run, if anything is */
async function start(): Promise<string | undefined> {
	opened.defer(await holdUserFolder());
	await runQuietly('Building the package', ['n8n-node', 'build'], {
		log: join(localFolder, 'logs', 'build.log'),
	});

	const simulator = await startSimulator({
		port: await freePort(SIMULATOR_PORT, 'the simulator'),
		latencyMs: LATENCY_MS,
		journal: 'light',
	});
	opened.defer(() => simulator.close());

	const n8n = await launchN8n({
		userFolder: join(localFolder, 'n8n-user'),
		logFile: join(localFolder, 'logs', 'n8n.log'),
	});
	opened.defer(() => n8n.stop());
	console.log('Starting n8n (the first time most of a minute)');
	await n8n.ready();

	const { workflowId, complaint } = await runExample(await signIn(n8n.url), simulator);
	console.log(`
Simulated HubSpot  ${simulator.url}
Editor             ${n8n.url}/workflow/${workflowId}
Sign in            ${OWNER.email}, password ${OWNER.password}`);
	return complaint;
}

/** Two of n8n on one database would spoil it. */
async function holdUserFolder(): Promise<() => Promise<void>> {
	return acquireLock(join(localFolder, 'n8n.lock'), {
		waitMs: 25_000,
		onWait: () => console.log('Waiting for this clone’s other n8n to end'),
	}).catch(() => {
		throw new Error('This clone’s n8n is running already. End the other `npm start` first.');
	});
}

async function end(exitCode: number): Promise<void> {
	await opened.disposeAsync();
	process.exit(exitCode);
}
