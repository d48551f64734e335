import { describe, expect, it } from 'vitest';

import { findSpoiler } from '../../../nodes/HubspotAds/delivery/spoiler';

describe('findSpoiler', () => {
	it.each<[string, number[], number[]]>([
		['with suspects that are exactly half', [0, 2, 4, 6, 8], [0, 2, 4, 6, 8]],
		['with the first half where more are suspected', [0, 2, 4, 6, 8, 9], [0, 1, 2, 3, 4]],
		['with a single suspect', [2], [2]],
		['with the first half where nothing is said', [], [0, 1, 2, 3, 4]],
	])('begins %s', async (_where, suspects, first) => {
		const { tried, spoiler, others } = await find(10, 2, suspects);

		expect(tried[0]).toEqual(first);
		expect(tried.length).toBeLessThanOrEqual(5);
		expect(spoiler?.open).toEqual([2]);
		expect(others).not.toContain(2);
	});
});

// Helpers

async function find(count: number, bad: number, suspects: number[]) {
	const open = Array.from({ length: count }, (_, at) => at);
	const advice = { next: 'split', reason: 'no', suspects, outcome: 'rejected' } as const;
	const tried: Array<readonly number[]> = [];
	const found = await findSpoiler({ open, advice }, async (part) => {
		tried.push(part);
		return part.includes(bad) ? { open: part, advice: { ...advice, suspects: [] } } : undefined;
	});
	return { tried, ...found };
}
