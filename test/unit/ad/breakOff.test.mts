import { describe, expect, it } from 'vitest';

import { breakOff, toBareItems } from '../../../nodes/HubspotAds/ad/breakOff';
import type { Line } from '../../../nodes/HubspotAds/ad/emit';
import type { RunSettings } from '../../../nodes/HubspotAds/ad/settings';
import { Ledger } from '../../../nodes/HubspotAds/delivery/ledger';
import type { AdFate } from '../../../nodes/HubspotAds/hubspot/adFate';
import type { Reason } from '../../../nodes/HubspotAds/hubspot/fates';

const reason: Reason = { trouble: 'broken', said: 'Error: A fault of the node' };

describe('breakOff', () => {
	it('tells of each ad once what is known of it, and of each item that was not read', () => {
		const ledger = new Ledger<Line, AdFate>();
		const [done, sent] = [0, 1, 2].map((itemIndex) => ledger.open({ itemIndex, id: '7' }));
		ledger.settle([done], { outcome: 'notFound', reason: { trouble: 'missing' } });
		ledger.markSent([done, sent]);

		const settled = breakOff(ledger, 5, reason);

		expect(settled.map(({ line, fate }) => [line.itemIndex, fate.outcome])).toEqual([
			[0, 'notFound'],
			[1, 'unconfirmed'],
			[2, 'notSent'],
			[3, 'notSent'],
			[4, 'notSent'],
		]);
	});
});

describe('toBareItems', () => {
	const settled = [
		{ line: { itemIndex: 0, id: '7' }, fate: { outcome: 'unconfirmed', reason } as const },
		{ line: { itemIndex: 3 }, fate: { outcome: 'notSent', reason } as const },
	];

	it.each([false, true])("are n8n's error items where there is an output for them: %s", (has) => {
		const items = toBareItems(settled, reason, { hasErrorOutput: has } as RunSettings);

		expect(items.map(({ error }) => error !== undefined)).toEqual([has, has]);
		expect(items.map(({ json, pairedItem }) => [json.details, pairedItem])).toEqual([
			[{ outcome: 'unconfirmed', itemIndex: 0, id: '7' }, { item: 0 }],
			[{ outcome: 'notSent', itemIndex: 3 }, { item: 3 }],
		]);
		expect(items[0].json.message).toBe(
			"Ad 7 is 'unconfirmed', and more cannot be said, because the node itself failed (Error: A fault of the node). Report it to the makers of this node",
		);
		expect(items[1].json.message).toMatch(/^An ad is 'notSent', /);
	});
});
