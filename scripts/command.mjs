import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { root } from './paths.mjs';

const PROGRESS_MS = 15_000;

/**
 * Runs a command to its end. Its output goes to a file; the terminal gets the title and a sign of life now and then.
 * @param {string} title
 * @param {string[]} command program and arguments
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, log: string }} options
 */
export async function runQuietly(title, [program, ...args], { cwd = root, env = {}, log }) {
	const startedAt = Date.now();
	const seconds = () => Math.round((Date.now() - startedAt) / 1000);
	console.log(title);
	const progress = setInterval(() => console.log(`  … ${seconds()} s`), PROGRESS_MS);
	mkdirSync(dirname(log), { recursive: true });
	const output = createWriteStream(log);

	const child = spawn(program, args, {
		cwd,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	child.stdout.pipe(output, { end: false });
	child.stderr.pipe(output, { end: false });
	const code = await exitOf(child).finally(() => clearInterval(progress));

	await new Promise((done) => output.end(done));
	if (code !== 0) throw new Error(await describeFailure(`${program} ${args.join(' ')}`, log));
	console.log(`  done in ${seconds()} s`);
}

/**
 * Runs a command with its output shown.
 * @param {string[]} command program and arguments
 * @param {Record<string, string>} env variables besides those of this process
 * @returns {Promise<number>} its exit code
 */
export function runShown([program, ...args], env = {}) {
	const child = spawn(program, args, {
		cwd: root,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	return exitOf(child);
}

/**
 * @param {string} file
 * @returns {Promise<any>}
 */
export async function readJson(file) {
	return JSON.parse(await readFile(file, 'utf8'));
}

/**
 * @param {string} file
 * @param {number} lines
 */
export async function tail(file, lines = 20) {
	const text = await readFile(file, 'utf8').catch(() => '');
	return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function exitOf(child) {
	return new Promise((done, fail) => {
		child.once('error', fail);
		child.once('close', (code) => done(code ?? 1));
	});
}

/**
 * @param {string} command
 * @param {string} log
 */
async function describeFailure(command, log) {
	const text = await readFile(log, 'utf8');
	const lines = text.trimEnd().split('\n');
	// npm says what is wrong first, and goes on with a page of help.
	const complaints = lines.filter((line) => line.startsWith('npm error')).slice(0, 12);
	const shown = complaints.length > 0 ? complaints : lines.slice(-20);
	const isOffline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/.test(
		shown.join(),
	);
	const why = isOffline
		? 'npm could not reach its registry. Check the network and run the command again.'
		: `This command did not succeed: ${command}`;
	return `${shown.join('\n')}\n\n${why}\nIts whole output is in ${log}`;
}
