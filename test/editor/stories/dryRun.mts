import assert from 'node:assert/strict';
import { NodeView } from '../nodeView.mts';
import { hubspotAccount } from './account.mts';
import type { Story } from './story.mts';
import {
	adsNode,
	automaticNode,
	flawedPriceList,
	HUBSPOT_ADS,
	listOf,
	putWorkflow,
} from './workflows.mts';

export const dryRunStory: Story = {
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const subtitle = () =>
			editor.page.locator(`[data-node-name="${HUBSPOT_ADS}"]`).first().innerText();
		// Other stories have written the same prices.
		for (const { id } of simulator.hubspot.ads.all()) {
			simulator.hubspot.ads.write(id, { hs_price: '1' });
		}
		const credential = await hubspotAccount(api, simulator);
		// What an expression gives is not known before a run.
		const open = [flawedPriceList, adsNode(credential, { dryRun: '={{ $json.preview }}' })];
		await editor.openWorkflow(await putWorkflow(api, 'Perhaps dry', open));
		assert.match(await subtitle(), /Batch Update$/m);

		const row = [flawedPriceList, adsNode(credential, { dryRun: true })];
		await editor.openWorkflow(await putWorkflow(api, 'Dry run', row));

		assert.match(await subtitle(), /Batch Update \(Dry Run\)/);
		await editor.picture('dry-run-canvas', {
			of: { parts: await editor.part('canvas-node').all(), margin: 56 },
		});
		assert.match(await editor.run(), /successfully/);

		await editor.openNode(HUBSPOT_ADS);
		assert.match(
			await view.hints(),
			/^Nothing was written\. 248 ads would be updated\. 2 could not be updated: 1 invalid, 1 not found\. A real run would send nothing, because 1 ad is invalid and 'On Error' is set to Stop Workflow\./,
		);
		await view.show('output', 'table');
		const rows = view.output.locator('tbody tr');
		await rows.first().waitFor();
		assert.match(await rows.first().innerText(), /hs_price would change/);
		assert.doesNotMatch(await view.output.innerText(), /undefined/);
		await editor.picture('dry-run-hint', { of: { parts: [view.output], margin: 0 } });
	},
};

/** One ad of each outcome that a dry run has. */
export const dryRunOutcomesStory: Story = {
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const credential = await hubspotAccount(api, simulator);
		const [a, b, c, d] = simulator.hubspot.ads.all();
		const list = listOf([
			{ id: a.id, hs_price: 265_000 },
			{ id: b.id, hs_price: Number(b.values.hs_price) },
			{ id: c.id, hs_price: 'on request' },
			{ id: '31009900001', hs_price: 312_000 },
			{ id: d.id, hs_price: 189_500, hs_listing_type: 'House' },
		]);
		const node = automaticNode(credential, { dryRun: true });
		await editor.openWorkflow(await putWorkflow(api, 'New prices', [list, node]));
		await editor.openNode(HUBSPOT_ADS);
		await view.executeUpToHere();
		await view.execute();
		await view.show('output', 'table');

		assert.match(
			await view.hints(),
			/^Nothing was written\. 2 ads would be updated\. 1 would not change\./,
		);
		await editor.picture('dry-run', {
			of: { parts: [view.output] },
			window: { width: 1900, height: 605 },
			readme: true,
		});
		const text = await view.output.innerText();
		for (const outcome of ['wouldUpdate', 'unchanged', 'invalid', 'notFound']) {
			assert.ok(text.includes(outcome), `No ${outcome} in the table`);
		}
	},
};
