import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../scripts/freePort.mts';
import { spawnN8n, untilReady, type N8nProcess } from '../../scripts/n8n.mts';
import { placePackage } from '../../scripts/package.mts';
import { localFolder } from '../../scripts/paths.mjs';

/** Executions that one worker runs at once; n8n advises against fewer. */
export const CONCURRENCY = 5;

/** Away from those that `npm start` tries first: another n8n may be starting at the same moment. */
const PORT = 5700;
const BROKER_PORT = 5720;

type Env = Record<string, string>;
/** Each process has a user folder of its own in `folder`, as if it had a machine of its own. */
type Place = { folder: string; settings: Env };

/** What all processes of one n8n have in common. */
export function queueSettings(services: Env): Env {
	return {
		EXECUTIONS_MODE: 'queue',
		N8N_ENCRYPTION_KEY: 'one-key-for-main-and-workers',
		// A worker that was killed is missed after about 20 s instead of 90.
		QUEUE_WORKER_LOCK_DURATION: '15000',
		QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
		QUEUE_WORKER_STALLED_INTERVAL: '5000',
		...services,
	};
}

/** Starts the n8n that has the editor and takes the webhooks, but runs none of their executions. */
export async function startMain(place: Place) {
	const port = await freePort(PORT, 'n8n');
	const brokerPort = await freePort(BROKER_PORT, 'n8n’s task runner');
	const url = `http://localhost:${port}`;
	const env = { N8N_PORT: String(port), N8N_EDITOR_BASE_URL: url, WEBHOOK_URL: url };
	const logFile = logOf('main');
	const main = await launch('main', ['start'], { place, port, brokerPort, env, logFile });
	return { ...main, url };
}

/** A worker that may be killed and started again, as one machine of several. */
export class Worker {
	readonly name: string;
	readonly #number: number;
	readonly #place: Place;
	readonly #logFiles: string[] = [];
	#process?: N8nProcess;

	constructor(number: number, place: Place) {
		this.name = `worker-${number}`;
		this.#number = number;
		this.#place = place;
	}

	/** Resolves when it takes jobs. */
	async start(): Promise<void> {
		const logFile = logOf(`${this.name}-${this.#logFiles.length + 1}`);
		this.#logFiles.push(logFile);
		const port = await freePort(PORT + this.#number, this.name);
		const runner = `the task runner of ${this.name}`;
		this.#process = await launch(this.name, ['worker', `--concurrency=${CONCURRENCY}`], {
			place: this.#place,
			port,
			brokerPort: await freePort(BROKER_PORT + this.#number, runner),
			env: {
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(port),
				N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			},
			logFile,
		});
	}

	/** As when its machine loses power: it has no time to tell anybody. */
	async kill(): Promise<void> {
		process.kill(-this.#process!.pid, 'SIGKILL');
		await this.stop();
	}

	async stop(): Promise<void> {
		await this.#process?.stop();
	}

	/** The executions that it has ever begun. */
	async begun(): Promise<Set<string>> {
		const logs = await Promise.all(this.#logFiles.map((file) => readFile(file, 'utf8')));
		const lines = logs.join('\n').matchAll(/Worker started execution (\d+)/g);
		return new Set(Array.from(lines, ([, id]) => id));
	}
}

type Launch = { place: Place; port: number; brokerPort: number; env: Env; logFile: string };

async function launch(
	name: string,
	args: string[],
	{ place: { folder, settings }, port, brokerPort, env, logFile }: Launch,
): Promise<N8nProcess> {
	const userFolder = join(folder, name);
	await placePackage(join(userFolder, '.n8n', 'nodes'));
	const n8n = await spawnN8n(args, {
		userFolder,
		logFile,
		env: { ...settings, ...env, N8N_RUNNERS_BROKER_PORT: String(brokerPort) },
	});
	try {
		await untilReady(n8n, { name, url: `http://127.0.0.1:${port}`, logFile });
		return n8n;
	} catch (error) {
		await n8n.stop();
		throw error;
	}
}

function logOf(name: string): string {
	return join(localFolder, 'logs', `queue-${name}.log`);
}
