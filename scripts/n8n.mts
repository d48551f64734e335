import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { tail } from './command.mjs';
import { installN8n } from './install.mjs';
import { freePort } from './freePort.mts';
import { placePackage } from './package.mts';

const PORT = 5678;
/** The port on which n8n hands the code of Code nodes to its task runner. */
const BROKER_PORT = 5679;
/** A first start migrates the database, which takes most of a minute on two cores. */
const START_MS = 5 * 60_000;
/** One that is busy starting may leave a question without an answer; the next one is soon asked. */
const READINESS_MS = 10_000;
const STOP_MS = 15_000;

type SpawnOptions = { userFolder: string; logFile: string; env?: Record<string, string> };

export type N8nProcess = {
	pid: number;
	hasEnded(): boolean;
	stop(): Promise<void>;
};

export type N8n = N8nProcess & {
	url: string;
	/** Resolves as soon as n8n takes requests. */
	ready(): Promise<void>;
};

/**
 * Launches the pinned n8n with this package among its community packages.
 * @param options `env` overrides any of n8n's settings
 */
export async function launchN8n({ userFolder, logFile, env = {} }: SpawnOptions): Promise<N8n> {
	await placePackage(join(userFolder, '.n8n', 'nodes'));
	const port = await freePort(PORT, 'n8n');
	const brokerPort = await freePort(BROKER_PORT, 'n8n’s task runner', [port]);
	const url = `http://localhost:${port}`;
	const n8n = await spawnN8n(['start'], {
		userFolder,
		logFile,
		env: {
			N8N_PORT: String(port),
			N8N_RUNNERS_BROKER_PORT: String(brokerPort),
			N8N_EDITOR_BASE_URL: url,
			WEBHOOK_URL: url,
			...env,
		},
	});
	return { ...n8n, url, ready: () => untilReady(n8n, { name: 'n8n', url, logFile }) };
}

/**
 * Starts one process of n8n, such as `start` or `worker`.
 * @param args n8n's command line
 */
export async function spawnN8n(
	args: string[],
	{ userFolder, logFile, env }: SpawnOptions,
): Promise<N8nProcess> {
	const program = await installN8n();
	await mkdir(dirname(logFile), { recursive: true });
	const log = await open(logFile, 'w');
	const child = spawn(process.execPath, [program, ...args], {
		cwd: userFolder,
		// In a group of its own, so that Ctrl-C reaches only the script, which then ends n8n and its task runner in order.
		detached: true,
		stdio: ['ignore', log.fd, log.fd],
		env: { ...inheritedEnv(), ...LOCAL_SETTINGS, N8N_USER_FOLDER: userFolder, ...env },
	});
	const killGroup = () => child.pid && endGroup(child.pid);
	process.on('exit', killGroup);
	const ended = once(child, 'exit');
	await once(child, 'spawn').finally(() => log.close());

	const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
	return {
		pid: child.pid!,
		hasEnded,
		async stop() {
			if (!hasEnded()) {
				child.kill('SIGTERM');
				await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false })]);
			}
			killGroup();
			process.off('exit', killGroup);
		},
	};
}

/** Quiet, private to this machine, and without a connection to anyone. */
const LOCAL_SETTINGS = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
	// n8n would ask a proxy of the developer's machine even for the simulator beside it.
	NO_PROXY: 'localhost,127.0.0.1',
	no_proxy: 'localhost,127.0.0.1',
};

/** The developer's own n8n may be configured by variables too; none of them reaches this one. */
function inheritedEnv(): NodeJS.ProcessEnv {
	const isN8nSetting = /^(N8N|DB|EXECUTIONS|QUEUE|WEBHOOK|CREDENTIALS|GENERIC|NODES)_|^npm_/i;
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !isN8nSetting.test(name)),
	);
}

/**
 * Resolves as soon as a process of n8n takes requests, or jobs.
 * @param url where it listens
 */
export async function untilReady(
	n8n: N8nProcess,
	{ name, url, logFile }: { name: string; url: string; logFile: string },
): Promise<void> {
	const deadline = Date.now() + START_MS;
	const giveUp = async (reason: string) => {
		throw new Error(`${await tail(logFile)}\n\n${reason} Its whole log is in ${logFile}`);
	};
	while (!(await isReady(url))) {
		if (n8n.hasEnded()) await giveUp(`${name} ended while it was starting.`);
		if (Date.now() > deadline) await giveUp(`${name} did not answer within five minutes.`);
		await sleep(500);
	}
}

async function isReady(url: string): Promise<boolean> {
	try {
		const { statusCode, body } = await request(`${url}/healthz/readiness`, {
			headersTimeout: READINESS_MS,
			bodyTimeout: READINESS_MS,
		});
		await body.dump();
		return statusCode === 200;
	} catch {
		return false;
	}
}

function endGroup(pid: number): void {
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// The group has ended.
	}
}
