import { describe, expect, it } from 'vitest';

import type { UpdateTold } from '../../../nodes/HubspotAds/hubspot/fates';
import type { GetInput, UpdateInput } from '../../../nodes/HubspotAds/hubspot/inputs';
import { judgePatch, judgeReadBack, judgeUpdate } from '../../../nodes/HubspotAds/hubspot/judge';
import { judgeGet } from '../../../nodes/HubspotAds/hubspot/judgeGet';
import type { Reply } from '../../../nodes/HubspotAds/hubspot/reply';
import { ad, NOW, refusal, refusedValues, reply } from './given.mts';

const one = ad('1');
const two = ad('2');
const batch = [one, two];
const named = [
	ad('REF-1', { hs_price: '5' }, { idProperty: 'reference' }),
	ad('REF-2', { hs_price: '5' }, { idProperty: 'reference' }),
];

describe('judgeUpdate', () => {
	it.each([
		['by trace id', batch, [result('9', { objectWriteTraceId: 'trace-2' })], { 2: 'updated' }],
		['by id', batch, [result('2')], { 2: 'updated' }],
		['by an id that is a number', batch, [{ ...result('2'), id: 2 }], { 2: 'updated' }],
		[
			'by its unique value',
			named,
			[result('77', { properties: { reference: 'REF-2' } })],
			{ 'REF-2': 'updated' },
		],
		['never by position', batch, [result('8'), result('9')], {}],
		['not by id where the batch has unique values', named, [result('REF-1')], {}],
		['in any order', batch, [result('2'), result('1')], { 1: 'updated', 2: 'updated' }],
		['once, where it is repeated', batch, [result('1'), result('1')], { 1: 'updated' }],
		[
			'although a stranger is among the results',
			batch,
			[result('7'), result('1')],
			{ 1: 'updated' },
		],
		[
			'although other results have wrong types',
			batch,
			[null, 'x', 7, [], { id: null }, { id: {} }, result('1')],
			{ 1: 'updated' },
		],
	])('finds the input of a result %s', (_how, inputs, results, expected) => {
		const exchange = judgeUpdate(ok({ results }), inputs, NOW);

		expect(outcomesOf(exchange)).toEqual(expected);
		expect(exchange.advice.next).toBe('confirm');
	});

	it.each([
		['by trace ids', { objectWriteTraceId: ['trace-1'] }, ['1']],
		['by one trace id that is no list', { objectWriteTraceId: 'trace-1' }, ['1']],
		['by ids', { ids: ['1', '2'] }, ['1', '2']],
		['by both', { ids: ['2'], objectWriteTraceId: ['trace-1'] }, ['1', '2']],
		['by an id that is a number', { ids: 1 }, ['1']],
		['and passes over strangers', { ids: ['7', null, {}], objectWriteTraceId: [[]] }, []],
	])('finds the inputs of an error %s', (_how, context, ids) => {
		const errors = [{ status: 'error', category: 'OBJECT_NOT_FOUND', message: 'no', context }];

		const exchange = judgeUpdate(reply(207, { results: [], errors, numErrors: 1 }), batch, NOW);

		expect(outcomesOf(exchange)).toEqual(Object.fromEntries(ids.map((id) => [id, 'notFound'])));
	});

	it('gives an ad the property, code and words of its refusal', () => {
		const complaint = { name: 'hs_price', error: 'INVALID_INTEGER', message: 'x is no number' };
		const errors = [{ ...refusedValues(complaint), context: { objectWriteTraceId: ['trace-2'] } }];

		const { fates } = judgeUpdate(reply(207, { results: [result('1')], errors }), batch, NOW);

		expect(fates.get(two)).toEqual({
			outcome: 'rejected',
			reason: {
				trouble: 'refused',
				statusCode: 207,
				category: 'VALIDATION_ERROR',
				code: 'INVALID_INTEGER',
				property: 'hs_price',
				said: 'x is no number',
			},
		});
	});

	it('believes neither where an ad is in results and in errors', () => {
		const errors = [{ category: 'VALIDATION_ERROR', context: { ids: ['1'] } }];

		const exchange = judgeUpdate(
			reply(207, { results: [result('1'), result('2')], errors }),
			batch,
			NOW,
		);

		expect(outcomesOf(exchange)).toEqual({ 2: 'updated' });
	});

	it('believes no refusal of an ad whose result has the record of another one', () => {
		const errors = [{ category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['trace-1'] } }];
		const results = ['trace-1', 'trace-2'].map((traceId) =>
			result('2', { objectWriteTraceId: traceId }),
		);

		const exchange = judgeUpdate(reply(207, { results, errors }), batch, NOW);

		expect(outcomesOf(exchange)).toEqual({ 2: 'updated' });
	});

	it('takes the reason for ads that are left out from the error that names none', () => {
		const errors = [{ category: 'VALIDATION_ERROR', message: 'Some values were not valid' }];

		const { advice } = judgeUpdate(reply(207, { results: [result('1')], errors }), batch, NOW);

		expect(advice).toMatchObject({
			next: 'confirm',
			reason: { trouble: 'unnamed', said: 'Some values were not valid' },
		});
	});

	it.each([
		['200 with both lists empty', ok({ results: [] })],
		['200 without lists', ok({})],
		['207 with both lists empty', reply(207, { status: 'COMPLETE', results: [], errors: [] })],
		['results of another type', ok({ results: { 0: result('1') } })],
		['errors of another type', ok({ results: null, errors: 'VALIDATION_ERROR' })],
		['202 that is not complete', reply(202, { status: 'PENDING' })],
	])('asks to confirm after %s', (_what, given) => {
		const exchange = judgeUpdate(given, batch, NOW);

		expect(outcomesOf(exchange)).toEqual({});
		expect(exchange.advice.next).toBe('confirm');
	});

	it.each([
		['a web page', undefined],
		['a list', [{ results: [] }]],
		['null', null],
		['text', 'COMPLETE'],
		['a number', 0],
	])('tries again after a 200 whose body is %s', (_what, body) => {
		expect(judgeUpdate(reply(200, body), batch, NOW)).toMatchObject({
			advice: { next: 'retry', mayBeTaken: true, reason: { trouble: 'unreadable' } },
		});
	});

	it('confirms only the results that a PENDING reply holds', () => {
		const exchange = judgeUpdate(ok({ status: 'PENDING', results: [result('1')] }), batch, NOW);

		expect(outcomesOf(exchange)).toEqual({ 1: 'updated' });
	});

	it.each([400, 409])('reads errors that name ads on a %i too', (status) => {
		const errors = [{ category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['trace-1'] } }];
		const body = refusal('no', { category: 'VALIDATION_ERROR', errors });

		expect(outcomesOf(judgeUpdate(reply(status, body), batch, NOW))).toEqual({ 1: 'rejected' });
	});

	it.each([423, 429, 477, 500, 503])('refuses no ad by the errors of a %i', (status) => {
		const errors = [{ category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['trace-1'] } }];

		expect(outcomesOf(judgeUpdate(reply(status, refusal('no', { errors })), batch, NOW))).toEqual(
			{},
		);
	});

	it.each([
		['RATE_LIMITS', { about: 'account', mayBeTaken: false }],
		['LOCKED', { about: 'inputs', mayBeTaken: false, afterMs: 2_000 }],
		['INTERNAL_ERROR', { about: 'inputs', mayBeTaken: true }],
	])('asks for another try of an ad that a 207 calls %s', (category, advice) => {
		const errors = [{ category, message: 'no', context: { objectWriteTraceId: ['trace-1'] } }];

		const exchange = judgeUpdate(reply(207, { results: [result('2')], errors }), batch, NOW);

		expect(outcomesOf(exchange)).toEqual({ 2: 'updated' });
		expect(exchange.advice).toMatchObject({ next: 'retry', ...advice });
	});

	it('may have written an ad to be sent again, where a result cannot be told to any', () => {
		const errors = [{ category: 'RATE_LIMITS', context: { ids: ['1'] } }];
		const strange = result('1', { objectWriteTraceId: 'trace-2' });

		const mixed = judgeUpdate(reply(207, { results: [strange], errors }), batch, NOW);
		const plain = judgeUpdate(reply(207, { results: [result('2')], errors }), batch, NOW);

		expect(mixed.advice).toMatchObject({ next: 'retry', mayBeTaken: true });
		expect(plain.advice).toMatchObject({ next: 'retry', mayBeTaken: false });
	});

	it('gives each updated ad the frame of its batch', () => {
		const frame = { status: 'COMPLETE', startedAt: 'a', completedAt: 'b' };

		const { fates } = judgeUpdate(
			ok({ ...frame, results: [result('1')], numErrors: 0 }),
			batch,
			NOW,
		);

		expect(fates.get(one)).toMatchObject({ batch: frame, record: { id: '1' } });
	});
});

describe('judgeGet', () => {
	const [asked, survivor] = [read('1'), read('9')];

	it('finds an id that was merged away in the record that survived', () => {
		const results = [result('9', { properties: { hs_price: '5', hs_merged_object_ids: '3;1' } })];

		const { fates } = judgeGet(ok({ results }), [asked, survivor], NOW);

		const record = { id: '9', properties: { hs_price: '5' } };
		expect(fates.get(asked)).toMatchObject({ outcome: 'found', record });
		expect(fates.get(survivor)).toMatchObject({ outcome: 'found', record });
	});

	it('shows the merged ids only where they are asked for', () => {
		const properties = { hs_merged_object_ids: '1' };
		const wanting = read('1', ['hs_merged_object_ids']);

		const shown = judgeGet(ok({ results: [result('9', { properties })] }), [wanting], NOW);
		const hidden = judgeGet(ok({ results: [result('9', { properties })] }), [asked], NOW);

		expect(shown.fates.get(wanting)).toMatchObject({ record: { properties } });
		expect(hidden.fates.get(asked)).toMatchObject({ record: { properties: {} } });
		expect(hidden.fates.get(asked)).not.toMatchObject({ record: { properties } });
	});

	it('takes a unique value for no id', () => {
		const named = read('1', [], { idProperty: 'reference' });
		const properties = { reference: 'REF-7', hs_merged_object_ids: '1' };

		const { fates } = judgeGet(ok({ results: [result('9', { properties })] }), [named], NOW);

		expect(fates.size).toBe(0);
	});

	it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('knows no id %s', (id) => {
		const input = read(id);

		const { fates } = judgeGet(ok({ results: [result('9')] }), [input], NOW);

		expect(fates.size).toBe(0);
	});
});

describe('judgeReadBack', () => {
	const isSame = (_name: string, wanted: string, actual: unknown) => wanted === (actual ?? '');

	it('confirms the ads that hold what was wanted, and no others', () => {
		const results = [
			result('1', { properties: { hs_price: '5' } }),
			result('2', { properties: { hs_price: '6' } }),
		];

		const exchange = judgeReadBack(ok({ results }), batch, NOW, isSame);

		expect(outcomesOf(exchange)).toEqual({ 1: 'updated' });
		expect(exchange.advice).toMatchObject({ next: 'confirm', reason: { trouble: 'unnamed' } });
	});

	it.each(['constructor', 'toString', '__proto__'])(
		'takes nothing else for a property %s',
		(name) => {
			const seen: unknown[] = [];
			const wanting = ad('1', Object.fromEntries([[name, 'true']]));

			judgeReadBack(ok({ results: [result('1')] }), [wanting], NOW, (_name, _wanted, actual) => {
				seen.push(actual);
				return false;
			});

			expect(seen).toEqual([undefined]);
		},
	);

	it('does not pass its own times off as those of the update', () => {
		const results = [result('1', { properties: { hs_price: '5' } })];

		const { fates } = judgeReadBack(ok({ status: 'COMPLETE', results }), batch, NOW, isSame);

		expect(fates.get(one)).not.toHaveProperty('batch');
	});

	it('takes no word for an ad that it does not find', () => {
		const errors = [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['1', '2'] } }];

		const exchange = judgeReadBack(reply(207, { results: [], errors }), batch, NOW, isSame);

		expect(outcomesOf(exchange)).toEqual({});
	});
});

describe('judgePatch', () => {
	it.each<[string, Reply, object]>([
		[
			'200 with the surviving record of a merge',
			reply(200, result('99')),
			{ outcome: 'updated', record: { id: '99' } },
		],
		[
			'404 of HubSpot',
			reply(404, refusal('resource not found', { category: 'OBJECT_NOT_FOUND' })),
			{ outcome: 'notFound', reason: { trouble: 'missing', statusCode: 404 } },
		],
		[
			'400',
			reply(400, refusedValues({ name: 'hs_price', error: 'INVALID_INTEGER', message: 'no' })),
			{ outcome: 'rejected', reason: { property: 'hs_price', said: 'no' } },
		],
		['409', reply(409, refusal('no', { category: 'CONFLICT' })), { outcome: 'rejected' }],
	])('settles the ad at a %s', (_what, given, expected) => {
		expect(judgePatch(given, [one], NOW).fates.get(one)).toMatchObject(expected);
	});

	it.each([
		['200 without a record', reply(200, {}), 'retry'],
		['500', reply(500), 'retry'],
		['401', reply(401), 'stop'],
		['403 of HubSpot', reply(403, refusal('no scope')), 'stop'],
		['403 of a web page', reply(403), 'split'],
		['404 of a web page', reply(404), 'split'],
	])('leaves the ad open at a %s', (_what, given, next) => {
		const exchange = judgePatch(given, [one], NOW);

		expect(exchange.fates.size).toBe(0);
		expect(exchange.advice.next).toBe(next);
	});
});

// Helpers

function ok(body: object): Reply {
	return reply(200, { status: 'COMPLETE', ...body });
}

function read(id: string, names: string[] = ['hs_price'], parts: Partial<GetInput> = {}): GetInput {
	return { ...ad(id, {}, parts), names };
}

function result(id: string, parts: object = {}): object {
	return { id, properties: {}, createdAt: '', updatedAt: '', archived: false, ...parts };
}

function outcomesOf({
	fates,
}: {
	fates: ReadonlyMap<UpdateInput, UpdateTold>;
}): Record<string, string> {
	return Object.fromEntries([...fates].map(([{ id }, { outcome }]) => [id, outcome]));
}
