import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeParameters, ResourceMapperField } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { defineProperty } from '../simulator/definitions.mts';
import { outcomesOf, pricesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

const PRICE = { id: 'hs_price', displayName: 'Price', type: 'number', removed: false };
const MAPPED = { reference_number: null, hs_price: null };

describe('the columns of a mapping', () => {
	it('show the mapped ones alone where the mapping did not come from this list', async () => {
		await withAccount(async (account) => {
			const { fields } = await load(account, { value: MAPPED, schema: [] });

			expect(shown(fields)).toEqual(['hs_price', 'reference_number']);
			expect(fields.length).toBeGreaterThan(20);
			expect(fields.some(({ removed }) => removed)).toBe(false);
		});
	});

	it('show all where the list is asked for once more with the same credential', async () => {
		await withAccount(async (account) => {
			const first = await load(account, { value: MAPPED, schema: [] });
			const second = await load(account, { value: MAPPED, schema: first.fields });

			const third = await load(account, { value: MAPPED, schema: second.fields });

			expect(shown(second.fields)).toEqual(['hs_price', 'reference_number']);
			expect(shown(third.fields)).toContain('hs_bedrooms');
		});
	});

	it('are those of the other account after that, as far as they are mapped', async () => {
		await withAccount(async (account) => {
			const { fields } = await load(account, { value: {}, schema: [] });
			const elsewhere = fields.slice(0, 3).map((field) => ({ ...field, listedWith: 'other' }));

			const now = await load(account, { value: MAPPED, schema: elsewhere });

			expect(shown(now.fields)).not.toContain('hs_bedrooms');
		});
	});

	it('tell of a mapped property that the account does not have, or only reads', async () => {
		await withAccount(async (account) => {
			const value = { ...MAPPED, old_price: 1, hs_createdate: 2 };

			const { fields } = await load(account, { value, schema: [] });

			expect(labelOf(fields, 'old_price')).toBe('Not in HubSpot: old_price');
			expect(labelOf(fields, 'hs_createdate')).toBe('Read-only: hs_createdate');
		});
	});

	it('name the pipeline of a stage where there are several', async () => {
		await withAccount(async (account) => {
			const { fields } = await load(account, { value: {}, schema: [] });

			const { options = [] } = fields.find(({ id }) => id === 'hs_pipeline_stage')!;
			expect(new Set(options.map(({ name }) => name)).size).toBe(options.length);
			expect(options.every(({ name }) => / \(.+\)$/.test(name))).toBe(true);
		});
	});

	it('give dates a date field', async () => {
		await withAccount(async (account) => {
			const { fields } = await load(account, { value: {}, schema: [] });

			const types = fields.filter(({ id }) => /available_from|next_viewing_at/.test(id));
			expect(types.map(({ type }) => type)).toEqual(['dateTime', 'dateTime']);
		});
	});
});

describe('the columns of ads that may not exist yet', () => {
	const found = { matchingColumns: ['reference_number'] };

	it('are matched by a unique property that can be written, and never by a record ID', async () => {
		await withAccount(async (account) => {
			const readOnly = { archivable: false, readOnlyDefinition: true, readOnlyValue: true };
			const given = { name: 'crm_key', hasUniqueValue: true, modificationMetadata: readOnly };
			account.hubspot.properties.set('crm_key', defineProperty(given));
			const value = { hs_price: 1 };
			for (const matchingColumns of [[], ['id'], ['hs_object_id'], ['reference_number']]) {
				for (const mappingMode of ['defineBelow', 'autoMapInputData']) {
					for (const mapped of [null, value]) {
						const ads = { mappingMode, matchingColumns, value: mapped, schema: [] };

						const { fields } = await load(account, ads, 'batchUpsert');

						expect(matchable(fields)).toEqual(['reference_number']);
						expect(fields.some(({ id }) => id === 'id')).toBe(false);
					}
				}
			}
		});
	});

	it('choose no match column by themselves, so that opening a node changes nothing', async () => {
		await withAccount(async (account) => {
			const { fields } = await load(account, { matchingColumns: [], value: null }, 'batchUpsert');

			expect(fields.filter(({ defaultMatch }) => defaultMatch)).toEqual([]);
		});
	});

	it('begin with the key and the name, which a new ad has to have', async () => {
		await withAccount(async (account) => {
			const { fields } = await load(account, { ...found, value: null, schema: [] }, 'batchUpsert');

			const required = fields.filter((field) => field.required).map(({ id }) => id);
			expect(required.sort()).toEqual(['hs_name', 'reference_number']);
		});
	});

	it('keep what was mapped to the record ID for the operation that takes it', async () => {
		await withAccount(async (account) => {
			const ads = { matchingColumns: ['id'], value: { id: '5', hs_price: 1 }, schema: [] };
			const before = (await load(account, ads)).fields;

			const { fields } = await load(account, { ...ads, schema: before }, 'batchUpsert');

			expect(labelOf(fields, 'id')).toBe('Not used here: Record ID');
			expect(matchable(fields)).toEqual(['reference_number']);
			const again = await load(account, { ...ads, schema: fields });
			expect(labelOf(again.fields, 'id')).toBe('Record ID');
			expect(matchable(again.fields)).toContain('id');
		});
	});

	it.each(['defineBelow', 'autoMapInputData'])(
		'offer no record ID where the list cannot be read either, in the mode %s',
		async (mappingMode) => {
			await withAccount(
				async (account) => {
					const schema = [{ id: 'id', displayName: 'Record ID', canBeUsedToMatch: true }];
					const ads = { mappingMode, matchingColumns: ['id'], value: { id: '5' }, schema };

					const { fields, emptyFieldsNotice } = await load(account, ads, 'batchUpsert');

					expect(emptyFieldsNotice).toContain('could not be read');
					expect(fields.map(({ id }) => id)).toEqual(['id']);
					expect(matchable(fields)).toEqual([]);
				},
				{ tokens: { poor: { scopes: ['oauth'] } } },
			);
		},
	);
});

describe('a date that was picked', () => {
	it.each(['UTC', 'America/New_York', 'Pacific/Auckland'])(
		'is that day in %s',
		async (timezone) => {
			await withAccount(async (account) => {
				const run = await account.n8n.run({
					items: [{ id: account.ids[0] }],
					parameters: {
						specifyAds: 'fields',
						ads: {
							mappingMode: 'defineBelow',
							matchingColumns: ['id'],
							value: { id: '={{ $json.id }}', available_from: '2026-12-01T00:00:00' },
						},
					} as never,
					timezone,
					credentials: { accessToken: account.token, baseUrl: account.url },
				});

				expect(run.status).toBe('success');
				expect(account.hubspot.ads.get(account.ids[0])!.values.available_from).toBe('2026-12-01');
			});
		},
	);
});

describe('the list of properties', () => {
	it.each(['crm.objects.listings.read', 'crm.objects.listings.write', 'crm.schemas.listings.read'])(
		'opens with %s alone',
		async (scope) => {
			await withAccount(
				async (account) => {
					const { fields, emptyFieldsNotice } = await load(account, { value: {}, schema: [] });

					expect(emptyFieldsNotice).toBeUndefined();
					expect(fields.length).toBeGreaterThan(20);
				},
				{ tokens: { narrow: { scopes: [scope] } } },
			);
		},
	);

	it('waits for its turn where a run fills the window, and takes no room from it', async () => {
		await withAccount(
			async (account) => {
				const running = account.updatePrices(pricesOf(account, 300), {
					parameters: { options: { batchSize: 10, maxWait: 20 } },
				});
				const lists = [];
				for (let opened = 0; opened < 10; opened++) {
					await sleep(300);
					lists.push(load(account, { value: MAPPED, schema: [] }));
				}

				for (const { fields } of await Promise.all(lists)) {
					expect(shown(fields)).toEqual(['hs_price', 'reference_number']);
				}
				expect(outcomesOf((await running).outputs[0])).toEqual(Array(300).fill('updated'));
				const { journal } = account.hubspot;
				const refused = journal.filter(({ status }) => status === 429);
				expect(journal.length - refused.length).toBe(30 + 10 * 2);
				expect(refused.length).toBeLessThanOrEqual(1);
			},
			{ limit: { max: 8, intervalMs: 1_000 } },
		);
	});

	it('is asked for once more where HubSpot is only busy', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'secondlyLimit', match: { endpoint: 'properties' } });

			const { fields, emptyFieldsNotice } = await load(account, { value: {}, schema: [] });

			expect(emptyFieldsNotice).toBeUndefined();
			expect(fields.length).toBeGreaterThan(20);
		});
	});

	it.each(['defineBelow', 'autoMapInputData'])(
		'that cannot be read says why and keeps what is stored, in the mode %s',
		async (mappingMode) => {
			await withAccount(
				async (account) => {
					const { fields, emptyFieldsNotice } = await load(account, {
						mappingMode,
						value: MAPPED,
						schema: [PRICE],
					});

					expect(emptyFieldsNotice).toMatch(
						/^The properties of ads could not be read, because the credential lacks the scope .+ Add the scope/,
					);
					expect(fields.map(({ id }) => id)).toEqual(['reference_number', 'hs_price']);
				},
				{ tokens: { poor: { scopes: ['oauth'] } } },
			);
		},
	);

	it.each<[string, object, object[], string[]]>([
		['none, where it has stored none', { reference_number: null }, [], []],
		['those that it has stored', {}, [PRICE], ['reference_number', 'hs_price']],
	])(
		'that cannot be read gives n8n no reason to drop a value that is not known here: %s',
		async (_what, value, schema, ids) => {
			await withAccount(
				async (account) => {
					const { fields, emptyFieldsNotice } = await load(account, { value, schema });

					expect(emptyFieldsNotice).toContain('What is mapped is kept');
					expect(fields.map(({ id }) => id)).toEqual(ids);
				},
				{ tokens: { poor: { scopes: ['oauth'] } } },
			);
		},
	);
});

// Helpers

/** @param ads as the editor hands it in: an expression's value, or null where it has none */
async function load(account: Account, ads: object, operation = 'batchUpdate') {
	const parameters = {
		operation,
		ads: { mappingMode: 'defineBelow', matchingColumns: ['reference_number'], ...ads },
	} as unknown as INodeParameters;
	const credentials = { accessToken: account.token, baseUrl: account.url };
	return await account.n8n.loadFields(parameters, credentials);
}

function shown(fields: ResourceMapperField[]): string[] {
	return fields
		.filter(({ display }) => display)
		.map(({ id }) => id)
		.sort();
}

/** What n8n's editor offers to match on. */
function matchable(fields: ResourceMapperField[]): string[] {
	return fields
		.filter((field) => (field.canBeUsedToMatch || field.defaultMatch) && field.display)
		.map(({ id }) => id)
		.sort();
}

function labelOf(fields: ResourceMapperField[], id: string): string | undefined {
	return fields.find((field) => field.id === id)?.displayName;
}
