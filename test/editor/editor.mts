import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { localFolder, root } from '../../scripts/paths.mjs';
import type { N8nApi } from '../../scripts/n8nApi.mts';
import type { Workflow } from '../examples/workbench.mts';
import { shrinkPng } from '../examples/png.mts';

const README_PICTURES = join(root, 'docs', 'images');
/** What n8n lays over the page for a while, and the dots of its canvas, which only make a file larger. */
const BARE = `
	#toast-container, .el-notification, .Vue-Toastification__container, [class*="el-message"],
	[data-test-id="ndv-floating-nodes"], [data-test-id="floating-nodes"],
	.vue-flow__background, [class*="_executionButtons"], [data-test-id="canvas-handle-plus-wrapper"] { display: none !important; }
`;

/** A person's hands and eyes in n8n's editor: the canvas and the panel of nodes. */
export class Editor {
	readonly page: Page;
	readonly #url: string;
	readonly #takesPictures: boolean;

	constructor(page: Page, url: string, takesPictures = false) {
		this.page = page;
		this.#url = url;
		this.#takesPictures = takesPictures;
	}

	part(testId: string): Locator {
		return this.page.locator(`[data-test-id="${testId}"]`);
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.#url}/workflow/${id}`);
		await this.part('canvas-node').first().waitFor();
		await this.#untilStill(this.part('canvas-node').first());
	}

	/** An empty workflow with the trigger of this name. */
	async newWorkflow(trigger: string): Promise<void> {
		await this.page.goto(`${this.#url}/workflow/new`);
		await this.part('canvas-add-button').getByRole('button').first().click();
		await this.part('node-creator-item-name').getByText(trigger, { exact: true }).click();
		await this.part('canvas-node').first().waitFor();
		await this.#untilStill(this.part('canvas-node').first());
	}

	/** @returns the nodes that the panel offers for what was typed in, best first */
	async findNodes(words: string): Promise<string[]> {
		if (!(await this.#searchBar.isVisible())) await this.part('node-creator-plus-button').click();
		await this.#searchBar.fill(words);
		const names = this.part('node-creator-item-name');
		await names.first().waitFor();
		// The list follows the last letter after a moment.
		await this.page.waitForTimeout(700);
		return (await names.allInnerTexts()).map((name) => name.trim());
	}

	/** Adds a node behind the last one, by its action where it has several, and leaves its view open. */
	async addNode(name: string, action?: string): Promise<void> {
		await this.part('canvas-handle-plus').last().click();
		await this.findNodes(name);
		await this.part('node-creator-item-name').getByText(name, { exact: true }).click();
		if (action) await this.page.getByText(action, { exact: true }).first().click();
		await this.part('ndv').waitFor();
	}

	/** Hangs a node below an agent as its tool, and leaves its view open. */
	async addTool(agent: string, name: string): Promise<void> {
		const node = this.page.locator(`[data-test-id="canvas-node"][data-node-name="${agent}"]`);
		const handle = node.locator('[data-connection-type="ai_tool"]');
		await handle.locator('[data-test-id="canvas-handle-plus"]').click();
		const offered = await this.findNodes(name);
		await this.part('node-creator-item-name').getByText(offered[0], { exact: true }).click();
		await this.part('ndv').waitFor();
	}

	async openNode(name: string): Promise<void> {
		const node = this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
		// The whole workflow may be drawn small; the node is as high as it is wide, and its name stands below it.
		const { width = 96 } = (await node.boundingBox()) ?? {};
		await node.dblclick({ position: { x: width / 2, y: width / 2 } });
		await this.part('ndv').waitFor();
	}

	async closeNode(): Promise<void> {
		await this.part('ndv-close-button').click();
		await this.part('ndv').waitFor({ state: 'hidden' });
	}

	/** Saves the workflow where it was changed, and tells what is stored. */
	async saved(api: N8nApi, id: string): Promise<Workflow> {
		await this.page.keyboard.press('Control+s');
		await this.page.waitForTimeout(1_500);
		return api<Workflow>('GET', `/rest/workflows/${id}`);
	}

	/** Runs the workflow, and waits for what n8n says in the end. */
	async run(): Promise<string> {
		await this.part('execute-workflow-button').click();
		return this.says(/Workflow executed successfully|Problem in (node|workflow)/);
	}

	/** Waits for one of n8n's passing messages, and closes it. */
	async says(words: RegExp): Promise<string> {
		const toast = this.page.getByRole('alert').filter({ hasText: words }).last();
		await toast.waitFor({ timeout: 90_000 });
		const text = await toast.innerText();
		await toast.locator('.el-notification__closeBtn').click();
		return text;
	}

	/**
	 * Keeps what is to be seen in .local/screenshots. With `readme` it is a picture of the README, taken anew in docs/images
	 * when the test is run with `--pictures`.
	 */
	async picture(name: string, { of, window, toSee, readme = false }: Picture = {}): Promise<void> {
		const before = this.page.viewportSize()!;
		if (window) await this.page.setViewportSize(window);
		await toSee?.scrollIntoViewIfNeeded();
		await this.page.mouse.move(0, 0);
		// What was under the pointer, or is sized anew, settles.
		await this.page.waitForTimeout(window ? 1_000 : 300);
		const clip = of && (await boundsOf(of));
		const png = await this.page.screenshot({ clip, style: BARE, timeout: 60_000 });
		await save(join(localFolder, 'screenshots'), name, png);
		if (readme && this.#takesPictures) await save(README_PICTURES, name, shrinkPng(png));
		if (window) await this.page.setViewportSize(before);
	}

	get #searchBar(): Locator {
		return this.page
			.locator('input[data-test-id="node-creator-search-bar"]')
			.or(this.part('node-creator-search-bar').locator('input'));
	}

	/** The canvas moves its nodes to their places. */
	async #untilStill(part: Locator): Promise<void> {
		let before = '';
		for (let now = await placeOf(part); now !== before; now = await placeOf(part)) {
			before = now;
			await this.page.waitForTimeout(400);
		}
	}
}

type Picture = {
	/** The whole page, unless given. */
	of?: Area;
	/** Another size of the page while the picture is taken. */
	window?: { width: number; height: number };
	/** What is scrolled to. */
	toSee?: Locator;
	readme?: boolean;
};

/** Everything from the first part to the last one, with a margin; of that no more than `height`, in pixels. */
type Area = { parts: Locator[]; margin?: number; height?: number };

async function boundsOf({ parts, margin = 0, height = Infinity }: Area) {
	const boxes = (await Promise.all(parts.map((part) => part.boundingBox()))).filter(
		(box) => box !== null,
	);
	const x = Math.max(0, Math.min(...boxes.map((box) => box.x)) - margin);
	const y = Math.max(0, Math.min(...boxes.map((box) => box.y)) - margin);
	const right = Math.max(...boxes.map((box) => box.x + box.width)) + margin;
	const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + margin;
	return { x, y, width: right - x, height: Math.min(bottom - y, height) };
}

async function placeOf(part: Locator): Promise<string> {
	return JSON.stringify(await part.boundingBox());
}

async function save(folder: string, name: string, png: Buffer): Promise<void> {
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, `${name}.png`), png);
}
