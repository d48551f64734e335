import type { INodeParameters, ResourceMapperField } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

describe('a mapping as the editor stores it', () => {
	it('writes only the columns that it shows, although every boolean one has the value false', async () => {
		await withAccount(async (account) => {
			const value = { id: '={{ $json.id }}', hs_price: '={{ $json.price }}' };

			await map(account, { id: account.ids[0], price: 5 }, value, ['id', 'hs_price']);

			expect(propertiesOf(account)).toEqual([{ hs_price: '5' }]);
		});
	});

	it('writes false where the boolean column is shown', async () => {
		await withAccount(async (account) => {
			const value = { id: '={{ $json.id }}' };

			await map(account, { id: account.ids[0] }, value, ['id', 'furnished']);

			expect(propertiesOf(account)).toEqual([{ furnished: 'false' }]);
		});
	});

	it('finds the ad by the match column, also where an older editor has marked that as removed', async () => {
		await withAccount(async (account) => {
			const value = { id: '={{ $json.id }}', hs_price: 7 };

			await map(account, { id: account.ids[0] }, value, ['hs_price']);

			expect(account.price(account.ids[0])).toBe('7');
		});
	});
});

// Helpers

/** The editor begins with false for booleans and nothing for the rest, and marks what it does not show as removed. */
async function map(account: Account, item: object, value: object, shown: string[]) {
	const credentials = { accessToken: account.token, baseUrl: account.url };
	const { fields } = await account.n8n.loadFields(
		{ ads: { mappingMode: 'defineBelow' } } as unknown as INodeParameters,
		credentials,
	);
	const booleans = fields.filter(({ type }) => type === 'boolean').map(({ id }) => [id, false]);
	expect(booleans).not.toEqual([]);
	const schema: ResourceMapperField[] = fields.map((field) => ({
		...field,
		removed: !shown.includes(field.id),
	}));
	const ads = {
		mappingMode: 'defineBelow',
		matchingColumns: ['id'],
		value: { ...Object.fromEntries(booleans), ...value },
		schema,
	};
	const run = await account.n8n.run({
		items: [item as never],
		parameters: { specifyAds: 'fields', ads } as unknown as INodeParameters,
		credentials,
	});
	expect(run.status).toBe('success');
}

function propertiesOf(account: Account): object[] {
	return account
		.writes()
		.flatMap(({ body }) => (body as { inputs: Array<{ properties: object }> }).inputs)
		.map(({ properties }) => properties);
}
