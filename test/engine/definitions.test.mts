import { describe, expect, it } from 'vitest';
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
				['warning', expect.stringMatching(/^Values were not checked, because .*listings\.read/)],
				['info', '2 ads updated in 1 request.'],
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
				expect(run.hints.map(({ message }) => message)).toEqual(['1 ad updated in 1 request.']);
			},
			{ tokens: { narrow: { scopes: SCOPES_WITHOUT_OWNERS } } },
		);
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
	onError: 'stopWorkflow' | 'continueRegularOutput',
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
