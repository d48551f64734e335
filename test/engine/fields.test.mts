import { describe, expect, it } from 'vitest';
import { useAccount } from './trouble.mts';

const withAccount = useAccount();

describe('the columns of the resource mapper', () => {
	it('are Record ID and the properties that may be written, with label, type and options', async () => {
		await withAccount(async ({ n8n, token, url, hubspot }) => {
			const { fields } = await n8n.loadFields({}, { accessToken: token, baseUrl: url });

			const byId = new Map(fields.map((field) => [field.id, field]));
			expect(fields[0]).toMatchObject({
				id: 'id',
				displayName: 'Record ID',
				canBeUsedToMatch: true,
				defaultMatch: true,
			});
			expect(byId.get('hs_price')).toMatchObject({
				displayName: 'Price (hs_price)',
				type: 'number',
				canBeUsedToMatch: false,
			});
			expect(fields.filter(({ removed }) => !removed).map(({ id }) => id)).toEqual(['id']);
			expect(byId.get('hs_listing_type')).toMatchObject({ type: 'options' });
			expect(byId.get('hs_listing_type')!.options).toContainEqual({
				name: 'House',
				value: 'house',
			});
			expect(byId.get('hs_pipeline_stage')!.options!.length).toBeGreaterThan(0);
			expect(byId.get('reference_number')).toMatchObject({ canBeUsedToMatch: true });
			const readOnly = [...hubspot.properties.values()].filter(
				({ modificationMetadata }) => modificationMetadata?.readOnlyValue,
			);
			expect(
				readOnly.filter(({ name }) => byId.has(name) && !byId.get(name)!.canBeUsedToMatch),
			).toEqual([]);
		});
	});

	it('say what to do where they cannot be loaded', async () => {
		await withAccount(async ({ n8n, url }) => {
			const loading = n8n.loadFields({}, { accessToken: 'nobody knows this', baseUrl: url });

			await expect(loading).rejects.toMatchObject({
				message:
					'The properties of ads could not be read, because HubSpot did not accept the credential',
				description: expect.stringContaining('Check the credential in n8n'),
			});
		});
	});
});
