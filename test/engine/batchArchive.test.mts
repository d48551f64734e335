import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changingRequests } from './account.mts';
import { archive, archived, idsOf, outcomesOf, pairsOf, prepareKinds } from './named.mts';
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
			expect(pairsOf(run.outputs[0])).toEqual([0, 1]);
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

	it('deletes 1,200 of 1,300 ads', async () => {
		await withAccount(
			async (account) => {
				const ids = account.ids.slice(50, 1_250);

				const run = await archive(account, [{ id: ids }]);

				expect(archived(account)).toEqual(ids);
				expect(idsOf(run.outputs[0])).toEqual(ids);
				expect(run.hints[0].message).toBe('1,200 ads deleted in 36 requests.');
			},
			{ ads: 1_300 },
		);
	});

	it('tells each kind of ad apart, and deletes what is there under its own ID alone', async () => {
		await withAccount(async (account) => {
			const { ids, kinds } = prepareKinds(account);

			const run = await archive(account, kinds);

			expect(outcomesOf(run.outputs[0])).toEqual([
				'archived',
				'rejected',
				'unchanged',
				'notFound',
				'invalid',
			]);
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
				expect(outcomesOf(run.outputs[0])).toEqual([isSaid ? 'rejected' : 'notFound']);
			});
		},
	);

	it.each(['dropped', 'followed'] as const)(
		'tells of an ID that was merged into an ad in the bin (HubSpot: %s)',
		async (mergedInBatchRead) => {
			await withAccount(async (account) => {
				const [gone, survivor, other] = account.ids;
				Object.assign(account.hubspot.guesses, { mergedInBatchRead });
				account.hubspot.merge(gone, survivor);
				account.hubspot.archive(survivor);

				const alone = await archive(account, [{ id: gone }]);
				const beside = await archive(account, [{ id: gone }, { id: survivor }, { id: other }]);

				expect(alone.outputs[0][0].json).toMatchObject({
					error: `Ad ${gone} is left alone, because it was merged into another ad (${survivor})`,
					details: { outcome: 'rejected' },
				});
				expect(outcomesOf(beside.outputs[0])).toEqual(['rejected', 'unchanged', 'archived']);
			});
		},
	);

	it('finds ads by a unique property, also in the bin, and shows its value', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;
			account.hubspot.archive(b);
			const items = ['REF-000001', 'REF-000002', 'REF-990001'].map((id) => ({ id }));

			const run = await archive(account, items, { matchOn: 'reference_number' });

			expect(outcomesOf(run.outputs[0])).toEqual(['archived', 'unchanged', 'notFound']);
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

			expect(outcomesOf(run.outputs[0])).toEqual(Array(5).fill('archived'));
			expect(pairsOf(run.outputs[0])).toEqual([0, 1, 1, 2, 2]);
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
			const { kinds } = prepareKinds(account);

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
			const { ids, kinds } = prepareKinds(account);

			const run = await archive(account, kinds, {}, {}, 'continueErrorOutput');

			expect(run.outputs[0].map(({ json }) => json.id)).toEqual([ids.live, ids.bin]);
			expect(pairsOf(run.outputs[1])).toEqual([1, 3, 4]);
			expect(run.outputs[1].map(({ json }) => Object.keys(json))).toEqual(
				Array(3).fill(['id', 'error', 'message', 'details']),
			);
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

			expect(outcomesOf(run.outputs[0])).toEqual(['archived', 'invalid']);
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

describe('what is said of Batch Delete', () => {
	it('is the truth in docs/other-operations.md', async () => {
		const page = read('docs/other-operations.md').replaceAll(/\s+/g, ' ');
		await withAccount(async (account) => {
			const [id, ...others] = account.ids;
			account.hubspot.ads.write(id, { hs_name: 'Casa azul' });
			const items = others.slice(0, 250).map((one) => ({ id: one }));
			const hintOf = async () => (await archive(account, items)).hints[0].message;

			const dry = await archive(account, [{ id }], {}, { dryRun: true });
			const sample = /`({ "id": "512", "outcome".*?})`/.exec(page)![1];
			expect(JSON.parse(sample)).toEqual({ ...dry.outputs[0][0].json, id: '512' });

			const verified = /ads deleted in (\d+) requests/.exec(await hintOf())![1];
			expect(page).toContain(`250 ads are deleted in ${verified} requests`);
		});
		await withAccount(async (account) => {
			const items = account.ids.slice(0, 250).map((id) => ({ id }));

			const { hints } = await archive(account, items, {}, { verify: false });

			const believed = /ads deleted in (\d+) requests/.exec(hints[0].message)![1];
			expect(page).toContain(`and it is ${believed}.`);
		});
	});

	it('is what the next node sees before the first run', async () => {
		const path = 'nodes/HubspotAds/__schema__/v1.0.0/ad/batchArchive.json';
		const { properties } = JSON.parse(read(path)) as { properties: Record<string, object> };
		await withAccount(async (account) => {
			const [{ json }] = (await archive(account, [{ id: account.ids[0] }])).outputs[0];

			expect(Object.keys(json).sort()).toEqual(Object.keys(properties).sort());
			const { properties: shown } = properties.properties as { properties: object };
			expect(Object.keys(json.properties as object).sort()).toEqual(Object.keys(shown).sort());
		});
	});
});

// Helpers

function read(path: string): string {
	return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
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
