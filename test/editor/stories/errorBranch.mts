import assert from 'node:assert/strict';
import { NodeView } from '../nodeView.mts';
import { hubspotAccount } from './account.mts';
import type { Story } from './story.mts';
import {
	adsNode,
	flawedPriceList,
	HUBSPOT_ADS,
	NOT_UPDATED,
	putWorkflow,
	UPDATED,
} from './workflows.mts';

export const errorBranchStory: Story = {
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const credential = await hubspotAccount(api, simulator);
		// Unchecked, so that it is HubSpot who refuses the price.
		const node = adsNode(credential, { checkValues: false }, { onError: 'continueErrorOutput' });
		const id = await putWorkflow(
			api,
			'Two outputs',
			[flawedPriceList, node],
			[UPDATED, NOT_UPDATED],
		);
		await editor.openWorkflow(id);

		assert.match(await editor.run(), /successfully/);

		const canvas = editor.page.locator('[data-test-id="canvas-node"], .vue-flow__edge-label');
		await editor.picture('two-outputs', {
			of: { parts: await canvas.all(), margin: 56 },
			readme: true,
		});
		await editor.openNode(HUBSPOT_ADS);
		assert.match(
			await view.hints(),
			/248 ads updated in \d+ requests\. 2 were not updated: 1 rejected, 1 not found\./,
		);
		await view.output.getByText('Error Branch (2 items)').click();
		await view.show('input', 'table');
		await view.show('output', 'table');
		const [refused, missing] = await view.output.locator('tbody tr').all();
		assert.match(
			await refused.innerText(),
			/HubSpot refused ad with 'reference_number' REF-000008: on request was not a valid number/,
		);
		assert.match(await missing.innerText(), /HubSpot has no ad with 'reference_number' REF-990001/);
		assert.match((await view.inputOf(refused)).join(), /^REF-000008\s+on request/);
		assert.match((await view.inputOf(missing)).join(), /^REF-990001\s+252750/);
		await editor.picture('error-branch', { of: { parts: [view.output], margin: 0 } });
	},
};
