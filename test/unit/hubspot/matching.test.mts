import { describe, expect, it } from 'vitest';

import { InputFinder } from '../../../nodes/HubspotAds/hubspot/matching';
import { readRecord } from '../../../nodes/HubspotAds/hubspot/record';
import { readBody } from '../../../nodes/HubspotAds/hubspot/body';
import type { UpdateInput } from '../../../nodes/HubspotAds/hubspot/inputs';
import { ad } from './given.mts';

describe('InputFinder', () => {
	it('goes by the trace id before the id, which is another one after a merge', () => {
		const finder = new InputFinder([ad('1'), ad('2')]);

		expect(written(finder, { id: '9', objectWriteTraceId: 'trace-2' })).toEqual(['2']);
	});

	it('goes by the first of several results for one ad', () => {
		const finder = new InputFinder([ad('1'), ad('2')]);
		const first = { id: '1', objectWriteTraceId: 'trace-1' };

		expect([...finder.ofWritten([first, { ...first }]).values()][0]).toBe(first);
	});

	it('believes no result that has the trace id of one ad and the record of another', () => {
		const byId = new InputFinder([ad('1'), ad('2')]);
		const byReference = new InputFinder([reference('A'), reference('B')]);

		expect(written(byId, { id: '1', objectWriteTraceId: 'trace-2' })).toEqual([]);
		expect(
			written(byReference, { properties: { reference: 'A' }, objectWriteTraceId: 'trace-B' }),
		).toEqual([]);
	});

	it('then believes neither of the two ads, unless another result names it twice', () => {
		const finder = new InputFinder([ad('1'), ad('2')]);
		const mixed = { id: '1', objectWriteTraceId: 'trace-2' };

		expect(written(finder, mixed, { id: '9', objectWriteTraceId: 'trace-1' })).toEqual([]);
		expect(written(finder, mixed, { id: '1', objectWriteTraceId: 'trace-1' })).toEqual(['1']);
	});

	it('then believes no other one that is named by its trace id alone, as one that was merged is', () => {
		const finder = new InputFinder([ad('1'), ad('2'), ad('3')]);
		const mixed = { id: '1', objectWriteTraceId: 'trace-2' };
		const survivor = { id: '9', objectWriteTraceId: 'trace-3' };

		expect(written(finder, survivor)).toEqual(['3']);
		expect(written(finder, mixed, survivor)).toEqual([]);
	});

	it('finds an ad that was written by the unique value that it has now', () => {
		const chain = new InputFinder([
			reference('A', { reference: 'B' }),
			reference('B', { reference: 'C' }),
		]);
		const result = (value: string) => ({ id: '7', properties: { reference: value } });

		expect(written(chain, result('A'))).toEqual([]);
		expect(written(chain, result('B'))).toEqual(['A']);
		expect(written(chain, result('C'))).toEqual(['B']);
		expect(chain.ofRead(result('B')).map(({ id }) => id)).toEqual(['B']);
	});

	it('finds none by a unique value that two would have', () => {
		const finder = new InputFinder([reference('A', { reference: 'B' }), reference('B')]);
		const properties = { reference: 'B' };

		expect(written(finder, { id: '7', properties })).toEqual([]);
		expect(written(finder, { id: '7', properties, objectWriteTraceId: 'trace-A' })).toEqual(['A']);
	});

	it('takes no other type for a trace id of the caller', () => {
		const finder = new InputFinder([ad('1', {}, { traceId: '7' }), ad('2')]);

		expect(written(finder, { id: '2', objectWriteTraceId: 7 })).toEqual(['2']);
		expect(finder.ofError({ context: { objectWriteTraceId: [7] } })).toEqual([]);
	});

	it('takes e-mail addresses in any case for one', () => {
		const finder = new InputFinder([ad('Ann@Example.com', {}, { idProperty: 'email' })]);

		expect(written(finder, { id: '7', properties: { email: 'ann@example.com' } })).toEqual([
			'Ann@Example.com',
		]);
	});

	it('takes a value in another case for the same, because no batch has both', () => {
		const finder = new InputFinder([ad('Ref', {}, { idProperty: 'reference' })]);

		expect(written(finder, { id: '7', properties: { reference: 'ref' } })).toEqual(['Ref']);
		expect(written(finder, { id: '7', properties: { reference: 'reef' } })).toEqual([]);
	});

	it('names each input of an error once', () => {
		const finder = new InputFinder([ad('1'), ad('2')]);
		const context = { ids: ['1', '1'], objectWriteTraceId: ['trace-1', 'trace-2'] };

		expect(finder.ofError({ context }).map(({ id }) => id)).toEqual(['1', '2']);
	});

	it.each([undefined, null, 'text', 7, [], { context: 'ids' }, { context: { ids: { 0: '1' } } }])(
		'finds nothing in %j',
		(strange) => {
			const finder = new InputFinder([ad('1')]);

			expect(written(finder, strange)).toEqual([]);
			expect(finder.ofError(strange)).toEqual([]);
		},
	);
});

describe('readRecord', () => {
	it('keeps every field of HubSpot, and text where text belongs', () => {
		const record = readRecord({
			id: 12,
			properties: { a: 'x', b: null, c: 5, d: true, e: {}, f: [] },
			updatedAt: 'now',
			url: 'https://app.example/1',
		});

		expect(record).toEqual({
			id: '12',
			properties: { a: 'x', b: null, c: '5', d: 'true' },
			updatedAt: 'now',
			url: 'https://app.example/1',
		});
	});

	it.each([null, 'x', 7, [], {}, { id: null }, { id: '' }, { id: {} }])(
		'reads none in %j',
		(it) => {
			expect(readRecord(it)).toBe(undefined);
		},
	);

	it.each([null, 'x', 7, []])('reads no properties in %j', (properties) => {
		expect(readRecord({ id: '1', properties })).toEqual({ id: '1', properties: {} });
	});

	it('keeps its prototype, whatever keys a body has', () => {
		const hostile =
			'{"id":"1","__proto__":{"a":1},"properties":{"__proto__":"x"},"more":{"__proto__":{"b":1}}}';

		const record = readRecord(readBody(hostile, []));

		expect(JSON.stringify(record)).toBe('{"id":"1","properties":{},"more":{}}');
		expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
	});

	it('cuts off what is nested too deep', () => {
		let deep: unknown = 'bottom';
		for (let level = 0; level < 50_000; level++) deep = { deep };

		const record = readRecord({ id: '1', properties: {}, deep });

		expect(JSON.stringify(record).length).toBeLessThan(200);
	});
});

// Helpers

function written(finder: InputFinder<UpdateInput>, ...results: unknown[]): string[] {
	return [...finder.ofWritten(results).keys()].map(({ id }) => id);
}

function reference(id: string, properties?: Record<string, string>) {
	return ad(id, properties, { idProperty: 'reference' });
}
