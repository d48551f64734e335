import type { INodeParameters, ResourceMapperField } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { useAccount, type Account } from './trouble.mts';

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
async function load(account: Account, ads: object) {
	const parameters = {
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

function labelOf(fields: ResourceMapperField[], id: string): string | undefined {
	return fields.find((field) => field.id === id)?.displayName;
}
