import assert from 'node:assert/strict';
import type { Json } from '../../examples/workbench.mts';
import { NodeView } from '../nodeView.mts';
import { hubspotAccount, priceOf, referenceOf } from './account.mts';
import { nodeOf, nodeWith, rowsFor, send, storedIn } from './mappedNodes.mts';
import { PRICE, REFERENCE, values } from './shapes.mts';
import type { Story } from './story.mts';
import { priceList, putBranches, putWorkflow } from './workflows.mts';

const FEED =
	"return Array.from({ length: 250 }, (_, row) => ({ json: { reference: row < 200 ? 'REF-' + String(row + 1).padStart(6, '0') : 'NEW-' + row, title: 'Harbour Road ' + row, price: 250000 + row } }));";

/** 250 ads of a feed, of which fifty are new. */
export const upsertStory: Story = {
	account: {},
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		await hubspotAccount(api, simulator);
		const feed = { ...priceList, parameters: { jsCode: FEED } };
		await editor.openWorkflow(await putWorkflow(api, 'Feed', [feed]));
		await editor.addNode('HubSpot Ads', 'Batch create or update ads');
		await view.executeUpToHere();

		await view.mapByHand();
		await view.matchOn('reference_number');
		const properties = await view.properties();
		assert.deepEqual(
			properties.sort(),
			['hs_name', 'reference_number'],
			'what a new ad has to have is there from the start, and no record ID',
		);
		await view.addProperty('Price (hs_price)', 'hs_price');
		await view.setExpression('reference_number', '{{ $json.reference }}', 'REF-000001');
		await view.setExpression('hs_name', '{{ $json.title }}', 'Harbour Road 0');
		await view.setExpression('hs_price', '{{ $json.price }}', '250000');
		await editor.picture('upsert-by-hand');
		await view.execute();

		assert.equal(await view.hints(), '50 ads created and 200 updated in 3 requests.');
		assert.match(await view.output.innerText(), /250 items/);
		assert.equal(simulator.hubspot.ads.all().length, 350);
		for (const row of [0, 99, 199]) {
			assert.equal(priceOf(simulator, referenceOf(row)), String(250_000 + row));
		}
		assert.equal(priceOf(simulator, 'NEW-249'), '250249');
	},
};

const shapes: Record<string, { ads: Json; shows: string[] }> = {
	'a unique property': {
		ads: { value: values, schema: [REFERENCE, PRICE] },
		shows: ['reference_number', 'hs_price'],
	},
	'a unique property without schema': {
		ads: { value: values },
		shows: ['reference_number', 'hs_price'],
	},
	'the Record ID of an update': {
		ads: { matchingColumns: ['id'], value: { id: '={{ $json.id }}', hs_price: 5 } },
		shows: ['hs_price', 'id', 'reference_number'],
	},
	'nothing chosen': {
		ads: { matchingColumns: [], value: { hs_price: 5 } },
		shows: ['hs_price', 'reference_number'],
	},
	'automatic, nothing chosen': {
		ads: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [] },
		shows: [],
	},
	'automatic, the Record ID of an update': {
		ads: { mappingMode: 'autoMapInputData', value: null, matchingColumns: ['id'] },
		shows: [],
	},
};

/** What an update left in the node is neither used nor lost, and nothing is chosen without a person. */
export const upsertOpeningStory: Story = {
	account: {},
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const credential = await hubspotAccount(api, simulator);
		const nodes = Object.entries(shapes).map(([shape, { ads }], row) => {
			const node = nodeWith(credential, shape, ads, row);
			return { ...node, parameters: { ...node.parameters, operation: 'batchUpsert' } };
		});
		const id = await putBranches(api, 'Upserts', rowsFor(simulator), nodes);
		const before = { parameters: nodes.map(storedIn), sent: await send(api, simulator, id) };
		await editor.openWorkflow(id);

		for (const [shape, { shows }] of Object.entries(shapes)) {
			for (const visit of ['opened', 'opened again']) {
				await editor.openNode(shape);
				await view.untilListed();
				assert.deepEqual((await view.properties()).sort(), shows.sort(), `${shape}, ${visit}`);
				await editor.picture(`upsert ${shape}, ${visit}`);
				if (visit === 'opened again') await view.refreshList();
				await editor.closeNode();
			}
		}

		const stored = (await editor.saved(api, id)).nodes;
		const parameters = Object.keys(shapes).map((shape) => storedIn(nodeOf(stored, shape)));
		assert.deepEqual({ parameters, sent: await send(api, simulator, id) }, before);
	},
};
