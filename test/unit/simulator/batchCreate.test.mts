import { describe, expect, it } from 'vitest';
import { defineProperty } from '../../simulator/definitions.mts';
import type { HubspotOptions } from '../../simulator/hubspot.mts';
import { createAccount, idsOf } from './account.mts';

const CREATE = '/crm/v3/objects/0-420/batch/create';

describe('batch/create', () => {
	it('answers 201 with what was written, the trace id of each, and no errors', () => {
		const { create, hubspot, lastEntry } = account();

		const { status, json } = create(newAd('A', { hs_price: 5 }), newAd('B'));

		expect(status).toBe(201);
		expect(Object.keys(json)).toEqual(['completedAt', 'status', 'startedAt', 'results']);
		const [a] = json.results.filter(isOf('A'));
		expect(a.properties).toMatchObject({ hs_name: 'Ad A', hs_price: '5' });
		expect(hubspot.ads.get(a.id)?.values).toMatchObject({ hs_name: 'Ad A', hs_price: '5' });
		expect([...lastEntry().written].sort()).toEqual(idsOf(json.results).sort());
	});

	it('has new ids and results each in an order of its own, and one time', () => {
		const { create } = account();
		const traces = Array.from({ length: 30 }, (_, at) => `t${String(at).padStart(2, '0')}`);

		const { results } = create(...traces.map((trace) => newAd(trace))).json;

		const byId = [...results].sort((one: Made, other: Made) => Number(one.id) - Number(other.id));
		expect(traceIdsOf(results)).not.toEqual(traces);
		expect(traceIdsOf(byId)).not.toEqual(traces);
		expect(traceIdsOf(byId)).not.toEqual(traceIdsOf(results));
		expect(traceIdsOf(byId).sort()).toEqual(traces);
		expect(new Set(results.map(({ createdAt }: Made) => createdAt)).size).toBe(1);
	});

	it('with trace ids refuses each bad ad by itself', () => {
		const { create, hubspot } = account();
		const before = hubspot.ads.all().length;

		const { status, json } = create(newAd('A', { hs_price: 'x' }), newAd('B'), {
			properties: { hs_price: '1' },
			objectWriteTraceId: 'C',
		});

		expect(status).toBe(207);
		expect(traceIdsOf(json.results)).toEqual(['B']);
		expect(json.errors).toMatchObject([
			{ category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['A'] } },
			{
				category: 'VALIDATION_ERROR',
				context: { objectWriteTraceId: ['C'], properties: ['hs_name'] },
			},
		]);
		expect(hubspot.ads.all()).toHaveLength(before + 1);
	});

	it.each([
		['a bad value', { hs_name: 'Bad', hs_price: 'x' }, 400],
		['no name', { hs_price: '1' }, 400],
		['a unique value that is taken', { hs_name: 'Bad', reference_number: 'REF-000001' }, 400],
	])('without trace ids makes none because of %s', (_, bad, status) => {
		const { create, hubspot, lastEntry } = account();
		const before = hubspot.ads.all().length;

		const answer = create({ properties: { hs_name: 'Good' } }, { properties: bad });

		expect(answer.status).toBe(status);
		expect(hubspot.ads.all()).toHaveLength(before);
		expect(lastEntry().written).toEqual([]);
	});

	it.each([{}, { inputs: [] }, { body: { inputs: [] } }])('does nothing for %j', (body) => {
		const { call } = account();

		expect(call('POST', CREATE, body)).toMatchObject({ status: 201, json: { results: [] } });
	});

	it('takes 100 inputs and refuses 101', () => {
		const { create } = account();
		const ads = Array.from({ length: 101 }, (_, at) => newAd(String(at)));

		expect(create(...ads).status).toBe(400);
		expect(create(...ads.slice(1)).json.results).toHaveLength(100);
	});

	it('takes null for no value, and echoes it', () => {
		const { create, hubspot } = account();

		const [made] = create(newAd('A', { hs_city: null, hs_pipeline: null })).json.results;

		expect(made.properties).toMatchObject({ hs_city: null, hs_pipeline: null });
		expect(hubspot.ads.get(made.id)?.values).not.toHaveProperty('hs_pipeline');
	});

	it('checks associations, and does not show them', () => {
		const { create } = account();
		const type = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 882 };
		const associated = (types: unknown) => ({
			...newAd('A'),
			associations: [{ to: { id: '1' }, types }],
		});

		expect(create(associated([type])).json.results[0]).not.toHaveProperty('associations');
		const strange = create(associated([{ ...type, associationTypeId: 7 }]));
		expect(strange.json.message).toContain('associations are not valid');
		expect(create(associated('882')).json.message).toMatch(/PublicAssociationsForObject\$Json/);
	});
});

describe('a unique value in batch/create', () => {
	it('that is taken: VALIDATION_ERROR with the code, or CONFLICT with the id of the other', () => {
		const taken = newAd('A', { reference_number: 'REF-000001' });
		const coded = account().create(taken, newAd('B')).json.errors;
		const other = account({ guesses: { createConflict: 'conflict' } });
		const conflict = other.create(taken, newAd('B'));

		expect(coded).toMatchObject([{ category: 'VALIDATION_ERROR' }]);
		expect(coded[0].message).toContain('"error":"CONFLICTING_UNIQUE_VALUE"');
		expect(conflict.status).toBe(207);
		expect(conflict.json.errors).toEqual([
			{
				status: 'error',
				category: 'CONFLICT',
				message: `Listing already exists. Existing ID: ${other.ids[0]}`,
				context: { objectWriteTraceId: ['A'], existingId: [other.ids[0]] },
			},
		]);
	});

	it('that is taken is a 409 without an id where nothing is traced', () => {
		const { create } = account({ guesses: { createConflict: 'conflict' } });

		const { status, json } = create({
			properties: { hs_name: 'New', reference_number: 'REF-000001' },
		});

		expect(status).toBe(409);
		expect(json).toMatchObject({ category: 'CONFLICT', message: 'Listing already exists' });
	});

	it.each([
		['firstMade', 207, 1],
		['allRefused', 400, 0],
	] as const)('that comes twice: %s', (equalInCreate, status, count) => {
		const { create, hubspot, ids } = account({ guesses: { equalInCreate } });
		const same = { reference_number: 'SAME' };

		const answer = create(newAd('A', same), newAd('B', same));

		expect(answer.status).toBe(status);
		expect(hubspot.ads.all()).toHaveLength(ids.length + count);
		expect(traceIdsOf(answer.json.results ?? [])).toEqual(count ? ['A'] : []);
	});
});

describe('guesses about creates', () => {
	it('missingName: the whole batch', () => {
		const { create } = account({ guesses: { missingName: 'wholeBatch' } });

		const { status, json } = create(newAd('A'), { properties: {}, objectWriteTraceId: 'B' });

		expect(status).toBe(400);
		expect(json.context.properties).toEqual(['hs_name']);
	});

	it.each([
		['first', 'default'],
		['none', undefined],
	] as const)('defaultPipeline: %s', (defaultPipeline, stored) => {
		const { create, hubspot } = account({ guesses: { defaultPipeline } });

		const [{ id }] = create(newAd('A')).json.results;

		expect(hubspot.ads.get(id)?.values.hs_pipeline).toBe(stored);
	});

	it('rewrites: texts are stored in another form', () => {
		const rewrites = ['trimmed', 'newlines', 'html', 'phone'] as const;
		const { create, hubspot } = account({ guesses: { rewrites } });
		for (const fieldType of ['html', 'phonenumber'])
			hubspot.properties.set(fieldType, defineProperty({ name: fieldType, fieldType }));

		const [{ id }] = create(
			newAd('A', {
				ad_text: ' one\r\ntwo ',
				html: '<p onclick="x()">a<br>b<script>c</script></p>',
				phonenumber: '+44 (20) 7946-0000',
			}),
		).json.results;

		expect(hubspot.ads.get(id)?.values).toMatchObject({
			ad_text: 'one\ntwo',
			html: '<p>a<br/>b</p>',
			phonenumber: '+442079460000',
		});
	});

	it.each([207, 200] as const)('partialStatusOf202609: %i', (partialStatusOf202609) => {
		const { call } = account({ guesses: { partialStatusOf202609 } });

		const { status, json } = call('POST', '/crm/objects/2026-09/0-420/batch/create', {
			inputs: [newAd('A'), newAd('B', { hs_price: 'x' })],
		});

		expect([status, json.numErrors]).toEqual([partialStatusOf202609, 1]);
	});
});

// Helpers

type Made = { id: string; createdAt: string; objectWriteTraceId: string };

function account(options: HubspotOptions = {}) {
	const made = createAccount(options);
	return { ...made, create: (...inputs: unknown[]) => made.call('POST', CREATE, { inputs }) };
}

function newAd(objectWriteTraceId: string, properties: Record<string, unknown> = {}) {
	return { properties: { hs_name: `Ad ${objectWriteTraceId}`, ...properties }, objectWriteTraceId };
}

function isOf(traceId: string) {
	return ({ objectWriteTraceId }: Made) => objectWriteTraceId === traceId;
}

function traceIdsOf(results: Made[]): string[] {
	return results.map(({ objectWriteTraceId }) => objectWriteTraceId);
}
