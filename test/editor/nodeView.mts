import type { Locator } from 'playwright-core';
import type { Editor } from './editor.mts';

const OPTIONS = ['dryRun', 'extraFields', 'simplify'];

/** The view of one node: its input, its parameters and its output. */
export class NodeView {
	readonly #editor: Editor;

	constructor(editor: Editor) {
		this.#editor = editor;
	}

	get input(): Locator {
		return this.#editor.part('ndv-input-panel');
	}

	get parameters(): Locator {
		return this.#editor.part('node-parameters');
	}

	get output(): Locator {
		return this.#editor.part('output-panel');
	}

	/** The text of the hints above the output. */
	async hints(): Promise<string> {
		const hints = this.output.locator('[data-test-id="node-hint"]');
		await hints.first().waitFor();
		return (await hints.allInnerTexts()).join('\n').trim();
	}

	async executeUpToHere(): Promise<void> {
		await this.input.getByRole('button', { name: 'Execute previous nodes' }).click();
		await this.input
			.getByText(/\d+ items?$/)
			.first()
			.waitFor();
	}

	async execute(): Promise<void> {
		await this.#editor.part('node-execute-button').click();
		await this.output.locator('[data-test-id="ndv-items-count"]').waitFor({ timeout: 90_000 });
	}

	async show(side: 'input' | 'output', display: 'schema' | 'table' | 'json'): Promise<void> {
		await this[side].locator(`[data-test-id="radio-button-${display}"]`).click();
	}

	/** The rows of the input that belong to a row of the output: the editor marks them under the pointer. */
	async inputOf(row: Locator): Promise<string[]> {
		await row.hover();
		const marked = this.input.locator('tr[class*="hoveringRow"]');
		await marked.first().waitFor();
		return marked.allInnerTexts();
	}

	async mapByHand(): Promise<void> {
		await this.#editor.part('mapping-mode-select').locator('input').click();
		await this.#choose('Map Each Column Manually');
		await this.#editor.part('mapping-fields-container').waitFor();
	}

	async mapAutomatically(): Promise<void> {
		await this.#editor.part('mapping-mode-select').locator('input').click();
		await this.#choose('Map Automatically');
	}

	async matchOn(property: string): Promise<void> {
		await this.#editor.part('matching-column-select').locator('input').click();
		await this.#editor.part(`matching-column-option-${property}`).click();
	}

	/** Waits until the list of properties was read, or is known not to be readable. */
	async untilListed(): Promise<void> {
		await this.#editor.page.getByText('Fetching properties').first().waitFor({ state: 'hidden' });
		await this.#editor.page.waitForTimeout(700);
	}

	async chooseCredential(name: string): Promise<void> {
		await this.#editor.part('node-credentials-select').click();
		await this.#choose(name);
	}

	/** n8n's own way to read the list of properties anew. */
	async refreshList(): Promise<void> {
		await this.#editor
			.part('matching-column-select')
			.locator('[data-test-id="action-toggle"]')
			.first()
			.click();
		await this.#editor.page.getByText('Refresh Property List', { exact: true }).last().click();
		await this.untilListed();
	}

	/** The properties that the mapping shows. */
	async properties(): Promise<string[]> {
		const fields = this.#editor
			.part('mapping-fields-container')
			.locator(
				'[data-test-id^="parameter-input-"]:not([data-test-id="parameter-input-field"]):not([data-test-id="parameter-input-hint"])',
			);
		const names = await fields.evaluateAll((elements) =>
			(elements as unknown as Array<{ dataset: { testId: string } }>).map(
				({ dataset }) => dataset.testId,
			),
		);
		return names.map((name) => name.replace('parameter-input-', ''));
	}

	async addProperty(label: string, property: string): Promise<void> {
		await this.#editor.part('add-fields-select').click();
		await this.#choose(label);
		await this.#editor.part(`parameter-input-${property}`).waitFor();
	}

	async removeProperty(property: string): Promise<void> {
		await this.#editor.part(`remove-field-button-${property}`).click();
	}

	/**
	 * Turns a field of the mapping into an expression, as a person does who types it.
	 * @param result what the editor shows below it for the first item, once it has taken the expression
	 */
	async setExpression(property: string, expression: string, result: string): Promise<void> {
		const field = this.#editor.part(`parameter-input-${property}`);
		await field.hover();
		await this.#editor.page
			.locator(`[data-test-id='value["${property}"]-parameter-input-options-container']`)
			.locator('[data-test-id="radio-button-expression"]')
			.click();
		await field.locator('.cm-content').click();
		await this.#editor.page.keyboard.press('Control+A');
		await this.#editor.page.keyboard.insertText(expression);
		const fields = this.#editor.part('mapping-fields-container');
		await fields.getByText(result, { exact: true }).first().waitFor();
		// The editor stores what was typed in when the field is left.
		await this.#editor.part('tab-params').click();
	}

	/** Adds one of the node's options, which then has its default. */
	async addOption(label: string): Promise<void> {
		const add = this.#editor.page.locator('input[placeholder="Add option"]');
		await add.scrollIntoViewIfNeeded();
		await add.click();
		await this.#choose(label);
	}

	/** The options that are there, by their names. */
	async options(): Promise<string[]> {
		await this.#editor.page.waitForTimeout(500);
		const shown = await this.parameters
			.locator('[data-test-id^="parameter-input-"]')
			.evaluateAll((elements) =>
				(elements as unknown as Array<{ dataset: { testId: string } }>).map(({ dataset }) =>
					dataset.testId.replace('parameter-input-', ''),
				),
			);
		return OPTIONS.filter((name) => shown.includes(name));
	}

	/** The labels of the options that can still be added; leaves their list open. */
	async offeredOptions(): Promise<string[]> {
		const add = this.#editor.page.locator('input[placeholder="Add option"]');
		await add.scrollIntoViewIfNeeded();
		await add.click();
		const list = this.#editor.page.locator('[data-test-id="collection-parameter-option"]:visible');
		await list.first().waitFor();
		return (await list.allInnerTexts()).map((label) => label.trim());
	}

	/** Chooses one more of a list from which several can be. */
	async chooseIn(parameter: string, label: string): Promise<void> {
		await this.#editor.part(`parameter-input-${parameter}`).locator('.el-select__input').click();
		await this.#choose(label);
	}

	/** Chooses from the list of an option that is there. */
	async chooseOption(name: string, label: string): Promise<void> {
		await this.parameters.locator(`[data-test-id="parameter-input-${name}"] input`).click();
		await this.#choose(label);
	}

	async switchOption(name: string): Promise<void> {
		await this.parameters.locator(`[data-test-id="parameter-input-${name}"] .el-switch`).click();
	}

	/** Gives the node Edit Fields one more field, of text. */
	async editField(name: string, value: string): Promise<void> {
		await this.#editor.part('assignment-collection-drop-area').click();
		await this.#editor.part('assignment-name').locator('input').last().fill(name);
		const field = this.#editor.part('assignment-value').last().locator('input, textarea').first();
		await field.fill(value);
	}

	async #choose(text: string): Promise<void> {
		await this.#editor.page.getByText(text, { exact: true }).last().click();
	}
}
