import type { INodeParameters, ResourceMapperField } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { useAccount, type Account } from './trouble.mts';

const withAccount = useAccount({ ads: 3 });

describe('the mapping of new ads', () => {
	it('asks for the name, and offers no record ID and nothing that HubSpot fills', async () => {
		await withAccount(async (account) => {
			const { fields } = await load(account, {});

			expect(fields.filter(({ required }) => required).map(({ id }) => id)).toEqual(['hs_name']);
			expect(fields.map(({ id }) => id)).not.toContain('id');
			expect(fields.filter(({ readOnly }) => readOnly)).toEqual([]);
			expect(fields.map(({ id }) => id)).toContain('reference_number');
			expect(fields.length).toBeGreaterThan(20);
		});
	});

	it('keeps what was mapped for an update, but for the record ID', async () => {
		await withAccount(async (account) => {
			const value = { id: '={{ $json.id }}', hs_price: '={{ $json.price }}', gone: 1 };

			const { fields } = await load(account, { value, matchingColumns: ['id'] });

			const shown = fields.filter(({ display }) => display !== false).map(({ id }) => id);
			expect(shown.toSorted()).toEqual(['gone', 'hs_name', 'hs_price']);
			expect(labelOf(fields, 'gone')).toBe('Not in HubSpot: gone');
		});
	});

	it('keeps the name and what is mapped where the list cannot be read', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'properties' } });

			const schema = [{ id: 'hs_price', displayName: 'Price', display: true, type: 'number' }];
			const answer = await load(account, { value: { hs_price: 1 }, schema });

			expect(answer.emptyFieldsNotice).toContain('The properties of ads could not be read');
			expect(answer.fields.map(({ id }) => id)).toEqual(['hs_name', 'hs_price']);
			expect(answer.fields.some(({ canBeUsedToMatch }) => canBeUsedToMatch)).toBe(false);
		});
	});

	it('begins with the name where there is no credential yet', async () => {
		await withAccount(async ({ n8n }) => {
			const ads = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [] };

			const { fields } = await n8n.loadFields({ operation: 'batchCreate', ads });

			expect(fields).toMatchObject([{ id: 'hs_name', required: true }]);
		});
	});
});

describe('the list of Unique Property', () => {
	it('has the unique properties that can be written, by their labels', async () => {
		await withAccount(async ({ n8n, token, url }) => {
			const choices = await n8n.loadOptions('getUniqueProperties', {
				accessToken: token,
				baseUrl: url,
			});

			expect(choices).toEqual([
				{ name: 'Reference number (reference_number)', value: 'reference_number' },
			]);
		});
	});

	it('is empty while a new node has no credential, and no error', async () => {
		await withAccount(async ({ n8n, hubspot }) => {
			expect(await n8n.loadOptions('getUniqueProperties')).toEqual([]);
			expect(await n8n.loadOptions('getMatchProperties')).toEqual([
				{ name: 'Record ID', value: 'id' },
			]);
			expect(hubspot.journal).toEqual([]);
		});
	});

	it('says why it cannot be read', async () => {
		await withAccount(async ({ n8n, url }) => {
			const choices = n8n.loadOptions('getUniqueProperties', {
				accessToken: 'wrong',
				baseUrl: url,
			});

			await expect(choices).rejects.toThrow(
				'The properties of ads could not be read, because HubSpot did not accept the credential',
			);
		});
	});
});

describe('Batch Create in the panel and as a tool', () => {
	it('is offered beside the others, and gives a model what it needs', async () => {
		await withAccount(async ({ n8n }) => {
			const { properties } = n8n.nodeType.description;
			const ofCreate = properties.filter(({ displayOptions }) =>
				displayOptions?.show?.operation?.includes('batchCreate'),
			);
			const tool = ofCreate.filter(({ displayOptions }) => displayOptions?.show?.['@tool']?.[0]);

			const operation = properties.find(({ name }) => name === 'operation');
			expect(operation?.options).toContainEqual(
				expect.objectContaining({ name: 'Batch Create', action: 'Batch create ads' }),
			);
			expect(tool.map(({ name }) => name)).toEqual(['toolDescription', 'specifyAds', 'adsJson']);
			expect(tool[0].default).toContain('hs_name is required');
			expect(tool[1].default).toBe('json');
			expect(tool[2].default).toMatch(/\$fromAI\('ads', '.*"hs_name".*', 'json'\)/);
			expect(tool[2].default).not.toContain('"id"');
		});
	});
});

// Helpers

async function load({ n8n, token, url }: Account, ads: object) {
	const parameters: INodeParameters = {
		operation: 'batchCreate',
		ads: { mappingMode: 'defineBelow', value: {}, schema: [], ...ads } as INodeParameters,
	};
	return await n8n.loadFields(parameters, { accessToken: token, baseUrl: url });
}

function labelOf(fields: ResourceMapperField[], wanted: string): string | undefined {
	return fields.find(({ id }) => id === wanted)?.displayName;
}
