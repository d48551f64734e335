import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { NodeView } from '../nodeView.mts';
import { hubspotAccount } from './account.mts';
import type { Story } from './story.mts';

/** A person adds the operation, sets a condition from the list of properties, and reads what was found. */
export const getManyStory: Story = {
	account: {},
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		await hubspotAccount(api, simulator);
		const { page } = editor;
		await editor.newWorkflow('Trigger manually');
		await editor.addNode('HubSpot Ads', 'Get many ads');

		await view.parameters.getByText('Add Condition', { exact: true }).click();
		const field = (name: string): Locator =>
			view.parameters.locator(`[data-test-id="parameter-input-${name}"]`);
		await choose('property', 'Listing type (hs_listing_type)');
		assert.deepEqual(await shown(), ['value']);
		await choose('operator', 'Is Between');
		assert.deepEqual(await shown(), ['value', 'highValue']);
		await choose('operator', 'Is Known');
		assert.deepEqual(await shown(), []);
		await choose('operator', 'Is Any Of');
		assert.deepEqual(await shown(), ['values']);
		await field('values').locator('input, textarea').first().fill('House;Townhouse');
		await editor.picture('get-many');
		await view.execute();

		const summary = await view.hints();
		assert.match(summary, /^50 ads found in 1 request\.\s+HubSpot's search lags some seconds/);
		await view.output.getByText('hs_object_id').first().waitFor();
		await editor.picture('get-many-found');

		async function choose(name: string, choice: string): Promise<void> {
			await field(name).locator('input').first().click();
			await page.getByText(choice, { exact: true }).last().click();
		}

		/** What the condition asks for beside property and operator. */
		async function shown(): Promise<string[]> {
			await page.waitForTimeout(300);
			const all = ['value', 'highValue', 'values'];
			const areShown = await Promise.all(all.map((name) => field(name).isVisible()));
			return all.filter((_name, at) => areShown[at]);
		}
	},
};
