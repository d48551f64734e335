/**
 * `npm run test:versions`: the engine tests on each older n8n that has a folder in scripts/engines/. They are installed on
 * first use, and run under the Node of this project.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runQuietly } from './command.mjs';
import { installEngine } from './install.mjs';
import { engineManifests, localFolder } from './paths.mjs';
import { runEngineTests, type Count } from './vitest.mts';

await runQuietly('Building the package', ['n8n-node', 'build'], {
	log: join(localFolder, 'logs', 'build.log'),
});

const folders: string[] = [];
for (const version of (await readdir(engineManifests)).sort()) {
	folders.push(await installEngine(version));
}
// Side by side, each on a processor: they wait for nobody else's work.
const counts = await Promise.all(folders.map(runOn));

const total = (key: keyof Count) => counts.reduce((sum, count) => sum + count[key], 0);
process.exitCode = total('failed') === 0 && total('passed') > 0 ? 0 : 1;
console.log(`\n${total('passed')} passed, ${total('failed')} failed`);

async function runOn(folder: string): Promise<Count> {
	try {
		return await runEngineTests(folder);
	} catch (error) {
		console.log(error);
		return { passed: 0, failed: 1 };
	}
}
