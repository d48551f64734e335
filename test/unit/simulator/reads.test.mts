import { describe, expect, it } from 'vitest';
import { defineProperty } from '../../simulator/definitions.mts';
import { createAccount, idsOf, READ } from './account.mts';

describe('batch/read', () => {
	it('gives the properties asked for, null where there is no value, and the default ones', () => {
		const { call, ids } = createAccount();

		const { status, json } = call('POST', READ, {
			inputs: [{ id: ids[0] }],
			properties: ['hs_city', 'hs_neighborhood', 'nonsense'],
		});

		expect(status).toBe(200);
		expect(Object.keys(json.results[0].properties).sort()).toEqual([
			'hs_city',
			'hs_createdate',
			'hs_lastmodifieddate',
			'hs_neighborhood',
			'hs_object_id',
		]);
		expect(json.results[0].properties.hs_neighborhood).toBeNull();
	});

	it('gathers unknown ids in one error', () => {
		const { call, ids } = createAccount();

		const { status, json } = call('POST', READ, {
			inputs: [{ id: '1' }, { id: ids[0] }, { id: '2' }],
			properties: [],
		});

		expect(status).toBe(207);
		expect(idsOf(json.results)).toEqual([ids[0]]);
		expect(json.errors).toMatchObject([
			{ category: 'OBJECT_NOT_FOUND', context: { ids: ['1', '2'] } },
		]);
		expect(json.numErrors).toBe(1);
	});

	it('finds by the unique property named once for all', () => {
		const { call, ids } = createAccount();

		const { json } = call('POST', READ, {
			inputs: [{ id: 'REF-000001' }],
			idProperty: 'reference_number',
			properties: ['reference_number'],
		});

		expect(json.results[0].id).toBe(ids[0]);
	});

	it('takes 100 ids, and 50 with histories', () => {
		const { call, ids } = createAccount();
		const inputs = ids.slice(0, 101).map((id) => ({ id }));
		const read = (count: number, propertiesWithHistory: string[]) =>
			call('POST', READ, { inputs: inputs.slice(0, count), properties: [], propertiesWithHistory });

		expect(read(100, []).status).toBe(200);
		expect(read(101, []).status).toBe(400);
		expect(read(50, ['hs_price']).json.results[0].propertiesWithHistory.hs_price).toHaveLength(1);
		expect(read(51, ['hs_price']).json.message).toContain('property histories is 50');
	});
});

describe('one ad', () => {
	const path = (id: string, query = '') => `/crm/v3/objects/0-420/${id}${query}`;

	it('is read by record ID or unique property', () => {
		const { call, ids } = createAccount();

		const byId = call('GET', path(ids[0], '?properties=hs_city,hs_price'));
		const byName = call('GET', path('REF-000001', '?idProperty=reference_number'));

		expect(Object.keys(byId.json.properties)).toContain('hs_city');
		expect(byName.json.id).toBe(ids[0]);
	});

	it('is not there: 404', () => {
		const { call } = createAccount();

		for (const method of ['GET', 'PATCH'])
			expect(call(method, path('1'), { properties: { hs_price: '1' } })).toMatchObject({
				status: 404,
				json: { category: 'OBJECT_NOT_FOUND', message: 'resource not found' },
			});
	});

	it('is written by PATCH, which follows a merged-away id', () => {
		const { call, ids, hubspot, lastEntry } = createAccount();
		hubspot.merge(ids[0], ids[1]);
		hubspot.merge(ids[1], ids[2]);

		const { status, json } = call('PATCH', path(ids[0]), { properties: { hs_price: '7' } });

		expect(status).toBe(200);
		expect(json).toMatchObject({ id: ids[2], properties: { hs_price: '7' } });
		expect(lastEntry().written).toEqual([ids[2]]);
	});

	it('is refused a bad value with a 400', () => {
		const { call, ids } = createAccount();

		const { status, json } = call('PATCH', path(ids[0]), { properties: { hs_price: 'x' } });

		expect(status).toBe(400);
		expect(json.errors[0].code).toBe('INVALID_INTEGER');
	});
});

it.each(['nextId', 'lastId'] as const)(
	'the list pages through every ad once, by %s',
	(listAfter) => {
		const { call, ids } = createAccount({ guesses: { listAfter } });
		const seen: string[] = [];
		let after: string | undefined;
		do {
			const { json } = call(
				'GET',
				`/crm/v3/objects/0-420?limit=40${after ? `&after=${after}` : ''}`,
			);
			seen.push(...idsOf(json.results));
			after = json.paging?.next.after;
		} while (after);

		expect(seen).toEqual(ids);
		expect(call('GET', '/crm/v3/objects/0-420?limit=101').status).toBe(400);
		expect(
			call('GET', '/crm/v3/objects/0-420?limit=51&propertiesWithHistory=hs_price').status,
		).toBe(400);
		expect(call('GET', '/crm/v3/objects/0-420?after=x').status).toBe(400);
	},
);

describe('an archived ad', () => {
	it('is found by reads for archived ones only, with the time', () => {
		const { call, ids, hubspot, clock } = createAccount();
		hubspot.archive(ids[1]);
		const read = (query: string) =>
			call('POST', `${READ}${query}`, { inputs: [{ id: ids[0] }, { id: ids[1] }] });
		const byName = { inputs: [{ id: 'REF-000002' }], idProperty: 'reference_number' };

		expect(idsOf(read('').json.results)).toEqual([ids[0]]);
		const { json } = read('?archived=true');
		expect(json.results).toMatchObject([
			{ id: ids[1], archived: true, archivedAt: new Date(clock.now).toISOString() },
		]);
		expect(json.errors[0].context.ids).toEqual([ids[0]]);
		expect(call('POST', READ, byName).status).toBe(207);
		expect(call('POST', `${READ}?archived=true`, byName).json.results[0].id).toBe(ids[1]);
	});

	it('is listed apart', () => {
		const { call, ids, hubspot } = createAccount();
		hubspot.archive(ids[1]);
		const list = (query: string) =>
			idsOf(call('GET', `/crm/v3/objects/0-420?${query}`).json.results);

		expect(list('archived=true')).toEqual([ids[1]]);
		expect(list('limit=2')).toEqual([ids[0], ids[2]]);
	});
});

describe('a merged-away id in batch/read', () => {
	it.each([
		['once', 1],
		['twice', 2],
	] as const)('beside its survivor: %s', (mergedBesideSurvivor, count) => {
		const { call, ids, hubspot } = createAccount({ guesses: { mergedBesideSurvivor } });
		hubspot.merge(ids[0], ids[2]);
		hubspot.merge(ids[2], ids[1]);

		const { json } = call('POST', READ, {
			inputs: [{ id: ids[0] }, { id: ids[1] }],
			properties: ['hs_merged_object_ids'],
		});

		expect(idsOf(json.results)).toEqual(Array(count).fill(ids[1]));
		expect(json.results[0].properties.hs_merged_object_ids).toBe(`${ids[2]};${ids[0]}`);
		expect(json).not.toHaveProperty('errors');
	});
});

it('uniqueReadLagMs: batch/read by a unique property does not see a new ad at once', () => {
	const { call, clock } = createAccount({ guesses: { uniqueReadLagMs: 2_000 } });
	const properties = { hs_name: 'New', reference_number: 'NEW' };
	call('POST', '/crm/v3/objects/0-420', { properties });
	const read = () =>
		call('POST', READ, { inputs: [{ id: 'NEW' }], idProperty: 'reference_number' }).status;

	expect(read()).toBe(207);
	clock.now += 2_000;
	expect(read()).toBe(200);
});

describe('the description of the account', () => {
	it('lists properties, the archived ones apart', () => {
		const { call, hubspot } = createAccount();
		hubspot.properties.set('extra', defineProperty({ name: 'extra', type: 'number' }));

		const names = call('GET', '/crm/v3/properties/0-420').json.results.map(nameOf);
		const archived = call('GET', '/crm/v3/properties/0-420?archived=true').json.results.map(nameOf);

		expect(names).toEqual(expect.arrayContaining(['hs_name', 'reference_number', 'extra']));
		expect(archived).toEqual(['old_reference']);
	});

	it.each(['/crm/properties/2026-03/0-420', '/crm/pipelines/2026-09/0-420', '/crm/owners/2026-03'])(
		'is also at %s',
		(path) => {
			const { call } = createAccount();

			expect(call('GET', path).json.results.length).toBeGreaterThan(1);
		},
	);

	it('has pipelines with their stages, and no options for them on the property', () => {
		const { call } = createAccount();

		const [first] = call('GET', '/crm/v3/pipelines/0-420').json.results;
		const property = call('GET', '/crm/v3/properties/0-420/hs_pipeline').json;

		expect(first.stages.length).toBeGreaterThan(1);
		expect(property).toMatchObject({ externalOptions: true, options: [] });
	});

	it('pages through owners, for those who may see them', () => {
		const { call } = createAccount({ tokens: { some: { scopes: ['crm.objects.listings.read'] } } });

		expect(call('GET', '/crm/v3/owners', undefined, 'some').status).toBe(403);
		const allowed = createAccount();
		const page = allowed.call('GET', '/crm/v3/owners?limit=2').json;
		const rest = allowed.call('GET', `/crm/v3/owners/?after=${page.paging.next.after}`).json;
		expect([...page.results, ...rest.results]).toHaveLength(3);
	});

	it('tells about the account and the token', () => {
		const { call } = createAccount();

		expect(call('GET', '/account-info/v3/details').json.portalId).toBe(48211607);
		expect(call('POST', '/oauth/v2/private-apps/get/access-token-info', {}).json.scopes).toContain(
			'crm.objects.listings.write',
		);
	});
});

// Helpers

function nameOf({ name }: { name: string }): string {
	return name;
}
