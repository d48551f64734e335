import assert from 'node:assert/strict';
import { NodeView } from '../nodeView.mts';
import { hubspotAccount } from './account.mts';
import type { Story } from './story.mts';
import { adsNode, flawedPriceList, HUBSPOT_ADS, putWorkflow } from './workflows.mts';

export const stopStory: Story = {
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const credential = await hubspotAccount(api, simulator);
		const row = [flawedPriceList, adsNode(credential, { checkValues: false })];
		await editor.openWorkflow(await putWorkflow(api, 'Stopped', row));

		assert.match(await editor.run(), /2 of 250 ads were not updated/);

		await editor.openNode(HUBSPOT_ADS);
		const description = view.output.locator('[data-test-id="node-error-description"]');
		const lines = (await description.innerText()).split('\n');
		assert.deepEqual(lines, [
			"[Item 7] HubSpot refused ad with 'reference_number' REF-000008: on request was not a valid number. Correct the value, or look at the ad in HubSpot.",
			"[Item 11] HubSpot has no ad with 'reference_number' REF-990001. Check the value in HubSpot.",
		]);
		const shown = view.output.locator('.node-error-view__header');
		await editor.picture('stopped', { of: { parts: [shown], margin: 6 }, readme: true });
	},
};
