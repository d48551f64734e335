import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readJson, runShown } from './command.mjs';
import { localFolder } from './paths.mjs';

export type Count = { passed: number; failed: number };

/**
 * Runs tests and shows them.
 * @param name of the file that keeps the counts
 * @param args vitest's
 * @param env variables of the tests
 */
export async function runVitest(
	name: string,
	args: string[],
	env: Record<string, string> = {},
): Promise<Count> {
	const file = join(localFolder, 'test', `${name}.json`);
	await rm(file, { force: true });
	const code = await runShown(
		[
			...['vitest', 'run', ...args],
			...['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${file}`],
		],
		env,
	);
	const report = await readJson(file).catch(() => undefined);
	const passed: number = report?.numPassedTests ?? 0;
	const failed: number = report?.numFailedTests ?? 0;
	// A file that cannot be loaded, or an error outside of any test, makes no test fail but the run.
	return { passed, failed: code === 0 && passed > 0 ? failed : Math.max(failed, 1) };
}

/**
 * Runs the engine tests on an older n8n.
 * @param folder where its engine is installed
 * @param only files to run; all where there is none
 */
export async function runEngineTests(folder: string, only: string[] = []): Promise<Count> {
	const name = `engine-${basename(folder)}`;
	const env = { HUBSPOT_ADS_ENGINE: folder };
	return await runVitest(name, ['--project', 'engine', ...only], env);
}
