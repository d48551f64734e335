import { describe, expect, it } from 'vitest';
import { defineProperty } from '../simulator/definitions.mts';
import type { Fault } from '../simulator/faults.mts';
import { ON_ERROR } from './account.mts';
import { create, createsOf, madeIn, named, namesOrOutcomes, REFERENCE } from './newAds.mts';
import { useAccount } from './trouble.mts';
import { fatesOf, newAd, upsert } from './upserts.mts';

const withAccount = useAccount({ ads: 3 });

const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
const NAMES = ['A', 'B', 'C', 'D'];
/** So that there is a second try. */
const TAKEN = { properties: { hs_name: 'Taken', reference_number: 'REF-000001' } };

/** So that the first try leaves two ads made and two unsent. */
const HALF = { kind: 'dailyLimit', match: { endpoint: 'batchCreate', nth: 2 } } as const;
const IN_PAIRS = { ...REFERENCE, batchSize: 2, maxConcurrency: 1 };

describe("n8n's Retry On Fail, with a unique property", () => {
	it('tells ads of the first try as created in the second one', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault(HALF);

			const more = { node: { ...RETRY, onError: 'stopWorkflow' as const } };
			const run = await create(account, named(...NAMES), { options: IN_PAIRS, more });

			expect(run.error).toBeUndefined();
			expect(namesOrOutcomes(run.outputs[0])).toEqual(NAMES);
			expect(run.outputs[0][0].json.properties).toMatchObject({ reference_number: 'NEW-0' });
			expect(madeIn(account)).toEqual(NAMES);
		});
	});

	it('knows them by another unique value too, and no ad that was refused for one', async () => {
		await withAccount(async (account) => {
			const mls = { name: 'mls_id', label: 'MLS ID', type: 'string', hasUniqueValue: true };
			account.hubspot.properties.set('mls_id', defineProperty(mls));
			account.hubspot.ads.write(account.ids[0], { mls_id: 'M-9' });
			const [a, b, ...others] = named('A', 'B', 'C', 'D');
			const items = [
				{ properties: { ...b.properties, mls_id: 'M-9' } },
				{ properties: { ...a.properties, mls_id: 'M-1' } },
				...others,
			];

			const more = { node: { ...RETRY, onError: 'continueRegularOutput' as const } };
			const run = await create(account, items, { options: REFERENCE, more });

			expect(createsOf(account)).toHaveLength(3);
			expect(namesOrOutcomes(run.outputs[0])).toEqual(['rejected', 'A', 'C', 'D']);
			expect(madeIn(account)).toEqual(['A', 'C', 'D']);
		});
	});

	it.each(ON_ERROR)('calls no ad of others its own (On Error: %s)', async (onError) => {
		await withAccount(async (account) => {
			const [id] = account.ids;

			const more = { node: { ...RETRY, onError } };
			const run = await create(account, [TAKEN, ...named('A', 'B')], { options: REFERENCE, more });

			expect(createsOf(account)).toHaveLength(3);
			expect(madeIn(account)).toEqual(['A', 'B']);
			if (onError === 'stopWorkflow') {
				expect(run.error?.message).toBe('1 of 3 ads was not created: 1 rejected');
				return;
			}
			const [first, second] = run.outputs;
			const [refused] = onError === 'continueErrorOutput' ? second : first;
			expect(refused.json.details).toMatchObject({ outcome: 'rejected', id });
			expect(refused.json.message).toContain("use 'Batch Create or Update'");
			expect(namesOrOutcomes(first).slice(-2)).toEqual(['A', 'B']);
		});
	});

	it('says of an ad that the first try left open that nothing tells who made it', async () => {
		await withAccount(async (account) => {
			const { hubspot } = account;
			hubspot.addFault({
				kind: 'reset',
				applied: 'after',
				match: { endpoint: 'batchCreate', nth: 1 },
			});
			hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'batchRead', nth: 1 } });

			const more = { node: { ...RETRY, maxTries: 2, onError: 'continueRegularOutput' as const } };
			const run = await create(account, named('A'), { options: REFERENCE, more });

			const [{ json }] = run.outputs[0];
			const { id } = hubspot.ads.byUnique('reference_number', 'NEW-0')!;
			expect(createsOf(account)).toHaveLength(2);
			expect(json.details).toMatchObject({ outcome: 'unconfirmed', id: 'NEW-0' });
			expect(json.error).toContain(
				`HubSpot has such an ad (${id}), and nothing tells whether this run made it`,
			);
		});
	});

	it.each<[string, Fault[], object]>([
		['whose answer is lost', [inSecondTry({ kind: 'reset', applied: 'before' })], {}],
		['that meets the daily limit', [inSecondTry({ kind: 'dailyLimit' })], {}],
		['without a valid token', [inSecondTry({ kind: 'invalidToken' })], {}],
		['that HubSpot refuses as a whole', [inSecondTry({ kind: 'badRequest' })], {}],
		['that can read nothing', [{ kind: 'edgeError', match: { endpoint: 'batchRead' } }], {}],
		['that reads what was a while ago', [], { uniqueReadLagMs: 3_000 }],
	])('keeps to what the first try created in one %s', async (_which, faults, guesses) => {
		await withAccount(
			async (account) => {
				for (const fault of faults) account.hubspot.addFault(fault);

				const run = await create(account, [TAKEN, ...named('A', 'B')], {
					options: { ...REFERENCE, maxWait: 6 },
					more: { node: { ...RETRY, maxTries: 2, onError: 'continueRegularOutput' } },
				});

				expect(namesOrOutcomes(run.outputs[0]).slice(1)).toEqual(['A', 'B']);
				expect(madeIn(account)).toEqual(['A', 'B']);
			},
			{ guesses },
		);
	});

	it('does not say of an ad that the first try left open that it was not sent', async () => {
		await withAccount(async (account) => {
			const { hubspot } = account;
			const inFirst = { match: { endpoint: 'batchCreate', nth: 1 } } as const;
			hubspot.addFault({ kind: 'reset', applied: 'after', ...inFirst });
			hubspot.addFault({ kind: 'missingScopes', match: { endpoint: 'batchRead' } });
			hubspot.addFault(inSecondTry({ kind: 'dailyLimit' }));

			const more = { node: { ...RETRY, maxTries: 2, onError: 'continueRegularOutput' as const } };
			const run = await create(account, named('A'), { options: REFERENCE, more });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['unconfirmed']);
			expect(run.outputs[0][0].json.message).toContain('daily');
		});
	});

	it('tells an ad that only differs by case as refused, as the first try did', async () => {
		await withAccount(
			async (account) => {
				const keys = ['x', 'X'].map((key) => ({
					properties: { hs_name: key, reference_number: key },
				}));

				const more = { node: { ...RETRY, onError: 'continueRegularOutput' as const } };
				const run = await create(account, [TAKEN, ...keys], { options: REFERENCE, more });

				expect(namesOrOutcomes(run.outputs[0])).toEqual(['rejected', 'x', 'rejected']);
			},
			{ guesses: { uniqueIgnoresCase: true } },
		);
	});

	it('updates in Batch Create or Update what the first try created', async () => {
		await withAccount(async (account) => {
			account.hubspot.addFault({ kind: 'dailyLimit', match: { endpoint: 'batchUpsert', nth: 2 } });

			const items = NAMES.map((name) => newAd(name));
			const options = { batchSize: 2, maxConcurrency: 1 };
			const more = { node: { ...RETRY, onError: 'stopWorkflow' as const } };
			const run = await upsert(account, items, options, 'stopWorkflow', more);

			expect(fatesOf(run.outputs[0])).toEqual(['updated', 'updated', 'created', 'created']);
			expect(account.hubspot.ads.all()).toHaveLength(7);
		});
	});
});

// Helpers

function inSecondTry(fault: Fault): Fault {
	return { ...fault, match: { endpoint: 'batchCreate', nth: 2 } };
}
