import { describe, expect, it } from 'vitest';

import type { Ask } from '../../../nodes/HubspotAds/hubspot/ask';
import { areAbove, inOrder, readPage, toManyFate } from '../../../nodes/HubspotAds/hubspot/pages';

const request = { method: 'GET', path: '/list' } as const;
const more = { next: { after: '9' } };
const SIZE = 3;

describe('readPage', () => {
	it.each<[string, object[], number, string[]]>([
		['a full page once', [page([1, 2, 3], more)], 1, ['1', '2', '3']],
		['the last page once, however short', [page([1])], 1, ['1']],
		['an empty last page once', [page([])], 1, []],
		[
			'a short page again until it is whole',
			[page([1], more), page([1, 2, 3], more)],
			2,
			['1', '2', '3'],
		],
		[
			'a page that stays short three times, and takes the longest reading',
			[page([1], more), page([1, 2], more), page([2], more)],
			3,
			['1', '2'],
		],
		[
			'a page with something in it that is no ad again',
			[{ results: [{ id: '1', properties: {} }, null] }, page([1, 2])],
			2,
			['1', '2'],
		],
		['a page that holds too many again', [page([1, 2, 3, 4]), page([1, 2])], 2, ['1', '2']],
	])('reads %s', async (_what, answers, readings, ids) => {
		const { ask, asked } = answering(answers);

		const read = await readPage(ask, request, SIZE);

		expect('records' in read && read.records.map(({ id }) => id)).toEqual(ids);
		expect(asked()).toBe(readings);
	});

	it('gives a page up that is never right', async () => {
		const { ask, asked } = answering([page([2, 1]), page([2, 1]), page([2, 1])]);

		const read = await readPage(ask, request, SIZE, (records) => areAbove(0, records));

		expect(read).toEqual({ reason: { trouble: 'unreadable' } });
		expect(asked()).toBe(3);
	});

	it('tells why there is no answer', async () => {
		const reason = { trouble: 'timeout' } as const;

		expect(await readPage(async () => await Promise.resolve({ reason }), request, SIZE)).toEqual({
			reason,
		});
	});
});

describe('toManyFate', () => {
	const records = [{ id: '1', properties: {} }];
	const timeout = { trouble: 'timeout' } as const;

	it.each([
		['found', { records }],
		['found', { records: [] }],
		['incomplete', { records, reason: timeout }],
		['notSent', { records: [], reason: timeout }],
		['rejected', { records: [], reason: { trouble: 'refused' } as const }],
	])('is %s of %j', (outcome, many) => {
		expect(toManyFate(many).outcome).toBe(outcome);
	});
});

describe('the order of record IDs', () => {
	it('is that of numbers, not of text', () => {
		const records = ['10', '9', '100'].map((id) => ({ id, properties: {} }));

		expect(inOrder(records).map(({ id }) => id)).toEqual(['9', '10', '100']);
		expect(areAbove(8, inOrder(records))).toBe(true);
		expect(areAbove(9, inOrder(records))).toBe(false);
		expect(areAbove(8, records)).toBe(false);
	});
});

// Helpers

function page(ids: number[], paging?: object): object {
	return { results: ids.map((id) => ({ id: String(id), properties: {} })), paging };
}

/** Answers in this order, and throws where it is asked once more. */
function answering(bodies: object[]): { ask: Ask; asked: () => number } {
	const left = [...bodies];
	const ask: Ask = async () => {
		const body = left.shift();
		if (!body) throw new Error('Asked once more');
		return await Promise.resolve({ outcome: 'answered', body });
	};
	return { ask, asked: () => bodies.length - left.length };
}
