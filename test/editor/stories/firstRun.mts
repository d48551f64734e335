import assert from 'node:assert/strict';
import { NodeView } from '../nodeView.mts';
import { hubspotAccount } from './account.mts';
import type { Story } from './story.mts';

/** Every step that the README tells of. */
export const firstRunStory: Story = {
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		await hubspotAccount(api, simulator);
		const [ad] = simulator.hubspot.ads.all();
		await editor.newWorkflow('Trigger manually');

		await editor.addNode('Edit Fields (Set)');
		await view.editField('id', ad.id);
		await view.editField('hs_price', '251000');
		await editor.closeNode();
		await editor.addNode('HubSpot Ads', 'Batch update ads');
		await view.addOption('Dry Run');
		await view.switchOption('dryRun');
		await view.executeUpToHere();
		const before = ad.values.hs_price;
		await view.execute();

		assert.match(await view.hints(), /^Nothing was written\. 1 ad would be updated\./);
		assert.equal(ad.values.hs_price, before);

		await view.switchOption('dryRun');
		await view.execute();

		await view.output.getByText('1 ad updated in 1 request.', { exact: true }).waitFor();
		assert.equal(ad.values.hs_price, '251000');
		await editor.picture('first-run');
	},
};
