import { describe, expect, it } from 'vitest';
import { changingRequests, ON_ERROR, runNode, type OnError } from './account.mts';
import type { RunOptions } from './harness.mts';
import { count, outcomesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

/** Each request for ads, for ever. */
const ALWAYS = {
	probability: 1,
	times: 1_000,
	endpoint: ['batchRead', 'getAd'] as Array<'batchRead' | 'getAd'>,
};

describe('Batch Get', () => {
	it("gives HubSpot's record of each ad, in the order of the items and paired with them", async () => {
		await withAccount(async (account) => {
			const [a, b, c] = account.ids;

			const run = await get(account, [{ id: c }, { id: a }, { id: b }], {
				properties: ['hs_price'],
			});

			expect(run.outputs[0].map(({ json }) => json)).toEqual(
				[c, a, b].map((id) => ({
					id,
					properties: {
						hs_price: account.price(id),
						hs_createdate: expect.any(String),
						hs_lastmodifieddate: expect.any(String),
						hs_object_id: id,
					},
					createdAt: expect.any(String),
					updatedAt: expect.any(String),
					archived: false,
					url: expect.stringContaining(id),
				})),
			);
			expect(Object.keys(run.outputs[0][0].json.properties as object)[0]).toBe('hs_price');
			expect(pairs(run.outputs[0])).toEqual([0, 1, 2]);
			expect(run.hints).toMatchObject([{ message: '3 ads read in 1 request.', type: 'info' }]);
			expect(changingRequests(account)).toEqual([]);
		});
	});

	it('reads 250 ads in three requests', async () => {
		await withAccount(async (account) => {
			const ids = account.ids.slice(0, 250);

			const run = await get(
				account,
				ids.map((id) => ({ id })),
			);

			expect(idsOf(run.outputs[0])).toEqual(ids);
			expect(reads(account).map(({ inputs }) => inputs)).toEqual([100, 100, 50]);
			expect(run.hints[0].message).toBe('250 ads read in 3 requests.');
		});
	});

	it('finds ads by a unique property, whose value it shows', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;

			const run = await get(account, [{ id: ' REF-000002 ' }, { id: 'REF-000001' }], BY_REFERENCE);

			expect(idsOf(run.outputs[0])).toEqual([b, a]);
			expect(run.outputs[0][0].json.properties).toMatchObject({ reference_number: 'REF-000002' });
		});
	});

	it.each(['v3', '2026-03', '2026-09'])('speaks version %s only', async (apiVersion) => {
		await withAccount(async (account) => {
			await get(account, [{ id: account.ids[0] }], { properties: ['hs_price'] }, { apiVersion });

			const { journal } = account.hubspot;
			expect(new Set(journal.map(({ version }) => version))).toEqual(new Set([apiVersion]));
			expect(journal.filter(({ unknown }) => unknown)).toEqual([]);
		});
	});

	it('gives the properties alone with Simplify, the wanted ones first', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;

			const run = await get(
				account,
				[{ id }],
				{ properties: ['hs_price', 'hs_name'] },
				{ simplify: true },
			);

			const { json } = run.outputs[0][0];
			expect(Object.keys(json).slice(0, 3)).toEqual(['id', 'hs_price', 'hs_name']);
			expect(json).toMatchObject({ id, hs_price: account.price(id) });
		});
	});

	it.each<string[]>([[], ['hs_price'], ['hs_price', 'hs_merged_object_ids']])(
		'gives the survivor of a merged-away ID, and says which ID that was (properties: %j, %j)',
		async (...properties) => {
			await withAccount(async (account) => {
				const [gone, survivor] = account.ids;
				account.hubspot.merge(gone, survivor);

				const run = await get(account, [{ id: gone }, { id: survivor }], { properties });

				expect(run.outputs[0].map(({ json }) => [json.id, json.mergedFrom])).toEqual([
					[survivor, gone],
					[survivor, undefined],
				]);
				const shown = run.outputs[0][0].json.properties as object;
				const isAsked = properties.includes('hs_merged_object_ids');
				expect('hs_merged_object_ids' in shown).toBe(isAsked);
			});
		},
	);

	it('reads deleted ads, and only those, where Archived is set to Only', async () => {
		await withAccount(async (account) => {
			const [bin, live] = account.ids;
			account.hubspot.archive(bin);
			const items = [{ id: bin }, { id: live }];

			const without = await get(account, items);
			const only = await get(account, items, {}, { archived: 'only' });

			expect(outcomesOf(without.outputs[0])).toEqual(['notFound', FOUND]);
			expect(outcomesOf(only.outputs[0])).toEqual([FOUND, 'notFound']);
			expect(only.outputs[0][0].json).toMatchObject({ id: bin, archived: true });
			expect(only.outputs[0][1].json.error).toBe(
				`HubSpot's recycling bin has no ad with record ID ${live}`,
			);
		});
	});

	it('has an expression for each item evaluated for that item', async () => {
		await withAccount(async (account) => {
			const [a] = account.ids;
			const items = [
				{ key: a, by: 'id', wanted: ['hs_price'] },
				{ key: 'REF-000002', by: 'reference_number', wanted: 'hs_city, hs_name' },
			];

			const run = await get(account, items, {
				adId: '={{ $json.key }}',
				matchOn: '={{ $json.by }}',
				properties: '={{ $json.wanted }}',
			});

			const shown = run.outputs[0].map(({ json }) => Object.keys(json.properties as object));
			expect(idsOf(run.outputs[0])).toEqual(account.ids.slice(0, 2));
			expect(shown[0]).toContain('hs_price');
			expect(shown[0]).not.toContain('hs_city');
			expect(shown[1].slice(0, 2)).toEqual(['hs_city', 'hs_name']);
			expect(shown[1]).not.toContain('hs_price');
		});
	});

	it('reads for the first item alone where it is executed once', async () => {
		await withAccount(async (account) => {
			const items = account.ids.slice(0, 3).map((id) => ({ id }));

			const run = await get(account, items, {}, {}, undefined, { executeOnce: true });

			expect(idsOf(run.outputs[0])).toEqual(account.ids.slice(0, 1));
		});
	});

	it('asks for the pace and the size of batches that the options give', async () => {
		await withAccount(async (account) => {
			const items = account.ids.slice(0, 5).map((id) => ({ id }));

			await get(account, items, {}, { batchSize: 2, maxConcurrency: 1 });

			expect(reads(account).map(({ inputs }) => inputs)).toEqual([2, 2, 1]);
		});
	});
});

describe('the Ad ID of Batch Get', () => {
	it.each([
		['a list', (ids: string[]) => ids],
		['a list of numbers', (ids: string[]) => ids.map(Number)],
		['text with commas', (ids: string[]) => ids.join(', ')],
		['text with commas alone', (ids: string[]) => `${ids.join(',')},`],
		['JSON text of a list', (ids: string[]) => JSON.stringify(ids)],
		['fenced JSON text', (ids: string[]) => `\`\`\`json\n${JSON.stringify(ids)}\n\`\`\``],
		['lines', (ids: string[]) => ids.join('\n')],
	])('may be %s, which gives one ad each', async (_what, give) => {
		await withAccount(async (account) => {
			const ids = account.ids.slice(0, 3);

			const run = await get(account, [{}, { id: give(ids) }], { adId: '={{ $json.id }}' });

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid', FOUND, FOUND, FOUND]);
			expect(idsOf(run.outputs[0]).slice(1)).toEqual(ids);
			expect(pairs(run.outputs[0])).toEqual([0, 1, 1, 1]);
			expect(reads(account)).toHaveLength(1);
		});
	});

	it('reads an ad once whatever number of items names it, and gives it to each', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;

			const run = await get(account, [{ id: a }, { id: b }, { id: ` ${a}` }, { id: [b, a, b] }]);

			expect(idsOf(run.outputs[0])).toEqual([a, b, a, b, a, b]);
			expect(pairs(run.outputs[0])).toEqual([0, 1, 2, 3, 3, 3]);
			expect(reads(account).map(({ inputs }) => inputs)).toEqual([2]);
			const [first, , third] = run.outputs[0];
			expect(first.json).not.toBe(third.json);
		});
	});

	it.each([
		[undefined, "'Ad ID' is empty, so it is not known which ad is meant"],
		[null, "'Ad ID' is empty, so it is not known which ad is meant"],
		['  ', "'Ad ID' is empty, so it is not known which ad is meant"],
		[',', "'Ad ID' is empty, so it is not known which ad is meant"],
		[[], "'Ad ID' holds an empty list, so no ad is named"],
		['[]', "'Ad ID' holds an empty list, so no ad is named"],
		['REF-000001', '"REF-000001" is not; to find ads by another value, match on a unique property'],
		['3.10047E+10', 'a spreadsheet has shortened it to "3.10047E+10"'],
		['1,234,567', `"1,234,567", which may be one number or several IDs`],
		['1,234,567.00', `"1,234,567.00", which may be one number or several IDs`],
		['31,004,700,001, 31,004,700,002', 'which may be one number or several IDs'],
		['١,٢٣٤', 'which may be one number or several IDs'],
		['12,34,567', 'which may be one number or several IDs'],
		[{ id: 1 }, 'is not; to find ads by another value'],
		[true, 'is not; to find ads by another value'],
	])('is refused where it is %j', async (id, words) => {
		await withAccount(async (account) => {
			const run = await get(account, [{ id }] as object[]);

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid']);
			expect(run.outputs[0][0].json.error).toContain(words);
			expect(account.hubspot.journal).toEqual([]);
		});
	});

	it('is refused for its holes alone where it is a list', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;

			const run = await get(account, [{ id: [a, null, '', b, [a], { id: b }] }]);

			expect(outcomesOf(run.outputs[0])).toEqual([
				FOUND,
				...Array<string>(2).fill('invalid'),
				FOUND,
				...Array<string>(2).fill('invalid'),
			]);
		});
	});

	it('is refused with the words of n8n where its expression leads nowhere or fails', async () => {
		await withAccount(async (account) => {
			const nowhere = await get(account, [{}], { adId: '={{ $json.ad.id }}' });
			const failing = await get(account, [{}], { adId: '={{ nonsense( }}' });

			expect(nowhere.outputs[0][0].json.error).toMatch(/^'Ad ID' gave nothing; n8n says: .*'id'/);
			expect(failing.outputs[0][0].json.error).toMatch(/^'Ad ID' could not be evaluated: ./);
			expect(account.hubspot.journal).toEqual([]);
		});
	});

	it('takes numbers and odd text for unique values', async () => {
		await withAccount(async (account) => {
			account.hubspot.ads.write(account.ids[0], { reference_number: '4711' });
			account.hubspot.ads.write(account.ids[1], { reference_number: 'Flat 1, 2nd floor' });

			const run = await get(account, [{ id: 4711 }, { id: ['Flat 1, 2nd floor'] }], BY_REFERENCE);

			expect(idsOf(run.outputs[0])).toEqual(account.ids.slice(0, 2));
		});
	});
});

describe('names of properties in Batch Get', () => {
	it.each([
		[
			{ properties: ['hs_price', 'hs_prcie'] },
			"HubSpot has no property 'hs_prcie' of ads. Choose 'hs_price' if that is meant",
		],
		[
			{ properties: 'Price' },
			"HubSpot has no property 'Price' of ads. Choose 'hs_price' if that is meant",
		],
		[{ properties: { a: 1 } }, "'Property Names or IDs' takes a list of names"],
		[{ properties: ['hs_price', 5] }, "'Property Names or IDs' takes a list of names"],
		[
			{ matchOn: 'hs_city' },
			"Ads cannot be found by 'hs_city', because this property does not have a value of its own for each ad. Choose Record ID or reference_number",
		],
		[
			{ matchOn: 'reference' },
			"Ads cannot be found by 'reference', because this property does not exist",
		],
	])('are refused before anything is read: %j', async (parameters, words) => {
		await withAccount(async (account) => {
			const items = account.ids.slice(0, 3).map((id) => ({ id }));

			const run = await get(account, items, parameters);
			const stopped = await get(account, items, parameters, {}, 'stopWorkflow');

			expect(outcomesOf(run.outputs[0])).toEqual(Array(3).fill('invalid'));
			expect(run.outputs[0][0].json.message).toContain(words);
			expect(stopped.error?.message).toContain(words.split('. ')[0]);
			expect(stopped.error?.message).toMatch(/^None of 3 ads was read, because /);
			expect(reads(account)).toEqual([]);
		});
	});

	it('may be those that were made a moment ago', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			await get(account, [{ id }], { properties: ['hs_price'] });
			const price = account.hubspot.properties.get('hs_price')!;
			account.hubspot.properties.set('price_before', { ...price, name: 'price_before' });

			const run = await get(account, [{ id }], { properties: ['price_before'] });

			expect(outcomesOf(run.outputs[0])).toEqual([FOUND]);
		});
	});

	it('go unchecked where they cannot be read, and a hint says so', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'properties' } });

			const run = await get(account, [{ id: 'REF-000001' }], {
				...BY_REFERENCE,
				properties: ['hs_prcie'],
			});

			expect(idsOf(run.outputs[0])).toEqual(account.ids.slice(0, 1));
			expect(run.hints.map(({ message }) => message)).toEqual([
				'1 ad read in 1 request.',
				expect.stringMatching(
					/^Names of properties were not checked, because the credential lacks/,
				),
			]);
		});
	});
});

describe.each(ON_ERROR)(
	'Batch Get of an ad that HubSpot does not have (On Error: %s)',
	(onError) => {
		it('tells it apart from those that were read', async () => {
			await withAccount(async (account) => {
				const [a, b] = account.ids;
				const items = [{ id: a }, { id: '404', note: 'x' }, { id: b }];

				const run = await get(account, items, {}, {}, onError);

				const failed = run.outputs[onError === 'continueErrorOutput' ? 1 : 0].filter(
					({ json }) => 'error' in json,
				);
				if (onError === 'stopWorkflow') {
					expect(run.error).toMatchObject({
						message: '1 of 3 ads was not read: 1 not found',
						description: expect.stringMatching(
							/^\[Item 1\] 404: HubSpot has no ad with this record ID\.<br>\nCheck the ID/,
						),
						context: { itemIndex: 1 },
					});
					return;
				}
				expect(idsOf(run.outputs[0].filter(({ json }) => !('error' in json)))).toEqual([a, b]);
				expect(failed.map(({ json }) => json)).toEqual([
					{
						...(onError === 'continueErrorOutput' && items[1]),
						error: 'HubSpot has no ad with record ID 404',
						message: expect.stringMatching(/restored there for 90 days\.$/),
						details: expect.objectContaining({ outcome: 'notFound', itemIndex: 1, id: '404' }),
					},
				]);
				expect(pairs(failed)).toEqual([1]);
				expect(run.hints[0].message).toBe('2 ads read in 1 request. 1 was not read: 1 not found.');
			});
		});

		it('reads nothing with Stop Workflow where an ad is invalid, and else the others', async () => {
			await withAccount(async (account) => {
				const run = await get(account, [{ id: account.ids[0] }, { id: 'x' }], {}, {}, onError);

				if (onError === 'stopWorkflow') {
					expect(run.error?.message).toBe(
						'1 of 2 ads cannot be read as it is, so nothing was read',
					);
					return expect(account.hubspot.journal).toEqual([]);
				}
				expect(idsOf(run.outputs[0].slice(0, 1))).toEqual([account.ids[0]]);
			});
		});
	},
);

describe('Batch Get in trouble', () => {
	it.each([
		['invalidToken', 'HubSpot did not accept the credential'],
		['missingScopes', 'the credential lacks the scope crm.objects.listings.read'],
		['dailyLimit', "HubSpot's daily limit is reached"],
	] as const)('says once why nothing was read (%s)', async (kind, words) => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind, match: { endpoint: 'batchRead' } });
			const items = account.ids.slice(0, 250).map((id) => ({ id }));

			const run = await get(account, items, {}, { maxConcurrency: 1 }, 'stopWorkflow');

			expect(run.error?.message).toContain(`None of 250 ads was read, because ${words}`);
			expect(run.error?.description).not.toContain('.write');
			expect(reads(account)).toHaveLength(1);
		});
	});

	it('tells of ads that were not read, and never that they are not there', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'edgeError', match: ALWAYS });

			const run = await get(account, [{ id: account.ids[0] }], {}, { maxWait: 1 });

			const { error, message, details } = run.outputs[0][0].json;
			expect(details).toMatchObject({ outcome: 'notSent' });
			expect(error).toMatch(
				/^Ad \d+ was not read, because HubSpot was not available \(status 5\d\d\)$/,
			);
			expect(message).toMatch(/\. Later read the ads once more\.$/);
			expect(run.hints[0].message).toBe('0 ads read in 2 requests. 1 was not read: 1 not sent.');
		});
	});

	it.each(['emptyResults', 'missingResults', 'html200', 'cut', 'strangerResult'] as const)(
		'reads once more where a reply says nothing (%s)',
		async (kind) => {
			await withAccount(async (account) => {
				account.hubspot.addFault({ kind, match: { endpoint: 'batchRead' } });
				const ids = account.ids.slice(0, 3);

				const run = await get(
					account,
					ids.map((id) => ({ id })),
				);

				expect(idsOf(run.outputs[0])).toEqual(ids);
			});
		},
	);

	it('goes on with an outage after it is over', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'reset', match: { endpoint: 'batchRead' } });

			const run = await get(account, [{ id: account.ids[0] }]);

			expect(idsOf(run.outputs[0])).toEqual([account.ids[0]]);
		});
	});

	it('is tried again by n8n where it is set to, and each ad leaves once', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'dailyLimit', match: { endpoint: 'batchRead' } });
			const retry = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };

			const run = await get(account, [{ id: account.ids[0] }], {}, {}, 'stopWorkflow', retry);

			expect(idsOf(run.outputs[0])).toEqual([account.ids[0]]);
		});
	});

	it('ends as canceled', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'slow', delayMs: 30_000, match: ALWAYS });

			const run = await runNode(
				account,
				[{ id: account.ids[0] }],
				{ operation: 'batchGet' },
				'continueRegularOutput',
				{ cancelAfterMs: 500 },
			);

			expect(run.status).toBe('canceled');
			expect(run.ms).toBeLessThan(2_500);
		});
	});
});

describe('Batch Get as a tool', () => {
	it('reads what the agent names in its one item, however it writes that', async () => {
		await withAccount(async (account) => {
			const ids = account.ids.slice(0, 120);
			const added = {
				toolCallId: 'call_7',
				sessionId: 's-1',
				chatInput: 'Which ones?',
				action: 'x',
			};

			const run = await get(account, [{ adId: ids.join(', '), ...added }], {
				adId: '={{ $json.adId }}',
			});

			expect(idsOf(run.outputs[0])).toEqual(ids);
			expect(count(pairs(run.outputs[0]).map(String))).toEqual({ '0': 120 });
			expect(JSON.stringify(reads(account))).not.toMatch(/call_7|s-1|Which ones/);
		});
	});
});

// Helpers

const FOUND = 'updated';

const BY_REFERENCE = { matchOn: 'reference_number' };

async function get(
	account: Account,
	items: object[],
	parameters: object = {},
	options: object = {},
	onError: OnError = 'continueRegularOutput',
	node: RunOptions['node'] = {},
) {
	const all = { operation: 'batchGet', options, ...parameters };
	return await runNode(account, items, all, onError, { node: { onError, ...node } });
}

function reads({ hubspot }: Account) {
	return hubspot.journal.filter(({ endpoint }) => endpoint === 'batchRead');
}

function idsOf(items: Array<{ json: object }>): unknown[] {
	return items.map(({ json }) => ('id' in json ? json.id : undefined));
}

function pairs(items: Array<{ pairedItem?: unknown }>): unknown[] {
	return items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
}
