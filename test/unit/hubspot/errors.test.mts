import { describe, expect, it } from 'vitest';

import { readErrors } from '../../../nodes/HubspotAds/hubspot/errors';
import { ad, NOW, reply } from './given.mts';

const inputs = [ad('1'), ad('2'), ad('3')];

describe('readErrors', () => {
	it('believes the first word about an ad, and the first that names none', () => {
		const { fates, anonymous } = read([
			{ category: 'OBJECT_NOT_FOUND', message: 'gone', context: { ids: ['1'] } },
			{ category: 'VALIDATION_ERROR', message: 'no', context: { ids: ['1', '2'] } },
			{ message: 'first of nobody' },
			{ message: 'second of nobody' },
		]);

		expect([...fates].map(([{ id }, { outcome }]) => [id, outcome])).toEqual([
			['1', 'notFound'],
			['2', 'rejected'],
		]);
		expect(anonymous).toEqual({ message: 'first of nobody' });
	});

	it('does not tell the others what is said of one ad', () => {
		const { anonymous } = read([{ message: 'about the first', context: { ids: ['1'] } }]);

		expect(anonymous).toBe(undefined);
	});

	it.each([
		['RATE_LIMITS', { about: 'account', isRateLimit: true, mayBeTaken: false }],
		['LOCKED', { about: 'inputs', afterMs: 2_000, mayBeTaken: false }],
		['INTERNAL_ERROR', { about: 'inputs', mayBeTaken: true }],
	])('refuses no ad of which it is said for now: %s', (category, advice) => {
		const { fates, passing } = read([{ category, context: { ids: ['1'] } }]);

		expect(fates.size).toBe(0);
		expect(passing).toMatchObject({ next: 'retry', ...advice });
	});
});

// Helpers

function read(errors: unknown[]) {
	return readErrors(reply(207, { results: [], errors }), inputs, NOW);
}
