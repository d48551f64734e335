import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { defineProperty } from '../simulator/definitions.mts';
import { useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

describe('the columns of the resource mapper', () => {
	it('begin with Record ID, which is the match column of a new mapping', async () => {
		await withAccount(async (account) => {
			const fields = await load(account);

			expect(fields[0]).toMatchObject({
				id: 'id',
				displayName: 'Record ID',
				canBeUsedToMatch: true,
				defaultMatch: true,
			});
			expect(fields.filter(({ defaultMatch }) => defaultMatch)).toHaveLength(1);
			// Where nothing is mapped yet, n8n shows what is required.
			expect(fields.filter(({ required }) => required).map(({ id }) => id)).toEqual(['id']);
		});
	});

	it.each([
		['hs_price', 'Price (hs_price)', 'number'],
		['hs_city', 'City (hs_city)', 'string'],
		['ad_text', 'Ad text (ad_text)', 'string'],
		['furnished', 'Furnished (furnished)', 'boolean'],
		['next_viewing_at', 'Next viewing at (next_viewing_at)', 'dateTime'],
		['hs_listing_type', 'Listing type (hs_listing_type)', 'options'],
		['hs_pipeline', 'Pipeline (hs_pipeline)', 'options'],
		['hs_pipeline_stage', 'Pipeline stage (hs_pipeline_stage)', 'options'],
		// Several choices and owners have no widget of their own.
		['features', 'Features (features)', 'string'],
		['available_from', 'Available from (available_from)', 'dateTime'],
		['hubspot_owner_id', 'Listing owner (hubspot_owner_id)', 'string'],
	])('show %s as %s, to be filled in as %s', async (id, displayName, type) => {
		await withAccount(async (account) => {
			const fields = await load(account);

			expect(fields.find((field) => field.id === id)).toMatchObject({ displayName, type });
		});
	});

	it('offer the options by their labels, and the stages of all pipelines, but nothing hidden', async () => {
		await withAccount(async (account) => {
			const { options } = account.hubspot.properties.get('hs_listing_type')!;
			options[1].hidden = true;
			const shown = options.filter(({ hidden }) => !hidden);

			const fields = await load(account);

			expect(optionsOf(fields, 'hs_listing_type')).toEqual(
				shown.map(({ label, value }) => ({ name: label, value })),
			);
			expect(optionsOf(fields, 'hs_pipeline_stage')).toEqual(
				account.hubspot.pipelines.flatMap(({ label: pipeline, stages }) =>
					stages.map(({ label, id }) => ({ name: `${label} (${pipeline})`, value: id })),
				),
			);
		});
	});

	it('are the properties that may be written, and no others', async () => {
		await withAccount(async (account) => {
			const writable = [...account.hubspot.properties.values()]
				.filter(
					({ archived, modificationMetadata }) => !archived && !modificationMetadata?.readOnlyValue,
				)
				.map(({ name }) => name);

			const fields = await load(account);

			expect(fields.map(({ id }) => id).sort()).toEqual(['id', ...writable].sort());
		});
	});

	it('match by Record ID and unique properties only, also by one that may not be written', async () => {
		await withAccount(async (account) => {
			const modificationMetadata = {
				archivable: false,
				readOnlyDefinition: true,
				readOnlyValue: true,
			};
			account.hubspot.properties.set(
				'import_key',
				defineProperty({ name: 'import_key', hasUniqueValue: true, modificationMetadata }),
			);

			const fields = await load(account);

			const matching = fields.filter(({ canBeUsedToMatch }) => canBeUsedToMatch);
			expect(matching.map(({ id, readOnly }) => [id, readOnly ?? false])).toEqual([
				['id', false],
				['import_key', true],
				['reference_number', false],
			]);
		});
	});

	it.each(['v3', '2026-03', '2026-09'])('are asked for in version %s', async (apiVersion) => {
		await withAccount(async (account) => {
			const fields = await load(account, { options: { apiVersion } });

			const { journal } = account.hubspot;
			expect(fields.length).toBeGreaterThan(20);
			expect(new Set(journal.map(({ version }) => version))).toEqual(new Set([apiVersion]));
			expect(journal.filter(({ unknown }) => unknown)).toEqual([]);
		});
	});
});

describe('columns that cannot be loaded', () => {
	it('say what to do where HubSpot does not accept the token', async () => {
		await withAccount(async ({ n8n, url }) => {
			const notice = await noticeOf(n8n, { accessToken: 'nobody knows this', baseUrl: url });

			expect(notice).toMatch(
				/^The properties of ads could not be read, because HubSpot did not accept the credential\. Check the credential in n8n/,
			);
		});
	});

	it('name the scope that the token lacks', async () => {
		await withAccount(
			async ({ n8n, token, url }) => {
				const notice = await noticeOf(n8n, { accessToken: token, baseUrl: url });

				expect(notice).toMatch(
					/because the credential lacks .+ Add the scopes .+ to the key or app/,
				);
			},
			{ tokens: { bare: { scopes: [] } } },
		);
	});

	it('say what to do where the base URL leads elsewhere', async () => {
		await withAccount(async ({ n8n, token }) => {
			const notice = await noticeOf(n8n, { accessToken: token, baseUrl: 'http://example.com' });

			expect(notice).toMatch(
				/the credential's 'Base URL' cannot be used\. .*https:\/\/api\.hubapi\.com/,
			);
		});
	});
});

// Helpers

type Fields = Awaited<ReturnType<typeof load>>;

async function load({ n8n, token, url }: Account, parameters: INodeParameters = {}) {
	const { fields } = await n8n.loadFields(parameters, { accessToken: token, baseUrl: url });
	return fields;
}

function optionsOf(fields: Fields, id: string) {
	return fields.find((field) => field.id === id)!.options;
}

async function noticeOf(
	n8n: Account['n8n'],
	credentials: { accessToken: string; baseUrl: string },
) {
	const { emptyFieldsNotice } = await n8n.loadFields({}, credentials);
	return emptyFieldsNotice;
}
