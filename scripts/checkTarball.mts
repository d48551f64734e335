import { join } from 'node:path';
import { readJson } from './command.mjs';
import { packPackage } from './package.mts';
import { root } from './paths.mjs';

/** Twice this would be more than code: a build's own files, or pictures. */
const MAX_BYTES = 150_000;
const TOP_LEVEL = ['CHANGELOG.md', 'LICENSE.md', 'README.md', 'package.json'];

/** @returns what is wrong with what `npm publish` would send */
export async function checkTarball(): Promise<string[]> {
	const { size, files } = await packPackage();
	const paths = files.map(({ path }) => path);
	const { n8n } = await readJson(join(root, 'package.json'));
	console.log(`${paths.length} files, ${(size / 1000).toFixed(1)} kB`);

	const missing = [...TOP_LEVEL, ...n8n.nodes, ...n8n.credentials].filter(
		(path) => !paths.includes(path),
	);
	const needless = paths.filter((path) => !TOP_LEVEL.includes(path) && !isPartOfDist(path));
	return [
		...missing.map((path) => `${path} is missing in the tarball`),
		...needless.map((path) => `${path} does not belong into the tarball`),
		...(size > MAX_BYTES ? [`The tarball has ${size} bytes, which is more than ${MAX_BYTES}`] : []),
	];
}

function isPartOfDist(path: string): boolean {
	return path.startsWith('dist/') && !/tsbuildinfo$|\.test\./.test(path);
}
