import assert from 'node:assert/strict';
import { hubspotCredential, importWorkflow, readExample } from '../../examples/workbench.mts';
import { NodeView } from '../nodeView.mts';
import { hubspotAccount } from './account.mts';
import { nodeOf, nodeWith, rowsFor, send, storedIn } from './mappedNodes.mts';
import { shapes } from './shapes.mts';
import type { Story } from './story.mts';
import { HUBSPOT_ADS, putBranches } from './workflows.mts';

const TRIGGER = "When clicking 'Execute workflow'";

/** Every shape is a node of one workflow, and is opened, opened again and refreshed. */
export const openingStory: Story = {
	account: {},
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const credential = await hubspotAccount(api, simulator);
		const nodes = Object.entries(shapes).map(([shape, { ads, options }], row) =>
			nodeWith(credential, shape, ads, row, options),
		);
		const id = await putBranches(api, 'Shapes', rowsFor(simulator), nodes);
		const before = { parameters: nodes.map(storedIn), sent: await send(api, simulator, id) };
		await editor.openWorkflow(id);

		for (const [shape, { shows }] of Object.entries(shapes)) {
			for (const visit of ['opened', 'opened again']) {
				await editor.openNode(shape);
				await view.untilListed();
				assert.deepEqual(await view.properties(), shows, `${shape}, ${visit}`);
				if (visit === 'opened again') await view.refreshList();
				await editor.closeNode();
			}
		}

		const stored = (await editor.saved(api, id)).nodes;
		const parameters = Object.keys(shapes).map((shape) => storedIn(nodeOf(stored, shape)));
		assert.deepEqual({ parameters, sent: await send(api, simulator, id) }, before);
	},
};

/** A mapping that came from elsewhere shows the rest of the account's properties when a person asks for it twice. */
export const templateStory: Story = {
	account: {},
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const credentials = await hubspotCredential(api, simulator);
		const template = await readExample('price-list.json');
		const id = await importWorkflow(api, template, credentials);
		const before = {
			parameters: storedIn(nodeOf(template.nodes, HUBSPOT_ADS)),
			sent: await send(api, simulator, id, TRIGGER),
		};
		await editor.openWorkflow(id);
		await editor.openNode(HUBSPOT_ADS);
		await view.untilListed();

		assert.deepEqual(await view.properties(), ['reference_number', 'hs_price']);
		await editor.picture('template-opened');
		await view.refreshList();
		assert.deepEqual(await view.properties(), ['reference_number', 'hs_price']);
		await view.refreshList();
		assert.ok((await view.properties()).includes('hs_bedrooms'));
		await editor.picture('template-refreshed');
		await editor.closeNode();

		const stored = nodeOf((await editor.saved(api, id)).nodes, HUBSPOT_ADS);
		const sent = await send(api, simulator, id, TRIGGER);
		assert.deepEqual({ parameters: storedIn(stored), sent }, before);
	},
};
