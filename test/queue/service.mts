import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tail } from '../../scripts/command.mjs';
import type { User } from './programs.mts';

export type ServiceOptions = {
	name: string;
	command: string[];
	folder: string;
	logFile: string;
	/** What its log says once it takes connections. */
	readyText: string;
	/** Makes it end at once, whoever is still connected. */
	stopSignal: NodeJS.Signals;
	/** Whom it runs as, if not this user. */
	user?: User;
};

export type Service = { stop(): Promise<void> };

const START_MS = 60_000;
const STOP_MS = 15_000;

/** Starts a server for this run alone, and waits until it takes connections. */
export async function startService(options: ServiceOptions): Promise<Service> {
	const { command, folder, logFile, readyText, stopSignal, user } = options;
	await mkdir(dirname(logFile), { recursive: true });
	const log = await open(logFile, 'w');
	const [program, ...args] = command;
	// In a group of its own, so that Ctrl-C reaches only the script, which ends n8n before what n8n needs.
	const child = spawn(program, args, {
		cwd: folder,
		detached: true,
		stdio: ['ignore', log.fd, log.fd],
		...user,
	});
	const end = () => child.kill(stopSignal);
	process.on('exit', end);
	const ended = once(child, 'exit');
	await once(child, 'spawn').finally(() => log.close());

	const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
	const service = {
		async stop() {
			if (!hasEnded()) {
				end();
				await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false })]);
			}
			if (!hasEnded()) child.kill('SIGKILL');
			process.off('exit', end);
		},
	};
	await untilReady(readyText, hasEnded, options).catch(async (error) => {
		await service.stop();
		throw error;
	});
	return service;
}

async function untilReady(
	readyText: string,
	hasEnded: () => boolean,
	{ name, logFile }: ServiceOptions,
): Promise<void> {
	const deadline = Date.now() + START_MS;
	while (!(await readFile(logFile, 'utf8')).includes(readyText)) {
		if (hasEnded() || Date.now() > deadline)
			throw new Error(`${await tail(logFile)}\n\n${name} did not start. Its log is in ${logFile}`);
		await sleep(100);
	}
}
