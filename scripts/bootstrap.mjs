/**
 * `node scripts/bootstrap.mjs <script> [arguments]`: runs one of the project's scripts on a machine that has nothing but
 * Node 20 and npm. It installs the project's packages where they are missing, then starts the script under the Node of
 * the tree (the npm package `node`), because n8n asks for a newer Node than the machine may have.
 *
 * This file and the ones it imports use Node's own modules only: they run before anything is installed.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { installProject } from './install.mjs';
import { root, treeNode } from './paths.mjs';

const [script, ...args] = process.argv.slice(2);

try {
	await installProject();
	if (!existsSync(treeNode)) {
		throw new Error(
			'The npm package `node` brought no binary. It needs Linux, macOS or WSL, and npm without `ignore-scripts`.',
		);
	}
	process.exitCode = await runUnderTreeNode(resolve(root, script), args);
} catch (error) {
	console.error(`\n${error instanceof Error ? error.message : error}`);
	process.exitCode = 1;
}

/**
 * @param {string} file
 * @param {string[]} args
 * @returns {Promise<number>} the script's exit code
 */
function runUnderTreeNode(file, args) {
	const PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
	const child = spawn(treeNode, [file, ...args], {
		cwd: root,
		stdio: 'inherit',
		env: { ...process.env, PATH },
	});
	// The terminal sends Ctrl-C to the child as well; this process only waits for it to tidy up. Other signals it passes on.
	process.on('SIGINT', () => {});
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	process.on('SIGHUP', () => child.kill('SIGHUP'));
	return new Promise((done, fail) => {
		child.once('error', fail);
		child.once('exit', (code) => done(code ?? 1));
	});
}
