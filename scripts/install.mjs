import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson, runQuietly } from './command.mjs';
import { acquireLock } from './lock.mjs';
import {
	engineManifests,
	enginesFolder,
	localFolder,
	n8nFolder,
	n8nManifest,
	root,
	treeNode,
} from './paths.mjs';

/** Installs the project's own packages, unless they are there. */
export async function installProject() {
	const isComplete = async () =>
		existsSync(treeNode) && (await holdsLockedPackages(root, join(root, 'package-lock.json')));

	await installOnce(join(localFolder, 'install.lock'), isComplete, () =>
		runQuietly('Installing the project’s packages (about two minutes)', [...npm(), 'ci'], {
			log: join(localFolder, 'logs', 'install.log'),
		}),
	);
}

/**
 * Installs the pinned n8n, unless it is there.
 * @returns {Promise<string>} the program to run
 */
export async function installN8n() {
	const database = join(
		n8nFolder,
		'node_modules',
		'sqlite3',
		'build',
		'Release',
		'node_sqlite3.node',
	);
	const log = (/** @type {string} */ name) => join(localFolder, 'logs', name);
	const holdsPackages = () =>
		holdsLockedPackages(n8nFolder, join(n8nManifest, 'package-lock.json'));
	const isComplete = async () => existsSync(database) && (await holdsPackages());

	await installOnce(join(n8nFolder, 'install.lock'), isComplete, async () => {
		if (!(await holdsPackages())) {
			for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
				await copyFile(join(n8nManifest, file), join(n8nFolder, file));
			}
			// Without scripts, because those of packages that a local n8n does not need download sources from elsewhere.
			await runQuietly(
				'Installing n8n, once (2.6 GB, about three minutes)',
				[...npm(), 'ci', '--ignore-scripts'],
				{
					cwd: n8nFolder,
					log: log('install-n8n.log'),
				},
			);
		}
		await runQuietly(
			'Building n8n’s database driver, once (about a minute)',
			[...npm(), 'rebuild', 'sqlite3'],
			{
				cwd: n8nFolder,
				env: treeHeaders(),
				log: log('build-sqlite3.log'),
			},
		);
		if (!existsSync(database)) {
			throw new Error(
				`n8n’s database driver was not built; this needs Python 3, make and a C++ compiler. See ${log('build-sqlite3.log')}`,
			);
		}
	});
	return join(n8nFolder, 'node_modules', 'n8n', 'bin', 'n8n');
}

/**
 * Installs the engine of an older n8n, unless it is there.
 * @param {string} version of n8n, as its folder in scripts/engines/ is called
 * @returns {Promise<string>} its folder
 */
export async function installEngine(version) {
	const manifest = join(engineManifests, version);
	const folder = join(enginesFolder, version);
	const isComplete = () => holdsLockedPackages(folder, join(manifest, 'package-lock.json'));

	await installOnce(join(enginesFolder, `${version}.lock`), isComplete, async () => {
		await mkdir(folder, { recursive: true });
		for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
			await copyFile(join(manifest, file), join(folder, file));
		}
		await runQuietly(
			`Installing the engine of n8n ${version}, once (about 20 seconds)`,
			[...npm(), 'ci', '--ignore-scripts', '--legacy-peer-deps'],
			{ cwd: folder, log: join(localFolder, 'logs', `install-engine-${version}.log`) },
		);
	});
	return folder;
}

/**
 * @param {string} lock
 * @param {() => Promise<boolean>} isComplete
 * @param {() => Promise<void>} install
 */
async function installOnce(lock, isComplete, install) {
	if (await isComplete()) return;
	const release = await acquireLock(lock, {
		onWait: () => console.log('Waiting for another process that is installing the same'),
	});
	try {
		if (!(await isComplete())) await install();
	} finally {
		await release();
	}
}

/**
 * npm keeps a list of what it has installed, and writes it last: it is missing after an installation that was cut short,
 * and differs when the lock file changed.
 * @param {string} folder
 * @param {string} lockFile
 */
async function holdsLockedPackages(folder, lockFile) {
	const wanted = await readPackages(lockFile);
	const present = await readPackages(join(folder, 'node_modules', '.package-lock.json')).catch(
		() => undefined,
	);
	return (
		present !== undefined &&
		Object.entries(wanted)
			// Optional packages are for other systems, as a rule.
			.filter(([path, { optional }]) => path !== '' && !optional)
			.every(([path, { version }]) => present[path]?.version === version)
	);
}

/**
 * @param {string} lockFile
 * @returns {Promise<Record<string, { version?: string, optional?: boolean }>>}
 */
async function readPackages(lockFile) {
	return (await readJson(lockFile)).packages;
}

/** @returns {string[]} the npm that runs this script, or else the one on the path */
export function npm() {
	const path = process.env.npm_execpath ?? '';
	return path.endsWith('npm-cli.js') ? [process.execPath, path] : ['npm'];
}

/** The headers that came with the tree's Node, so that a native build has nothing to download. */
function treeHeaders() {
	const packages = join(root, 'node_modules', 'node', 'node_modules');
	const folder = readdirSync(packages)
		.map((name) => join(packages, name))
		.find((path) => existsSync(join(path, 'include', 'node', 'node.h')));
	return folder ? { npm_config_nodedir: folder } : {};
}
