import { describe, expect, it } from 'vitest';
import {
	checkAnswer,
	checkRequest,
	hasOpenapi,
	knownDeviations,
} from '../../simulator/openapi.mts';
import type { Version } from '../../simulator/openapi.mts';
import type { Fault } from '../../simulator/faults.mts';
import { createAccount, input, READ } from './account.mts';

// A skipped suite runs no hooks, so this is said while the file is read.
if (!hasOpenapi)
	console.warn(
		"HubSpot's API descriptions are not beside the repository: nothing is held against them",
	);

const bases: Array<[Version, string]> = [
	['v3', '/crm/v3/objects/0-420'],
	['2026-03', '/crm/objects/2026-03/0-420'],
	['2026-09', '/crm/objects/2026-09/0-420'],
];

describe.skipIf(!hasOpenapi)("replies fit HubSpot's own description", () => {
	it('apart from these deviations, which recorded exchanges show', () => {
		expect(Object.keys(knownDeviations)).toEqual([
			'batchErrorItems',
			'errorCategory',
			'nullValues',
			'historyInRequests',
			'associationsInRequests',
			'searchRequests',
		]);
	});

	it.each(bases)('batch/update of %s: all updated, some updated, none', (version, base) => {
		const { call, ids } = createAccount();
		const bodies = [
			{ inputs: [input(ids[0], { hs_price: '1', hs_city: '' }, 'a')] },
			{ inputs: [input(ids[0], { hs_price: '2' }, 'a'), input('1', { hs_price: '2' }, 'b')] },
			{ inputs: [input(ids[0], { hs_price: '2' }, 'a'), input(ids[1], { nonsense: '2' }, 'b')] },
			{},
		];

		const answers = bodies.map((body) => call('POST', `${base}/batch/update`, body));

		expect(answers.map(({ status }) => status)).toEqual([200, 207, 207, 200]);
		for (const answer of answers) expect(checkAnswer('batchUpdate', answer, version)).toEqual([]);
	});

	it.each(bases)('batch/create and batch/upsert of %s', (version, base) => {
		const { call, lastEntry } = createAccount();
		const create = (properties: object, objectWriteTraceId: string) => ({
			properties,
			objectWriteTraceId,
		});
		const upsert = (id: string, properties: object, objectWriteTraceId: string) => ({
			...create(properties, objectWriteTraceId),
			id,
			idProperty: 'reference_number',
		});
		const named = { hs_name: 'New' };
		const bodies = [
			['batchCreate', 201, [create(named, 'a'), create({ ...named, hs_price: null }, 'b')]],
			['batchCreate', 207, [create(named, 'a'), create({}, 'b')]],
			['batchUpsert', 200, [upsert('REF-000001', named, 'a'), upsert('NEW', named, 'b')]],
			['batchUpsert', 207, [upsert('REF-000001', named, 'a'), upsert('NEW-2', {}, 'b')]],
		] as const;

		for (const [endpoint, status, inputs] of bodies) {
			const path = `${base}/batch/${endpoint === 'batchCreate' ? 'create' : 'upsert'}`;
			const answer = call('POST', path, { inputs });
			expect(answer.status).toBe(status);
			expect(checkAnswer(endpoint, answer, version)).toEqual([]);
			if (!JSON.stringify(inputs).includes('null')) expect(checkRequest(lastEntry())).toEqual([]);
		}
	});

	it('the refusal of a whole batch, and of an upsert', () => {
		const { call } = createAccount({ guesses: { createConflict: 'conflict' } });
		const properties = { hs_name: 'New', reference_number: 'REF-000001' };
		const upsert = { id: '1', idProperty: 'hs_name', properties };

		const answers = [
			call('POST', '/crm/v3/objects/0-420/batch/create', { inputs: [{ properties }] }),
			call('POST', '/crm/v3/objects/0-420/batch/create', { inputs: [{ properties: {} }] }),
			call('POST', '/crm/v3/objects/0-420/batch/upsert', { inputs: [upsert] }),
			call('POST', '/crm/v3/objects/0-420/search', { limit: 201 }),
		];

		expect(answers.map(({ status }) => status)).toEqual([409, 400, 400, 400]);
		for (const answer of answers) expect(checkAnswer('batchCreate', answer)).toEqual([]);
	});

	it.each(bases)('archived and merged ads of %s', (version, base) => {
		const { call, ids, hubspot } = createAccount();
		hubspot.archive(ids[0]);
		hubspot.merge(ids[1], ids[2]);
		const properties = ['hs_merged_object_ids'];

		const archived = call('POST', `${base}/batch/read?archived=true`, {
			inputs: [{ id: ids[0] }],
			properties,
		});
		const merged = call('POST', `${base}/batch/read`, { inputs: [{ id: ids[1] }], properties });
		const list = call('GET', `${base}?archived=true`);

		expect(archived.json.results).toHaveLength(1);
		expect(merged.json.results).toHaveLength(1);
		expect(checkAnswer('batchRead', archived, version)).toEqual([]);
		expect(checkAnswer('batchRead', merged, version)).toEqual([]);
		expect(checkAnswer('listAds', list, version)).toEqual([]);
	});

	it.each(bases)('reads of %s', (version, base) => {
		const { call, ids } = createAccount();
		const properties = ['hs_city', 'hs_neighborhood'];
		const read = { inputs: [{ id: ids[0] }, { id: '1' }], properties };
		const searched = { filterGroups: [], properties, limit: 3 };

		const batch = call('POST', `${base}/batch/read`, read);
		const history = call('POST', `${base}/batch/read`, {
			...read,
			propertiesWithHistory: ['hs_price'],
		});
		const one = call('GET', `${base}/${ids[0]}?properties=${properties.join()}`);
		const list = call('GET', `${base}?limit=2`);
		const search = call('POST', `${base}/search`, searched);

		expect(checkAnswer('batchRead', batch, version)).toEqual([]);
		expect(checkAnswer('batchRead', history, version)).toEqual([]);
		expect(checkAnswer('getAd', one, version)).toEqual([]);
		expect(checkAnswer('listAds', list, version)).toEqual([]);
		expect(checkAnswer('search', search, version)).toEqual([]);
	});

	it('PATCH and properties', () => {
		const { call, ids } = createAccount();

		const patch = call('PATCH', `/crm/v3/objects/0-420/${ids[0]}`, {
			properties: { hs_city: 'X' },
		});
		const list = call('GET', '/crm/v3/properties/0-420');
		const one = call('GET', '/crm/v3/properties/0-420/hs_listing_type');

		expect(checkAnswer('patchAd', patch)).toEqual([]);
		expect(checkAnswer('properties', list)).toEqual([]);
		expect(checkAnswer('property', one)).toEqual([]);
	});

	it('errors', () => {
		const { call, update, ids } = createAccount();
		const twice = input(ids[0], { hs_price: '1' });
		const many = Array.from({ length: 101 }, (_one, n) => input(String(n), {}));

		const answers = [
			call('POST', READ, {}, ''),
			call('POST', '/crm/v3/objects/widgets/batch/update', {}),
			call('POST', '/crm/v3/objects/0-420/batch/update', '{'),
			call('GET', '/crm/v3/objects/0-420/1'),
			update(twice, twice),
			update(...many),
			update(input(ids[0], { nonsense: '1', hs_price: 'x' })),
			update({ ...twice, idProperty: 'hs_object_id' }),
		];

		expect(answers.map(({ status }) => status)).toEqual([401, 400, 400, 404, 400, 400, 400, 400]);
		for (const answer of answers) expect(checkAnswer('batchUpdate', answer)).toEqual([]);
	});

	it.each<Fault['kind']>([
		'invalidToken',
		'expiredToken',
		'missingScopes',
		'missingScopesInContext',
		'locked',
		'rollingLimit',
		'dailyLimit',
		'secondlyLimit',
		'migration',
		'internalError',
		'conflict',
	])('the fault %s, which HubSpot documents', (kind) => {
		const { call } = createAccount({ faults: [{ kind }] });

		expect(checkAnswer('listAds', call('GET', '/crm/v3/objects/0-420'))).toEqual([]);
	});

	it('and a body that does not fit is found', () => {
		const { update, ids } = createAccount({
			faults: [{ kind: 'wrongTypes', variant: 'idAsNumber' }],
		});

		const answer = update(input(ids[0], { hs_price: '1' }));

		expect(checkAnswer('batchUpdate', answer).join()).toContain('/results/0/id must be string');
	});
});

describe.skipIf(!hasOpenapi)('checkRequest', () => {
	it('finds nothing wrong with good bodies', () => {
		const { update, call, ids, lastEntry } = createAccount();
		update(input(ids[0], { hs_price: '1' }, 'a'));
		expect(checkRequest(lastEntry())).toEqual([]);

		call('POST', READ, { inputs: [{ id: ids[0] }], idProperty: 'x', properties: ['hs_price'] });
		expect(checkRequest(lastEntry())).toEqual([]);

		call('PATCH', `/crm/v3/objects/0-420/${ids[0]}`, { properties: { hs_price: '1' } });
		expect(checkRequest(lastEntry())).toEqual([]);

		const filters = [{ propertyName: 'hs_price', operator: 'GT', value: '5' }];
		call('POST', '/crm/v3/objects/0-420/search', { filterGroups: [{ filters }], limit: 200 });
		expect(checkRequest(lastEntry())).toEqual([]);

		call('POST', '/crm/v3/objects/0-420/batch/archive', { inputs: [{ id: ids[0] }] });
		expect(checkRequest(lastEntry())).toEqual([]);
	});

	it.each([
		[{ propertyName: 'hs_price', operator: 'LIKE', value: '5' }, '/operator must be equal to one'],
		[{ propertyName: 'hs_price', operator: 'GT', value: 5 }, '/value must be string'],
		[{ operator: 'GT' }, "must have required property 'propertyName'"],
		[{ propertyName: 'hs_price', operator: 'GT', to: '5' }, 'must NOT have additional'],
	])('names what is wrong with the filter %j', (one, problem) => {
		const { call, lastEntry } = createAccount();
		call('POST', '/crm/v3/objects/0-420/search', { filterGroups: [{ filters: [one] }] });

		expect(checkRequest(lastEntry()).join()).toContain(problem);
	});

	it.each([
		[{ id: 1, properties: {} }, '/inputs/0/id must be string'],
		[{ id: '1', properties: { hs_price: 5 } }, '/inputs/0/properties/hs_price must be string'],
		[{ id: '1' }, "/inputs/0 must have required property 'properties'"],
		[{ id: '1', properties: {}, itemIndex: 4 }, '/inputs/0 must NOT have additional properties'],
	])('names what is wrong with %j', (one, problem) => {
		const { update, lastEntry } = createAccount();
		update(one);

		expect(checkRequest(lastEntry()).join()).toContain(problem);
	});
});
