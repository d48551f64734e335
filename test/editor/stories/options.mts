import assert from 'node:assert/strict';
import { NodeView } from '../nodeView.mts';
import { hubspotAccount } from './account.mts';
import { nodeOf } from './mappedNodes.mts';
import type { Story } from './story.mts';
import { automaticNode, HUBSPOT_ADS, priceList, putWorkflow } from './workflows.mts';

/** What does nothing in a dry run is not offered in one, and is there again after it. */
export const optionsStory: Story = {
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const node = automaticNode(await hubspotAccount(api, simulator), {
			...{ dryRun: true, simplify: true, extraFields: 'reject' },
		});
		const id = await putWorkflow(api, 'Options', [priceList, node]);
		await editor.openWorkflow(id);
		await editor.openNode(HUBSPOT_ADS);
		await view.untilListed();

		assert.deepEqual(await view.options(), ['dryRun', 'extraFields']);
		const offered = await view.offeredOptions();
		assert.ok(offered.includes('Duplicate Ads'), offered.join(', '));
		for (const idle of ['Simplify', 'Include Batch Details', 'Skip Unchanged Ads']) {
			assert.ok(!offered.includes(idle), idle);
		}
		await editor.picture('options-dry-run');
		await editor.page.keyboard.press('Escape');
		await view.switchOption('dryRun');
		await view.mapByHand();
		assert.deepEqual(await view.options(), ['dryRun', 'simplify']);
		await view.mapAutomatically();
		await view.switchOption('dryRun');
		assert.deepEqual(await view.options(), ['dryRun', 'extraFields']);
		await editor.page.getByText("'Simplify' does nothing in a dry run").waitFor();
		await view.switchOption('dryRun');
		assert.deepEqual(await view.options(), ['dryRun', 'extraFields', 'simplify']);
		await editor.picture('options');
		await editor.closeNode();

		const stored = nodeOf((await editor.saved(api, id)).nodes, HUBSPOT_ADS);
		assert.deepEqual(stored.parameters.options, {
			...{ dryRun: false, simplify: true, extraFields: 'reject' },
		});
	},
};
