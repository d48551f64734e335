/**
 * Takes the pictures of examples/README.md: every example on the canvas of the pinned n8n. It needs Chromium
 * (`CHROMIUM`, by default Debian's). `-- <name>` takes those whose name contains it.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openOwnN8n, openUntilSignal } from '../../scripts/ownN8n.mts';
import { root } from '../../scripts/paths.mjs';
import { openBrowser, signInWithBrowser } from '../editor/browser.mts';
import { startSimulator } from '../simulator/server.mts';
import { shrinkPng } from './png.mts';
import {
	createCredential,
	hubspotCredential,
	importWorkflow,
	readExample,
	type Workflow,
} from './workbench.mts';

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
const opened = openUntilSignal();

try {
	await mkdir(images, { recursive: true });
	const simulator = await startSimulator({ ads: 10 });
	opened.defer(() => simulator.close());
	const { url, api } = await openOwnN8n(opened, 'pictures');
	// With a credential in each node, none of them is shown as incomplete.
	const openAi = await createCredential(api, 'OpenAI', 'openAiApi', { apiKey: 'not-used' });
	const credentials = {
		...(await hubspotCredential(api, simulator)),
		'@n8n/n8n-nodes-langchain.lmChatOpenAi': openAi,
	};

	const browser = await openBrowser();
	opened.defer(() => browser.close());
	const { page } = await signInWithBrowser(browser, url, {
		viewport: { width: 1900, height: 1200 },
		deviceScaleFactor: 1,
	});

	const [, , wanted = ''] = process.argv;
	for (const file of await readdir(join(root, 'examples'))) {
		if (!file.endsWith('.json') || !file.includes(wanted)) continue;
		const workflow = await readExample(file);
		const id = await importWorkflow(api, workflow, credentials);
		await photograph(page, `${url}/workflow/${id}`, workflow, file.replace('.json', '.png'));
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
