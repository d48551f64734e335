import assert from 'node:assert/strict';
import { NodeView } from '../nodeView.mts';
import { hubspotAccount } from './account.mts';
import type { Story } from './story.mts';
import { HUBSPOT_ADS, listOf, namedNode, putWorkflow, UPDATED } from './workflows.mts';

export const getStory: Story = {
	account: {},
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		await hubspotAccount(api, simulator);
		const [a, b] = simulator.hubspot.ads.all();
		const list = listOf([{ id: a.id }, { id: `${b.id}, ${a.id}` }]);
		const id = await putWorkflow(api, 'Get', [list]);
		await editor.openWorkflow(id);

		await editor.addNode(HUBSPOT_ADS, 'Batch get ads');
		await view.chooseIn('properties', 'Price (hs_price)');
		await editor.closeNode();
		const { nodes } = await editor.saved(api, id);
		const { name, parameters } = nodes.at(-1)!;
		assert.deepEqual(parameters.properties, ['hs_price']);
		assert.match(await editor.run(), /successfully/);
		await editor.openNode(name);
		await view.show('output', 'table');

		await view.output.getByText('3 ads read in 1 request.', { exact: true }).waitFor();
		const text = await view.output.innerText();
		for (const value of [a.id, b.id, a.values.hs_price, b.values.hs_price]) {
			assert.ok(text.includes(value), `No ${value} in the table`);
		}
		await editor.picture('get');
	},
};

export const deleteStory: Story = {
	account: {},
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const { hubspot } = simulator;
		const credential = await hubspotAccount(api, simulator);
		const [live, bin] = hubspot.ads.all();
		hubspot.ads.write(live.id, { hs_name: 'Casa azul' });
		hubspot.archive(bin.id);
		const list = listOf([{ id: live.id }, { id: bin.id }]);
		const node = namedNode(credential, 'batchArchive', { dryRun: true });
		const id = await putWorkflow(api, 'Delete', [list, node], [UPDATED]);
		await editor.openWorkflow(id);
		const canvas = editor.page.locator(`[data-node-name="${HUBSPOT_ADS}"]`).first();
		assert.match(await canvas.innerText(), /Batch Delete \(Dry Run\)/);

		await editor.openNode(UPDATED);
		// The editor keeps how the input was shown last, and shows what will come out as a schema only.
		await view.show('input', 'schema');
		await view.input.getByText('Usually outputs the following fields').waitFor();
		assert.match(await view.input.innerText(), /\barchivedAt\b[^]*\boutcome\b/);
		await editor.closeNode();

		assert.match(await editor.run(), /successfully/);
		await editor.openNode(HUBSPOT_ADS);
		await view.show('output', 'table');
		assert.match(
			await view.hints(),
			/^Nothing was deleted\. 1 ad would be deleted\. 1 was deleted already\./,
		);
		assert.match(await view.output.innerText(), /The ad "Casa azul" would be deleted/);
		assert.equal(hubspot.ads.get(live.id)!.archived, false);
		await editor.picture('delete-dry-run');

		await view.switchOption('dryRun');
		await editor.closeNode();
		assert.match(await editor.run(), /successfully/);
		await editor.openNode(HUBSPOT_ADS);

		await view.output
			.getByText(/^1 ad deleted in \d requests\. 1 was deleted already\.$/)
			.waitFor();
		assert.equal(hubspot.ads.get(live.id)!.archived, true);
		assert.equal(hubspot.ads.all().length, 298);
		await editor.picture('delete');
	},
};
