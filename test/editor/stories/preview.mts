import assert from 'node:assert/strict';
import { NodeView } from '../nodeView.mts';
import type { Story } from './story.mts';
import { hubspotAccount } from './account.mts';
import { adsNode, HUBSPOT_ADS, priceList, putWorkflow, UPDATED } from './workflows.mts';

export const jsonStory: Story = {
	async perform({ editor, api, simulator }) {
		const node = adsNode(await hubspotAccount(api, simulator));
		const parameters = { ...node.parameters, specifyAds: 'json' };
		await editor.openWorkflow(await putWorkflow(api, 'JSON', [priceList, { ...node, parameters }]));

		await editor.openNode(HUBSPOT_ADS);

		await editor.page.getByText('{ "id": "512", "properties": { "hs_price": 250000 } }').waitFor();
		await editor.picture('json');
	},
};

export const previewStory: Story = {
	async perform({ editor, api, simulator }) {
		const credential = await hubspotAccount(api, simulator);
		const row = [priceList, adsNode(credential)];
		await editor.openWorkflow(await putWorkflow(api, 'Preview', row, [UPDATED]));

		await editor.openNode(UPDATED);

		const { input } = new NodeView(editor);
		await input.getByText('Usually outputs the following fields').waitFor();
		const text = await input.innerText();
		for (const field of ['id', 'properties', 'hs_object_id', 'createdAt', 'updatedAt', 'url']) {
			assert.match(text, new RegExp(`\\b${field}\\b`));
		}
		await editor.picture('preview');
	},
};
