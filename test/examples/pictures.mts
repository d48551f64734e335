/**
 * Takes the pictures of examples/README.md: every example on the canvas of the pinned n8n. It needs Chromium
 * (`CHROMIUM`, by default Debian's). `-- <name>` takes those whose name contains it.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { runQuietly } from '../../scripts/command.mjs';
import { launchN8n } from '../../scripts/n8n.mts';
import { OWNER, signIn } from '../../scripts/n8nApi.mts';
import { localFolder, root } from '../../scripts/paths.mjs';
import { startSimulator } from '../simulator/server.mts';
import { shrinkPng } from './png.mts';
import {
	createCredential,
	hubspotCredential,
	importWorkflow,
	readExample,
	type Workflow,
} from './workbench.mts';

const FLAGS = [
	...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
	...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
/** Whatever lies over the canvas is no part of the picture; the dots of the grid only make the file larger. */
const BARE_CANVAS = `
	[data-test-id="canvas-controls"], [data-test-id="canvas-plus-button"], .vue-flow__background,
	[data-test-id="node-creator-plus-button"], [data-test-id="canvas-execute-workflow-button"],
	[class*="_canvas-buttons"], [class*="_executionButtons"], [class*="nodeButtons"],
	[class*="_bottomPane"], [class*="chatPanel"], #toast-container, .el-notification { display: none !important; }
	.vue-flow { background: #fff !important; }
`;
const MARGIN = 32;

const images = join(root, 'examples', 'images');
const opened = new AsyncDisposableStack();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => opened.disposeAsync().then(() => process.exit(130)));
}

try {
	await mkdir(images, { recursive: true });
	await runQuietly('Building the package', ['n8n-node', 'build'], {
		log: join(localFolder, 'logs', 'build.log'),
	});
	const userFolder = await mkdtemp(join(tmpdir(), 'hubspot-ads-pictures-'));
	opened.defer(() => rm(userFolder, { recursive: true, force: true }));
	const simulator = await startSimulator({ ads: 10 });
	opened.defer(() => simulator.close());
	const n8n = await launchN8n({
		userFolder,
		logFile: join(localFolder, 'logs', 'n8n-pictures.log'),
	});
	opened.defer(() => n8n.stop());
	console.log('Starting n8n (most of a minute)');
	await n8n.ready();
	const api = await signIn(n8n.url);
	// With a credential in each node, none of them is shown as incomplete.
	const openAi = await createCredential(api, 'OpenAI', 'openAiApi', { apiKey: 'not-used' });
	const credentials = {
		...(await hubspotCredential(api, simulator)),
		'@n8n/n8n-nodes-langchain.lmChatOpenAi': openAi,
	};

	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: FLAGS,
	});
	opened.defer(() => browser.close());
	const page = await browser.newPage({ viewport: { width: 1900, height: 1200 } });
	await page.goto(`${n8n.url}/signin`);
	await page.locator('input[type="email"]').fill(OWNER.email);
	await page.locator('input[type="password"]').fill(OWNER.password);
	await page.locator('button', { hasText: 'Sign in' }).click();
	await page.waitForURL((url) => !url.pathname.includes('signin'));

	const [, , wanted = ''] = process.argv;
	for (const file of await readdir(join(root, 'examples'))) {
		if (!file.endsWith('.json') || !file.includes(wanted)) continue;
		const workflow = await readExample(file);
		const id = await importWorkflow(api, workflow, credentials);
		await photograph(page, `${n8n.url}/workflow/${id}`, workflow, file.replace('.json', '.png'));
	}
} catch (error) {
	process.exitCode = 1;
	console.error(error);
} finally {
	await opened.disposeAsync();
}
process.exit();

async function photograph(page: Page, url: string, workflow: Workflow, name: string) {
	await page.goto(url);
	const last = workflow.nodes.at(-1)!.name;
	const node = page.locator(`[data-test-id="canvas-node"][data-node-name="${last}"]`);
	await node.waitFor({ timeout: 60_000 });
	await page.addStyleTag({ content: BARE_CANVAS });
	await page.keyboard.press('1');
	await page.mouse.move(0, 0);
	// The canvas moves to its place.
	await page.waitForTimeout(2_500);
	const screenshot = await page.screenshot({ clip: await boundsOfCanvas(page) });
	const picture = shrinkPng(screenshot);
	await writeFile(join(images, name), picture);
	console.log(`examples/images/${name}  ${Math.round(picture.length / 1000)} kB`);
}

/** The part of the page that the nodes take, with their names, and the notes. */
async function boundsOfCanvas(page: Page) {
	const boxes = await page
		.locator('.vue-flow__node, .vue-flow__node *, .vue-flow__edge-label')
		.evaluateAll((elements) =>
			(elements as unknown as Measured[])
				// Frames reach farther than what they hold, and some buttons show only under the pointer.
				.filter((element) => element.childElementCount === 0)
				.filter((element) => element.checkVisibility({ opacityProperty: true }))
				.map((element) => {
					const { left, top, right, bottom } = element.getBoundingClientRect();
					return { left, top, right, bottom };
				}),
		);
	const seen = boxes.filter(({ left, right }) => right > left);
	const left = Math.min(...seen.map((box) => box.left)) - MARGIN;
	const top = Math.min(...seen.map((box) => box.top)) - MARGIN;
	const right = Math.max(...seen.map((box) => box.right)) + MARGIN;
	const bottom = Math.max(...seen.map((box) => box.bottom)) + MARGIN;
	return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The page's own types are not those of Node. */
type Measured = {
	childElementCount: number;
	checkVisibility(options: { opacityProperty: boolean }): boolean;
	getBoundingClientRect(): { left: number; top: number; right: number; bottom: number };
};
