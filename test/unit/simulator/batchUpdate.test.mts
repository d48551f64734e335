import { describe, expect, it } from 'vitest';
import { createAccount, idsOf, input, START, UPDATE } from './account.mts';

describe('batch/update', () => {
	it('answers 200 with the frame that HubSpot has, and without errors', () => {
		const { update, ids } = createAccount();

		const { status, json } = update(input(ids[0], { hs_price: '250000' }));

		expect(status).toBe(200);
		expect(Object.keys(json)).toEqual(['completedAt', 'status', 'startedAt', 'results']);
		expect(json.status).toBe('COMPLETE');
	});

	it('returns what was written and the default properties, and no others', () => {
		const { update, ids } = createAccount({
			guesses: { sourceInResult: false, pipelineInResult: false },
		});

		const [result] = update(input(ids[0], { hs_price: '5' })).json.results;

		expect(Object.keys(result.properties).sort()).toEqual([
			'hs_createdate',
			'hs_lastmodifieddate',
			'hs_object_id',
			'hs_price',
		]);
		expect(result).toMatchObject({
			id: ids[0],
			archived: false,
			updatedAt: new Date(START).toISOString(),
			url: `https://app.hubspot.com/contacts/48211607/record/0-420/${ids[0]}`,
		});
	});

	it('answers in another order than the one asked in, the same for the same seed', () => {
		const run = (seed: number) => {
			const { update, ids } = createAccount({ seed });
			const inputs = ids.slice(0, 20).map((id) => input(id, { hs_price: '5' }));
			return { sent: idsOf(inputs), got: idsOf(update(...inputs).json.results) };
		};

		const { sent, got } = run(1);

		expect(got).not.toEqual(sent);
		expect([...got].sort()).toEqual([...sent].sort());
		expect(run(1).got).toEqual(got);
	});

	it('echoes a trace id on the result of its input, and has none where none was sent', () => {
		const { update, ids } = createAccount();

		const [traced] = update(input(ids[0], { hs_price: '5' }, 'row-7')).json.results;
		const [untraced] = update(input(ids[1], { hs_price: '5' })).json.results;

		expect(traced.objectWriteTraceId).toBe('row-7');
		expect(untraced).not.toHaveProperty('objectWriteTraceId');
	});

	it('keeps the old time of update when nothing changes', () => {
		const { update, ids, clock } = createAccount();
		update(input(ids[0], { hs_price: '5' }));
		clock.now += 60_000;

		const { status, json } = update(input(ids[0], { hs_price: '5' }));

		expect(status).toBe(200);
		expect(json.results[0].updatedAt).toBe(new Date(START).toISOString());
		expect(json.startedAt).toBe(new Date(START + 60_000).toISOString());
	});

	it('clears with an empty text and gives the empty text back, also where there was no value', () => {
		const { update, ids, hubspot } = createAccount();

		const [result] = update(input(ids[0], { hs_price: '', hs_neighborhood: '' })).json.results;

		expect(result.properties).toMatchObject({ hs_price: '', hs_neighborhood: '' });
		expect(hubspot.ads.get(ids[0])?.values.hs_price).toBe('');
	});

	it('gathers all unknown ids in one error, beside the results of the others', () => {
		const { update, ids } = createAccount();

		const { status, json } = update(
			input('', { hs_price: '1' }),
			input('not-a-number', { hs_price: '1' }),
			input(ids[0], { hs_price: '1' }),
		);

		expect(status).toBe(207);
		expect(idsOf(json.results)).toEqual([ids[0]]);
		expect(json.numErrors).toBe(1);
		expect(json.errors).toEqual([
			{
				status: 'error',
				category: 'OBJECT_NOT_FOUND',
				message: expect.any(String),
				context: { ids: ['', 'not-a-number'] },
			},
		]);
	});

	it('names the trace ids of unknown ids too', () => {
		const { update } = createAccount();

		const { json } = update(input('1', { hs_price: '1' }, 'a'), input('2', { hs_price: '1' }, 'b'));

		expect(json.results).toEqual([]);
		expect(json.errors[0].context).toEqual({ ids: ['1', '2'], objectWriteTraceId: ['a', 'b'] });
	});

	it('has no ad for an archived one', () => {
		const { update, ids, hubspot } = createAccount();
		hubspot.archive(ids[0]);

		expect(update(input(ids[0], { hs_price: '1' })).json.errors[0].context.ids).toEqual([ids[0]]);
	});

	it('refuses a batch in which an id comes twice, also with trace ids, and writes nothing', () => {
		const { update, ids, lastEntry } = createAccount();

		const { status, json } = update(
			input(ids[0], { hs_price: '1' }, 'a'),
			input(ids[1], { hs_price: '1' }, 'b'),
			input(ids[0], { hs_price: '2' }, 'c'),
		);

		expect(status).toBe(400);
		expect(json).toEqual({
			status: 'error',
			message: `Duplicate IDs found in batch input: [${ids[0]}]. IDs must be unique`,
			correlationId: expect.any(String),
			context: { ids: [ids[0]] },
			category: 'VALIDATION_ERROR',
		});
		expect(lastEntry().written).toEqual([]);
	});

	it('takes 100 inputs and refuses 101', () => {
		const { update, ids } = createAccount();
		const inputs = ids.slice(0, 101).map((id) => input(id, { hs_price: '1' }));

		expect(update(...inputs.slice(0, 100)).json.results).toHaveLength(100);
		expect(update(...inputs).status).toBe(400);
	});

	it.each([{}, { inputs: [] }, { inputs: null }, { body: { inputs: [{ id: '1' }] } }])(
		'answers 200 and does nothing for a body without inputs: %j',
		(body) => {
			const { call } = createAccount();

			const { status, json } = call('POST', UPDATE, body);

			expect(status).toBe(200);
			expect(json).toMatchObject({ status: 'COMPLETE', results: [] });
		},
	);

	it('leaves a merged-away id out of results and errors', () => {
		const { update, ids, hubspot } = createAccount();
		hubspot.merge(ids[0], ids[1]);

		const { status, json } = update(
			input(ids[0], { hs_price: '1' }, 'a'),
			input(ids[2], { hs_price: '1' }, 'b'),
		);

		expect(status).toBe(200);
		expect(idsOf(json.results)).toEqual([ids[2]]);
		expect(json).not.toHaveProperty('errors');
	});

	it('finds ads by a unique property, and answers with their record IDs', () => {
		const { update, ids } = createAccount();

		const [result] = update({
			id: 'REF-000002',
			idProperty: 'reference_number',
			properties: { hs_price: '1' },
		}).json.results;

		expect(result.id).toBe(ids[1]);
		expect(result.properties.reference_number).toBe('REF-000002');
	});

	it.each([
		[
			'hs_object_id',
			'Unable to perform update by non-unique 0-420 property hs_object_id in portal',
		],
		['hs_name', 'Unable to perform update by non-unique 0-420 property hs_name in portal'],
		['nonsense', 'Property "nonsense" does not exist'],
	])('refuses %s as idProperty', (idProperty, message) => {
		const { update, ids } = createAccount();

		const { status, json } = update({ id: ids[0], idProperty, properties: { hs_price: '1' } });

		expect(status).toBe(400);
		expect(json.message).toContain(message);
		expect(json.category).toBe('VALIDATION_ERROR');
	});

	it.each([
		['{"inputs":', undefined],
		['[]', undefined],
		['{"inputs":{}}', undefined],
		['{"inputs":["1"]}', undefined],
		['{"inputs":[{"id":"1","properties":{"hs_price":{}}}]}', undefined],
		['{"inputs":[{"id":"1"}]}', 'VALIDATION_ERROR'],
		['{"inputs":[{"id":null,"properties":{}}]}', 'VALIDATION_ERROR'],
	])('refuses what it cannot read: %s', (body, category) => {
		const { call } = createAccount();

		const { status, json } = call('POST', UPDATE, body);

		expect(status).toBe(400);
		expect(json.message).toMatch(/^Invalid input JSON on line/);
		expect(json.category).toBe(category);
	});

	it.each(['/crm/objects/2026-03/0-420', '/crm/objects/2026-09/0-420', '/crm/v3/objects/listings'])(
		'is the same under %s',
		(base) => {
			const { call, ids } = createAccount();

			const { status } = call('POST', `${base}/batch/update`, {
				inputs: [input(ids[0], { hs_price: '1' })],
			});

			expect(status).toBe(200);
		},
	);
});
