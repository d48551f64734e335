import { describe, expect, it } from 'vitest';

import { adKey, BatchQueue, mergeDuplicates } from '../../../nodes/HubspotAds/delivery/batches';
import type { Input } from '../../../nodes/HubspotAds/delivery/ledger';
import { ad } from '../hubspot/given.mts';

const byReference = { idProperty: 'reference' };

describe('adKey', () => {
	it.each([
		['12', '12 ', true],
		[' 12', '12', true],
		['Ann@Example.com', 'ann@example.com', true],
		['Ref', 'ref', false],
		['1', '01', false],
	])('of %j and %j: one ad is %s', (one, other, isOne) => {
		expect(adKey({ id: one }) === adKey({ id: other })).toBe(isOne);
	});

	it('tells a record ID from the same text in a unique property', () => {
		expect(adKey({ id: '1' })).not.toBe(adKey({ id: '1', ...byReference }));
	});
});

describe('mergeDuplicates', () => {
	it('makes one input of an ad, with the later values and every line', () => {
		const inputs = [
			ad('1', { a: '1', b: '1' }, { lines: [0], traceId: 'x' }),
			ad('2', { a: '5' }, { lines: [1] }),
			ad('1 ', { b: '2', c: '2' }, { lines: [2], traceId: 'y' }),
		];

		const merged = mergeDuplicates(inputs, (earlier, later) => ({ ...earlier, ...later }));

		expect(merged).toMatchObject([
			{ id: '1 ', lines: [0, 2], properties: { a: '1', b: '2', c: '2' }, traceId: 'y' },
			{ id: '2', lines: [1], properties: { a: '5' } },
		]);
	});
});

describe('BatchQueue', () => {
	it('fills batches in the order of the inputs', () => {
		const queue = queueOf(2, ad('1'), ad('2'), ad('3'));

		expect([take(queue), take(queue), take(queue)]).toEqual([['1', '2'], ['3'], undefined]);
	});

	it('gives no batch that is smaller than asked for', () => {
		const queue = queueOf(3, ad('1'), ad('2'));

		expect(take(queue, 3)).toBe(undefined);
		expect(take(queue, 2)).toEqual(['1', '2']);
	});

	it('keeps the second input of an ad back until the first is finished', () => {
		const first = ad('1', { a: '1' }, { traceId: 'x' });
		const queue = queueOf(100, first, ad('2'), ad(' 1', { a: '2' }, { traceId: 'y' }));

		expect(take(queue)).toEqual(['1', '2']);
		expect(take(queue)).toBe(undefined);
		queue.finish(first);
		expect(take(queue)).toEqual([' 1']);
	});

	it('lets the inputs of an ad go one by one, in their order', () => {
		const inputs = ['a', 'b', 'c'].map((traceId) => ad('1', {}, { traceId }));
		const queue = queueOf(100, ...inputs);

		const order = inputs.map(() => {
			const [input] = queue.take(1)!;
			queue.finish(input);
			return input.traceId;
		});

		expect(order).toEqual(['a', 'b', 'c']);
	});

	it('makes a batch of inputs with one idProperty', () => {
		const queue = queueOf(
			100,
			ad('1'),
			ad('A', {}, byReference),
			ad('2'),
			ad('B', {}, byReference),
		);

		expect([take(queue), take(queue)]).toEqual([
			['1', '2'],
			['A', 'B'],
		]);
	});

	it('puts equal trace ids of the caller into different batches', () => {
		const mine = { traceId: 'mine' };
		const queue = queueOf(100, ad('1', {}, mine), ad('2', {}, mine), ad('3'));

		expect([take(queue), take(queue)]).toEqual([['1', '3'], ['2']]);
	});
});

// Helpers

function queueOf(batchSize: number, ...inputs: Input[]): BatchQueue {
	const queue = new BatchQueue(batchSize);
	for (const input of inputs) queue.add(input);
	return queue;
}

function take(queue: BatchQueue, least = 1): string[] | undefined {
	return queue.take(least)?.map(({ id }) => id);
}
