import { describe, expect, it } from 'vitest';
import { changingRequests, ON_ERROR, runNode, type OnError } from './account.mts';
import type { RunOptions } from './harness.mts';
import { count, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

describe('Batch Delete', () => {
	it("moves ads to the bin, and gives HubSpot's record of each as it is there", async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;
			account.hubspot.ads.write(a, { hs_name: 'Casa azul' });

			const run = await archive(account, [{ id: b }, { id: a }]);

			expect(archived(account)).toEqual([a, b]);
			expect(run.outputs[0][1].json).toEqual({
				id: a,
				properties: {
					hs_name: 'Casa azul',
					hs_createdate: expect.any(String),
					hs_lastmodifieddate: expect.any(String),
					hs_object_id: a,
				},
				createdAt: expect.any(String),
				updatedAt: expect.any(String),
				archived: true,
				archivedAt: expect.any(String),
				url: expect.stringContaining(a),
				outcome: 'archived',
			});
			expect(pairs(run.outputs[0])).toEqual([0, 1]);
			// One that looks, one that deletes, one that verifies.
			expect(run.hints).toMatchObject([{ message: '2 ads deleted in 3 requests.', type: 'info' }]);
		});
	});

	it('deletes 250 ads, and no other one, in nine requests', async () => {
		await withAccount(async (account) => {
			const ids = account.ids.slice(0, 250);

			const run = await archive(
				account,
				ids.map((id) => ({ id })),
			);

			expect(archived(account)).toEqual(ids);
			expect(run.outputs[0].map(({ json }) => json.id)).toEqual(ids);
			expect(requests(account)).toEqual({ batchRead: 6, batchArchive: 3 });
			expect(run.hints[0].message).toBe('250 ads deleted in 9 requests.');
		});
	});

	it('tells each kind of ad apart, and deletes what is there under its own ID alone', async () => {
		await withAccount(async (account) => {
			const { ids, kinds } = prepare(account);

			const run = await archive(account, kinds);

			expect(outcomesOf(run)).toEqual(['archived', 'rejected', 'unchanged', 'notFound', 'invalid']);
			expect(archived(account)).toEqual([ids.live, ids.bin].sort());
			const [, merged, inBin, missing] = run.outputs[0].map(({ json }) => json);
			expect(merged).toMatchObject({
				error: `Ad ${ids.merged} is left alone, because it was merged into another ad (${ids.survivor})`,
				message: expect.stringMatching(
					/\. Use the record ID of the other ad, if that one is meant\.$/,
				),
				details: { outcome: 'rejected', itemIndex: 1, id: ids.merged },
			});
			expect(inBin).toMatchObject({ id: ids.bin, archived: true, outcome: 'unchanged' });
			expect(missing).toMatchObject({
				error: 'HubSpot has no ad with record ID 404',
				message: expect.stringContaining('it may have been deleted more than 90 days ago.'),
				details: { outcome: 'notFound', itemIndex: 3, id: '404' },
			});
			expect(run.hints[0].message).toMatch(
				/^1 ad deleted in \d requests\. 1 was deleted already\. 3 were not deleted: 1 invalid, 1 rejected, 1 not found\.$/,
			);
		});
	});

	it.each(['dropped', 'notFound', 'followed'] as const)(
		'never deletes the survivor of a merged-away ID (HubSpot: %s)',
		async (mergedInBatchRead) => {
			await withAccount(async (account) => {
				const [gone, survivor] = account.ids;
				Object.assign(account.hubspot.guesses, {
					mergedInBatchRead,
					mergedInArchive: 'survivorArchived',
				});
				account.hubspot.merge(gone, survivor);

				const run = await archive(account, [{ id: gone }]);

				expect(archived(account)).toEqual([]);
				expect(changingRequests(account)).toEqual([]);
				const isSaid = mergedInBatchRead !== 'notFound';
				expect(outcomesOf(run)).toEqual([isSaid ? 'rejected' : 'notFound']);
			});
		},
	);

	it('finds ads by a unique property, also in the bin, and shows its value', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;
			account.hubspot.archive(b);
			const items = ['REF-000001', 'REF-000002', 'REF-990001'].map((id) => ({ id }));

			const run = await archive(account, items, { matchOn: 'reference_number' });

			expect(outcomesOf(run)).toEqual(['archived', 'unchanged', 'notFound']);
			expect(archived(account)).toEqual([a, b]);
			expect(run.outputs[0].slice(0, 2).map(({ json }) => json.properties)).toMatchObject([
				{ reference_number: 'REF-000001' },
				{ reference_number: 'REF-000002' },
			]);
			expect(run.outputs[0][2].json.error).toBe(
				"HubSpot has no ad with 'reference_number' REF-990001",
			);
		});
	});

	it('deletes an ad once whatever number of items names it, and each is told', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;

			const run = await archive(account, [
				{ id: a },
				{ id: [b, ` ${a} `] },
				{ id: `${b}.0, ${a}` },
			]);

			expect(outcomesOf(run)).toEqual(Array(5).fill('archived'));
			expect(pairs(run.outputs[0])).toEqual([0, 1, 1, 2, 2]);
			expect(sent(account)).toEqual([a, b]);
			expect(run.hints[0].message).toBe('5 ads deleted in 3 requests.');
		});
	});

	it('is true of an ad that is named in two ways', async () => {
		await withAccount(async (account) => {
			const [a] = account.ids;
			const items = [
				{ id: a, by: 'id' },
				{ id: 'REF-000001', by: 'reference_number' },
			];

			const run = await archive(account, items, { matchOn: '={{ $json.by }}' });

			expect(run.outputs[0].map(({ json }) => json.id)).toEqual([a, a]);
			expect(archived(account)).toEqual([a]);
			expect(run.outputs[0].filter(({ json }) => 'error' in json)).toEqual([]);
		});
	});

	it.each(['v3', '2026-03', '2026-09'])('speaks version %s only', async (apiVersion) => {
		await withAccount(async (account) => {
			const { kinds } = prepare(account);

			await archive(account, kinds, {}, { apiVersion });

			const { journal } = account.hubspot;
			expect(new Set(journal.map(({ version }) => version))).toEqual(new Set([apiVersion]));
			expect(journal.filter(({ unknown }) => unknown)).toEqual([]);
		});
	});

	it('gives the properties alone with Simplify, and the outcome', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			account.hubspot.ads.write(id, { hs_name: 'Casa azul' });

			const run = await archive(account, [{ id }], {}, { simplify: true });

			expect(run.outputs[0][0].json).toEqual({
				id,
				hs_name: 'Casa azul',
				hs_createdate: expect.any(String),
				hs_lastmodifieddate: expect.any(String),
				hs_object_id: id,
				outcome: 'archived',
			});
		});
	});

	it('keeps to the size of batches and to Execute Once', async () => {
		await withAccount(async (account) => {
			const items = account.ids.slice(0, 5).map((id) => ({ id }));
			const once = { executeOnce: true };

			await archive(account, items, {}, {}, undefined, once);
			expect(archived(account)).toEqual([items[0].id]);

			await archive(account, items, {}, { batchSize: 2, maxConcurrency: 1 });
			expect(sizes(account, 'batchArchive')).toEqual([1, 2, 2]);
		});
	});

	it('does not read what an operation before it was to return', async () => {
		await withAccount(async (account) => {
			await archive(account, [{ id: account.ids[0] }], { properties: ['hs_prcie'] });

			expect(archived(account)).toEqual([account.ids[0]]);
		});
	});
});

describe('Batch Delete without an ad that is named', () => {
	it.each([
		undefined,
		null,
		'',
		' ',
		[],
		'[]',
		',',
		[null],
		['', undefined],
		{},
		'null',
		'undefined',
		'all',
		'*',
		true,
		0.5,
		'1,234,567',
		'31,004,700,026, 31,004,700,027',
		'3.10047E+10',
	])('deletes nothing: %j', async (id) => {
		await withAccount(async (account) => {
			for (const matchOn of ['id', 'reference_number']) {
				const run = await archive(account, [{ id }] as object[], { matchOn });

				expect(new Set(outcomesOf(run)).size).toBe(1);
				expect(['invalid', 'notFound']).toContain(outcomesOf(run)[0]);
				if (matchOn === 'id') expect(outcomesOf(run)[0]).toBe('invalid');
			}
			expect(changingRequests(account)).toEqual([]);
			expect(archived(account)).toEqual([]);
		});
	});

	it.each([
		['={{ undefined }}', /^'Ad ID' is empty/],
		['={{ $json.ad.id }}', /^'Ad ID' gave nothing; n8n says: /],
		['={{ [] }}', /^'Ad ID' holds an empty list/],
		['={{ nonsense( }}', /^'Ad ID' could not be evaluated: /],
	])('deletes nothing where the expression is %s', async (adId, words) => {
		await withAccount(async (account) => {
			const run = await archive(account, [{ id: account.ids[0] }], { adId });

			expect(outcomesOf(run)).toEqual(['invalid']);
			expect(run.outputs[0][0].json.error).toMatch(words);
			expect(account.hubspot.journal).toEqual([]);
		});
	});

	it('deletes nothing of an item that went wrong before, and the others of the list', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;
			const failed = { error: 'x', message: 'y', details: { id: b, outcome: 'rejected' } };

			const run = await archive(account, [failed, { id: [null, a, ''] }]);

			expect(outcomesOf(run)).toEqual(['invalid', 'invalid', 'archived', 'invalid']);
			expect(archived(account)).toEqual([a]);
		});
	});
});

describe.each(ON_ERROR)('a dry run of Batch Delete (On Error: %s)', (onError) => {
	it('tells of every ad on the first output what would become of it, and deletes nothing', async () => {
		await withAccount(async (account) => {
			const { ids, kinds } = prepare(account);
			account.hubspot.ads.write(ids.live, { hs_name: 'Casa azul' });

			const run = await archive(account, kinds, {}, { dryRun: true }, onError);

			expect(run.outputs[0].map(({ json }) => json)).toEqual([
				{
					id: ids.live,
					outcome: 'wouldArchive',
					reason: 'The ad "Casa azul" would be deleted',
					changes: {},
				},
				{
					id: ids.merged,
					outcome: 'rejected',
					reason: `Ad ${ids.merged} is left alone, because it was merged into another ad (${ids.survivor})`,
					changes: {},
				},
				{
					id: ids.bin,
					outcome: 'unchanged',
					reason: 'The ad was deleted already',
					changes: {},
				},
				{
					id: '404',
					outcome: 'notFound',
					reason: 'HubSpot has no ad with record ID 404',
					changes: {},
				},
				{
					outcome: 'invalid',
					reason: expect.stringContaining('"x" is not'),
					changes: {},
				},
			]);
			expect(pairs(run.outputs[0])).toEqual([0, 1, 2, 3, 4]);
			expect(run.outputs[1]).toEqual([]);
			const blocked =
				" A real run would send nothing, because 1 ad is invalid and 'On Error' is set to Stop Workflow.";
			expect(run.hints[0].message).toBe(
				`Nothing was deleted. 1 ad would be deleted. 1 was deleted already. 3 could not be deleted: 1 invalid, 1 rejected, 1 not found.${onError === 'stopWorkflow' ? blocked : ''}`,
			);
			expect(changingRequests(account)).toEqual([]);
			expect(archived(account)).toEqual([ids.bin]);
		});
	});

	it('gives what a run that deletes takes', async () => {
		await withAccount(async (account) => {
			const by = { matchOn: 'reference_number' };
			const items = [{ id: 'REF-000001' }, { id: 'REF-000002' }];

			const dry = await archive(account, items, by, { dryRun: true }, onError);
			expect(dry.outputs[0].map(({ json }) => [json.id, json.idProperty])).toEqual(
				items.map(({ id }) => [id, 'reference_number']),
			);
			await archive(
				account,
				dry.outputs[0].map(({ json }) => json),
				by,
				{},
				onError,
			);

			expect(archived(account)).toEqual(account.ids.slice(0, 2));
		});
	});
});

describe('Batch Delete with On Error = Stop Workflow', () => {
	it('sends nothing at all where one ad is invalid', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;

			const run = await archive(account, [{ id: a }, {}, { id: b }], {}, {}, 'stopWorkflow');

			expect(run.error).toMatchObject({
				message: '1 of 3 ads cannot be sent as it is, so nothing was sent',
				description: "[Item 1] 'Ad ID' is empty, so it is not known which ad is meant.",
				context: { itemIndex: 1 },
			});
			expect(account.hubspot.journal).toEqual([]);
		});
	});

	it('deletes the others where HubSpot does not have some, and counts those', async () => {
		await withAccount(async (account) => {
			const ids = account.ids.slice(0, 247);
			const items = [...ids, '401', '402', '403'].map((id) => ({ id }));

			const run = await archive(account, items, {}, {}, 'stopWorkflow');

			expect(run.error?.message).toBe('3 of 250 ads were not deleted: 3 not found');
			expect(run.error?.description).toMatch(
				/^\[Item 247\] 401: HubSpot has no ad with this record ID\.<br>\n/,
			);
			expect(archived(account)).toEqual(ids);
		});
	});
});

describe('Batch Delete with On Error = Continue (using error output)', () => {
	it('hands what was deleted, or was before, to the first output, and the rest to the second', async () => {
		await withAccount(async (account) => {
			const { ids, kinds } = prepare(account);

			const run = await archive(account, kinds, {}, {}, 'continueErrorOutput');

			expect(run.outputs[0].map(({ json }) => json.id)).toEqual([ids.live, ids.bin]);
			expect(pairs(run.outputs[1])).toEqual([1, 3, 4]);
			expect(run.outputs[1].map(({ json }) => Object.keys(json))).toEqual(
				Array(3).fill(['id', 'error', 'message', 'details']),
			);
		});
	});
});

describe('Batch Delete in trouble', () => {
	it.each([
		['invalidToken', 'HubSpot did not accept the credential'],
		['missingScopes', 'the credential lacks'],
		['dailyLimit', "HubSpot's daily limit is reached"],
	] as const)('says once why nothing was deleted (%s while it looks)', async (kind, words) => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind, match: { endpoint: 'batchRead' } });
			const items = account.ids.slice(0, 250).map((id) => ({ id }));

			const run = await archive(account, items, {}, { maxConcurrency: 1 }, 'stopWorkflow');

			expect(run.error?.message).toContain(`None of 250 ads was deleted, because ${words}`);
			expect(changingRequests(account)).toEqual([]);
		});
	});

	it.each([
		['invalidToken', 'did not accept the credential'],
		['missingScopes', 'the credential lacks the scope crm.objects.listings.write'],
		['dailyLimit', "HubSpot's daily limit is reached"],
	] as const)('tells what was not sent (%s between looking and deleting)', async (kind, words) => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind, match: { endpoint: 'batchArchive', nth: 2 } });
			const ids = account.ids.slice(0, 250);

			const run = await archive(
				account,
				ids.map((id) => ({ id })),
				{},
				{ maxConcurrency: 1 },
			);

			const outcomes = outcomesOf(run);
			const gone = archived(account);
			expect(gone).toHaveLength(100);
			for (const [index, id] of ids.entries()) {
				const wanted = gone.includes(id) ? ['archived', 'unconfirmed'] : ['notSent'];
				expect(wanted).toContain(outcomes[index]);
			}
			const unsent = run.outputs[0].find(({ json }) => detailsOf(json)?.outcome === 'notSent')!;
			expect(unsent.json.error).toMatch(/^Ad \d+ was not sent, because /);
			expect(unsent.json.error).toContain(words);
			if (kind === 'missingScopes') {
				expect(unsent.json.message).toContain(
					'Add the scopes crm.objects.listings.read and crm.objects.listings.write',
				);
			}
		});
	});

	it('finds in the bin what a lost reply did not tell', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'reset', applied: 'after', match: ARCHIVING });

			const run = await archive(account, [{ id: account.ids[0] }]);

			expect(outcomesOf(run)).toEqual(['archived']);
			expect(new Set(sent(account))).toEqual(new Set([account.ids[0]]));
		});
	});

	it('sends again what a lost request did not do', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'reset', applied: 'before', match: ARCHIVING });

			const run = await archive(account, [{ id: account.ids[0] }], {}, { verify: false });

			expect(outcomesOf(run)).toEqual(['archived']);
			expect(archived(account)).toEqual([account.ids[0]]);
		});
	});

	it('says what is not confirmed, and that deleting again does no harm', async () => {
		await withAccount(async (account) => {
			const always = { ...ARCHIVING, probability: 1, times: 1_000 };
			account.hubspot.addFault({ kind: 'edgeError', applied: 'before', match: always });

			const run = await archive(account, [{ id: account.ids[0] }], {}, { maxWait: 1 });

			expect(outcomesOf(run)).toEqual(['unconfirmed']);
			expect(run.outputs[0][0].json.message).toMatch(
				/^HubSpot did not confirm the deletion of ad \d+, because HubSpot was not available \(status 5\d\d\)\. It may have been deleted\. Look at the ad, or delete it again, which does no harm\.$/,
			);
		});
	});

	it.each([400, 403, 409, 423, 429, 477, 500])(
		'never tells of a %i that ads were deleted',
		async (status) => {
			await withAccount(async (account) => {
				const always = { ...ARCHIVING, probability: 1, times: 1_000 };
				account.hubspot.addFault({ kind: 'emptyBody', status, applied: 'before', match: always });

				const run = await archive(account, [{ id: account.ids[0] }], {}, { maxWait: 1 });

				expect(['rejected', 'notSent', 'unconfirmed']).toContain(outcomesOf(run)[0]);
				expect(archived(account)).toEqual([]);
			});
		},
	);

	it('does no harm where n8n tries it again', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;
			const retry = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };

			const run = await archive(
				account,
				[{ id: '404' }, { id: a }, { id: b }],
				{},
				{},
				'continueRegularOutput',
				retry,
			);

			expect(outcomesOf(run)).toEqual(['notFound', 'unchanged', 'unchanged']);
			expect(archived(account)).toEqual([a, b]);
		});
	});

	it('ends as canceled between looking and deleting, and deletes nothing more', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({
				kind: 'slow',
				delayMs: 30_000,
				match: { endpoint: 'batchRead' },
			});

			const run = await runNode(
				account,
				[{ id: account.ids[0] }],
				{ operation: 'batchArchive' },
				'continueRegularOutput',
				{ cancelAfterMs: 500 },
			);

			expect(run.status).toBe('canceled');
			expect(archived(account)).toEqual([]);
		});
	});
});

describe('Verify', () => {
	it('finds that HubSpot did not do what its answer says; off, the answer is believed', async () => {
		await withAccount(async (account) => {
			const [a] = account.ids;
			const match = { ...ARCHIVING, times: 2 };
			account.hubspot.addFault({ kind: 'emptyBody', status: 204, applied: 'before', match });

			const verified = await archive(account, [{ id: a }]);
			const believed = await archive(account, [{ id: a }], {}, { verify: false });

			expect(outcomesOf(verified)).toEqual(['unconfirmed']);
			expect(verified.outputs[0][0].json.error).toBe(
				`HubSpot did not confirm the deletion of ad ${a}, because HubSpot took the request, and reading back does not show that it was done`,
			);
			expect(outcomesOf(believed)).toEqual(['archived']);
			expect(believed.outputs[0][0].json).not.toHaveProperty('archived');
		});
	});

	it('costs one request for each batch', async () => {
		await withAccount(async (account) => {
			const items = account.ids.slice(0, 150).map((id) => ({ id }));

			await archive(account, items, {}, { verify: false });

			expect(requests(account)).toEqual({ batchRead: 2, batchArchive: 2 });
			expect(archived(account)).toHaveLength(150);
		});
	});
});

describe('Batch Delete as a tool', () => {
	it('deletes what the agent names in its one item, and nothing that is not an ID', async () => {
		await withAccount(async (account) => {
			const [a, b, c] = account.ids;
			const added = {
				toolCallId: 'call_7',
				sessionId: '31004700099',
				chatInput: 'Delete',
				action: 'x',
			};

			const run = await archive(account, [{ adId: `${a}, ${b} and ${c}`, ...added }], {
				adId: '={{ $json.adId }}',
			});

			expect(outcomesOf(run)).toEqual(['archived', 'invalid']);
			expect(archived(account)).toEqual([a]);
		});
	});

	it('tells the agent what it does', async () => {
		await withAccount(async ({ n8n }) => {
			const { properties } = n8n.nodeType.description;
			const shown = (name: string) =>
				properties
					.filter((one) => one.name === name && one.displayOptions?.show?.['@tool']?.[0] === true)
					.find(({ displayOptions }) => displayOptions!.show!.operation!.includes('batchArchive'));

			expect(shown('toolDescription')!.default).toMatch(
				/^Deletes listings .* restore them for 90 days/,
			);
			expect(shown('adId')!.default).toMatch(
				/\$fromAI\('adId', 'The record ID of the listing to delete/,
			);
		});
	});
});

// Helpers

const ARCHIVING = { endpoint: 'batchArchive' } as const;

async function archive(
	account: Account,
	items: object[],
	parameters: object = {},
	options: object = {},
	onError: OnError = 'continueRegularOutput',
	node: RunOptions['node'] = {},
) {
	const all = { operation: 'batchArchive', options, ...parameters };
	return await runNode(account, items, all, onError, { node: { onError, ...node } });
}

/** An item for each kind of ad. */
function prepare({ ids: [live, merged, survivor, bin], hubspot }: Account) {
	hubspot.merge(merged, survivor);
	hubspot.archive(bin);
	const kinds = [live, merged, bin, '404', 'x'].map((id) => ({ id }));
	return { ids: { live, merged, survivor, bin }, kinds };
}

function archived({ hubspot, ids }: Account): string[] {
	return ids.filter((id) => hubspot.ads.get(id)?.archived);
}

function sent({ hubspot }: Account): string[] {
	return hubspot.journal
		.filter(({ endpoint }) => endpoint === 'batchArchive')
		.flatMap(({ body }) => (body as { inputs: Array<{ id: string }> }).inputs.map(({ id }) => id));
}

function sizes({ hubspot }: Account, wanted: string): number[] {
	return hubspot.journal.filter(({ endpoint }) => endpoint === wanted).map(({ inputs }) => inputs);
}

function requests({ hubspot }: Account) {
	return count(hubspot.journal.map(({ endpoint }) => String(endpoint)));
}

function detailsOf(json: object) {
	return (json as { details?: { outcome?: string } }).details;
}

function outcomesOf({ outputs }: { outputs: Array<Array<{ json: object }>> }): unknown[] {
	return outputs[0].map(({ json }) => {
		return detailsOf(json)?.outcome ?? ('outcome' in json ? json.outcome : undefined);
	});
}

function pairs(items: Array<{ pairedItem?: unknown }>): unknown[] {
	return items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
}
