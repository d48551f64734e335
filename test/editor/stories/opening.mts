import assert from 'node:assert/strict';
import type { N8nApi } from '../../../scripts/n8nApi.mts';
import {
	createCredential,
	hubspotCredential,
	importWorkflow,
	readExample,
	runWorkflow,
} from '../../examples/workbench.mts';
import type { Json, WorkflowNode } from '../../examples/workbench.mts';
import type { Simulator } from '../../simulator/server.mts';
import { NodeView } from '../nodeView.mts';
import { hubspotAccount } from './account.mts';
import type { Story } from './story.mts';
import { adsNode, HUBSPOT_ADS, priceList, putBranches, START } from './workflows.mts';

const REFERENCE = column('reference_number', { canBeUsedToMatch: true });
const PRICE = column('hs_price', { type: 'number' });
const values = { reference_number: '={{ $json.reference }}', hs_price: '={{ $json.price }}' };

/** Nodes as templates, n8n's API, AI builders and older editors make them, and what the mapping then shows. */
const shapes: Record<string, { ads: Json; shows: string[] }> = {
	'no schema': { ads: { value: values }, shows: ['reference_number', 'hs_price'] },
	'an empty schema': {
		ads: { value: values, schema: [] },
		shows: ['reference_number', 'hs_price'],
	},
	'a schema without the mapped property': {
		ads: { value: values, schema: [REFERENCE] },
		shows: ['reference_number', 'hs_price'],
	},
	'a schema that knows nothing of what is shown': {
		ads: { value: values, schema: [{ ...REFERENCE, removed: undefined, readOnly: undefined }] },
		shows: ['reference_number', 'hs_price'],
	},
	'its own properties alone': {
		ads: { value: values, schema: [REFERENCE, PRICE] },
		shows: ['reference_number', 'hs_price'],
	},
	'the false that an editor stored for a hidden switch': {
		ads: {
			value: { ...values, furnished: false },
			schema: [REFERENCE, PRICE, column('furnished', { type: 'boolean', removed: true })],
		},
		shows: ['reference_number', 'hs_price'],
	},
	'a property that the account no longer has': {
		ads: { value: { ...values, old_price: 'a' }, schema: [REFERENCE, PRICE, column('old_price')] },
		shows: ['reference_number', 'hs_price', 'old_price'],
	},
	'fixed values that no widget takes': {
		ads: {
			value: {
				reference_number: values.reference_number,
				hs_price: '250000.50',
				available_from: '2026-12-01',
				furnished: 'Yes',
				hs_listing_type: 'House',
			},
		},
		shows: ['reference_number', 'available_from', 'furnished', 'hs_listing_type', 'hs_price'],
	},
	'Record ID': {
		ads: {
			matchingColumns: ['id'],
			value: { id: `={{ $json.id }}`, hs_price: 5, hs_bedrooms: '={{ 2 }}' },
		},
		shows: ['id', 'hs_bedrooms', 'hs_price'],
	},
	'automatic mapping': { ads: { mappingMode: 'autoMapInputData', value: null }, shows: [] },
};

/** Every shape is a node of one workflow, and is opened, opened again and refreshed. */
export const openingStory: Story = {
	account: {},
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const credential = await hubspotAccount(api, simulator);
		const nodes = Object.entries(shapes).map(([shape, { ads }], row) =>
			nodeWith(credential, shape, ads, row),
		);
		const id = await putBranches(api, 'Shapes', listOf(simulator), nodes);
		const before = { mappings: nodes.map(mappingOf), sent: await send(api, simulator, id) };
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
		const mappings = Object.keys(shapes).map((shape) => mappingOf(nodeOf(stored, shape)));
		assert.deepEqual({ mappings, sent: await send(api, simulator, id) }, before);
	},
};

/** A mapping that came from elsewhere shows the rest of the account's properties when a person asks for it twice. */
export const templateStory: Story = {
	account: {},
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const credentials = await hubspotCredential(api, simulator);
		const id = await importWorkflow(api, await readExample('price-list.json'), credentials);
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
	},
};

/** The kind of the credential says nothing of which ad an item is about. */
export const otherCredentialStory: Story = {
	account: {},
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const credential = await hubspotAccount(api, simulator);
		const app = { clientId: 'an-app', clientSecret: 'its-secret', baseUrl: simulator.url };
		await createCredential(api, 'HubSpot by OAuth2', 'hubspotAdsOAuth2Api', app);
		const node = nodeWith(
			credential,
			HUBSPOT_ADS,
			{ value: values, schema: [REFERENCE, PRICE] },
			0,
		);
		const id = await putBranches(api, 'Other credential', listOf(simulator), [node]);
		await editor.openWorkflow(id);
		await editor.openNode(HUBSPOT_ADS);
		await view.untilListed();

		await view.chooseCredential('HubSpot by OAuth2');
		await editor.picture('other-credential');
		await editor.closeNode();

		const stored = nodeOf((await editor.saved(api, id)).nodes, HUBSPOT_ADS);
		assert.equal(stored.parameters.authentication, 'oAuth2');
		assert.deepEqual(mappingOf(stored), mappingOf(node));
	},
};

/** Why the list cannot be read stands in the node, whichever way it maps, and nothing of the mapping is lost. */
export const unreadableStory: Story = {
	account: { tokens: { poor: { scopes: ['oauth'] } } },
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const { url } = simulator;
		const poor = { accessToken: 'poor', baseUrl: url };
		const credential = await createCredential(api, 'Poor', 'hubspotAdsApi', poor);
		const mappings: Record<string, Json> = {
			'By hand': { value: values, schema: [REFERENCE, PRICE] },
			'Without schema': { value: values },
			Automatic: { mappingMode: 'autoMapInputData', value: null },
		};
		const nodes = Object.entries(mappings).map(([name, ads], row) =>
			nodeWith(credential, name, ads, row),
		);
		const id = await putBranches(api, 'Unreadable', listOf(simulator), nodes);
		await editor.openWorkflow(id);

		for (const { name } of nodes) {
			await editor.openNode(name);
			const notice = editor.part('empty-fields-notice');
			await notice.waitFor();
			assert.match(
				await notice.innerText(),
				/^The properties of ads could not be read, because the credential lacks the scope crm\.objects\.listings\.read\. Add/,
			);
			await editor.picture(`unreadable ${name}`);
			await editor.closeNode();
		}

		const stored = (await editor.saved(api, id)).nodes;
		const kept = nodes.map(({ name }) => mappingOf(nodeOf(stored, name)));
		assert.deepEqual(kept, nodes.map(mappingOf));
		simulator.hubspot.tokens.get('poor')!.scopes.push('crm.objects.listings.write');
		await editor.openNode('Without schema');
		await view.untilListed();
		assert.deepEqual(await view.properties(), ['reference_number', 'hs_price']);
		await editor.closeNode();
	},
};

function listOf({ hubspot }: Simulator) {
	const { id } = hubspot.ads.all()[0];
	const rows = `return [1, 2].map((row) => ({ json: { id: '${id}', reference_number: 'REF-00000' + row, reference: 'REF-00000' + row, price: 1000 + row, hs_price: 1000 + row } }));`;
	return { ...priceList, parameters: { jsCode: rows } };
}

function nodeOf(nodes: WorkflowNode[], name: string): WorkflowNode {
	return nodes.find((node) => node.name === name)!;
}

function nodeWith(
	credential: WorkflowNode['credentials'],
	name: string,
	ads: Json,
	row: number,
): WorkflowNode {
	const node = adsNode(credential, {}, { onError: 'continueRegularOutput' });
	const mapping = { mappingMode: 'defineBelow', matchingColumns: ['reference_number'], ...ads };
	return {
		...node,
		...{ id: name, name, position: [416, row * 160] },
		parameters: { ...node.parameters, ads: mapping },
	};
}

/** What the mapping does, apart from how it is shown. Without a value is without a value. */
function mappingOf({ parameters }: WorkflowNode) {
	const { mappingMode, matchingColumns, value } = parameters.ads as Json;
	return { mappingMode, matchingColumns, value: value ?? {} };
}

async function send(api: N8nApi, { hubspot }: Simulator, id: string): Promise<unknown[]> {
	const first = hubspot.journal.length;
	const run = await runWorkflow(api, id, START);
	assert.equal(run.status, 'success', run.error);
	const writes = hubspot.journal.slice(first).filter(({ endpoint }) => endpoint === 'batchUpdate');
	return writes.flatMap(({ body }) =>
		(body as { inputs: Json[] }).inputs.map(({ id: ad, idProperty, properties }) => ({
			ad,
			idProperty,
			properties,
		})),
	);
}

function column(id: string, more: Json = {}) {
	return {
		id,
		displayName: id,
		type: 'string',
		required: false,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		readOnly: false,
		removed: false,
		...more,
	};
}
