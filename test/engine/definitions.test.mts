import { describe, expect, it } from 'vitest';
import type { OnError } from './account.mts';
import { outcomesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

const AUTOMATICALLY = { mappingMode: 'autoMapInputData', matchingColumns: ['id'], value: null };
const BY_HAND = {
	mappingMode: 'defineBelow',
	matchingColumns: ['id'],
	value: { id: '={{ $json.id }}', hs_price: '={{ $json.hs_price }}' },
};

describe('property definitions that cannot be read', () => {
	it('leave mapping by hand unchecked, with a hint that names the scope', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'properties' } });

			const run = await map(account, BY_HAND, 'stopWorkflow');

			expect(outcomesOf(run.outputs[0])).toEqual(['updated', 'updated']);
			expect(run.hints.map(({ message, type }) => [type, message])).toEqual([
				['info', '2 ads updated in 1 request.'],
				['warning', expect.stringMatching(/^Values were not checked, because .*listings\.read/)],
			]);
		});
	});

	it('are asked for again where HubSpot is only busy', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'edgeError', match: { endpoint: 'properties' } });

			const run = await map(account, AUTOMATICALLY, 'stopWorkflow');

			expect(outcomesOf(run.outputs[0])).toEqual(['updated', 'updated']);
		});
	});
});

describe('pipelines and owners that cannot be read', () => {
	it('keep no ad from being updated: HubSpot checks its own stages and owners', async () => {
		await withAccount(
			async (account) => {
				account.hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'pipelines' } });
				const { hs_pipeline_stage: stage } = account.hubspot.ads.get(account.ids[0])!.values;
				const changes = { hs_pipeline_stage: stage, hubspot_owner_id: '512340002' };

				const run = await map(account, AUTOMATICALLY, 'stopWorkflow', changes);

				expect(outcomesOf(run.outputs[0])).toEqual(['updated']);
				expect(account.hubspot.ads.get(account.ids[0])!.values).toMatchObject(changes);
				expect(run.hints.map(({ message }) => message)).toEqual([
					'1 ad updated in 1 request.',
					expect.stringMatching(/^Pipelines and stages were not checked, because .*listings\.read/),
				]);
			},
			{ tokens: { narrow: { scopes: SCOPES_WITHOUT_OWNERS } } },
		);
	});
});

describe('pipelines that cannot be read', () => {
	it('say nothing where no ad has a stage to check', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'pipelines' } });

			const run = await map(account, AUTOMATICALLY, 'stopWorkflow');

			expect(run.hints.map(({ message }) => message)).toEqual(['2 ads updated in 1 request.']);
		});
	});
});

describe('a property with the name of something that every object has', () => {
	it.each(['constructor', 'toString', 'valueOf'])('is a property: %s', async (name) => {
		await withAccount(async (account) => {
			const { properties, ads } = account.hubspot;
			properties.set(name, { ...properties.get('furnished')!, name });

			for (const options of [{ dryRun: true }, { skipUnchanged: true }, {}]) {
				const run = await map(
					account,
					AUTOMATICALLY,
					'continueErrorOutput',
					{ [name]: 'yes' },
					options,
				);

				expect(run.outputs[1].map(({ json }) => json.message)).toEqual([]);
				expect(run.outputs[0]).toHaveLength(1);
			}
			expect(ads.get(account.ids[0])!.values).toMatchObject({ [name]: 'true' });
		});
	});

	it('is not mapped from the record ID, and does not hide it in the output: id', async () => {
		await withAccount(async (account) => {
			const { properties, ads } = account.hubspot;
			properties.set('id', { ...properties.get('legacy_code')!, name: 'id' });
			const [id] = account.ids;

			await map(account, AUTOMATICALLY, 'stopWorkflow', { hs_city: 'Vigo' });
			expect(ads.get(id)!.values).toMatchObject({ hs_city: 'Vigo' });
			expect(ads.get(id)!.values).not.toHaveProperty('id');

			const run = await map(account, AUTOMATICALLY, 'stopWorkflow', {
				properties: { id: 'A-1', hs_city: 'Lugo' },
			});
			expect(ads.get(id)!.values).toMatchObject({ hs_city: 'Lugo', id: 'A-1' });
			expect(run.outputs[0][0].json.id).toBe(id);
		});
	});

	it('is read back: constructor', async () => {
		await withAccount(async (account) => {
			const { properties, addFault } = account.hubspot;
			properties.set('constructor', { ...properties.get('furnished')!, name: 'constructor' });
			addFault({ kind: 'emptyResults', applied: 'before', match: { endpoint: 'batchUpdate' } });

			const run = await map(account, AUTOMATICALLY, 'stopWorkflow', { constructor: 'no' });

			expect(outcomesOf(run.outputs[0])).toEqual(['updated']);
		});
	});
});

describe('Check Values that is off', () => {
	it('asks for no definitions where nothing else needs them', async () => {
		await withAccount(async (account) => {
			await map(account, BY_HAND, 'stopWorkflow', undefined, { checkValues: false });

			expect(account.hubspot.journal.map(({ endpoint }) => endpoint)).toEqual(['batchUpdate']);
		});
	});
});

// Helpers

const SCOPES_WITHOUT_OWNERS = [
	'crm.objects.listings.read',
	'crm.objects.listings.write',
	'crm.schemas.listings.read',
];

async function map(
	account: Account,
	ads: object,
	onError: OnError,
	changes?: object,
	options: object = {},
) {
	const ids = account.ids.slice(0, changes ? 1 : 2);
	return await account.n8n.run({
		items: ids.map((id) => ({ id, ...(changes ?? { hs_price: 5 }) })),
		parameters: { specifyAds: 'fields', ads, options } as never,
		node: { onError },
		credentials: { accessToken: account.token, baseUrl: account.url },
	});
}
