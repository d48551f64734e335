import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { npm } from './install.mjs';
import { root } from './paths.mjs';

const run = promisify(execFile);

export type Tarball = {
	name: string;
	version: string;
	size: number;
	files: Array<{ path: string }>;
};

/** What `npm publish` would send. */
export async function packPackage(): Promise<Tarball> {
	const [program, ...args] = [...npm(), 'pack', '--dry-run', '--json', '--ignore-scripts'];
	const { stdout } = await run(program, args, { cwd: root, maxBuffer: 16 * 1024 * 1024 });
	return JSON.parse(stdout)[0];
}

/**
 * Puts the built package where n8n keeps its community packages, as if it had been installed from npm: the same files in
 * the same place. (A folder of custom extensions would change the type of the node to `CUSTOM.hubspotAds`.)
 * @param nodesFolder `<n8n's user folder>/.n8n/nodes`
 */
export async function placePackage(nodesFolder: string): Promise<void> {
	const { name, version } = await copyPackage(nodesFolder);
	const manifest = { name: 'installed-nodes', private: true, dependencies: { [name]: version } };
	await writeFile(join(nodesFolder, 'package.json'), JSON.stringify(manifest, null, 2));
}

/** Copies the built package into the node_modules of a folder: the files that npm would install. */
export async function copyPackage(folder: string): Promise<Tarball> {
	const tarball = await packPackage();
	const target = join(folder, 'node_modules', tarball.name);
	await rm(target, { recursive: true, force: true });
	for (const { path } of tarball.files) {
		await mkdir(dirname(join(target, path)), { recursive: true });
		await cp(join(root, path), join(target, path));
	}
	return tarball;
}
