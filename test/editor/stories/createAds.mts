import assert from 'node:assert/strict';
import { NodeView } from '../nodeView.mts';
import { hubspotAccount } from './account.mts';
import type { Story } from './story.mts';
import { HUBSPOT_ADS, newAds, putWorkflow } from './workflows.mts';

export const createStory: Story = {
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		await hubspotAccount(api, simulator);
		const id = await putWorkflow(api, 'New ads', [newAds]);
		await editor.openWorkflow(id);
		await editor.addNode(HUBSPOT_ADS, 'Batch create ads');
		await view.executeUpToHere();

		await view.mapByHand();
		assert.deepEqual(await view.properties(), ['hs_name'], 'a new ad needs its name, and no ID');
		await view.addProperty('Price (hs_price)', 'hs_price');
		await view.addProperty('Reference number (reference_number)', 'reference_number');
		await view.setExpression('hs_name', '{{ $json.title }}', 'House 1');
		await view.setExpression('hs_price', '{{ $json.price }}', '250000');
		await view.setExpression('reference_number', '{{ $json.reference }}', 'NEW-000001');
		await view.addOption('Unique Property Name or ID');
		await view.chooseOption('uniqueProperty', 'Reference number (reference_number)');
		await view.addOption('Dry Run');
		await view.switchOption('dryRun');
		await view.execute();

		assert.match(await view.hints(), /^Nothing was created\. 250 ads would be created\.$/);
		assert.equal(simulator.hubspot.ads.byUnique('reference_number', 'NEW-000001'), undefined);

		await view.switchOption('dryRun');
		await view.execute();

		await view.output.getByText('250 ads created in 3 requests.').waitFor();
		await editor.picture('create-ads', { of: { parts: [editor.part('ndv')] } });
		for (const row of [1, 100, 250]) {
			const reference = `NEW-${String(row).padStart(6, '0')}`;
			const ad = simulator.hubspot.ads.byUnique('reference_number', reference);
			assert.equal(ad?.values.hs_name, `House ${row}`);
		}

		await view.execute();

		await view.output
			.getByText(/None of 250 ads|250 of 250 ads were not created/)
			.first()
			.waitFor();
	},
};
