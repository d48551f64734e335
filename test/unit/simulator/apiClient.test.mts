import { Client } from '@hubspot/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulator/server.mts';
import type { Simulator } from '../../simulator/server.mts';

let simulator: Simulator;
let hubspot: Client;

beforeAll(async () => {
	simulator = await startSimulator({ ads: 20, guesses: { searchLagMs: 0 } });
	hubspot = new Client({ accessToken: simulator.token, basePath: simulator.url });
});

afterAll(async () => {
	expect(simulator.hubspot.journal.filter(({ unknown }) => unknown)).toEqual([]);
	await simulator.close();
});

describe("HubSpot's own client works with the simulator", () => {
	it('updates a batch', async () => {
		const ids = adIds().slice(0, 3);

		const { results, status } = await hubspot.crm.objects.batchApi.update('0-420', {
			inputs: ids.map((id) => ({ id, properties: { hs_price: '77' }, objectWriteTraceId: id })),
		});

		expect(status).toBe('COMPLETE');
		expect(results.map(({ id }) => id).sort()).toEqual([...ids].sort());
		expect(results[0].properties.hs_price).toBe('77');
		expect(results[0].updatedAt).toBeInstanceOf(Date);
	});

	it('sees what failed in a batch', async () => {
		const answer = await hubspot.crm.objects.batchApi.update('0-420', {
			inputs: [{ id: '1', properties: { hs_price: '1' } }],
		});

		expect(answer).toMatchObject({ numErrors: 1, errors: [{ context: { ids: ['1'] } }] });
	});

	it('reads a batch', async () => {
		const { results } = await hubspot.crm.objects.batchApi.read('0-420', {
			inputs: [{ id: 'REF-000001' }],
			idProperty: 'reference_number',
			properties: ['hs_city'],
			propertiesWithHistory: [],
		});

		expect(results[0]).toMatchObject({
			id: adIds()[0],
			properties: { hs_city: expect.any(String) },
		});
	});

	it('updates one ad', async () => {
		const ad = await hubspot.crm.objects.basicApi.update('0-420', adIds()[0], {
			properties: { hs_name: 'By the lake' },
		});

		expect(ad.properties.hs_name).toBe('By the lake');
	});

	it('searches', async () => {
		const { total, results } = await hubspot.crm.objects.searchApi.doSearch('0-420', {
			filterGroups: [
				{
					filters: [
						// The client's operator is an enum of its own, of which the value is what counts.
						{ propertyName: 'reference_number', operator: 'EQ' as never, value: 'REF-000002' },
					],
				},
			],
			properties: ['reference_number'],
			limit: 10,
		});

		expect(total).toBe(1);
		expect(results[0].id).toBe(adIds()[1]);
	});

	it('lists properties, pipelines and owners', async () => {
		const properties = await hubspot.crm.properties.coreApi.getAll('0-420');
		const pipelines = await hubspot.crm.pipelines.pipelinesApi.getAll('0-420');
		const owners = await hubspot.crm.owners.ownersApi.getPage();

		expect(properties.results.map(({ name }) => name)).toContain('hs_listing_type');
		expect(pipelines.results[0].stages.length).toBeGreaterThan(0);
		expect(owners.results).toHaveLength(3);
	});

	it('pages through ads', async () => {
		const seen: string[] = [];
		let after: string | undefined;
		do {
			const { results, paging } = await hubspot.crm.objects.basicApi.getPage('0-420', 7, after);
			seen.push(...results.map(({ id }) => id));
			after = paging?.next?.after;
		} while (after);

		expect(seen).toEqual(adIds());
	});

	it('makes a batch, upserts it, and archives it', async () => {
		const { batchApi } = hubspot.crm.objects;
		const before = adIds().length;
		const ads = ['A', 'B'].map((name) => ({
			properties: { hs_name: name, reference_number: `CLIENT-${name}` },
			associations: [],
			objectWriteTraceId: name,
		}));

		const made = await batchApi.create('0-420', { inputs: ads });
		const again = await batchApi.upsert('0-420', {
			inputs: [
				{ id: 'CLIENT-A', idProperty: 'reference_number', properties: { hs_price: '5' } },
				{
					id: 'CLIENT-C',
					idProperty: 'reference_number',
					properties: { hs_name: 'C', reference_number: 'CLIENT-C' },
				},
			],
		});
		const ids = again.results.map(({ id }) => ({ id }));
		await batchApi.archive('0-420', {
			inputs: [...ids, ...made.results.map(({ id }) => ({ id }))],
		});

		expect(made.results.map(({ objectWriteTraceId }) => objectWriteTraceId).sort()).toEqual([
			'A',
			'B',
		]);
		expect(again.results.map(({ _new }) => _new).sort()).toEqual([false, true]);
		expect(adIds()).toHaveLength(before);
	});
});

// Helpers

function adIds(): string[] {
	return simulator.hubspot.ads.all().map(({ id }) => id);
}
