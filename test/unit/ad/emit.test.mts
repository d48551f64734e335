import type { INode } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { toError, toItems, type Line } from '../../../nodes/HubspotAds/ad/emit';
import type { RunSettings } from '../../../nodes/HubspotAds/ad/settings';
import type { AdFailure } from '../../../nodes/HubspotAds/ad/words';
import type { Settled } from '../../../nodes/HubspotAds/delivery/ledger';
import type { Reason, UpdateFate } from '../../../nodes/HubspotAds/hubspot/fates';

const record = {
	id: '7',
	properties: { hs_price: '5', hs_city: null },
	createdAt: '2026-01-01T00:00:00.000Z',
	objectWriteTraceId: 'n8n-x-0',
	url: 'https://…',
};
const updated: UpdateFate = { outcome: 'updated', record, batch: { status: 'COMPLETE' } };

describe('toItems', () => {
	it.each<[string, Partial<RunSettings>, Partial<Line>, object]>([
		['as HubSpot sent it, without the own trace id', {}, {}, without(record, 'objectWriteTraceId')],
		[
			"with the caller's trace id",
			{},
			{ callersTraceId: 'mine' },
			{ ...record, objectWriteTraceId: 'mine' },
		],
		['simplified', { simplify: true }, {}, { id: '7', hs_price: '5', hs_city: null }],
		[
			"simplified, with the caller's trace id",
			{ simplify: true },
			{ callersTraceId: 'mine' },
			{ id: '7', hs_price: '5', hs_city: null, objectWriteTraceId: 'mine' },
		],
		[
			'with its outcome and its batch',
			{ simplify: true, skipUnchanged: true, includeBatch: true },
			{},
			{ id: '7', hs_price: '5', hs_city: null, outcome: 'updated', batch: { status: 'COMPLETE' } },
		],
	])('gives an updated ad %s', async (_how, settings, line, json) => {
		const items = await toItems([settle(3, updated, line)], settings as RunSettings);

		expect(items).toEqual([{ json, pairedItem: { item: 3 } }]);
	});

	it('gives an ad that was not updated three keys, and details only as far as they are known', async () => {
		const reason: Reason = {
			trouble: 'refused',
			said: 'No',
			property: 'hs_price',
			statusCode: 400,
		};

		const [bare, full] = await toItems(
			[
				settle(
					0,
					{ outcome: 'invalid', reason: { trouble: 'checks', said: 'No' } },
					{ id: undefined },
				),
				settle(1, { outcome: 'rejected', reason }, { idProperty: 'reference' }),
			],
			{} as RunSettings,
		);

		expect(bare.json).toEqual({
			error: 'No',
			message: 'No',
			details: { outcome: 'invalid', itemIndex: 0 },
		});
		expect(full.json).toEqual({
			error: "HubSpot refused ad with 'reference' 7: No",
			message: "HubSpot refused ad with 'reference' 7: No",
			details: {
				outcome: 'rejected',
				itemIndex: 1,
				id: '7',
				idProperty: 'reference',
				property: 'hs_price',
				statusCode: 400,
			},
		});
	});
});

describe('toError', () => {
	it.each([
		[1, 250, false, '1 of 250 ads cannot be sent as it is, so nothing was sent'],
		[3, 250, false, '3 of 250 ads cannot be sent as they are, so nothing was sent'],
		[1, 1, true, '1 of 1 ad was not updated'],
		[3, 250, true, '3 of 250 ads were not updated'],
	])('says for %i of %i ads (sent: %s): %s', (failed, total, wasSent, message) => {
		expect(toError(node, missing(failed), total, wasSent).message).toBe(message);
	});

	it('lists the first ten by their items, and carries the index of the first', () => {
		const error = toError(node, missing(12), 20, true);

		const lines = error.description!.split('<br>\n');
		expect(lines).toHaveLength(11);
		expect(lines[0]).toBe(
			'[Item 5] HubSpot has no ad with record ID 7. Check the ID in HubSpot, or match on a unique property.',
		);
		expect(lines[9]).toMatch(/^\[Item 14\]/);
		expect(lines[10]).toBe('… and 2 more');
		expect(error.context.itemIndex).toBe(5);
	});

	it("leaves no tag of HubSpot's words in what the editor shows as HTML", () => {
		const reason: Reason = {
			trouble: 'refused',
			said: '<img src=x onerror=alert(1)> is no number.',
		};

		const { description } = toError(node, [settle(0, { outcome: 'rejected', reason })], 1, true);

		expect(description).toContain('&lt;img src=x onerror=alert(1)> is no number. Correct');
	});
});

// Helpers

const node: INode = {
	id: '1',
	name: 'HubSpot Ads',
	type: 'n8n-nodes-hubspot-ads.hubspotAds',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

function settle<Fate extends UpdateFate>(
	itemIndex: number,
	fate: Fate,
	line: Partial<Line> = {},
): Settled<Line, Fate> {
	return { line: { itemIndex, id: '7', ...line }, fate };
}

/** From item 5 on. */
function missing(count: number): Array<Settled<Line, AdFailure>> {
	const fate: AdFailure = { outcome: 'notFound', reason: { trouble: 'missing' } };
	return Array.from({ length: count }, (_ad, i) => settle(5 + i, fate));
}

function without<T extends object>(from: T, key: keyof T): Partial<T> {
	const { [key]: _left, ...rest } = from;
	return rest as Partial<T>;
}
