import { describe, expect, it } from 'vitest';
import { changingRequests, ON_ERROR } from './account.mts';
import { create, createsOf, madeIn, named, namesOrOutcomes, REFERENCE } from './newAds.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount({ ads: 3 });

describe.each(ON_ERROR)('Batch Create (On Error: %s)', (onError) => {
	it('gives each new ad to its item, although HubSpot answers in another order', async () => {
		await withAccount(async (account) => {
			const names = Array.from({ length: 250 }, (_, at) => `House ${at}`);

			const run = await create(account, named(...names), { onError });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(names);
			expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
				names.map((_, item) => ({ item })),
			);
			expect(madeIn(account)).toEqual(names.toSorted());
			expect(run.hints).toMatchObject([
				{ message: '250 ads created in 3 requests.', type: 'info' },
			]);
			const [{ json }] = run.outputs[0];
			expect(Object.keys(json)).not.toContain('outcome');
			expect(json).not.toHaveProperty('objectWriteTraceId');
			expect(account.hubspot.ads.get(String(json.id))?.values.hs_name).toBe('House 0');
		});
	});
});

describe('an ad that cannot be created', () => {
	const ads = [
		...named('One', 'Two'),
		{ properties: { hs_price: 1 } },
		{ properties: { hs_name: 'Four', hs_price: 'a lot' } },
	];

	it('keeps the others from being sent with Stop Workflow, which says why', async () => {
		await withAccount(async (account) => {
			const { error } = await create(account, ads, { onError: 'stopWorkflow' });

			expect(error?.message).toBe('2 of 4 ads cannot be sent as they are, so nothing was sent');
			expect(error?.description).toContain("[Item 2] 'Name' (hs_name) has no value");
			expect(error?.description).toContain('[Item 3] Four: ');
			expect(changingRequests(account)).toEqual([]);
		});
	});

	it('leaves on the error output, and the others are created', async () => {
		await withAccount(async (account) => {
			const run = await create(account, ads, { onError: 'continueErrorOutput' });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['One', 'Two']);
			expect(namesOrOutcomes(run.outputs[1])).toEqual(['invalid', 'invalid']);
			expect(run.outputs[1].map(({ json }) => json.error)).toEqual([
				"'Name' (hs_name) has no value, and HubSpot creates no ad without it",
				expect.stringContaining('Ad "Four" cannot be sent: \'Price\' (hs_price) takes a number'),
			]);
			expect(run.outputs[1][0].json.details).toEqual({
				outcome: 'invalid',
				itemIndex: 2,
				property: 'hs_name',
			});
			expect(madeIn(account)).toEqual(['One', 'Two']);
		});
	});

	it('is told in the order of the items with Continue', async () => {
		await withAccount(async (account) => {
			const run = await create(account, ads);

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['One', 'Two', 'invalid', 'invalid']);
			expect(run.hints[0].message).toBe(
				'2 ads created in 1 request. 2 were not created: 2 invalid.',
			);
		});
	});

	it('is counted in the words of the operation where HubSpot refuses it', async () => {
		await withAccount(async (account) => {
			const items = [...named('One'), { properties: { hs_name: 'Two', hs_price: 'a lot' } }];

			const options = { checkValues: false };
			const { error } = await create(account, items, { options, onError: 'stopWorkflow' });

			expect(error?.message).toBe('1 of 2 ads was not created: 1 rejected');
			expect(error?.description).toContain('[Item 1] Two: HubSpot refused it: ');
			expect(error?.description).toContain('Correct the value, and create the ad then.');
			expect(madeIn(account)).toEqual(['One']);
		});
	});
});

describe('a name that is missing', () => {
	const NO_NAME = "'Name' (hs_name) has no value, and HubSpot creates no ad without it";

	it.each<[string, object, object | null | undefined, string]>([
		['in JSON', { properties: { hs_price: 1 } }, undefined, NO_NAME],
		['empty in JSON', { properties: { hs_name: '', hs_price: 1 } }, undefined, NO_NAME],
		['space in JSON', { properties: { hs_name: ' \u200b', hs_price: 1 } }, undefined, NO_NAME],
		['null in JSON', { properties: { hs_name: null, hs_price: 1 } }, undefined, NO_NAME],
		['automatically', { hs_price: 1 }, null, NO_NAME],
		['empty automatically', { hs_price: 1, hs_name: '' }, null, NO_NAME],
		['by hand', {}, { hs_price: 1 }, NO_NAME],
		['empty by hand', { name: '' }, { hs_price: 1, hs_name: '={{ $json.name }}' }, NO_NAME],
		[
			'nothing by hand',
			{},
			{ hs_price: 1, hs_name: '={{ $json.a.b }}' },
			`${NO_NAME}: its expression gave nothing; n8n says: `,
		],
		[
			'near automatically',
			{ hs_price: 1, hs_nane: 'x' },
			null,
			`${NO_NAME}; the field 'hs_nane' is near`,
		],
	])('is invalid before anything is sent: %s', async (_what, item, values, says) => {
		await withAccount(async (account) => {
			const run = await create(account, [item], { values });
			const unchecked = await create(account, [item], { values, options: { checkValues: false } });

			expect(run.outputs[0][0].json.message).toContain(says);
			expect(namesOrOutcomes(run.outputs[0])).toEqual(['invalid']);
			expect(namesOrOutcomes(unchecked.outputs[0])).toEqual(['invalid']);
			expect(changingRequests(account)).toEqual([]);
		});
	});
});

describe('what names an ad that exists', () => {
	it('is taken for nothing by automatic mapping', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const items = [
				{ id, hs_object_id: id, 'Record ID': id, hs_name: 'A', hs_price: '$ 5' },
				{ id, properties: { hs_name: 'B', hs_object_id: id }, createdAt: 'x', archived: false },
			];

			const options = { extraFields: 'reject' };
			const run = await create(account, items, { values: null, options });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['A', 'B']);
			expect(run.outputs[0].map((item) => item.json.id)).not.toContain(id);
			expect(madeIn(account)).toEqual(['A', 'B']);
			expect(createsOf(account)[0].body).toMatchObject({
				inputs: [{ properties: { hs_name: 'A', hs_price: '5' } }, { properties: { hs_name: 'B' } }],
			});
			expect(JSON.stringify(createsOf(account)[0].body)).not.toContain(id);
		});
	});

	it('is left out of a mapping by hand that was made for an update', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const values = { id: '={{ $json.id }}', hs_name: '={{ $json.name }}' };

			const run = await create(account, [{ id, name: 'A' }], { values });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['A']);
			expect(JSON.stringify(createsOf(account)[0].body)).not.toContain(id);
		});
	});

	it.each<[object, string]>([
		[{ id: '7', properties: { hs_name: 'A' } }, "'id' names an ad that exists"],
		[
			{ idProperty: 'reference_number', id: 'NEW-1', properties: { hs_name: 'A' } },
			"'id' names an ad that exists",
		],
		[
			{ idProperty: 'reference_number', properties: { hs_name: 'A' } },
			"'idProperty' names an ad that exists",
		],
	])('is invalid in JSON, with the operations that take it: %j', async (item, says) => {
		await withAccount(async (account) => {
			const [{ json }] = (await create(account, [item])).outputs[0];

			expect(json).toMatchObject({ details: { outcome: 'invalid' } });
			expect(json.message).toContain(says);
			expect(json.message).toContain('Batch Create or Update');
			expect(changingRequests(account)).toEqual([]);
		});
	});

	it('is no id where it is empty', async () => {
		await withAccount(async (account) => {
			const items = [{ id: '', idProperty: null, properties: { hs_name: 'A' } }];

			expect(namesOrOutcomes((await create(account, items)).outputs[0])).toEqual(['A']);
		});
	});
});

describe('ads in JSON', () => {
	it.each<[string, unknown]>([
		['one', { properties: { hs_name: 'A' } }],
		['a list', [{ properties: { hs_name: 'A' } }]],
		["HubSpot's own body", { inputs: [{ properties: { hs_name: 'A' }, associations: [] }] }],
		['text of an agent', '```json\n[{ "properties": { "hs_name": "A" } }]\n```'],
		['text in text', { inputs: '[{ "properties": "{ \\"hs_name\\": \\"A\\" }" }]' }],
	])('are %s', async (_what, ads) => {
		await withAccount(async (account) => {
			const run = await create(account, [{ ads }], { adsJson: '={{ $json.ads }}' });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['A']);
		});
	});

	it.each<[string, unknown, string]>([
		['a property beside its frame', { hs_name: 'A' }, "put 'hs_name' and the others into it"],
		['nothing', {}, "'properties' takes an object"],
		[
			'a list under a key of its own',
			{ ads: [{ properties: { hs_name: 'A' } }], count: 1 },
			"hand on what is under 'ads'",
		],
		['an empty list', [], 'so no ad is named'],
		['a number', 7, '\'Ads (JSON)\' takes { "properties" }, a list of them'],
		[
			'an association',
			{ properties: { hs_name: 'A' }, associations: [{ to: { id: '1' }, types: [] }] },
			"'associations' are not written by this node",
		],
	])('are refused where they are %s', async (_what, ads, says) => {
		await withAccount(async (account) => {
			const run = await create(account, [{ ads }], { adsJson: '={{ $json.ads }}' });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['invalid']);
			expect(run.outputs[0][0].json.message).toContain(says);
			expect(changingRequests(account)).toEqual([]);
		});
	});

	it('may be many of one item, as an agent has it', async () => {
		await withAccount(async (account) => {
			const inputs = named(...Array.from({ length: 120 }, (_, at) => `House ${at}`));

			const run = await create(account, [{ inputs, toolCallId: 'call_7', action: 'x' }]);

			expect(run.outputs[0]).toHaveLength(120);
			expect(new Set(run.outputs[0].map((item) => JSON.stringify(item.pairedItem)))).toEqual(
				new Set(['{"item":0}']),
			);
			expect(madeIn(account)).toHaveLength(120);
		});
	});
});

describe("the caller's own trace ids", () => {
	it('may be the same for all, and each ad still comes out with its item', async () => {
		await withAccount(async (account) => {
			const names = ['A', 'B', 'C', 'D'];

			const options = { objectWriteTraceId: 'mine' };
			const run = await create(account, named(...names), { options });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(names);
			expect(run.outputs[0].map(({ json }) => json.objectWriteTraceId)).toEqual(
				names.map(() => 'mine'),
			);
			expect(createsOf(account)).toHaveLength(4);
			expect(madeIn(account)).toEqual(names);
		});
	});
});

describe('the options of Batch Create', () => {
	it('give a simple ad with the frame of its batch', async () => {
		await withAccount(async (account) => {
			const options = { simplify: true, includeBatch: true };

			const [{ json }] = (await create(account, named('A'), { options })).outputs[0];

			expect(json).toMatchObject({ hs_name: 'A', batch: { status: 'COMPLETE' } });
			expect(Object.keys(json)[0]).toBe('id');
		});
	});

	it.each(['v3', '2026-03', '2026-09'])('speak version %s only', async (apiVersion) => {
		await withAccount(async (account) => {
			const options = { apiVersion, ...REFERENCE };

			const run = await create(account, named('A'), { options });

			const { journal } = account.hubspot;
			expect(namesOrOutcomes(run.outputs[0])).toEqual(['A']);
			expect(new Set(journal.map(({ version }) => version))).toEqual(new Set([apiVersion]));
			expect(journal.filter(({ unknown }) => unknown)).toEqual([]);
		});
	});

	it('tell of no empty value: a new ad has none to clear', async () => {
		await withAccount(async (account) => {
			const items = [{ properties: { hs_name: 'A', hs_city: null, hs_price: '' } }];

			const run = await create(account, items);

			expect(run.hints.map(({ message }) => message)).toEqual(['1 ad created in 1 request.']);
		});
	});

	it('go by what HubSpot keeps: such an ad was created, and its ID is told', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({
				kind: 'valueKept',
				properties: ['hs_price'],
				match: { endpoint: 'batchCreate' },
			});
			const items = [{ properties: { hs_name: 'A', hs_price: 5 } }];

			const [{ json }] = (await create(account, items)).outputs[0];

			const id = account.hubspot.ads.all().at(-1)!.id;
			expect(json.error).toBe(`HubSpot created ad ${id}, but left its 'Price' empty`);
			expect(json.details).toEqual({ outcome: 'kept', itemIndex: 0, id, property: 'hs_price' });
		});
	});
});

describe('Batch Create', () => {
	it('does nothing without items', async () => {
		await withAccount(async (account) => {
			const run = await create(account, []);

			expect(run.outputs).toEqual([[], []]);
			expect(account.hubspot.journal).toEqual([]);
		});
	});

	it('creates 1,250 ads', async () => {
		await withAccount(async (account) => {
			const names = Array.from({ length: 1_250 }, (_, at) => `House ${at}`);

			const run = await create(
				account,
				names.map((hs_name) => ({ hs_name })),
				{ values: null },
			);

			expect(namesOrOutcomes(run.outputs[0])).toEqual(names);
			expect(run.hints[0].message).toBe('1,250 ads created in 13 requests.');
		});
	});

	it.each([
		['invalidToken', 'HubSpot did not accept the credential'],
		['missingScopes', 'the credential lacks the scope'],
		['dailyLimit', "HubSpot's daily limit is reached"],
	] as const)('sends nothing more after %s, and names the reason once', async (kind, says) => {
		await withAccount(async (account) => {
			const match = { endpoint: 'batchCreate' as const, times: 9, probability: 1 };
			account.hubspot.addFault({ kind, match });

			const onError = 'stopWorkflow';
			const { error } = await create(account, named('A', 'B'), { onError });
			const run = await create(account, named('A', 'B'));

			expect(error?.message).toContain(`None of 2 ads was created, because ${says}`);
			expect(namesOrOutcomes(run.outputs[0])).toEqual(['notSent', 'notSent']);
			expect(madeIn(account)).toEqual([]);
		});
	});

	it('ends as cancelled and sends nothing more', async () => {
		await withAccount(async (account) => {
			const match = { endpoint: 'batchCreate' as const, times: 99, probability: 1 };
			account.hubspot.addFault({ kind: 'slow', delayMs: 30_000, match });

			const more = { cancelAfterMs: 500, node: { onError: 'continueRegularOutput' as const } };
			const options = { batchSize: 1, maxConcurrency: 2, maxWait: 300 };
			const run = await create(account, named('A', 'B', 'C', 'D'), { options, more });

			expect(run.status).toBe('canceled');
			expect(run.ms).toBeLessThan(1_700);
			expect(createsOf(account)).toHaveLength(2);
		});
	});

	it('takes no result that does not repeat the trace ID of its input', async () => {
		await withAccount(async (account) => {
			const match = { endpoint: 'batchCreate' as const, nth: 1 };
			account.hubspot.addFault({ kind: 'strangerResult', match });

			const run = await create(account, named('A', 'B', 'C'));

			const told = namesOrOutcomes(run.outputs[0]);
			expect(told.every((one, at) => one === 'ABC'[at] || one === 'unconfirmed')).toBe(true);
			expect(createsOf(account)).toHaveLength(1);
		});
	});

	it('names both scopes that it needs', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'batchCreate' } });

			const [{ json }] = (await create(account, named('A'))).outputs[0];

			expect(json.message).toContain(
				'Add the scopes crm.objects.listings.read and crm.objects.listings.write',
			);
		});
	});
});
