import type { INode, INodeParameters, INodeTypeDescription } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEngineModules } from './engineModules.mts';
import { loadN8n, type Engine } from './harness.mts';

const { NodeHelpers } = loadEngineModules().workflow;

let n8n: Engine;

beforeAll(async () => {
	n8n = await loadN8n();
});

afterAll(() => n8n.close());

describe('the node as it is dropped in', () => {
	it('takes JSON of the agent as a tool, with an example of what is meant', () => {
		const { specifyAds, adsJson, toolDescription } = defaultsOf('hubspotAdsTool');

		expect(specifyAds).toBe('json');
		expect(adsJson).toMatch(/^=\{\{ \$fromAI\('ads', '[^']+', 'json'\) \}\}$/);
		expect(adsJson).toContain('[{ "id": "512", "properties": { "hs_price": 250000 } }]');
		expect(adsJson).toMatch(/id is the record ID of HubSpot;.* idProperty/);
		expect(toolDescription).toMatch(/^Updates listings \(real estate ads\) in HubSpot/);
		expect(toolDescription).toMatch(/Pass each listing with its ID and the properties to change/);
	});

	it('asks an agent for the unique property by which ads are found or created', () => {
		const { specifyAds, adsJson, toolDescription } = defaultsOf('hubspotAdsTool', 'batchUpsert');

		expect(specifyAds).toBe('json');
		expect(adsJson).toMatch(/^=\{\{ \$fromAI\('ads', '[^']+', 'json'\) \}\}$/);
		expect(adsJson).toContain(
			'[{ "idProperty": "reference_number", "id": "REF-000008", "properties": { "hs_name": ',
		);
		expect(adsJson).toMatch(/idProperty is the name of a unique property/);
		expect(toolDescription).toMatch(/^Creates listings \(real estate ads\) in HubSpot, or updates/);
		expect(toolDescription).toMatch(/A new listing needs hs_name/);
	});

	it('chooses no property to match on where ads may be new', () => {
		expect(defaultsOf('hubspotAds', 'batchUpsert')).toMatchObject({
			specifyAds: 'fields',
			ads: { mappingMode: 'autoMapInputData', matchingColumns: [] },
		});
	});

	it('maps fields automatically elsewhere, and is described to nobody', () => {
		const parameters = defaultsOf('hubspotAds');

		expect(parameters).toMatchObject({
			specifyAds: 'fields',
			ads: { mappingMode: 'autoMapInputData', matchingColumns: ['id'] },
		});
		expect(parameters).not.toHaveProperty('toolDescription');
	});
});

// Helpers

/** What n8n makes of a new node of this type; of a tool it has a type of its own, with the same description. */
function defaultsOf(name: string, operation = 'batchUpdate'): INodeParameters {
	const description = { ...n8n.nodeType.description, name } as INodeTypeDescription;
	const node = { typeVersion: 1 } as INode;
	return NodeHelpers.getNodeParameters(
		description.properties,
		{ operation },
		true,
		false,
		node,
		description,
	)!;
}
