import type { Locator, Page } from 'playwright-core';
import type { Editor } from './editor.mts';

/** The form of a credential, as the editor opens it. */
export class CredentialForm {
	readonly #editor: Editor;
	readonly whole: Locator;

	constructor(editor: Editor) {
		this.#editor = editor;
		this.whole = editor.part('editCredential-modal');
	}

	/** From the node's view, whether or not there is a credential to choose already. */
	async openNew(): Promise<void> {
		const { page } = this.#editor;
		const connect = page.getByText('Connect to HubSpot Ads');
		const select = this.#editor.part('node-credentials-select');
		await connect.or(select).first().waitFor();
		if (await connect.isVisible()) await connect.click();
		else {
			await select.click();
			await page.locator('[data-test-id="node-credentials-select-item-new"]:visible').click();
		}
		await this.whole.waitFor();
	}

	async switchTo(authentication: 'Access Token' | 'OAuth2'): Promise<void> {
		await this.#editor.part('credential-mode-dropdown-trigger').click();
		await this.#editor.page.getByText(authentication, { exact: true }).last().click();
	}

	async fill(fields: Record<string, string>): Promise<void> {
		for (const [name, value] of Object.entries(fields)) {
			await this.whole.locator(`[data-test-id="parameter-input-${name}"] input`).fill(value);
		}
	}

	/** n8n tests a credential when it is saved, and closes the form of one that works. */
	async save(): Promise<void> {
		await this.#editor.part('credential-save-button').click();
	}

	/** @returns the page that asks for a person's consent, in a window of its own */
	async connect(): Promise<Page> {
		const popup = this.#editor.page.waitForEvent('popup');
		await this.whole.getByRole('button', { name: 'Connect', exact: true }).click();
		return popup;
	}

	/** The words of a test that did not succeed; n8n hides those of the first one behind a link. */
	async complaint(): Promise<string> {
		await this.whole.getByText('Couldn’t connect with these settings').waitFor();
		const more = this.whole.getByText('More details');
		if (await more.isVisible()) await more.click();
		return this.whole.innerText();
	}

	async close(): Promise<void> {
		await this.whole.getByRole('button', { name: 'Close' }).first().click();
		await this.whole.waitFor({ state: 'hidden' });
	}
}
