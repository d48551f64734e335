import { describe, expect, it } from 'vitest';

import { InputFinder, readRecord } from '../../../nodes/HubspotAds/hubspot/matching';
import { readBody } from '../../../nodes/HubspotAds/hubspot/body';
import { ad } from './given.mts';

describe('InputFinder', () => {
	it('goes by the trace id before the id', () => {
		const finder = new InputFinder([ad('1'), ad('2')]);

		expect(finder.ofResult({ id: '1', objectWriteTraceId: 'trace-2' })?.id).toBe('2');
	});

	it('takes no other type for a trace id of the caller', () => {
		const finder = new InputFinder([ad('1', {}, { traceId: '7' }), ad('2')]);

		expect(finder.ofResult({ id: '2', objectWriteTraceId: 7 })?.id).toBe('2');
		expect(finder.ofError({ context: { objectWriteTraceId: [7] } })).toEqual([]);
	});

	it('takes e-mail addresses in any case for one', () => {
		const finder = new InputFinder([ad('Ann@Example.com', {}, { idProperty: 'email' })]);

		expect(finder.ofResult({ id: '7', properties: { email: 'ann@example.com' } })?.id).toBe(
			'Ann@Example.com',
		);
	});

	it('takes a value in another case for the same, because no batch has both', () => {
		const finder = new InputFinder([ad('Ref', {}, { idProperty: 'reference' })]);

		expect(finder.ofResult({ id: '7', properties: { reference: 'ref' } })?.id).toBe('Ref');
		expect(finder.ofResult({ id: '7', properties: { reference: 'reef' } })).toBe(undefined);
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

			expect(finder.ofResult(strange)).toBe(undefined);
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
