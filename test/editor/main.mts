/**
 * `npm run test:editor`: what a person meets in the editor of the pinned n8n, in a real browser: finding the node, its
 * credential, mapping, running, and reading what came out. It needs Chromium (`CHROMIUM`, by default Debian's).
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runQuietly } from '../../scripts/command.mjs';
import { launchN8n } from '../../scripts/n8n.mts';
import { signIn } from '../../scripts/n8nApi.mts';
import { localFolder } from '../../scripts/paths.mjs';
import { allScopes } from '../simulator/access.mts';
import { startSimulator } from '../simulator/server.mts';
import { Editor } from './editor.mts';
import { stories } from './stories.mts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

const opened = new AsyncDisposableStack();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => opened.disposeAsync().then(() => process.exit(130)));
}

let passed = 0;
let failed = 0;
try {
	if (!existsSync(CHROMIUM)) {
		throw new Error(
			`There is no Chromium at ${CHROMIUM}. Install Debian's package chromium, or name another one in CHROMIUM`,
		);
	}
	await runQuietly('Building the package', ['n8n-node', 'build'], {
		log: join(localFolder, 'logs', 'build.log'),
	});
	const userFolder = await mkdtemp(join(tmpdir(), 'hubspot-ads-editor-'));
	opened.defer(() => rm(userFolder, { recursive: true, force: true }));
	const simulator = await startSimulator({
		ads: 300,
		tokens: { good: { scopes: allScopes }, poor: { scopes: ['oauth'] } },
	});
	opened.defer(() => simulator.close());
	const n8n = await launchN8n({ userFolder, logFile: join(localFolder, 'logs', 'n8n-editor.log') });
	opened.defer(() => n8n.stop());
	console.log('Starting n8n (most of a minute)');
	await n8n.ready();
	const api = await signIn(n8n.url);
	const editor = await Editor.open(n8n.url);
	opened.defer(() => editor.close());

	for (const [title, story] of Object.entries(stories)) {
		const before = editor.complaints.length;
		try {
			await story({ editor, api, simulator });
			const complaints = editor.complaints.slice(before);
			if (complaints.length > 0) throw new Error(`The page complained: ${complaints.join('\n')}`);
			passed++;
			console.log(`ok      ${title}`);
		} catch (error) {
			failed++;
			await editor.picture(`failed-${failed}`);
			console.log(`FAILED  ${title}\n${error instanceof Error ? error.stack : error}`);
		}
	}
} catch (error) {
	failed++;
	console.error(error);
} finally {
	await opened.disposeAsync();
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
