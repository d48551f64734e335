/**
 * `npm run check:release`: what n8n's scanner (`npx @n8n/scan-community-package`) would say of this package, as far as that can
 * be known before it is published, and what a release needs besides. The scanner takes its files from npm and GitHub; here
 * it gets the packed tarball, and the sources of this folder. What cannot be known here is printed as `not checked`.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Checklist, type Finding } from './checklist.mts';
import { checkTarball } from './checkTarball.mts';
import { readJson, runQuietly } from './command.mjs';
import { npm } from './install.mjs';
import { localFolder, root } from './paths.mjs';

type Verdict = { passed: boolean; message?: string; details?: string };
type Scanner = {
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(folder: string, patterns: string[]): Promise<Verdict>;
};

/** What the scanner looks at in a published tarball. */
const TARBALL_PATTERNS = ['**/*.js', 'package.json'];
/** A source that the scanner has to refuse. */
const SAMPLE = '/* eslint-disable */\nexport const home = process.env.HOME;\n';

/** What cannot be known before the package is published, and why. */
const AT_RELEASE = [
	['the provenance statement', 'npm makes it while the package is published'],
	['the repository on GitHub is public', 'this asks nobody outside'],
	[
		'the sources on GitHub',
		'the scanner lints the public commit that the statement names, here it was this folder',
	],
	['the Trusted Publisher setting on npm', 'only its owner sees it'],
	['the name on npm is free or yours', 'this asks nobody outside'],
	['n8n’s own review of the node', 'it is done by people'],
];

const run = promisify(execFile);
const manifest = await readJson(join(root, 'package.json'));
const checklist = new Checklist();
const check = checklist.check.bind(checklist);

const folder = await mkdtemp(join(tmpdir(), 'hubspot-ads-release-'));
try {
	await runQuietly('Building the package', ['n8n-node', 'build'], {
		log: join(localFolder, 'logs', 'build.log'),
	});
	const unpacked = await packAndUnpack(folder);
	// @ts-expect-error The scanner has no types of its own.
	const scanner: Scanner = await import('@n8n/scan-community-package/scanner/scanner.mjs');

	await check('the scanner finds what it should, also behind eslint-disable', () =>
		scansAForbiddenGlobal(scanner, join(folder, 'sample')),
	);
	await check('the scanner has nothing to say of nodes/, credentials/ and package.json', () =>
		scan(scanner, root, scanner.SOURCE_FILE_PATTERNS),
	);
	await check('the scanner has nothing to say of the tarball', () =>
		scan(scanner, unpacked, TARBALL_PATTERNS),
	);
	await check('the tarball holds what it should and nothing else', checkTarball);
	await check('no file of the tarball names a folder of this machine', () => findPaths(unpacked));
	await check('CHANGELOG.md begins with a chapter of the version', checkChangelog);
	await check(
		'package.json asks for n8n-workflow as a peer and for nothing else',
		checkDependencies,
	);
	await check('package.json and the git remote name one repository on GitHub', checkRepository);
	await check('publish.yml publishes with provenance and without a stored token', checkWorkflow);
} catch (error) {
	checklist.breakOff(error);
} finally {
	await rm(folder, { recursive: true, force: true });
}

for (const [what, why] of AT_RELEASE) checklist.leaveOut(what, why);
process.exitCode = checklist.end() ? 0 : 1;

async function packAndUnpack(target: string): Promise<string> {
	const [program, ...args] = npm();
	await run(program, [...args, 'pack', '--ignore-scripts', '--pack-destination', target], {
		cwd: root,
	});
	const tarball = (await readdir(target)).find((name) => name.endsWith('.tgz'))!;
	await run('tar', ['-xzf', tarball], { cwd: target });
	return join(target, 'package');
}

async function scan(
	{ analyzePackage }: Scanner,
	where: string,
	patterns: string[],
): Promise<string[]> {
	const { passed: isClean, message, details } = await analyzePackage(where, patterns);
	return isClean ? [] : [message ?? 'It was not passed', ...(details ?? '').split('\n')];
}

/** A scanner that finds nothing anywhere would pass everything. */
async function scansAForbiddenGlobal(
	{ analyzePackage }: Scanner,
	sample: string,
): Promise<string[]> {
	await mkdir(join(sample, 'nodes'), { recursive: true });
	await writeFile(join(sample, 'nodes', 'sample.ts'), SAMPLE);
	const { passed: isClean, details } = await analyzePackage(sample, ['nodes/**/*.ts']);
	return !isClean && details?.includes('no-restricted-globals') ? [] : ['It passed a sample'];
}

async function findPaths(unpacked: string): Promise<string[]> {
	const complaints: string[] = [];
	for (const entry of await readdir(unpacked, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const text = await readFile(join(entry.parentPath, entry.name), 'utf8');
		if (text.includes(root)) complaints.push(`${entry.name} contains ${root}`);
	}
	return complaints;
}

/** Between releases the newest chapter is Unreleased; a tag needs its own. */
async function checkChangelog(): Promise<Finding> {
	const { version } = manifest;
	const headings = (await readFile(join(root, 'CHANGELOG.md'), 'utf8')).match(/^## .+$/gm) ?? [];
	const [newest, before] = headings.map((heading) => heading.replace(/^## \[?|\]?( .*)?$/g, ''));
	if (newest === version) return [];
	const isOpen = newest === 'Unreleased' && before === version;
	return isOpen && process.env.GITHUB_REF_TYPE !== 'tag'
		? { notChecked: 'its newest chapter is still Unreleased' }
		: [`Its newest heading is "${newest}"`];
}

function checkDependencies(): string[] {
	const forbidden = ['dependencies', 'optionalDependencies', 'bundleDependencies', 'overrides'];
	const present = forbidden.filter((key) => Object.keys(manifest[key] ?? {}).length > 0);
	const peers = JSON.stringify(manifest.peerDependencies);
	// n8n has its own n8n-workflow; npm would fetch the newest one, which needs a newer Node and a compiler.
	const isOptional = manifest.peerDependenciesMeta?.['n8n-workflow']?.optional === true;
	return [
		...present.map((key) => `It has ${key}`),
		...(peers === '{"n8n-workflow":"*"}' ? [] : [`Its peerDependencies are ${peers}`]),
		...(isOptional ? [] : ['npm would install n8n-workflow with it, as it is no optional peer']),
	];
}

async function checkRepository(): Promise<Finding> {
	const named = gitHubName(manifest.repository?.url);
	if (!named)
		return ['`repository.url` in package.json is not on GitHub, so there is no provenance'];
	const remote = await run('git', ['remote', 'get-url', 'origin'], { cwd: root }).catch(() => null);
	const origin = gitHubName(remote?.stdout.trim());
	if (!origin) return { notChecked: 'this clone has no remote on GitHub' };
	return origin === named
		? []
		: [`package.json names ${named}, and the remote is ${origin}: npm refuses provenance`];
}

function gitHubName(url: string | undefined): string | undefined {
	return /github\.com[/:]([^/]+\/[^/]+?)(\.git)?$/.exec(url ?? '')?.[1];
}

async function checkWorkflow(): Promise<string[]> {
	const file = join(root, '.github', 'workflows', 'publish.yml');
	const text = (await readFile(file, 'utf8')).replace(/^\s*#.*$/gm, '');
	const rules: Array<[isKept: boolean, complaint: string]> = [
		[/^\s+id-token: write$/m.test(text), 'It lacks `id-token: write`, so there is no provenance'],
		[/^on:\n\s+push:\n\s+tags:/m.test(text), 'It does not run on version tags'],
		// n8n's command line adds the provenance setting itself when it runs on GitHub.
		[
			/run: npm run release$/m.test(text) && manifest.scripts.release === 'n8n-node release',
			'It does not publish by `n8n-node release`',
		],
		[/run: npm test$/m.test(text), 'It publishes without running the tests'],
		[!/NPM_TOKEN|NODE_AUTH_TOKEN/.test(text), 'It uses a stored token'],
		[/runs-on: ubuntu-/.test(text), 'npm gives provenance on GitHub’s own machines only'],
	];
	return rules.filter(([isKept]) => !isKept).map(([, complaint]) => complaint);
}
