/**
 * `npm run test:editor`: what a person meets in the editor of the pinned n8n, in a real browser, and what an AI agent meets
 * there. `-- <words>` runs the stories whose title contains them, or one of several apart by `|`; `-- --pictures` takes the README's pictures anew.
 */
import { openOwnN8n, openUntilSignal } from '../../scripts/ownN8n.mts';
import { allScopes } from '../simulator/access.mts';
import { startSimulator } from '../simulator/server.mts';
import { Tally } from '../tally.mts';
import { openBrowser, signInWithBrowser } from './browser.mts';
import { Editor } from './editor.mts';
import { stories } from './stories/index.mts';
import type { Stage, Story } from './stories/story.mts';

const takesPictures = process.argv.includes('--pictures');
const wanted = process.argv
	.slice(2)
	.filter((word) => !word.startsWith('--'))
	.join(' ')
	.split('|');

const opened = openUntilSignal();

const tally = new Tally();
try {
	const browser = await openBrowser();
	opened.defer(() => browser.close());
	const { url, api } = await openOwnN8n(opened, 'editor');
	const { page, takeComplaints } = await signInWithBrowser(browser, url);
	const editor = new Editor(page, url, takesPictures);
	const shared = await startSimulator({
		ads: 300,
		latencyMs: 20,
		tokens: { good: { scopes: allScopes }, poor: { scopes: ['oauth'] } },
	});
	opened.defer(() => shared.close());

	for (const [title, story] of Object.entries(stories)) {
		if (!wanted.some((words) => title.includes(words))) continue;
		const hasPassed = await tally.check(title, async () => {
			takeComplaints();
			await perform(story, { editor, api, n8nUrl: url, simulator: shared });
			const complaints = takeComplaints();
			if (complaints.length > 0) throw new Error(`The page complained: ${complaints.join('\n')}`);
		});
		if (!hasPassed) await editor.picture(`failed ${title}`).catch(() => {});
	}
} catch (error) {
	tally.fail(error);
} finally {
	await opened.disposeAsync();
}
tally.end();

/** Most stories share an account: n8n chooses any of its credentials for a new node. */
async function perform(story: Story, stage: Stage): Promise<void> {
	const own = story.account && (await startSimulator({ ads: 300, ...story.account }));
	const simulator = own ?? stage.simulator;
	try {
		await story.perform({ ...stage, simulator });
		const unknown = simulator.hubspot.journal.find((entry) => entry.unknown);
		if (unknown) throw new Error(`Unknown path ${unknown.path}`);
	} finally {
		await own?.close();
	}
}
