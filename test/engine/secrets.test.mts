import { describe, expect, it } from 'vitest';
import { wrongTypes } from '../simulator/oddBodies.mts';
import type { Fault } from '../simulator/faults.mts';
import { AUTOMATICALLY, map, ON_ERROR } from './account.mts';
import { outcomesOf, pricesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

describe('the access token', () => {
	it.each<[string, Fault]>([
		['a refusal', { kind: 'tokenEcho', status: 400 }],
		['a conflict', { kind: 'tokenEcho', status: 409 }],
		['an outage', { kind: 'tokenEcho', status: 500, match: { probability: 1, times: 1_000 } }],
		['a missing scope', { kind: 'tokenEcho', status: 403 }],
		['a refused token', { kind: 'tokenEcho', status: 401 }],
		['a success', { kind: 'tokenEcho', status: 200, match: { probability: 1, times: 1_000 } }],
	])('is nowhere, although %s repeats it', async (_reply, fault) => {
		await withAccount(async (account) => {
			for (const onError of [
				'stopWorkflow',
				'continueRegularOutput',
				'continueErrorOutput',
			] as const) {
				account.hubspot.addFault(fault);

				const run = await account.updatePrices(pricesOf(account, 2), {
					node: { onError },
					parameters: { options: { maxWait: 0 } },
				});

				expect(account.hubspot.journal.map(({ fault: met }) => met)).toContain('tokenEcho');
				const told = JSON.stringify([
					run.outputs,
					run.error,
					run.error?.stack,
					run.hints,
					run.logs,
					run.messages,
				]);
				expect(told).not.toContain(account.token);
				// HubSpot's own words are shown for a refusal alone.
				if (fault.status === 400) expect(told).toContain('[access token]');
			}
		});
	});

	it('is nowhere where an ad holds it as a value, also in escaped letters', async () => {
		await withAccount(async (account) => {
			const run = await account.n8n.run({
				items: [{ id: account.ids[0], properties: { hs_name: `mine: "${account.token}" \\ é` } }],
				parameters: {
					specifyAds: 'json',
					adsJson: '={{ $json }}',
					options: { checkValues: false },
				},
				credentials: { accessToken: account.token, baseUrl: account.url },
			});

			expect(run.outputs[0][0].json).toMatchObject({
				properties: { hs_name: 'mine: "[access token]" \\ é' },
			});
		});
	});
});

describe('the access token that stands in the data of a user', () => {
	it.each(ON_ERROR)('is in no refusal, warning or dry run (%s)', async (onError) => {
		await withAccount(async (account) => {
			const { token, ids } = account;
			const [a, b, c] = ids;
			const items = [
				{ id: a, hs_price: token },
				{ id: b, hs_listing_type: `the token ${token}` },
				{ id: c, hs_city: 'Vigo', [`Pryce ${token}`]: 5 },
				{ id: token, hs_price: 1 },
				{ id: c, hs_name: `my ${token}`, hs_prices: token },
			];

			for (const dryRun of [true, false]) {
				const run = await map(account, items, AUTOMATICALLY, { dryRun }, onError);

				// On the error output n8n gives each item its own fields back.
				const own = new Set(items.flatMap((item) => Object.keys(item)));
				const given = run.outputs[1].map(({ json }) =>
					Object.entries(json).filter(([key]) => !own.has(key)),
				);
				const { outputs, error, hints, logs } = run;
				const told = JSON.stringify([outputs[0], given, error, error?.stack, hints, logs]);
				expect(told).not.toContain(token);
				// What a reply repeats without the token is no other text.
				expect(told).not.toContain('otherwise than it was sent');
				expect(told).toContain('[access token]');
			}
		});
	});
});

describe('a hostile reply', () => {
	it.each(Object.keys(wrongTypes))('of wrong types changes no report (%s)', async (variant) => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'wrongTypes', variant });

			const run = await account.updatePrices(pricesOf(account, 20));

			expect(run.status).toBe('success');
			expectTruth(account, run.outputs[0]);
		});
	});

	it.each([
		'protoKeys',
		'deep',
		'huge',
		'repeatedResult',
		'strangerResult',
		'contradiction',
		'pending',
	] as const)('crashes and spoils nothing (%s)', async (kind) => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind });

			const run = await account.updatePrices(pricesOf(account, 20));

			expect(run.status).toBe('success');
			expect(run.outputs[0]).toHaveLength(20);
			expectTruth(account, run.outputs[0]);
			expect(({} as Record<string, unknown>).polluted).toBeUndefined();
			expect(prototypesIn(run.outputs[0])).toEqual(new Set([Object.prototype, Array.prototype]));
		});
	});
});

// Helpers

function prototypesIn(value: unknown): Set<unknown> {
	if (typeof value !== 'object' || value === null) return new Set();
	const below = Object.values(value).flatMap((entry) => [...prototypesIn(entry)]);
	return new Set([Object.getPrototypeOf(value), ...below]);
}

function expectTruth(account: Account, items: Parameters<typeof outcomesOf>[0]): void {
	const prices = pricesOf(account, 20);
	const ids = Object.keys(prices);
	expect(items).toHaveLength(ids.length);
	outcomesOf(items).forEach((outcome, i) => {
		if (outcome === 'updated') expect(account.price(ids[i])).toBe(prices[ids[i]]);
		else if (outcome !== 'unconfirmed') expect(account.price(ids[i])).not.toBe(prices[ids[i]]);
	});
}
