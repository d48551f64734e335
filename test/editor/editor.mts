import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { OWNER } from '../../scripts/n8nApi.mts';
import { localFolder } from '../../scripts/paths.mjs';

const FLAGS = [
	...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
	...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** What n8n's own editor complains about, with any node or none, on a machine without the internet. */
const NOT_OURS = [
	// Before the sign-in, and where it looks for other people's nodes and for fonts.
	/status of 401/,
	/ERR_CERT_AUTHORITY_INVALID|ERR_NAME_NOT_RESOLVED|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION/,
	/injectNDVStore\(\) was accessed/,
	// A new node asks for its columns before the editor has given it a credential.
	/status of 500/,
];

/** A person's hands and eyes in n8n's editor. */
export class Editor {
	readonly complaints: string[] = [];

	readonly page: Page;
	readonly #browser: Browser;
	readonly #url: string;

	private constructor(browser: Browser, page: Page, url: string) {
		this.#browser = browser;
		this.page = page;
		this.#url = url;
	}

	static async open(url: string): Promise<Editor> {
		const browser = await chromium.launch({
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			args: FLAGS,
		});
		const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		page.setDefaultTimeout(20_000);
		const editor = new Editor(browser, page, url);
		page.on('console', (message) => {
			const text = message.text();
			if (message.type() === 'error' && !NOT_OURS.some((known) => known.test(text)))
				editor.complaints.push(text);
		});
		page.on('pageerror', (error) => editor.complaints.push(String(error)));
		await page.goto(`${url}/signin`);
		await page.locator('input[type="email"]').fill(OWNER.email);
		await page.locator('input[type="password"]').fill(OWNER.password);
		await page.locator('button', { hasText: 'Sign in' }).click();
		await page.waitForURL(({ pathname }) => !pathname.includes('signin'));
		return editor;
	}

	async close(): Promise<void> {
		await this.#browser.close();
	}

	part(testId: string): Locator {
		return this.page.locator(`[data-test-id="${testId}"]`);
	}

	/** Kept for whoever wants to see what the test saw. */
	async picture(name: string): Promise<void> {
		const folder = join(localFolder, 'screenshots');
		await mkdir(folder, { recursive: true });
		await this.page.screenshot({ path: join(folder, `${name}.png`) });
	}

	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.#url}/workflow/new`);
		await this.part('canvas-add-button').first().click();
		await this.search('manual');
		await this.part('node-creator-node-item').first().click();
		await this.part('canvas-trigger-node').first().waitFor();
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.#url}/workflow/${id}`);
		await this.part('canvas-default-node').first().waitFor();
	}

	/** @returns the nodes that the panel offers for what was typed in */
	async findNodes(words: string): Promise<string[]> {
		await this.part('node-creator-plus-button').first().click();
		await this.search(words);
		const names = await this.part('node-creator-item-name').allInnerTexts();
		await this.page.keyboard.press('Escape');
		return names.map((name) => name.trim());
	}

	async addNode(name: string, action: string): Promise<void> {
		await this.part('node-creator-plus-button').first().click();
		await this.search(name);
		await this.part('node-creator-item-name').getByText(name, { exact: true }).click();
		await this.page.getByText(action).first().click();
		await this.part('ndv').waitFor();
	}

	async openNode(name: string): Promise<void> {
		await this.page
			.locator(`[data-node-name="${name}"]`)
			.first()
			.dblclick({ position: { x: 48, y: 48 } });
		await this.part('ndv').waitFor();
	}

	async execute(): Promise<void> {
		await this.part('execute-workflow-button').first().click();
		await this.page
			.getByText(/Workflow executed successfully/i)
			.first()
			.waitFor({ timeout: 60_000 });
	}

	private async search(words: string): Promise<void> {
		const bar = this.page.locator(
			'input[data-test-id="node-creator-search-bar"], [data-test-id="node-creator-search-bar"] input',
		);
		await bar.first().fill(words);
		// The panel answers a moment after the last letter.
		await this.page.waitForTimeout(900);
	}
}
