import { describe, expect, it } from 'vitest';

import type { GetInput } from '../../../nodes/HubspotAds/hubspot/inputs';
import { judgeGet, judgeGetAlone } from '../../../nodes/HubspotAds/hubspot/judgeGet';
import { ad, NOW, refusal, reply } from './given.mts';

const merged = { hs_merged_object_ids: '8;9', hs_city: 'Porto' };

describe('judgeGet', () => {
	it('finds an ad once, by the first of its results', () => {
		const [first, second] = [
			{ id: '1', properties: { hs_city: 'a' } },
			{ id: '1', properties: { hs_city: 'b' } },
		];

		const { fates } = judgeGet(reply(200, { results: [first, second] }), [get('1')], NOW);

		expect([...fates.values()]).toEqual([{ outcome: 'found', record: first }]);
	});

	it('tells which ID an ad was found by that was merged into another, and not how it is written', () => {
		const results = [{ id: '7', properties: merged }];

		const { fates } = judgeGet(reply(200, { results }), [get('7'), get('8')], NOW);

		const record = { id: '7', properties: { hs_city: 'Porto' } };
		expect([...fates.values()]).toEqual([
			{ outcome: 'found', record },
			{ outcome: 'found', record, mergedFrom: '8' },
		]);
	});

	it('takes no ad for merged that was named by a unique property', () => {
		const results = [{ id: '7', properties: { reference: 'REF-1' } }];
		const input = get('REF-1', { idProperty: 'reference' });

		const { fates } = judgeGet(reply(200, { results }), [input], NOW);

		expect([...fates.values()]).toEqual([{ outcome: 'found', record: results[0] }]);
	});

	it('shows the IDs that were merged where they were asked for', () => {
		const results = [{ id: '7', properties: merged }];
		const input = get('7', { names: ['hs_merged_object_ids'] });

		const { fates } = judgeGet(reply(200, { results }), [input], NOW);

		expect([...fates.values()]).toEqual([{ outcome: 'found', record: results[0] }]);
	});

	it.each([
		['a list without the ad says that it was left out', { results: [] }, 'confirm'],
		['an answer without its list is read once more', { status: 'COMPLETE' }, 'retry'],
	])('%s', (_what, body, next) => {
		expect(judgeGet(reply(200, body), [get('1')], NOW).advice.next).toBe(next);
	});
});

describe('judgeGetAlone', () => {
	it.each([
		["HubSpot's own", refusal('resource not found', { category: 'OBJECT_NOT_FOUND' }), 1],
		["somebody else's", refusal('no such page'), 0],
	])('believes a 404 that is %s', (_whose, body, told) => {
		const { fates } = judgeGetAlone(reply(404, body), [get('1')], NOW);

		expect([...fates.values()].map(({ outcome }) => outcome)).toEqual(Array(told).fill('notFound'));
	});
});

// Helpers

function get(id: string, parts: Partial<GetInput> = {}): GetInput {
	return { names: ['hs_city'], ...ad(id, {}, parts), ...parts };
}
