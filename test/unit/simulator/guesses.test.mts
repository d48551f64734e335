import { describe, expect, it } from 'vitest';
import { defaultGuesses } from '../../simulator/guesses.mts';
import type { Guesses } from '../../simulator/guesses.mts';
import { createAccount, idsOf, input, READ } from './account.mts';

describe('each guess can be taken the other way', () => {
	it('validationPerRecord: one 400 although every input has a trace id', () => {
		const { update, ids } = guessing({ validationPerRecord: false });

		expect(update(input(ids[0], { nonsense: '1' }, 'a')).status).toBe(400);
	});

	it('partialTraceIds: 207 although one input has none', () => {
		const { update, ids } = guessing({ partialTraceIds: 'perRecord' });

		const { status, json } = update(input(ids[0], { no: '1' }, 'a'), input(ids[1], { no: '1' }));

		expect(status).toBe(207);
		expect(json.errors.map(({ context }: { context: object }) => context)).toEqual([
			{ objectWriteTraceId: ['a'] },
			{},
		]);
	});

	it('typeNameInMessage and traceIdsInNotFound', () => {
		const { update } = guessing({ typeNameInMessage: '0-420', traceIdsInNotFound: false });

		const [error] = update(input('1', {}, 'a')).json.errors;

		expect(error.message).toContain('some 0-420 objects');
		expect(error.context).toEqual({ ids: ['1'] });
	});

	it.each([
		[false, '12.50'],
		[true, '12.5'],
	])('numericNormalization %s stores %s', (numericNormalization, stored) => {
		const { update, ids } = guessing({ numericNormalization });

		const [result] = update(input(ids[0], { hs_price: '12.50' })).json.results;

		expect(result.properties.hs_price).toBe(stored);
	});

	it('dateNormalization: a day in milliseconds stays so', () => {
		const { update, ids } = guessing({ dateNormalization: false });

		const [result] = update(input(ids[0], { available_from: '1796083200000' })).json.results;

		expect(result.properties.available_from).toBe('1796083200000');
	});

	it('outerSpaceRefused: only for what is not text', () => {
		const { update, ids } = guessing({ outerSpaceRefused: true });

		expect(update(input(ids[0], { hs_name: ' a ' })).status).toBe(200);
		expect(update(input(ids[0], { hs_price: ' 1' })).json.errors[0].code).toBe(
			'LEADING_TRAILING_WHITESPACE',
		);
	});

	it('uniqueIgnoresCase: names ads in any case', () => {
		const lower = { id: 'ref-000001', idProperty: 'reference_number', properties: {} };

		expect(guessing({ uniqueIgnoresCase: true }).update(lower).status).toBe(200);
		expect(guessing({ uniqueIgnoresCase: false }).update(lower).status).toBe(207);
	});

	it('stageMustFitPipeline: any stage will do', () => {
		const { update, ids } = guessing({ stageMustFitPipeline: false });
		const foreign = { hs_pipeline: 'default', hs_pipeline_stage: '1082736455' };

		expect(update(input(ids[0], foreign)).status).toBe(200);
	});

	it.each([
		['empty', ''],
		['null', null],
	] as const)('clearedReadsAs %s', (clearedReadsAs, shown) => {
		const { update, call, ids } = guessing({ clearedReadsAs });
		update(input(ids[0], { hs_price: '' }));

		const { json } = call('GET', `/crm/v3/objects/0-420/${ids[0]}?properties=hs_price`);

		expect(json.properties.hs_price).toBe(shown);
	});

	it.each([
		['ignored', 200],
		['clears', 200],
		['refused', 400],
	] as const)('nullValue %s', (nullValue, status) => {
		const { update, ids, hubspot } = guessing({ nullValue });

		const answer = update(input(ids[0], { hs_price: null }));

		expect(answer.status).toBe(status);
		expect(hubspot.ads.get(ids[0])?.values.hs_price === '').toBe(nullValue === 'clears');
	});

	it.each([
		['unchanged', 200],
		['refused', 400],
	] as const)('emptyProperties %s', (emptyProperties, status) => {
		const { update, ids } = guessing({ emptyProperties });

		expect(update(input(ids[0], {})).status).toBe(status);
	});

	it.each([
		['dropped', []],
		['notFound', ['error']],
		['followed', ['survivor']],
	] as const)('a merged-away id in batches: %s', (outcome, expected) => {
		const { update, call, ids, hubspot } = guessing({
			mergedInBatchUpdate: outcome,
			mergedInBatchRead: outcome,
		});
		hubspot.merge(ids[0], ids[1]);
		const answers = [
			update(input(ids[0], { hs_price: '1' })),
			call('POST', READ, { inputs: [{ id: ids[0] }], properties: [] }),
		];

		for (const { json } of answers) {
			const survivors = idsOf(json.results).map((id) => (id === ids[1] ? 'survivor' : id));
			const errors = (json.errors ?? []).map(() => 'error');
			expect([...survivors, ...errors]).toEqual(expected);
		}
	});

	it('mergedInGet: 404', () => {
		const { call, ids, hubspot } = guessing({ mergedInGet: 'notFound' });
		hubspot.merge(ids[0], ids[1]);

		expect(call('GET', `/crm/v3/objects/0-420/${ids[0]}`).status).toBe(404);
	});

	it.each([
		['allowed', 'bothWritten', 200],
		['refused', 'bothWritten', 400],
		['allowed', 'refused', 400],
	] as const)('mixedIdProperty %s, sameAdTwice %s: %i', (mixedIdProperty, sameAdTwice, status) => {
		const { update, ids } = guessing({ mixedIdProperty, sameAdTwice });
		const named = { id: 'REF-000001', idProperty: 'reference_number', properties: {} };

		expect(update(named, input(ids[0], {})).status).toBe(status);
	});

	it.each([
		['once', 200, 1],
		['twice', 200, 2],
		['refused', 400, 0],
	] as const)('duplicatesInBatchRead %s', (duplicatesInBatchRead, status, count) => {
		const { call, ids } = guessing({ duplicatesInBatchRead });

		const answer = call('POST', READ, { inputs: [{ id: ids[0] }, { id: ids[0] }], properties: [] });

		expect(answer.status).toBe(status);
		expect(answer.json.results ?? []).toHaveLength(count);
	});

	it('idPropertyInResult: not there unless written', () => {
		const { update } = guessing({ idPropertyInResult: false });

		const [result] = update({
			id: 'REF-000001',
			idProperty: 'reference_number',
			properties: { hs_price: '1' },
		}).json.results;

		expect(result.properties).not.toHaveProperty('reference_number');
	});

	it('refusedRequestsCount: who keeps asking stays out', () => {
		const { call, clock } = guessing({ refusedRequestsCount: true });
		const ask = () => call('GET', '/crm/v3/objects/0-420?limit=1').status;
		for (let n = 0; n < 190; n++) ask();
		clock.now += 9_000;
		expect(ask()).toBe(429);
		for (let n = 0; n < 190; n++) ask();
		clock.now += 1_000;

		expect(ask()).toBe(429);
	});

	it('unknownToken: expired in 1970', () => {
		const { call } = guessing({ unknownToken: 'expired' });

		const { json } = call('GET', '/crm/v3/objects/0-420', undefined, 'garbage');

		expect(json.message).toMatch(/expired 20\d{3} day\(s\) ago/);
		expect(json.context['expire time']).toEqual(['1970-01-01T00:00:00.000Z']);
	});
});

it('a portal takes the defaults where nothing else is guessed', () => {
	expect(guessing({ searchLagMs: 1 }).hubspot.guesses).toEqual({
		...defaultGuesses,
		searchLagMs: 1,
	});
});

// Helpers

function guessing(guesses: Partial<Guesses>) {
	return createAccount({ guesses });
}
