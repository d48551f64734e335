/**
 * `npm test`: everything that has to hold before a change is taken. Every step runs, also after one that failed, and the
 * last line sums up the tests and, as one each, the other steps.
 */
import { checkTarball } from './checkTarball.mts';
import { runShown } from './command.mjs';
import { installEngine } from './install.mjs';
import { runEngineTests, runVitest, type Count } from './vitest.mts';

/** The oldest n8n that is promised, and tests of what differs most between versions; `npm run test:versions` runs all. */
const OLDEST = '1.123.81';
const ON_OLDEST = ['outputs', 'oauth.test', 'oauthTestButton', 'lateReplies', 'unreachable'];

const steps: Array<[title: string, run: () => Promise<Count>]> = [
	['Build', () => command('n8n-node', 'build')],
	['Lint', () => command('n8n-node', 'lint')],
	['Format', () => command('npm', 'run', '--silent', 'format:check')],
	['Unused packages, files and exports', () => command('knip')],
	['Types', () => command('npm', 'run', '--silent', 'typecheck')],
	['Unit tests', () => runVitest('unit', ['--project', 'unit'])],
	[
		'Engine tests: the built package in n8n’s engine',
		() => runVitest('engine', ['--project', 'engine']),
	],
	[`Some of them in the engine of n8n ${OLDEST}`, onOldest],
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

async function onOldest(): Promise<Count> {
	const files = ON_OLDEST.map((name) => `test/engine/${name}`);
	return await runEngineTests(await installEngine(OLDEST), files);
}

async function tarball(): Promise<Count> {
	const complaints = await checkTarball();
	for (const complaint of complaints) console.log(complaint);
	return count(complaints.length === 0);
}

function count(isPassed: boolean): Count {
	return isPassed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
