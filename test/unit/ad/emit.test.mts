import { describe, expect, it } from 'vitest';

import { isError, markAsError, toItems, type Line } from '../../../nodes/HubspotAds/ad/emit';
import {
	CREATING,
	DELETING,
	FINDING,
	UPDATING,
	UPSERTING,
} from '../../../nodes/HubspotAds/ad/verbs';
import type { RunSettings } from '../../../nodes/HubspotAds/ad/settings';
import type { Settled } from '../../../nodes/HubspotAds/delivery/ledger';
import type { AdFate } from '../../../nodes/HubspotAds/hubspot/adFate';
import type { GetManyFate, Reason, UpdateFate } from '../../../nodes/HubspotAds/hubspot/fates';

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
		const items = await toItems([settle(3, updated, line)], settings as RunSettings, UPDATING);

		expect(items).toEqual([{ json, pairedItem: { item: 3 } }]);
	});

	it('gives each item of a merged ad all of its own', async () => {
		const shared: UpdateFate = {
			outcome: 'updated',
			record: { ...record, links: [{ rel: 'self' }] },
		};

		const items = await toItems(
			[settle(0, shared), settle(1, shared)],
			{} as RunSettings,
			UPDATING,
		);
		(items[0].json.links as object[]).pop();
		(items[0].json.properties as Record<string, string>).hs_price = '0';

		expect(items[1].json).toEqual(without(shared.record, 'objectWriteTraceId'));
	});

	it.each([
		[{ simplify: true }, ['id', 'hs_city', 'hs_price']],
		[{ simplify: false }, ['hs_city', 'hs_price']],
	])(
		"puts the properties that were asked for before HubSpot's own (%o)",
		async (settings, keys) => {
			const line = { written: ['hs_city', 'hs_name'] };

			const [{ json }] = await toItems(
				[settle(0, updated, line)],
				settings as RunSettings,
				UPDATING,
			);

			expect(Object.keys(settings.simplify ? json : (json.properties as object))).toEqual(keys);
		},
	);

	it.each<[UpdateFate, string]>([
		[{ outcome: 'wouldUpdate', changes: { hs_price: {} } }, 'hs_price would change'],
		[
			{ outcome: 'wouldUpdate', changes: { hs_price: {}, hs_city: {} } },
			'2 properties would change: hs_price and hs_city',
		],
		[
			{ outcome: 'wouldUpdate', changes: { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 } },
			'7 properties would change: a, b, c, d, e and 2 more',
		],
		[{ outcome: 'unchanged', record }, 'The ad has these values already'],
		[{ outcome: 'notFound', reason: { trouble: 'missing' } }, 'HubSpot has no ad with record ID 7'],
	])('gives every ad of a dry run a reason', async (fate, reason) => {
		const [{ json }] = await toItems([settle(0, fate)], { dryRun: true } as RunSettings, UPDATING);

		expect(json.reason).toBe(reason);
	});

	it('names the ad that would be deleted', async () => {
		const named = { ...record, properties: { hs_name: 'Casa\u200b azul' } };
		const dryRun = { dryRun: true } as RunSettings;
		const fates = [named, record].map((one) => ({ outcome: 'wouldArchive', record: one }) as const);

		const items = await toItems(
			fates.map((fate) => settle(0, fate, { idProperty: 'reference' })),
			dryRun,
			DELETING,
		);

		const preview = { id: '7', idProperty: 'reference', outcome: 'wouldArchive', changes: {} };
		expect(items.map(({ json }) => json)).toEqual([
			{ ...preview, reason: 'The ad "Casa␣(U+200B) azul" would be deleted' },
			{ ...preview, reason: 'The ad would be deleted' },
		]);
	});

	it('tells of each ad that was to be deleted what became of it', async () => {
		const fates = (['archived', 'unchanged'] as const).map((outcome) => ({ outcome, record }));

		const items = await toItems(
			fates.map((fate) => settle(0, fate)),
			{} as RunSettings,
			DELETING,
		);

		expect(items.map(({ json }) => json.outcome)).toEqual(['archived', 'unchanged']);
	});

	it('marks the last item of a query that ended early as an error, and none of its ads', async () => {
		const reason: Reason = { trouble: 'timeout' };
		const fate: GetManyFate = { outcome: 'incomplete', records: [record, record], reason };
		const settings = { hasErrorOutput: true } as RunSettings;

		const items = await toItems([{ line: { itemIndex: 4 }, fate }], settings, FINDING);

		expect(items.map(({ error }) => error !== undefined)).toEqual([false, false, true]);
		expect(items[2].json.details).toEqual({ outcome: 'incomplete', itemIndex: 4, read: 2 });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(Array(3).fill({ item: 4 }));
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
			UPDATING,
		);

		expect(bare.json).toEqual({
			error: 'No',
			message: 'No.',
			details: { outcome: 'invalid', itemIndex: 0 },
		});
		expect(full.json).toEqual({
			error: "HubSpot refused ad with 'reference' 7: No",
			message:
				"HubSpot refused ad with 'reference' 7: No. Correct the value, or look at the ad in HubSpot.",
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

	it('tells a new ad by the ID of the one in its way, but one that has a name by that', async () => {
		const reason: Reason = { trouble: 'exists', existingId: '99' };
		const fate = { outcome: 'rejected', reason } as const;
		const line = { id: 'REF-1', idProperty: 'reference' };

		const details = await Promise.all(
			[CREATING, UPSERTING].map(async (verbs) => {
				const [{ json }] = await toItems([settle(0, fate, line)], {} as RunSettings, verbs);
				return json.details;
			}),
		);

		const rest = { outcome: 'rejected', itemIndex: 0 };
		expect(details).toEqual([
			{ ...rest, id: '99' },
			{ ...rest, id: 'REF-1', idProperty: 'reference' },
		]);
	});

	it('tells the ID of a new ad in which HubSpot kept another value', async () => {
		const kept = { trouble: 'kept', property: 'hs_price', label: 'Price', held: '5' } as const;
		const fate = { outcome: 'kept', reason: kept, record, deed: 'created' } as const;

		const [{ json }] = await toItems(
			[settle(0, fate, { id: undefined })],
			{} as RunSettings,
			CREATING,
		);

		expect(json.details).toMatchObject({ outcome: 'kept', id: '7' });
	});

	it('gives lines that were merged items of their own', async () => {
		const items = await toItems(
			[settle(0, updated), settle(1, updated)],
			{} as RunSettings,
			UPDATING,
		);

		(items[0].json.properties as Record<string, unknown>).hs_price = 'changed';

		expect(items[1].json.properties).toEqual(record.properties);
	});

	it.each([
		[{ dryRun: true }, 'would'],
		[{}, 'done'],
	])(
		'takes secrets out of what users handed in, not out of records (%o)',
		async (settings, what) => {
			const changes = { hs_city: { from: null, to: 'secret' } };
			const isPreview = what === 'would';
			const fate: UpdateFate = isPreview ? { outcome: 'wouldUpdate', changes } : updated;
			const hide = (text: string) => text.replaceAll(/secret|https/g, '…');

			const [{ json }] = await toItems([settle(0, fate)], settings as RunSettings, UPDATING, hide);

			if (isPreview) expect(json.changes).toEqual({ hs_city: { from: null, to: '…' } });
			else expect(json.url).toBe(record.url);
		},
	);

	it('lets others have their turn in between', async () => {
		let turns = 0;
		const turning = setInterval(() => turns++, 1);

		await toItems(
			Array.from({ length: 200_000 }, (_, at) => settle(at, { ...updated })),
			{} as RunSettings,
			UPDATING,
			undefined,
		);
		clearInterval(turning);

		expect(turns).toBeGreaterThan(0);
	});
});

describe('an item of an ad that failed', () => {
	it.each([
		['rejected', false, true],
		['notSent', false, true],
		['rejected', true, false],
		['notSent', true, true],
	] as const)('is an error, %s, in a dry run %s: %s', (outcome, isDryRun, expected) => {
		const fate = { outcome, reason: { trouble: 'refused' } } as const;

		expect(isError(fate, isDryRun)).toBe(expected);
	});

	it('has an error that n8n may set and does not show', () => {
		const item = markAsError({ json: { message: 'No.' }, pairedItem: { item: 0 } });

		expect(Object.keys(item)).toEqual(['json', 'pairedItem']);
		expect(item.error).toEqual({ message: 'No.' });
		expect(() => Object.assign(item, { error: undefined })).not.toThrow();
	});

	it('says of a dry run that the ad was not read', async () => {
		const fate = { outcome: 'notSent', reason: { trouble: 'timeout' } } as const;
		const settings = { dryRun: true } as RunSettings;

		const [{ json }] = await toItems([settle(0, fate)], settings, UPDATING);

		expect(json.message).toMatch(/^Ad 7 was not read, .* do the dry run once more\.$/);
	});
});

// Helpers

function settle<Fate extends AdFate>(
	itemIndex: number,
	fate: Fate,
	line: Partial<Line> = {},
): Settled<Line, Fate> {
	return { line: { itemIndex, id: '7', ...line }, fate };
}

function without<T extends object>(from: T, key: keyof T): Partial<T> {
	const { [key]: _left, ...rest } = from;
	return rest as Partial<T>;
}
