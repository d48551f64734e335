/**
 * `npm test`: everything that has to hold before a change is taken. Every step runs, also after one that failed, and the
 * last line sums up the tests and, as one each, the other steps.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkTarball } from './checkTarball.mts';
import { readJson, runShown } from './command.mjs';
import { localFolder } from './paths.mjs';

type Count = { passed: number; failed: number };

const steps: Array<[title: string, run: () => Promise<Count>]> = [
	['Build', () => command('n8n-node', 'build')],
	['Lint', () => command('n8n-node', 'lint')],
	['Format', () => command('npm', 'run', '--silent', 'format:check')],
	['Unused packages, files and exports', () => command('knip')],
	['Types', () => command('npm', 'run', '--silent', 'typecheck')],
	['Unit tests', () => vitest('unit')],
	['Engine tests: the built package in n8n’s engine', () => vitest('engine')],
	['Tarball', tarball],
];

const counts: Count[] = [];
for (const [title, run] of steps) {
	console.log(`\n=== ${title}`);
	counts.push(await run());
}

console.log('\n=== Summary');
steps.forEach(([title], step) => {
	const { passed, failed } = counts[step];
	console.log(`${failed ? 'FAILED' : 'ok    '}  ${title} (${passed} passed, ${failed} failed)`);
});
const total = (key: keyof Count) => counts.reduce((sum, count) => sum + count[key], 0);
process.exitCode = total('failed') === 0 ? 0 : 1;
console.log(`\n${total('passed')} passed, ${total('failed')} failed`);

async function command(...words: string[]): Promise<Count> {
	return count((await runShown(words)) === 0);
}

async function vitest(project: string): Promise<Count> {
	const file = join(localFolder, 'test', `${project}.json`);
	await rm(file, { force: true });
	const code = await runShown([
		...['vitest', 'run', '--project', project],
		...['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${file}`],
	]);
	const report = await readJson(file).catch(() => undefined);
	const passed: number = report?.numPassedTests ?? 0;
	const failed: number = report?.numFailedTests ?? 0;
	// A file that cannot be loaded, or an error outside of any test, makes no test fail but the run.
	return { passed, failed: code === 0 && passed > 0 ? failed : Math.max(failed, 1) };
}

async function tarball(): Promise<Count> {
	const complaints = await checkTarball();
	for (const complaint of complaints) console.log(complaint);
	return count(complaints.length === 0);
}

function count(isPassed: boolean): Count {
	return isPassed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
