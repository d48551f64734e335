import { describe, expect, it } from 'vitest';

import { BatchQueue } from '../../../nodes/HubspotAds/delivery/batches';
import type { UpdateInput } from '../../../nodes/HubspotAds/hubspot/inputs';
import { ad } from '../hubspot/given.mts';

const byReference = { idProperty: 'reference' };

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

	it('takes an ad again that comes once its earlier input is finished', () => {
		const first = ad('1', {}, { traceId: 'a' });
		const queue = queueOf(100, first);
		queue.take(1);
		queue.finish(first);

		queue.add(ad('1', {}, { traceId: 'b' }));

		expect(take(queue)).toEqual(['1']);
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

function queueOf(batchSize: number, ...inputs: UpdateInput[]): BatchQueue<UpdateInput> {
	const queue = new BatchQueue<UpdateInput>(batchSize);
	for (const input of inputs) queue.add(input);
	return queue;
}

function take(queue: BatchQueue<UpdateInput>, least = 1): string[] | undefined {
	return queue.take(least)?.map(({ id }) => id);
}
