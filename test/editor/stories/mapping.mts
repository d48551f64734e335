import assert from 'node:assert/strict';
import { NodeView } from '../nodeView.mts';
import { hubspotAccount, priceOf, referenceOf } from './account.mts';
import type { Story } from './story.mts';
import { adsNode, HUBSPOT_ADS, priceList, putWorkflow } from './workflows.mts';

export const byHandStory: Story = {
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		await hubspotAccount(api, simulator);
		await editor.openWorkflow(await putWorkflow(api, 'New prices', [priceList]));
		await editor.addNode('HubSpot Ads', 'Batch update ads');
		await view.executeUpToHere();

		await view.mapByHand();
		await view.matchOn('reference_number');
		assert.deepEqual(
			await view.properties(),
			['reference_number', 'id'],
			'an account has hundreds of properties, so only what names the ad is there from the start',
		);
		await view.removeProperty('id');
		await view.addProperty('Price (hs_price)', 'hs_price');
		await view.addProperty('Bedrooms (hs_bedrooms)', 'hs_bedrooms');
		await view.setExpression('reference_number', '{{ $json.reference }}', 'REF-000001');
		await view.setExpression('hs_bedrooms', '{{ $json.bedrooms }}', '2');
		await view.setExpression('hs_price', '{{ Math.round($json.price * 1.02) }}', '255000');
		await view.execute();

		assert.equal(await view.hints(), '250 ads updated in 3 requests.');
		assert.match(await view.output.innerText(), /250 items/);
		await editor.picture('mapping-by-hand', {
			of: { parts: [editor.part('ndv')] },
			window: { width: 1220, height: 760 },
			toSee: editor.part('add-fields-select'),
			readme: true,
		});
		for (const row of [0, 99, 249]) {
			assert.equal(
				priceOf(simulator, referenceOf(row)),
				String(Math.round((250_000 + row * 250) * 1.02)),
			);
		}
	},
};

export const automaticStory: Story = {
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const credential = await hubspotAccount(api, simulator);
		const node = adsNode(credential, {}, {}, {});
		const rows = `return Array.from({ length: 250 }, (_, row) => ({ json: { reference_number: 'REF-' + String(row + 1).padStart(6, '0'), hs_price: 300000 + row } }));`;
		const list = { ...priceList, parameters: { jsCode: rows } };
		await editor.openWorkflow(await putWorkflow(api, 'Automatic', [list, node]));
		await editor.openNode(HUBSPOT_ADS);
		await view.mapAutomatically();
		await editor.page.getByText(/make sure the incoming data fields are named the same/).waitFor();
		await editor.picture('mapping-automatic');

		await view.execute();

		assert.equal(await view.hints(), '250 ads updated in 3 requests.');
		assert.match(await view.output.innerText(), /250 items/);
		for (const row of [0, 99, 249]) {
			assert.equal(priceOf(simulator, referenceOf(row)), String(300_000 + row));
		}
	},
};
