import type { INodeExecutionData } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';
import { ON_ERROR, runNode, type OnError } from './account.mts';
import type { RunOptions } from './harness.mts';
import { outcomesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();
const LAG =
	"HubSpot's search lags some seconds behind what was written, so that ads which changed a moment ago may be missing.";

describe('without conditions', () => {
	it('gives the first fifty ads of the list', async () => {
		await withAccount(async (account) => {
			const { outputs, hints } = await find(account);

			expect(idsOf(outputs[0])).toEqual(account.ids.slice(0, 50));
			expect(outputs[0][0].json).toMatchObject({
				id: account.ids[0],
				archived: false,
				createdAt: expect.any(String),
				updatedAt: expect.any(String),
				properties: { hs_object_id: account.ids[0] },
			});
			expect(pairsOf(outputs[0])).toEqual(Array(50).fill(0));
			expect(hints).toEqual([
				expect.objectContaining({ type: 'info', message: '50 ads found in 1 request.' }),
			]);
			expect(requests(account)).toEqual(['GET /crm/v3/objects/0-420?limit=50']);
		});
	});

	it('gives all ads, each once', async () => {
		await withAccount(
			async (account) => {
				const { outputs, hints } = await find(account, { returnAll: true });

				expect(idsOf(outputs[0])).toEqual(account.ids);
				expect(hints[0].message).toMatch(/^1,250 ads found in \d+ requests\.$/);
			},
			{ ads: 1_250 },
		);
	});

	it('gives the properties that are asked for, in that order, and only the ID beside them', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const properties = ['hs_price', 'hs_name'];

			const raw = await find(account, { limit: 1, properties });
			const simple = await find(account, { limit: 1, properties, options: { simplify: true } });

			const { hs_price, hs_name } = account.hubspot.ads.get(id)!.values;
			expect(Object.entries(raw.outputs[0][0].json.properties!).slice(0, 2)).toEqual([
				['hs_price', hs_price],
				['hs_name', hs_name],
			]);
			expect(simple.outputs[0][0].json).toMatchObject({ id, hs_price, hs_name });
			expect(simple.outputs[0][0].json).not.toHaveProperty('createdAt');
		});
	});

	it('gives nothing where there is nothing, and says so', async () => {
		await withAccount(
			async (account) => {
				const { outputs, hints } = await find(account, { returnAll: true });

				expect(outputs).toEqual([[], []]);
				expect(hints[0].message).toBe('0 ads found in 1 request.');
			},
			{ ads: 0 },
		);
	});

	it('gives the ads of the bin, and those alone', async () => {
		await withAccount(async (account) => {
			const gone = account.ids.slice(3, 6);
			for (const id of gone) account.hubspot.archive(id);

			const bin = await find(account, { returnAll: true, options: { archived: 'only' } });
			const others = await find(account, { returnAll: true });

			expect(idsOf(bin.outputs[0])).toEqual(gone);
			expect(bin.outputs[0][0].json.archived).toBe(true);
			expect(idsOf(others.outputs[0])).toEqual(account.ids.filter((id) => !gone.includes(id)));
		});
	});

	it.each([
		['v3', 'GET /crm/v3/objects/0-420?limit=2'],
		['2026-03', 'GET /crm/objects/2026-03/0-420?limit=2'],
		['2026-09', 'GET /crm/objects/2026-09/0-420?limit=2'],
	])('asks the API version %s', async (apiVersion, request) => {
		await withAccount(async (account) => {
			await find(account, { limit: 2, options: { apiVersion } });

			expect(requests(account)).toEqual([request]);
		});
	});

	it('reads more properties than fit into an address', async () => {
		await withAccount(async (account) => {
			const names = Array.from({ length: 250 }, (_, at) => `a_property_with_a_long_name_${at}`);
			for (const name of names) defineText(account, name);
			account.hubspot.ads.write(account.ids[1], { [names[249]]: 'here' });

			const { outputs } = await find(account, { limit: 3, properties: names });

			expect(idsOf(outputs[0])).toEqual(account.ids.slice(0, 3));
			expect(outputs[0][1].json.properties).toMatchObject({ [names[249]]: 'here' });
		});
	});
});

describe('with conditions', () => {
	it.each<[string, object, (values: Values) => boolean]>([
		['a number', { operator: 'LTE', value: '$ 250,000.00' }, price((one) => one <= 250_000)],
		[
			'a number by an expression',
			{ operator: 'GT', value: '={{ 900000 }}' },
			price((one) => one > 900_000),
		],
		[
			'a range',
			{ operator: 'BETWEEN', value: 300_000, highValue: '400000' },
			price((one) => one >= 300_000 && one <= 400_000),
		],
		[
			'a choice by its label',
			{ property: 'hs_listing_type', value: 'Condos/co-ops' },
			({ hs_listing_type }) => hs_listing_type === 'condos_co_ops',
		],
		[
			'another choice',
			{ property: 'hs_listing_type', operator: 'NEQ', value: 'HOUSE' },
			({ hs_listing_type }) => hs_listing_type !== 'house',
		],
		[
			'one of several',
			{ property: 'hs_listing_type', operator: 'IN', values: 'House; townhouse' },
			({ hs_listing_type }) => ['house', 'townhouse'].includes(hs_listing_type),
		],
		[
			'one of a list',
			{ property: 'hs_listing_type', operator: 'IN', values: '={{ ["House", "Apartments"] }}' },
			({ hs_listing_type }) => ['house', 'apartments'].includes(hs_listing_type),
		],
		[
			'one of several with commas between them',
			{ property: 'hs_listing_type', operator: 'IN', values: 'House, Townhouse' },
			({ hs_listing_type }) => ['house', 'townhouse'].includes(hs_listing_type),
		],
		[
			'one of several owners in lines',
			{ property: 'hubspot_owner_id', operator: 'IN', values: '512340001\n512340002' },
			({ hubspot_owner_id }) => ['512340001', '512340002'].includes(hubspot_owner_id),
		],
		[
			'none of several',
			{ property: 'hs_listing_type', operator: 'NOT_IN', values: '["House"]' },
			({ hs_listing_type }) => hs_listing_type !== 'house',
		],
		[
			'one of several texts in any case',
			{ property: 'hs_city', operator: 'IN', values: 'Portland;ALBANY' },
			({ hs_city }) => ['Portland', 'Albany'].includes(hs_city),
		],
		[
			'a text',
			{ property: 'hs_city', value: ' Madison\u200b' },
			({ hs_city }) => hs_city === 'Madison',
		],
		[
			'a word',
			{ property: 'hs_name', operator: 'CONTAINS_TOKEN', value: 'alder' },
			({ hs_name }) => hs_name.includes('Alder'),
		],
		[
			'not a word',
			{ property: 'hs_name', operator: 'NOT_CONTAINS_TOKEN', value: 'al*' },
			({ hs_name }) => !hs_name.includes('Alder'),
		],
		[
			'true or false',
			{ property: 'furnished', value: 'Yes' },
			({ furnished }) => furnished === 'true',
		],
		[
			'a day',
			{ property: 'available_from', value: '2026-07-01' },
			({ available_from }) => available_from === '2026-07-01',
		],
		[
			'a day or later',
			{ property: 'available_from', operator: 'GTE', value: '2026/7/1' },
			({ available_from }) => available_from >= '2026-07-01',
		],
		[
			'one of several days',
			{ property: 'available_from', operator: 'IN', values: '2026-07-01;2026-08-01' },
			({ available_from }) => ['2026-07-01', '2026-08-01'].includes(available_from),
		],
		[
			"one of an ad's choices",
			{ property: 'features', operator: 'IN', values: 'Pool' },
			({ features }) => features.split(';').includes('pool'),
		],
		[
			'known',
			{ property: 'features', operator: 'HAS_PROPERTY' },
			({ features }) => features !== '',
		],
		[
			'unknown',
			{ property: 'features', operator: 'NOT_HAS_PROPERTY', value: 'not looked at' },
			({ features }) => features === '',
		],
	])('finds ads by %s', async (_kind, condition, isMeant) => {
		await withAccount(async (account) => {
			const wanted = idsBy(account, isMeant);
			expect(wanted.length).toBeGreaterThan(0);
			expect(wanted.length).toBeLessThan(300);

			const { outputs, hints } = await find(
				account,
				{
					returnAll: true,
					...where({ property: 'hs_price', ...condition }),
				},
				[{}],
				'stopWorkflow',
			);

			expect(idsOf(outputs[0])).toEqual(wanted);
			expect(hints).toEqual([
				expect.objectContaining({
					type: 'info',
					message: expect.stringMatching(
						new RegExp(
							`^${wanted.length} ads found in \\d requests?\\.<br>\\n${LAG.replace("'", '.*')}$`,
						),
					),
				}),
			]);
		});
	});
});

describe('conditions', () => {
	it('have to hold all, or any of them', async () => {
		await withAccount(async (account) => {
			const conditions = where(
				{ property: 'hs_city', value: 'Albany' },
				{ property: 'hs_price', operator: 'LT', value: 300_000 },
			);
			const inAlbany = ({ hs_city }: Values) => hs_city === 'Albany';
			const isCheap = price((one) => one < 300_000);

			const all = await find(account, { returnAll: true, ...conditions });
			const any = await find(account, { returnAll: true, combine: 'any', ...conditions });

			expect(idsOf(all.outputs[0])).toEqual(idsBy(account, (one) => inAlbany(one) && isCheap(one)));
			expect(idsOf(any.outputs[0])).toEqual(idsBy(account, (one) => inAlbany(one) || isCheap(one)));
		});
	});

	describe('on points in time', () => {
		const moments = [
			'2026-07-01T03:59:59.999Z',
			'2026-07-01T04:00:00.000Z',
			'2026-07-01T10:30:00.000Z',
			'2026-07-02T03:59:59.999Z',
			'2026-07-02T04:00:00.000Z',
		];
		const ofDay = [1, 2, 3];

		it.each<[string, object, number[]]>([
			['is the day', { operator: 'EQ', value: '2026-07-01' }, ofDay],
			['is the day, as a number', { operator: 'EQ', value: 46_204 }, ofDay],
			['is the moment', { operator: 'EQ', value: '2026-07-01T12:30:00+02:00' }, [2]],
			['is midnight', { operator: 'EQ', value: '2026-07-01 00:00' }, [1]],
			['is before the day', { operator: 'LT', value: '2026-07-01' }, [0]],
			['is not after the day', { operator: 'LTE', value: '2026-07-01' }, [0, ...ofDay]],
			['is not before the day', { operator: 'GTE', value: '2026-07-01' }, [...ofDay, 4]],
			['is after the day', { operator: 'GT', value: '2026-07-01' }, [4]],
			[
				'is within the day',
				{ operator: 'BETWEEN', value: '2026-07-01', highValue: '2026-07-01' },
				ofDay,
			],
			[
				'is within a part of it',
				{ operator: 'BETWEEN', value: '2026-07-01 06:00', highValue: '2026-07-01' },
				[2, 3],
			],
		])('find what %s of the workflow: %o', async (_what, condition, wanted) => {
			await withAccount(
				async (account) => {
					const ids = account.ids.slice(0, moments.length);
					for (const [at, next_viewing_at] of moments.entries()) {
						account.hubspot.ads.write(ids[at], { next_viewing_at });
					}
					const conditions = where(
						{ property: 'next_viewing_at', ...condition },
						{ property: 'hs_object_id', operator: 'IN', values: ids.join(';') },
					);

					const more = { timezone: 'America/New_York' };
					const { outputs } = await find(account, conditions, [{}], 'stopWorkflow', more);

					expect(idsOf(outputs[0])).toEqual(wanted.map((at) => ids[at]));
				},
				{ guesses: { searchLagMs: 0 } },
			);
		});

		it.each([
			[{ operator: 'NEQ', value: '2026-07-01' }, "'Is Less Than' for what is before the day"],
			[{ operator: 'IN', values: '2026-07-01;2026-07-02' }, "Use 'Is' or 'Is Between'"],
			[{ operator: 'NOT_IN', values: ['2026-07-01'] }, "'Is Less Than' for what is before the day"],
		])('say what to do where a whole day does not fit: %o', async (condition, cure) => {
			await withAccount(async (account) => {
				const conditions = where({ property: 'next_viewing_at', ...condition });

				const [{ json }] = (await find(account, conditions)).outputs[0];

				expect(json.error).toMatch(/ and a day without a time, and the property holds points in/);
				expect(json.message).toContain(cure);
				expect(json.details).toMatchObject({ outcome: 'invalid', property: 'next_viewing_at' });
				expect(requests(account)).toEqual([]);
			});
		});
	});

	it('are sent as HubSpot compares them: times in milliseconds, choices by their values', async () => {
		await withAccount(async (account) => {
			const conditions = where(
				{ property: 'available_from', operator: 'GTE', value: '2026-07-01' },
				{ property: 'next_viewing_at', operator: 'LT', value: '2026-07-01 09:30' },
				{ property: 'features', operator: 'IN', values: 'Pool;Garden' },
				{ property: 'features', operator: 'EQ', value: ['Pool', 'garden'] },
				{ property: 'hs_city', operator: 'IN', values: ['Portland', 5] },
			);

			await find(account, { limit: 1, ...conditions }, [{}], 'stopWorkflow', {
				timezone: 'Europe/Madrid',
			});

			const { body } = account.hubspot.journal.find(({ endpoint }) => endpoint === 'search')!;
			expect(body).toMatchObject({
				filterGroups: [
					{
						filters: [
							{ operator: 'GTE', value: String(Date.UTC(2026, 6, 1)) },
							{ operator: 'LT', value: String(Date.UTC(2026, 6, 1, 7, 30)) },
							{ operator: 'IN', values: ['pool', 'garden'] },
							{ operator: 'EQ', value: 'pool;garden' },
							{ operator: 'IN', values: ['portland', '5'] },
							{ propertyName: 'hs_object_id', operator: 'GT', value: '0' },
						],
					},
				],
			});
		});
	});

	it('since ever are not sent as the moment at which the search fails', async () => {
		await withAccount(async (account) => {
			const value = '1970-01-01T00:00:00Z';
			const ever = where({ property: 'hs_createdate', operator: 'GTE', value });

			const { outputs } = await find(account, { returnAll: true, ...ever });

			expect(outputs[0]).toHaveLength(account.ids.length);
		});
	});

	it('find a stage by its label within the pipeline that is asked for too', async () => {
		await withAccount(async (account) => {
			const [one, other] = account.hubspot.pipelines;
			const [stage] = one.stages;
			other.stages[0].label = stage.label;
			const byStage = { property: 'hs_pipeline_stage', value: stage.label };

			const alone = await find(account, { returnAll: true, ...where(byStage) });
			const within = await find(account, {
				returnAll: true,
				...where(byStage, { property: 'hs_pipeline', value: one.label }),
			});

			expect(outcomesOf(alone.outputs[0])).toEqual(['invalid']);
			expect(idsOf(within.outputs[0])).toEqual(
				idsBy(account, ({ hs_pipeline_stage }) => hs_pipeline_stage === stage.id),
			);
		});
	});

	it('are those of each item, and each item gets its own ads', async () => {
		await withAccount(async (account) => {
			const cities = ['Albany', 'Madison', 'Albany'];
			const items = cities.map((city, at) => ({ city, most: 3 + at }));

			const { outputs } = await find(
				account,
				{
					limit: '={{ $json.most }}',
					...where({ property: 'hs_city', value: '={{ $json.city }}' }),
				},
				items,
			);

			const wanted = items.map(({ city, most }) =>
				idsBy(account, ({ hs_city }) => hs_city === city).slice(0, most),
			);
			expect(idsOf(outputs[0])).toEqual(wanted.flat());
			expect(pairsOf(outputs[0])).toEqual(wanted.flatMap((ids, item) => ids.map(() => item)));
		});
	});

	it('that are the same for several items are read once, and no two items share an ad', async () => {
		await withAccount(async (account) => {
			const items = Array.from({ length: 40 }, () => ({}));

			const { outputs } = await find(account, { limit: 2 }, items);

			expect(idsOf(outputs[0])).toEqual(items.flatMap(() => account.ids.slice(0, 2)));
			expect(pairsOf(outputs[0])).toEqual(items.flatMap((_item, at) => [at, at]));
			expect(requests(account)).toHaveLength(1);
			const properties = outputs[0].map(({ json }) => json.properties);
			expect(new Set(properties).size).toBe(80);
		});
	});

	it('are read once with Execute Once, and again with Retry On Fail', async () => {
		await withAccount(async (account) => {
			const items = [{ most: 1 }, { most: 2 }];
			const limit = '={{ $json.most }}';

			const once = await find(account, { limit }, items, undefined, {
				node: { executeOnce: true },
			});
			account.hubspot.addFault({ kind: 'invalidToken', match: { endpoint: 'listAds' } });
			const again = await find(account, { limit }, items, undefined, {
				node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 },
			});

			expect(idsOf(once.outputs[0])).toEqual(account.ids.slice(0, 1));
			expect(idsOf(again.outputs[0])).toEqual([0, 0, 1].map((at) => account.ids[at]));
		});
	});

	it('go unchecked where the definitions cannot be read, and a warning says so', async () => {
		await withAccount(async (account) => {
			const match = { endpoint: 'properties', probability: 1, times: 100 } as const;
			account.hubspot.addFault({ kind: 'edgeError', match });

			const { outputs, hints } = await find(account, {
				options: { maxWait: 1 },
				...where({ property: 'hs_city', value: 'Albany' }),
			});

			expect(idsOf(outputs[0])).toEqual(
				idsBy(account, ({ hs_city }) => hs_city === 'Albany').slice(0, 50),
			);
			expect(hints.at(-1)).toMatchObject({
				type: 'warning',
				message: expect.stringMatching(/^Conditions were not checked, because HubSpot was not/),
			});
		});
	});

	it('are met in more ads than a search shows, which are all found', async () => {
		await withAccount(
			async (account) => {
				const { outputs } = await find(account, {
					returnAll: true,
					properties: ['hs_price'],
					...where({ property: 'hs_price', operator: 'GT', value: 1 }),
				});

				expect(idsOf(outputs[0])).toEqual(account.ids);
			},
			{ ads: 10_400, limit: { searchPerSecond: 1_000 } },
		);
	});
});

describe('the options', () => {
	it('Query finds ads by their words', async () => {
		await withAccount(async (account) => {
			const { outputs, hints } = await find(account, {
				returnAll: true,
				options: { query: '={{ "Harbour Road" }}' },
			});

			const wanted = idsBy(account, ({ hs_name }) => hs_name.includes('Harbour Road'));
			expect(idsOf(outputs[0])).toEqual(wanted);
			expect(hints[0].message).toContain('search lags');
		});
	});

	it.each([
		['DESCENDING', (one: number, other: number) => other - one],
		['ASCENDING', (one: number, other: number) => one - other],
	])('Sort gives the first in the order %s', async (direction, compare) => {
		await withAccount(async (account) => {
			const { outputs } = await find(account, {
				limit: 10,
				properties: ['hs_price'],
				options: { sort: { by: { property: 'hs_price', direction } } },
			});

			const prices = account.hubspot.ads.all().map(({ values }) => Number(values.hs_price));
			const found = outputs[0].map(({ json }) => Number((json.properties as Values).hs_price));
			expect(found).toEqual(prices.sort(compare).slice(0, 10));
		});
	});

	const group = {
		filters: [
			{ propertyName: 'hs_city', operator: 'IN', values: ['Albany', 'MADISON'] },
			{ propertyName: 'available_from', operator: 'GTE', value: '2026-07-01' },
		],
	};
	it.each([
		['a list', [group]],
		['an object', { filterGroups: [group] }],
		['JSON text', JSON.stringify({ filterGroups: [group] })],
		['a block between code fences', `Here:\n\`\`\`json\n${JSON.stringify([group])}\n\`\`\``],
		['one group', group],
		['the filters alone', group.filters],
	])('Filter Groups (JSON) takes %s', async (_shape, filterGroups) => {
		await withAccount(async (account) => {
			const { outputs } = await find(
				account,
				{ returnAll: true, options: { filterGroupsJson: '={{ $json.filterGroups }}' } },
				[{ filterGroups }],
				'stopWorkflow',
			);

			const cities = ['Albany', 'Madison'];
			const wanted = idsBy(
				account,
				({ hs_city, available_from }) => cities.includes(hs_city) && available_from >= '2026-07-01',
			);
			expect(idsOf(outputs[0])).toEqual(wanted);
		});
	});

	it('Filter Groups (JSON) with more than one group finds the ads of each', async () => {
		await withAccount(async (account) => {
			const filterGroupsJson = JSON.stringify(
				['Albany', 'Madison'].map((value) => ({
					filters: [{ propertyName: 'hs_city', operator: 'EQ', value }],
				})),
			);

			const { outputs } = await find(account, { returnAll: true, options: { filterGroupsJson } });

			expect(idsOf(outputs[0])).toEqual(
				idsBy(account, ({ hs_city }) => ['Albany', 'Madison'].includes(hs_city)),
			);
		});
	});

	it.each(['', '[]', '={{ [] }}', '={{ { filterGroups: [] } }}'])(
		'Filter Groups (JSON) %j sets no condition',
		async (filterGroupsJson) => {
			await withAccount(async (account) => {
				const { outputs } = await find(account, { limit: 3, options: { filterGroupsJson } });

				expect(idsOf(outputs[0])).toEqual(account.ids.slice(0, 3));
				expect(requests(account)).toEqual(['GET /crm/v3/objects/0-420?limit=3']);
			});
		},
	);
});

describe('what cannot be asked', () => {
	const nine = Array.from({ length: 9 }, (_, at) => ({ property: 'hs_price', value: at }));
	const filter = { propertyName: 'hs_price', operator: 'EQ', value: '1' };
	const groupOf = (filters: number) => ({ filters: Array(filters).fill(filter) });
	const long = 'x'.repeat(3_000);

	it.each<[string, object, RegExp]>([
		[
			'an unknown property',
			where({ property: 'hs_prcie', value: 1 }),
			/^HubSpot has no property 'hs_prcie' of ads\. Choose 'hs_price' if that is meant/,
		],
		[
			'an archived one',
			where({ property: 'old_reference', value: 1 }),
			/^The property 'old_reference' is archived in HubSpot\. Restore the property in HubSpot, or leave it out/,
		],
		[
			'an archived one to return',
			{ properties: ['hs_price', 'old_reference'] },
			/^The property 'old_reference' is archived in HubSpot/,
		],
		[
			'an archived one to sort by',
			{ options: { sort: { by: { property: 'old_reference' } } } },
			/^The property 'old_reference' is archived in HubSpot/,
		],
		[
			'a property to return that does not exist',
			{ properties: ['hs_prcie'] },
			/^HubSpot has no property 'hs_prcie' of ads/,
		],
		[
			'an unknown property to sort by',
			{ options: { sort: { by: { property: 'hs_prcie' } } } },
			/^HubSpot has no property 'hs_prcie' of ads/,
		],
		['a sort without a property', { options: { sort: { by: {} } } }, /^'Sort' has no property\. C/],
		['no property', where({ value: 1 }), /^Condition 1 has no property\. Choose one/],
		[
			'no value',
			where({ property: 'hs_price' }),
			/^The condition on 'Price' \(hs_price\) has no value in 'Value'\. Fill it in, .* 'Is Known' or 'Is Unknown'/,
		],
		[
			'space as a value',
			where({ property: 'hs_city', value: ' \u00a0' }),
			/^The condition on 'City' \(hs_city\) has no value in 'Value'/,
		],
		[
			'no upper end',
			where({ property: 'hs_price', operator: 'BETWEEN', value: 1 }),
			/has no value in 'High Value'/,
		],
		[
			'a range upside down',
			where({ property: 'hs_price', operator: 'BETWEEN', value: 9, highValue: '1' }),
			/goes from 9 up to "1", so no ad can meet it\. Put the lower one into 'Value'/,
		],
		[
			'no values',
			where({ property: 'hs_city', operator: 'IN', values: ';' }),
			/has no value in 'Values'/,
		],
		[
			'an expression that gives nothing',
			where({ property: 'hs_city', value: '={{ $json.city }}' }),
			/^The expression of 'Value' gave nothing.* Check its field names/,
		],
		[
			'one of several that gives nothing, which is named',
			where(
				{ property: 'hs_price', operator: 'GT', value: 1 },
				{ property: 'hs_city', operator: 'IN', values: '={{ $json.city }}' },
			),
			/^The expression of 'Values' gave nothing \(condition 2, on 'hs_city'\)\. Check its field names/,
		],
		[
			'an expression that fails',
			where({ property: 'hs_city', value: '={{ $json.city.trim( }}' }),
			/^'Value' could not be evaluated: /,
		],
		[
			'a word in a number',
			where({ property: 'hs_price', operator: 'CONTAINS_TOKEN', value: 'a' }),
			/^The condition on 'Price' \(hs_price\) has the operator 'Contains Word', which does not fit a property of the type number\. Choose one of Is, Is Not, Is Greater Than,/,
		],
		[
			'an order of texts',
			where({ property: 'hs_city', operator: 'GT', value: 'a' }),
			/'Is Greater Than', which does not fit a property of the type string\. Choose one of Is, Is Not, Is Any Of,/,
		],
		[
			'an order of choices',
			where({ property: 'hs_listing_type', operator: 'BETWEEN', value: 'a', highValue: 'b' }),
			/which does not fit a property of the type enumeration/,
		],
		[
			'an operator that does not exist',
			where({ property: 'hs_city', operator: '={{ "LIKE" }}', value: 'a' }),
			/has the operator "LIKE"\. Use one of EQ, NEQ, /,
		],
		[
			'a value of another type',
			where({ property: 'hs_price', value: 'cheap' }),
			/^'Price' \(hs_price\) takes a number, and "cheap" is not one/,
		],
		[
			'a number that may be two',
			where({ property: 'hs_price', value: '150.000' }),
			/may be 150 or 150,000; set the option 'Number Format'/,
		],
		[
			'a choice that does not exist',
			where({ property: 'hs_listing_type', operator: 'IN', values: 'house;Villa' }),
			/has no option "Villa"/,
		],
		[
			'several numbers with commas between them',
			where({ property: 'hs_object_id', operator: 'IN', values: '31004700001, 31004700026' }),
			/is not one; send digits .*; several values are separated by ;/,
		],
		...['hs_bedrooms', 'hs_object_id'].flatMap((property) =>
			['IN', 'NOT_IN'].map((operator): [string, object, RegExp] => [
				`${operator} of ${property} with one number that has a comma, or two`,
				where({ property, operator, values: '3,4' }),
				/takes numbers, and "3,4" may be one or several; several values are separated by ;/,
			]),
		),
		[
			'a second condition under a misspelt key of a group',
			json([{ ...groupOf(1), filter: groupOf(1).filters }]),
			/one group holds 'filter' beside its 'filters'/,
		],
		[
			'a misspelt key of a filter',
			json([{ filters: [{ propertyName: 'hs_price', operator: 'EQ', value: 5, highvalue: 9 }] }]),
			/one of its filters holds 'highvalue'/,
		],
		['more conditions than a group takes', where(...nine), /takes 6 conditions that have to hold/],
		[
			'more alternatives than a search takes',
			{ combine: 'any', ...where(...nine) },
			/takes 5 alternatives, and these are 9\. Use 'Is Any Of'/,
		],
		['more groups', json(Array(6).fill(groupOf(1))), /takes 5 alternatives, and these are 6/],
		['more filters in a group', json([groupOf(7)]), /takes 6 conditions .* these are 7/],
		['more filters in all', json(Array(4).fill(groupOf(5))), /takes 18 conditions in all/],
		['a group without filters', json([{ filters: [] }]), /one of its 'filters' is an empty list/],
		['no groups', json('5'), /takes HubSpot's filter groups, such as .* and one group is 5/],
		['no filter', json([{ filters: [5] }]), /one of its 'filters' is 5/],
		['broken JSON', json('[{ "filters": '), /^'Filter Groups \(JSON\)' is not valid JSON: it ends/],
		[
			'JSON that an item does not have',
			json('={{ $json.groups }}'),
			/^The expression of 'Filter Groups \(JSON\)' gave nothing/,
		],
		[
			'filters in two places',
			{ ...where({ property: 'hs_price', value: 1 }), ...json([groupOf(1)]) },
			/^'Filters' and 'Filter Groups \(JSON\)' are both filled in\. Use one of them/,
		],
		[
			'more characters than a search takes',
			where({ property: 'hs_city', value: long }),
			/takes 3,000 characters, and this one has 3,1\d\d\. Use fewer or shorter values/,
		],
		['more of them in words', { options: { query: long } }, /takes 3,000 characters/],
		[
			'a search in the bin',
			{ options: { archived: 'only', query: 'house' } },
			/^HubSpot's search does not find deleted ads, and 'Archived' is set to Only\. Leave out/,
		],
		['words that are none', { options: { query: '={{ [1] }}' } }, /^'Query' takes words, and this/],
		[
			'words beside the groups',
			json({ filterGroups: [groupOf(1)], query: 'house', sorts: [] }),
			/^'Filter Groups \(JSON\)' takes filter groups alone, and holds 'query' beside them\. Leave it out; 'Query', 'Sort', 'Limit'/,
		],
		[
			'an order beside no groups',
			json({ filterGroups: [], sorts: [{ propertyName: 'hs_price' }] }),
			/and holds 'sorts' beside them/,
		],
		['no ad at all', { limit: 0 }, /^'Limit' takes a whole number of 1 or more, and 0 was given/],
		['a part of an ad', { limit: '={{ 2.5 }}' }, /takes a whole number of 1 or more, and 2\.5 was/],
		[
			'a limit that gives nothing',
			{ limit: '={{ $json.most }}' },
			/^The expression of 'Limit' gave nothing\. Check its field names/,
		],
		['a limit that is none', { limit: '={{ "many" }}' }, /^'Limit' takes a number, and "many"/],
		['an option that is none', { options: { apiVersion: '={{ "v9" }}' } }, /^'API Version' takes/],
	])('is invalid and not sent: %s', async (_what, parameters, message) => {
		await withAccount(async (account) => {
			const { outputs } = await find(account, parameters, [{}], 'continueErrorOutput');

			expect(outputs[0]).toEqual([]);
			expect(outputs[1][0].json.message).toMatch(message);
			expect(outputs[1][0].json.details).toMatchObject({ outcome: 'invalid', itemIndex: 0 });
			expect(requests(account)).toEqual([]);
		});
	});

	it('takes the room that HubSpot leaves: five groups, eighteen filters', async () => {
		await withAccount(async (account) => {
			const sizes = [6, 3, 3, 3, 3];
			const { outputs } = await find(account, json(sizes.map(groupOf)), [{}], 'stopWorkflow');

			expect(outputs[0]).toEqual([]);
			expect(requests(account)).toEqual(['POST /crm/v3/objects/0-420/search']);
		});
	});

	it('leaves the queries of the other items alone', async () => {
		await withAccount(async (account) => {
			const items = [{ price: 'cheap' }, { price: 1_450_000 }];
			const conditions = where({
				property: 'hs_price',
				operator: 'LTE',
				value: '={{ $json.price }}',
			});

			const both = await find(account, { limit: 2, ...conditions }, items, 'continueErrorOutput');

			expect(idsOf(both.outputs[0])).toEqual(account.ids.slice(0, 2));
			expect(pairsOf(both.outputs[0])).toEqual([1, 1]);
			expect(pairsOf(both.outputs[1])).toEqual([0]);
			expect(both.hints[0]).toMatchObject({
				type: 'warning',
				message: expect.stringMatching(
					/^2 ads found in 1 request\. 1 of 2 queries was not read in full: 1 invalid\./,
				),
			});
		});
	});

	it('sends nothing of the others with Stop Workflow, whatever is wrong with one', async () => {
		await withAccount(async (account) => {
			const items = [{ name: 'hs_price' }, { name: 'hs_prcie' }];

			const properties = '={{ [$json.name] }}';
			const { error } = await find(account, { properties }, items, 'stopWorkflow');

			expect(error?.message).toBe('1 of 2 queries cannot be read as it is, so nothing was read');
			expect(error?.description).toContain("HubSpot has no property 'hs_prcie' of ads");
			expect(requests(account)).toEqual([]);
		});
	});

	it('sends nothing at all with Stop Workflow', async () => {
		await withAccount(async (account) => {
			const items = [{ price: 5 }, { price: 'cheap' }, { price: 'dear' }];
			const conditions = where({ property: 'hs_price', value: '={{ $json.price }}' });

			const { error, outputs } = await find(account, conditions, items, 'stopWorkflow');

			expect(error?.message).toBe('2 of 3 queries cannot be read as they are, so nothing was read');
			expect(error?.description).toMatch(
				/^\[Item 1\] 'Price' \(hs_price\) takes a number, and "cheap"/,
			);
			expect(outputs).toEqual([[], []]);
			expect(requests(account)).toEqual([]);
		});
	});

	it('looks at the definitions once more before it refuses a name', async () => {
		await withAccount(async (account) => {
			await find(account, { properties: ['hs_price'] });
			defineText(account, 'made_just_now');

			const { outputs } = await find(account, { limit: 1, properties: ['made_just_now'] });

			expect(idsOf(outputs[0])).toEqual(account.ids.slice(0, 1));
		});
	});
});

describe('a query that cannot be read to its end', () => {
	const always = { probability: 1, times: 10_000 };
	/** From the second page on nothing is to be had. */
	const cut = ({ hubspot }: Account) =>
		hubspot.addFault({
			kind: 'edgeError',
			status: 503,
			match: { endpoint: 'listAds', text: 'after=', ...always },
		});
	const all = { returnAll: true, options: { maxWait: 1 } };
	const more =
		'There may be more than the 100 ads that could be read, because HubSpot was not available (status 503)';

	it.each(ON_ERROR)('gives what was read, and says that there may be more: %s', async (onError) => {
		await withAccount(async (account) => {
			cut(account);

			const { outputs, error, hints } = await find(account, all, [{}], onError);

			if (onError === 'stopWorkflow') {
				expect(error?.message).toBe(more);
				expect(error?.description).toBe('Later run the query once more.');
				return expect(outputs).toEqual([[], []]);
			}
			const [read, last] =
				onError === 'continueErrorOutput'
					? outputs
					: [outputs[0].slice(0, -1), outputs[0].slice(-1)];
			expect(idsOf(read)).toEqual(account.ids.slice(0, 100));
			expect(last).toHaveLength(1);
			expect(last[0].json).toMatchObject({
				error: more,
				message: `${more}. Later run the query once more.`,
				details: { outcome: 'incomplete', itemIndex: 0, statusCode: 503, read: 100 },
			});
			expect(pairsOf([...read, ...last])).toEqual(Array(101).fill(0));
			expect(hints[0]).toMatchObject({
				type: 'warning',
				message: expect.stringMatching(
					/^100 ads found in \d+ requests\. 1 of 1 query was not read in full: 1 incomplete\.$/,
				),
			});
		});
	});

	it('tells of each of several, and what to do once', async () => {
		await withAccount(async (account) => {
			cut(account);
			const items = [{ most: 50 }, { most: 150 }, { most: 250 }];
			const some = { limit: '={{ $json.most }}', options: { maxWait: 1 } };

			const { error } = await find(account, some, items, 'stopWorkflow');

			expect(error?.message).toBe('2 of 3 queries were not read in full: 2 incomplete');
			const lines = String(error?.description).split('<br>\n');
			expect(lines).toEqual([
				`[Item 1] ${more}.`,
				`[Item 2] ${more}.`,
				'Later run the query once more.',
			]);
		});
	});

	it('says so where HubSpot does not keep to the order that it was asked for', async () => {
		await withAccount(async (account) => {
			const always = { endpoint: 'search', probability: 1 } as const;
			account.hubspot.addFault({ kind: 'unsortedPage', match: always });

			const { outputs } = await find(account, {
				returnAll: true,
				...where({ property: 'hs_price', operator: 'GT', value: 0 }),
			});

			const [{ json }] = outputs[0].slice(-1);
			expect(json.error).toContain('HubSpot did not keep to the order of the record IDs');
		});
	});

	it('is not sent where nothing was read', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({
				kind: 'edgeError',
				status: 503,
				match: { endpoint: 'listAds', ...always },
			});

			const { outputs } = await find(account, all, [{}], 'continueErrorOutput');

			const why = 'The ads could not be read, because HubSpot was not available (status 503)';
			expect(outputs[1][0].json).toMatchObject({
				error: why,
				message: `${why}. Later run the query once more.`,
				details: { outcome: 'notSent' },
			});
			expect(outputs[1][0].json.details).not.toHaveProperty('read');
		});
	});

	it('says what to do where a sort shows the first 10,000 only', async () => {
		await withAccount(
			async (account) => {
				const options = { sort: { by: { property: 'hs_price' } }, simplify: true };

				const { outputs } = await find(
					account,
					{ returnAll: true, options },
					[{}],
					'continueErrorOutput',
				);

				expect(outputs[0]).toHaveLength(10_000);
				expect(outputs[1][0].json).toMatchObject({
					message:
						"There may be more than the 10,000 ads that could be read, because HubSpot's search shows the first 10,000 ads only. Use fewer conditions or no sort, or narrow the search. Then run the query once more.",
					details: { outcome: 'incomplete', read: 10_000 },
				});
			},
			{ ads: 10_050, limit: { searchPerSecond: 1_000 } },
		);
	});

	it.each([
		[{ returnAll: true }, 600],
		[{ limit: 400 }, 400],
	])('may be incomplete where ads change their place meanwhile (%o)', async (most, read) => {
		await withAccount(
			async (account) => {
				const { hubspot, ids } = account;
				const sort = { by: { property: 'hs_price', direction: 'DESCENDING' } };
				hubspot.addFault({ kind: 'slow', delayMs: 600, match: { endpoint: 'search', nth: 2 } });
				const reading = find(account, { ...most, options: { sort } });
				await vi.waitFor(() => expect(requests(account)).toHaveLength(2), 10_000);
				const prices = hubspot.ads.all().map(({ values }) => Number(values.hs_price));
				const dearest = ids.filter((id) => account.price(id) === String(Math.max(...prices)));
				hubspot.ads.write(dearest[0], { hs_price: '1' });

				const { outputs } = await reading;

				const found = idsOf(outputs[0]).filter((id) => id !== undefined);
				expect(new Set(found).size).toBe(found.length);
				expect(found).toHaveLength(read);
				expect(outputs[0].at(-1)!.json).toMatchObject({
					error: `Others may be missing among the ${read} ads that were read, because ads changed while they were read`,
					details: { outcome: 'incomplete', read },
				});
			},
			{ ads: 600, guesses: { searchLagMs: 0 } },
		);
	});

	it('is rejected where HubSpot refuses it', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'badRequest', match: { endpoint: 'search' } });

			const { outputs } = await find(account, { options: { query: 'house' } });

			expect(outputs[0][0].json).toMatchObject({
				error: expect.stringMatching(/^HubSpot refused the query: /),
				message: expect.stringMatching(/Look at the conditions, the sort and the properties/),
				details: { outcome: 'rejected' },
			});
		});
	});

	it('is tried again first, as any request', async () => {
		await withAccount(async (account) => {
			for (const kind of ['edgeError', 'reset', 'cut', 'html200', 'rollingLimit'] as const) {
				account.hubspot.addFault({ kind, match: { endpoint: 'listAds', nth: 2 } });
			}

			const { outputs } = await find(account, { returnAll: true }, [{}], 'stopWorkflow');

			expect(idsOf(outputs[0])).toEqual(account.ids);
		});
	});

	it.each([
		['a wrong token', { kind: 'invalidToken' }, 'HubSpot did not accept the credential'],
		[
			'a missing scope',
			{ kind: 'missingScopes' },
			'the credential lacks the scope crm.objects.listings.read',
		],
		['the daily limit', { kind: 'dailyLimit' }, "HubSpot's daily limit is reached"],
	] as const)('is told of once with %s', async (_what, { kind }, why) => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind, match: { endpoint: 'listAds', ...always } });
			const items = [1, 2, 3, 4, 5].map((most) => ({ most }));
			const options = { maxConcurrency: 1 };

			const one = await find(account, { limit: 1 }, [{}], 'stopWorkflow');
			const sent = requests(account).length;
			const five = await find(
				account,
				{ limit: '={{ $json.most }}', options },
				items,
				'stopWorkflow',
			);

			expect(one.error?.message).toContain(`The ads could not be read, because ${why}`);
			expect(five.error?.message).toContain(`None of 5 queries was read in full, because ${why}`);
			expect(requests(account).length - sent).toBeLessThanOrEqual(2);
		});
	});

	it('ends as canceled where the user cancels', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({
				kind: 'late',
				delayMs: 30_000,
				match: { endpoint: 'listAds', ...always },
			});

			const { status, outputs, ms } = await find(account, all, [{}], undefined, {
				cancelAfterMs: 300,
			});

			expect(status).toBe('canceled');
			expect(outputs).toEqual([[], []]);
			expect(ms).toBeLessThan(5_000);
		});
	});
});

describe('the pace of searches', () => {
	it('is five in a second for all runs of the process together', async () => {
		await withAccount(async (account) => {
			const items = Array.from({ length: 12 }, (_, at) => ({ price: 100_000 + at }));
			const conditions = where({ property: 'hs_price', value: '={{ $json.price }}' });

			await Promise.all([
				find(account, conditions, items, 'stopWorkflow'),
				find(account, { options: { query: 'house' } }, [{}], 'stopWorkflow'),
			]);

			const searches = account.hubspot.journal.filter(({ endpoint }) => endpoint === 'search');
			expect(searches.length).toBeGreaterThanOrEqual(13);
			// Each one that is too early is refused: without a pace eight at once. A held machine may delay one.
			expect(searches.filter(({ status }) => status === 429).length).toBeLessThanOrEqual(1);
		});
	});

	it('does not hold up lists', async () => {
		await withAccount(async (account) => {
			const items = Array.from({ length: 30 }, (_, at) => ({ most: at + 1 }));

			const { ms } = await find(account, { limit: '={{ $json.most }}' }, items, 'stopWorkflow');

			expect(ms).toBeLessThan(5_000);
		});
	});
});

// Helpers

type Values = Record<string, string>;

async function find(
	account: Account,
	parameters: object = {},
	items: object[] = [{}],
	onError: OnError = 'continueRegularOutput',
	more: Partial<RunOptions> = {},
) {
	return await runNode(account, items, { operation: 'getMany', ...parameters }, onError, more);
}

function json(filterGroups: unknown) {
	const isText = typeof filterGroups === 'string';
	return { options: { filterGroupsJson: isText ? filterGroups : JSON.stringify(filterGroups) } };
}

function where(...conditions: object[]) {
	return { filters: { conditions } };
}

function price(isMeant: (price: number) => boolean) {
	return ({ hs_price }: Values) => isMeant(Number(hs_price));
}

function idsBy({ hubspot }: Account, isMeant: (values: Values) => boolean): string[] {
	const meant = hubspot.ads.all().filter(({ values }) => isMeant(values as Values));
	return meant.map(({ id }) => id);
}

function idsOf(items: INodeExecutionData[]): unknown[] {
	return items.map(({ json }) => json.id);
}

function pairsOf(items: INodeExecutionData[]): unknown[] {
	return items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
}

/** Requests for ads; what is asked about the account is left out. */
function requests({ hubspot }: Account): string[] {
	return hubspot.journal
		.filter(({ path }) => path.includes('/objects/'))
		.map(({ method, path }) => `${method} ${path}`);
}

function defineText({ hubspot }: Account, name: string): void {
	const city = hubspot.properties.get('hs_city')!;
	hubspot.properties.set(name, { ...city, name, label: name });
}
