import { describe, expect, it } from 'vitest';
import { defineProperty } from '../simulator/definitions.mts';
import { automatically, byHand, ON_ERROR } from './account.mts';
import { count, useAccount, type Account } from './trouble.mts';
import { ad, fatesOf, holder, KEY, newAd, upsert, upsertMapped, upserts } from './upserts.mts';

const withAccount = useAccount();

const NO_KEY =
	"neither 'id' nor 'reference_number' in 'properties' has a value, so it is not known which ad is meant";

describe('creating and updating ads', () => {
	it('makes those that HubSpot does not have, updates the others, and says which', async () => {
		await withAccount(async (account) => {
			const items = [newAd('NEW-1'), ad('REF-000002'), newAd('NEW-2'), ad('REF-000001')];

			const run = await upsert(account, items, {}, 'stopWorkflow');

			const [first, second] = run.outputs[0];
			expect(fatesOf(run.outputs[0])).toEqual(['created', 'updated', 'created', 'updated']);
			expect(first.json).toMatchObject({
				id: holder(account, 'NEW-1')!.id,
				properties: { reference_number: 'NEW-1', hs_name: 'New NEW-1', hs_price: '5' },
			});
			expect(first.json).not.toHaveProperty('new');
			expect(first.json).not.toHaveProperty('objectWriteTraceId');
			expect(second.json.id).toBe(account.ids[1]);
			expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 1, 2, 3].map((item) => ({ item })),
			);
			expect(holder(account, 'NEW-2')!.values).toMatchObject({
				hs_name: 'New NEW-2',
				hs_price: '5',
			});
			expect(run.hints).toMatchObject([
				{ message: '2 ads created and 2 updated in 1 request.', type: 'info' },
			]);
			expect(account.hubspot.ads.all()).toHaveLength(302);
		});
	});

	it('sends the key among the properties too', async () => {
		await withAccount(async (account) => {
			await upsert(account, [newAd('NEW-1')]);

			expect(upserts(account)).toEqual([
				[
					{
						id: 'NEW-1',
						idProperty: KEY,
						properties: { reference_number: 'NEW-1', hs_name: 'New NEW-1', hs_price: '5' },
					},
				],
			]);
		});
	});

	it.each([
		['automatically', automatically(KEY)],
		[
			'by hand',
			byHand(
				{
					reference_number: '={{ $json.reference_number }}',
					hs_name: '={{ $json.hs_name }}',
					hs_price: '={{ $json.hs_price }}',
				},
				KEY,
			),
		],
	])('takes items whose fields are mapped %s', async (_how, ads) => {
		await withAccount(async (account) => {
			const items = [
				{ reference_number: 'NEW-1', hs_name: 'A house', hs_price: '$ 1,250.50' },
				{ reference_number: ' REF-000003 ', hs_price: 7, hs_name: null },
			];

			const run = await upsertMapped(account, items, ads);

			expect(fatesOf(run.outputs[0])).toEqual(['created', 'updated']);
			expect(holder(account, 'NEW-1')!.values).toMatchObject({
				hs_name: 'A house',
				hs_price: '1250.5',
			});
			expect(holder(account, 'REF-000003')!.values.hs_price).toBe('7');
		});
	});

	it('takes any number of ads, each in its place', async () => {
		await withAccount(async (account) => {
			const keys = Array.from({ length: 1_250 }, (_, i) =>
				i % 5 === 0 ? `REF-${String(i / 5 + 1).padStart(6, '0')}` : `NEW-${i}`,
			);

			const run = await upsert(account, [{ inputs: keys.map((key) => newAd(key)) }, newAd('LAST')]);

			expect(count(fatesOf(run.outputs[0]))).toEqual({ created: 1_001, updated: 250 });
			const told = run.outputs[0].map(({ json }) => (json.properties as { [KEY]: string })[KEY]);
			expect(told).toEqual([...keys, 'LAST']);
			expect(run.outputs[0].at(-1)!.pairedItem).toEqual({ item: 1 });
			expect(upserts(account)).toHaveLength(13);
		});
	});

	it('does nothing without items', async () => {
		await withAccount(async (account) => {
			const run = await upsert(account, []);

			expect(run.status).toBe('success');
			expect(account.hubspot.journal).toEqual([]);
		});
	});

	it('writes the key in the form of its type, and finds the ad by that', async () => {
		await withAccount(async (account) => {
			defineNumberKey(account);
			account.hubspot.ads.write(account.ids[0], { mls_number: '12000' });

			const run = await upsertMapped(
				account,
				[{ mls_number: '12 000', hs_price: 5 }],
				automatically('mls_number'),
			);

			expect(run.outputs[0][0].json).toMatchObject({ id: account.ids[0], outcome: 'updated' });
		});
	});

	it.each(['v3', '2026-03', '2026-09'])('speaks version %s only', async (apiVersion) => {
		await withAccount(async (account) => {
			await upsert(account, [newAd('NEW-1')], { apiVersion, skipUnchanged: true });

			const { journal } = account.hubspot;
			expect(new Set(journal.map(({ version }) => version))).toEqual(new Set([apiVersion]));
			expect(journal.filter(({ unknown }) => unknown)).toEqual([]);
			expect(holder(account, 'NEW-1')).toBeDefined();
		});
	});
});

describe.each(ON_ERROR)('an ad that HubSpot refuses (On Error: %s)', (onError) => {
	it('is told, and the others are written', async () => {
		await withAccount(async (account) => {
			const items = [newAd('NEW-1'), ad('NEW-2'), ad('REF-000001')];

			const run = await upsert(account, items, {}, onError);

			expect(holder(account, 'NEW-1')).toBeDefined();
			expect(holder(account, 'NEW-2')).toBeUndefined();
			expect(holder(account, 'REF-000001')!.values.hs_price).toBe('5');
			if (onError === 'stopWorkflow') {
				expect(run.error!.message).toBe('1 of 3 ads was not created or updated: 1 rejected');
				expect(run.error!.description).toContain('[Item 1] NEW-2: HubSpot refused it:');
				return;
			}
			const [first, second] = run.outputs.map(fatesOf);
			const isParted = onError === 'continueErrorOutput';
			expect(first).toEqual(isParted ? ['created', 'updated'] : ['created', 'rejected', 'updated']);
			expect(second).toEqual(isParted ? ['rejected'] : []);
			expect(run.outputs[isParted ? 1 : 0][isParted ? 0 : 1]).toMatchObject({
				json: {
					error: expect.stringContaining(`HubSpot refused ad with '${KEY}' NEW-2: `),
					details: { outcome: 'rejected', itemIndex: 1, id: 'NEW-2', idProperty: KEY },
				},
				pairedItem: { item: 1 },
			});
			expect(run.hints[0].message).toBe(
				'1 ad created and 1 updated in 1 request. 1 was not created or updated: 1 rejected.',
			);
		});
	});

	it('that is invalid is not sent, with Stop Workflow none of them', async () => {
		await withAccount(async (account) => {
			const items = [newAd('NEW-1'), newAd('NEW-2', { hs_price: 'free' })];

			const run = await upsert(account, items, {}, onError);

			const isStopped = onError === 'stopWorkflow';
			expect(upserts(account)).toHaveLength(isStopped ? 0 : 1);
			expect(holder(account, 'NEW-1') === undefined).toBe(isStopped);
			expect(holder(account, 'NEW-2')).toBeUndefined();
			if (isStopped) {
				expect(run.error!.message).toBe('1 of 2 ads cannot be sent as it is, so nothing was sent');
			}
		});
	});
});

describe('an ad that cannot be named', () => {
	it.each<[string, object, string, string?]>([
		[
			'without idProperty',
			{ id: 'REF-000001', properties: { hs_price: 5 } },
			"'idProperty' is missing",
			'Add idProperty with the name of a unique property',
		],
		['with an empty idProperty', ad('REF-000001', undefined, ' '), "'idProperty' is missing"],
		['by id', ad('512', undefined, 'id'), `'idProperty' is "id"`, 'Batch Update takes record IDs'],
		['by hs_object_id', ad('512', undefined, 'hs_object_id'), `'idProperty' is "hs_object_id"`],
		[
			'by another type',
			ad('512', undefined, 5),
			"'idProperty' takes the name of a unique property",
		],
		[
			'by a property that is not unique',
			ad('Vigo', undefined, 'hs_city'),
			"'City' (hs_city), which is not unique in HubSpot",
			'use a unique property: reference_number (Reference number)',
		],
		[
			'by one that does not exist',
			ad('1', undefined, 'mls'),
			"'mls', which is not the internal name of a property",
		],
		[
			'by one that HubSpot fills',
			ad('1', undefined, 'crm_key'),
			"'CRM key' (crm_key) is filled by HubSpot and cannot be written",
		],
		['without a value', ad(undefined), NO_KEY],
		[
			'by an empty value inside',
			{ idProperty: KEY, properties: { [KEY]: ' ', hs_price: 1 } },
			NO_KEY,
		],
		['by a list', ad(['REF-000001']), "'id' takes one text or number"],
		['by true', ad(true), "'id' takes one text or number, and this is true"],
		[
			'without a frame',
			{ [KEY]: 'NEW-1', hs_name: 'A' },
			'takes { "idProperty", "id", "properties" }, a list of them',
		],
		[
			'under a key of its own',
			{ ads: [{ idProperty: KEY, properties: { [KEY]: 'NEW-1' } }] },
			"hand on what is under 'ads'",
		],
		[
			'with associations',
			{ ...newAd('NEW-1'), associations: [{ to: { id: '7' }, types: [] }] },
			"'associations' are not written by this node",
			'associate the ad afterwards',
		],
		[
			'by two values',
			ad('REF-000001', { [KEY]: 'REF-000002', hs_price: 1 }),
			`'id' is "REF-000001" and '${KEY}' in 'properties' is "REF-000002"`,
		],
		['with its key alone', ad('NEW-1', { [KEY]: 'NEW-1' }), 'There is no property to write'],
		['without properties', { id: 'NEW-1', idProperty: KEY }, "'properties' takes an object"],
	])('%s is invalid, and the message says what to do', async (_how, item, says, todo = '') => {
		await withAccount(async (account) => {
			defineReadOnlyKey(account);

			const run = await upsert(account, [item, newAd('GOOD')]);

			expect(fatesOf(run.outputs[0])).toEqual(['invalid', 'created']);
			expect(run.outputs[0][0].json.message).toContain(says);
			expect(run.outputs[0][0].json.message).toContain(todo);
			expect(upserts(account)).toHaveLength(1);
		});
	});

	it.each([
		[
			'Record ID',
			['id'],
			"'Property to Match On' is Record ID, which an ad that may not exist yet does not have",
		],
		['its internal name', ['hs_object_id'], "'Property to Match On' is Record ID"],
		['nothing', [], "'Property to Match On' is not chosen, so it is not known which ad is meant"],
	])(
		'is so in the whole run where the mapping matches on %s',
		async (_what, matchingColumns, says) => {
			await withAccount(async (account) => {
				for (const mappingMode of ['autoMapInputData', 'defineBelow']) {
					const ads = { mappingMode, matchingColumns, value: { id: '5', hs_price: 5 } };

					const run = await upsertMapped(
						account,
						[{ id: '5', hs_price: 5 }],
						ads,
						{},
						'stopWorkflow',
					);

					expect(run.error!.message).toContain(says);
					expect(run.error!.description).toContain('Choose a unique property there');
				}
				expect(upserts(account)).toEqual([]);
			});
		},
	);

	it('needs no id where its properties have the key', async () => {
		await withAccount(async (account) => {
			const properties = { [KEY]: 'NEW-1', hs_name: 'A house', hs_price: 5 };
			const both = { [KEY]: 'REF-000001', hs_price: 6 };

			const run = await upsert(account, [{ idProperty: KEY, properties }, ad('REF-000001', both)]);

			expect(fatesOf(run.outputs[0])).toEqual(['created', 'updated']);
			expect(Object.keys(run.outputs[0][0].json.properties as object).slice(0, 3)).toEqual([
				KEY,
				'hs_name',
				'hs_price',
			]);
		});
	});

	it('is invalid as an item without a field of that name', async () => {
		await withAccount(async (account) => {
			const run = await upsertMapped(
				account,
				[{ reference: 'A', hs_price: 1 }],
				automatically(KEY),
			);

			expect(run.outputs[0][0].json.message).toContain(
				"This item has no field 'reference_number' or 'Reference number', so it is not known which ad is meant",
			);
		});
	});
});

// Helpers

function defineReadOnlyKey({ hubspot }: Account): void {
	const modificationMetadata = { archivable: false, readOnlyDefinition: true, readOnlyValue: true };
	const given = { name: 'crm_key', label: 'CRM key', hasUniqueValue: true, modificationMetadata };
	hubspot.properties.set(given.name, defineProperty(given));
}

function defineNumberKey({ hubspot }: Account): void {
	const parts = { name: 'mls_number', type: 'number', hasUniqueValue: true };
	hubspot.properties.set(parts.name, defineProperty(parts));
}
