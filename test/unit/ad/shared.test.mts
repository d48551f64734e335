import { describe, expect, it } from 'vitest';

import { toItems } from '../../../nodes/HubspotAds/ad/emit';
import { FINDING, UPDATING } from '../../../nodes/HubspotAds/ad/verbs';
import type { RunSettings } from '../../../nodes/HubspotAds/ad/settings';
import type { GetManyFate, UpdateFate } from '../../../nodes/HubspotAds/hubspot/fates';

const record = { id: '7', properties: { id: 'A-1', hs_price: '5' }, tags: ['a'] };
const batch = { status: 'COMPLETE', links: { self: 'x' } };
const all = { simplify: false, includeBatch: true } as RunSettings;

describe('the items of one ad', () => {
	it.each<[string, UpdateFate, Partial<RunSettings>]>([
		['updated', { outcome: 'updated', record, batch }, all],
		['unchanged', { outcome: 'unchanged', record }, all],
		[
			'previewed',
			{ outcome: 'wouldUpdate', changes: { hs_price: { from: '5', to: '6' } } },
			{ dryRun: true },
		],
	])('share nothing: %s', async (_what, fate, settings) => {
		const [first, second] = await toItems(
			[settle(0, fate), settle(1, fate)],
			settings as RunSettings,
			UPDATING,
		);

		expect(second.json).toEqual(first.json);
		expect(shared(first.json, second.json)).toEqual([]);
	});

	it('share nothing where two queries found the same', async () => {
		const fate: GetManyFate = { outcome: 'found', records: [record, { ...record, id: '8' }] };

		const found = await toItems([settle(0, fate), settle(1, fate)], all, FINDING);

		expect(found.map(({ json }) => json.id)).toEqual(['7', '8', '7', '8']);
		expect(shared(found[0].json, found[2].json)).toEqual([]);
		expect(shared(found[1].json, found[3].json)).toEqual([]);
	});

	it('share no frame of their batch', async () => {
		const fates = ['7', '8'].map(
			(id): UpdateFate => ({ outcome: 'updated', record: { ...record, id }, batch }),
		);

		const [first, second] = await toItems(
			fates.map((fate, at) => settle(at, fate)),
			all,
			UPDATING,
		);

		expect(shared(first.json.batch, second.json.batch)).toEqual([]);
	});

	it('have the ID of the record, although a property has that name too', async () => {
		const fate: UpdateFate = { outcome: 'updated', record };

		const [{ json }] = await toItems(
			[settle(0, fate)],
			{ simplify: true } as RunSettings,
			UPDATING,
		);

		expect(Object.entries(json)).toEqual([
			['id', '7'],
			['hs_price', '5'],
		]);
	});
});

// Helpers

function settle(itemIndex: number, fate: UpdateFate | GetManyFate) {
	return { line: { itemIndex, id: '7' }, fate };
}

/** The paths at which both hold the same object. */
function shared(one: unknown, other: unknown, path = ''): string[] {
	if (typeof one !== 'object' || one === null) return [];
	if (one === other) return [path];
	return Object.entries(one).flatMap(([key, value]) =>
		shared(value, (other as Record<string, unknown>)[key], `${path}.${key}`),
	);
}
