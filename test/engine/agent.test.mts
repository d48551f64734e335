import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

describe('an AI agent', () => {
	it('is offered the node as a tool', async () => {
		await withAccount(async ({ n8n }) => {
			expect(n8n.nodeType.description.usableAsTool).toBe(true);
		});
	});

	it('updates many ads with its one item, and what n8n adds to that is not sent', async () => {
		await withAccount(async (account) => {
			const ids = account.ids.slice(0, 120);
			const inputs = ids.map((id) => ({ id, properties: { hs_price: '9' } }));

			const run = await call(account, { inputs, ...ADDED }, FROM_JSON);

			expect(run.outputs[0].map(({ json }) => json.id)).toEqual(ids);
			expect(new Set(run.outputs[0].map(({ pairedItem }) => JSON.stringify(pairedItem)))).toEqual(
				new Set(['{"item":0}']),
			);
			expect(sentKeys(account)).toEqual(new Set(['id', 'properties', 'objectWriteTraceId']));
			expect(sentProperties(account)).toEqual(new Set(['hs_price']));
		});
	});

	it('may give one ad beside what n8n adds', async () => {
		await withAccount(async (account) => {
			const ad = { id: account.ids[0], properties: { hs_price: '9' } };

			await call(account, { ...ad, ...ADDED }, FROM_JSON);

			expect(sentKeys(account)).toEqual(new Set(['id', 'properties', 'objectWriteTraceId']));
			expect(account.price(account.ids[0])).toBe('9');
		});
	});

	it.each(['ignore', 'reject'])(
		'may have its item mapped automatically (Extra Fields: %s)',
		async (extraFields) => {
			await withAccount(async (account) => {
				const ads = { mappingMode: 'autoMapInputData', matchingColumns: ['id'], value: null };

				await call(account, { id: account.ids[0], hs_price: 9, ...ADDED }, {
					specifyAds: 'fields',
					ads,
					options: { extraFields },
				} as INodeParameters);

				expect(sentProperties(account)).toEqual(new Set(['hs_price']));
				expect(account.price(account.ids[0])).toBe('9');
			});
		},
	);
});

// Helpers

/** What n8n puts into the item of a tool call, beside the arguments of the model. */
const ADDED = {
	toolCallId: 'call_7',
	sessionId: 's-1',
	chatInput: 'Lower the prices',
	action: 'x',
};

const FROM_JSON: INodeParameters = { specifyAds: 'json', adsJson: '={{ $json }}' };

async function call(account: Account, item: IDataObject, parameters: INodeParameters) {
	const run = await account.n8n.run({
		items: [item],
		parameters,
		credentials: { accessToken: account.token, baseUrl: account.url },
	});
	expect(run.status).toBe('success');
	return run;
}

function sentInputs(account: Account): IDataObject[] {
	return account.writes().flatMap(({ body }) => (body as { inputs: IDataObject[] }).inputs);
}

function sentKeys(account: Account): Set<string> {
	return new Set(sentInputs(account).flatMap((input) => Object.keys(input)));
}

function sentProperties(account: Account): Set<string> {
	return new Set(
		sentInputs(account).flatMap(({ properties }) => Object.keys(properties as IDataObject)),
	);
}
