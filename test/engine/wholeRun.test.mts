import { describe, expect, it } from 'vitest';
import { AUTOMATICALLY, map, ON_ERROR, runNode } from './account.mts';
import type { RunOptions } from './harness.mts';
import { outcomesOf, pricesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

const UNNAMED_COLUMN = { ...AUTOMATICALLY, matchingColumns: [] };
const AGAIN = 'Then run the unsent ads once more.';

type Use = (account: Account, onError: (typeof ON_ERROR)[number]) => ReturnType<typeof map>;

const SITUATIONS: Array<[string, string, string, Use, object?]> = [
	[
		'a wrong token',
		'HubSpot did not accept the credential',
		`Check the credential in n8n: the token may be wrong, expired or withdrawn. ${AGAIN}`,
		async (account, onError) =>
			await update(account, onError, {
				credentials: { accessToken: 'pat-na1-nobody-knows-this', baseUrl: account.url },
			}),
	],
	[
		'an account without the object',
		'HubSpot does not know ads (object 0-420) in this account',
		`Activate the object Listings in HubSpot's object library. ${AGAIN}`,
		async (account, onError) => await update(account, onError),
		{ activated: false },
	],
	[
		'an account without the object, mapped automatically',
		'HubSpot does not know ads (object 0-420) in this account',
		`Activate the object Listings in HubSpot's object library. ${AGAIN}`,
		async (account, onError) => await map(account, items(account), AUTOMATICALLY, {}, onError),
		{ activated: false },
	],
	[
		'no network',
		'HubSpot could not be reached (ECONNREFUSED)',
		`Check the network and the credential's 'Base URL'. ${AGAIN}`,
		async (account, onError) =>
			await update(account, onError, {
				credentials: { accessToken: account.token, baseUrl: 'http://127.0.0.1:9' },
			}),
	],
	[
		'no column to match on',
		"'Property to Match On' is not chosen, so it is not known which ad is meant",
		"Choose 'Record ID' or a unique property there.",
		async (account, onError) => await map(account, items(account), UNNAMED_COLUMN, {}, onError),
	],
];

describe('a wrong token', () => {
	it('is told once, too, where the values should have been checked', async () => {
		await withAccount(async (account) => {
			const { error } = await update(account, 'stopWorkflow', {
				parameters: { options: {} },
				credentials: { accessToken: 'pat-na1-nobody-knows-this', baseUrl: account.url },
			});

			expect(error!.description).toBe(
				`Check the credential in n8n: the token may be wrong, expired or withdrawn. ${AGAIN}`,
			);
		});
	});
});

describe.each(SITUATIONS)('%s', (_situation, why, cure, run, account = {}) => {
	it.each(ON_ERROR)('is told once, with its cure (On Error: %s)', async (onError) => {
		await withAccount(async (own) => {
			const { error, outputs, hints } = await run(own, onError);

			if (onError === 'stopWorkflow') {
				expect(error).toMatchObject({
					message: `None of 250 ads was updated, because ${why}`,
					description: cure,
					context: { itemIndex: 0 },
				});
				return;
			}
			expect(outputs.flat()).toHaveLength(250);
			expect(outputs.flat()[249].json.error).toContain(why);
			expect(outputs.flat()[249].json.message).toMatch(new RegExp(`${escape(cure)}$`));
			expect(hints).toMatchObject([
				{
					message: expect.stringMatching(
						/^0 ads updated in \d+ requests?\. 250 were not updated: /,
					),
				},
			]);
		}, account);
	});
});

describe('an account without the object', () => {
	it('stops the run at the first reply, and a dry run too', async () => {
		await withAccount(
			async (account) => {
				const written = await update(account, 'continueRegularOutput');
				const writes = account.writes().length;
				const options = { dryRun: true, checkValues: false };
				const dry = await update(account, 'stopWorkflow', { parameters: { options } });

				expect(new Set(outcomesOf(written.outputs[0]))).toEqual(new Set(['notSent']));
				expect(writes).toBe(1);
				expect(dry.error?.message).toBe(
					'None of 250 ads was read, because HubSpot does not know ads (object 0-420) in this account',
				);
			},
			{ activated: false },
		);
	});
});

describe('reasons of several kinds', () => {
	it('are grouped in the message and the hint, and each cure stands once', async () => {
		await withAccount(async (account) => {
			const prices = pricesOf(account, 247);
			for (const id of account.ids.slice(3, 5)) prices[id] = 'a lot';
			const ads = { ...prices, '404001': '1' };

			const stopped = await account.updatePrices(ads, { node: { onError: 'stopWorkflow' } });
			const went = await account.updatePrices(ads);

			expect(stopped.error?.message).toBe('3 of 248 ads were not updated: 2 rejected, 1 not found');
			const lines = stopped.error!.description!.split('<br>\n');
			expect(lines.slice(0, 3).map((line) => line.replace(/: .*/, ''))).toEqual([
				'[Item 0] 404001',
				`[Item 4] ${account.ids[3]}`,
				`[Item 5] ${account.ids[4]}`,
			]);
			expect(lines.slice(3).map((line) => line.slice(0, 24))).toEqual([
				'Not found: Check the ID ',
				'Rejected: Correct the va',
			]);
			expect(went.hints[0]).toMatchObject({
				message: expect.stringMatching(
					/^245 ads updated in \d+ requests\. 3 were not updated: 2 rejected, 1 not found\.$/,
				),
				type: 'warning',
			});
		});
	});
});

describe('properties that were written', () => {
	it.each([true, false])("come before HubSpot's own (simplified: %s)", async (simplify) => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const item = { id, hs_price: 5, hs_city: 'Vigo' };

			const run = await map(account, [item], AUTOMATICALLY, { simplify });

			const { json } = run.outputs[0][0];
			const keys = Object.keys(simplify ? json : (json.properties as object));
			expect(keys.slice(0, simplify ? 3 : 2)).toEqual([
				...(simplify ? ['id'] : []),
				'hs_price',
				'hs_city',
			]);
		});
	});
});

// Helpers

function items({ ids }: Account): object[] {
	return ids.slice(0, 250).map((id) => ({ id, hs_price: 5 }));
}

async function update(
	account: Account,
	onError: (typeof ON_ERROR)[number],
	{ parameters, ...more }: Partial<RunOptions> = {},
) {
	const given = items(account).map((item) => {
		const { id, ...properties } = item as Record<string, unknown>;
		return { id, properties };
	});
	const options = { checkValues: false, maxWait: 1, maxConcurrency: 1 };
	return await runNode(
		account,
		given,
		{ specifyAds: 'json', adsJson: '={{ $json }}', options, ...parameters },
		onError,
		more,
	);
}

function escape(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
