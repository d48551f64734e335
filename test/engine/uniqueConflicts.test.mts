import { describe, expect, it } from 'vitest';
import { defineProperty } from '../simulator/definitions.mts';
import type { Fault } from '../simulator/faults.mts';
import { create, madeIn, namesOrOutcomes, REFERENCE } from './newAds.mts';
import { useAccount, type Account } from './trouble.mts';
import { ad, fatesOf, holder, newAd, upsert, upserts } from './upserts.mts';

const withAccount = useAccount({ ads: 5 });

/** Whether, and how, the first request that writes is lost. */
const LOST: Array<Fault | undefined> = [
	undefined,
	{ kind: 'reset', applied: 'before' },
	{ kind: 'reset', applied: 'after' },
	{ kind: 'reset', applied: 'later', appliedAfterMs: 700 },
	{ kind: 'emptyResults', applied: 'after' },
];
const CREATE_CONFLICTS = ['conflict', 'uniqueValue'] as const;
const UPSERT_CONFLICTS = ['wholeBatch', 'perRecord'] as const;

/** Beside the key two ads want a number that another ad has: one that was there before, and one of the same run. */
const WANTED = [
	{ reference_number: 'NEW-1', hs_name: 'A' },
	{ reference_number: 'NEW-2', hs_name: 'B', agency_number: 'AN-3' },
	{ reference_number: 'NEW-3', hs_name: 'C', agency_number: 'AN-4' },
	{ reference_number: 'NEW-4', hs_name: 'D', agency_number: 'AN-4' },
];

describe.each(LOST)('another unique value that is taken (lost: %o)', (fault) => {
	it.each(CREATE_CONFLICTS)(
		'refuses a new ad, and names the other (%s)',
		async (createConflict) => {
			await withAccount(
				async (account) => {
					const other = takeNumber(account);
					if (fault) lose(account, fault, 'batchCreate');

					const items = WANTED.map((properties) => ({ properties }));
					const options = { ...REFERENCE, maxWait: 30 };
					const { outputs } = await create(account, items, { options });

					expect(namesOrOutcomes(outputs[0])).toEqual(['A', 'rejected', 'C', 'rejected']);
					expect(madeIn(account)).toEqual(['A', 'C']);
					const [, refused, made, second] = outputs[0].map(({ json }) => json);
					expect(refused.details).toMatchObject({ id: other, property: 'agency_number' });
					expect(refused.error).toContain(
						`another ad has this value of 'agency_number' already (${other})`,
					);
					expect(second.details).toMatchObject({ id: made.id, property: 'agency_number' });
				},
				{ guesses: { createConflict } },
			);
		},
	);

	it.each(UPSERT_CONFLICTS)('refuses one that is upserted (%s)', async (upsertConflict) => {
		await withAccount(
			async (account) => {
				const other = takeNumber(account);
				if (fault) lose(account, fault, 'batchUpsert');

				const there = newAd('REF-000002', { agency_number: 'AN-3' });
				const items = WANTED.map(({ reference_number: key, ...rest }) => newAd(key, rest));
				const { outputs } = await upsert(account, [...items, there], { maxWait: 30 });

				const [first, refused, ...pair] = fatesOf(outputs[0]);
				expect([first, refused, pair.pop()]).toEqual(['created', 'rejected', 'rejected']);
				// Where the batch is split, either of the two may come first.
				expect(pair.toSorted()).toEqual(['created', 'rejected']);
				for (const { json } of [outputs[0][1], outputs[0][4]]) {
					expect(json.error).toContain(
						`another ad has this value of 'agency_number' already (${other})`,
					);
					expect(json.details).toMatchObject({ property: 'agency_number' });
				}
				const [made, second] = pair[0] === 'created' ? [2, 3] : [3, 2];
				expect(outputs[0][second].json.error).toContain(
					`another ad has this value of 'agency_number' already (${String(outputs[0][made].json.id)})`,
				);
			},
			{ guesses: { upsertConflict } },
		);
	});
});

describe('a value that HubSpot keeps for an ad in the recycling bin', () => {
	it.each(CREATE_CONFLICTS)(
		'refuses a new ad in words that say so (%s)',
		async (createConflict) => {
			await withAccount(
				async (account) => {
					account.hubspot.archive(account.ids[0]);

					const items = [{ properties: { hs_name: 'A', reference_number: 'REF-000001' } }];
					const { outputs } = await create(account, items, { options: REFERENCE });

					expectInBin(account, outputs[0][0].json);
					expect(outputs[0][0].json.details).toMatchObject({ id: account.ids[0] });
				},
				{ guesses: { createConflict, archivedHoldsUnique: true } },
			);
		},
	);

	it.each(UPSERT_CONFLICTS)('refuses one that is upserted (%s)', async (upsertConflict) => {
		await withAccount(
			async (account) => {
				account.hubspot.archive(account.ids[0]);

				const { outputs } = await upsert(account, [newAd('REF-000001'), newAd('NEW-1')]);

				expect(fatesOf(outputs[0])).toEqual(['rejected', 'created']);
				expectInBin(account, outputs[0][0].json);
			},
			{ guesses: { upsertConflict, archivedHoldsUnique: true } },
		);
	});

	it('leaves an ad unconfirmed after a lost reply: the refusal may come from our own', async () => {
		await withAccount(
			async (account) => {
				account.hubspot.archive(account.ids[0]);
				account.hubspot.archive(takeNumber(account));
				lose(account, { kind: 'reset', applied: 'before' }, 'batchCreate');

				const items = [
					{ properties: { hs_name: 'A', reference_number: 'REF-000001' } },
					{ properties: { hs_name: 'B', reference_number: 'NEW-1', agency_number: 'AN-3' } },
				];
				const options = { ...REFERENCE, maxWait: 20 };
				const { outputs } = await create(account, items, { options });

				expect(namesOrOutcomes(outputs[0])).toEqual(['unconfirmed', 'unconfirmed']);
				const [first, second] = outputs[0].map(({ json }) => json);
				const lost = 'because a try of it was lost, and HubSpot refused the next one: a deleted ad';
				const [a, , c] = account.ids;
				expect(first.error).toContain(`${lost} (${a}) still has this value of 'reference_number'`);
				expect(second.error).toContain(`${lost} (${c}) still has this value of 'agency_number'`);
				expect(first.message).toContain('Where it is not there, restore the deleted one');
			},
			{ guesses: { archivedHoldsUnique: true, createConflict: 'conflict' } },
		);
	});
});

it.each(UPSERT_CONFLICTS)(
	'names who has the value of a lost upsert (%s)',
	async (upsertConflict) => {
		await withAccount(
			async (account) => {
				account.hubspot.archive(account.ids[0]);
				lose(account, { kind: 'reset', applied: 'before' }, 'batchUpsert');

				const items = [newAd('REF-000001'), newAd('NEW-1')];
				const { outputs } = await upsert(account, items, { maxWait: 20 });

				expect(fatesOf(outputs[0])).toEqual(['unconfirmed', 'created']);
				const [{ json }] = outputs[0];
				expect(json.error).not.toContain('Listing already exists');
				expect(json.error).toContain(
					`a deleted ad (${account.ids[0]}) still has this value of 'reference_number'`,
				);
			},
			{ guesses: { archivedHoldsUnique: true, upsertConflict } },
		);
	},
);

it('says that nobody is seen to have the value where HubSpot does not show who has it', async () => {
	await withAccount(
		async (account) => {
			lose(account, { kind: 'reset', applied: 'after' }, 'batchUpsert');
			const match = { endpoint: 'batchRead' as const, probability: 1, times: 999 };
			account.hubspot.addFault({ kind: 'missingScopes', match });
			takeNumber(account);

			const items = [newAd('NEW-1', { agency_number: 'AN-3' })];
			const { outputs } = await upsert(account, items, { maxWait: 5 });

			const [{ json }] = outputs[0];
			expect(json.details).toMatchObject({ outcome: 'unconfirmed' });
			expect(json.error).toMatch(
				/a try of it was lost, and HubSpot refused the next one: an ad has/,
			);
			expect(json.message).toContain('Look in HubSpot at the ad that has the value');
		},
		{ guesses: { upsertConflict: 'wholeBatch' } },
	);
});

describe('one ad that is named by two unique properties', () => {
	it.each([1, 100])('is written in the order of the items (%s in a batch)', async (batchSize) => {
		await withAccount(async (account) => {
			takeNumber(account);
			const number = 'agency_number';
			const reference_number = 'NEW-9';
			const items = [
				newAd('NEW-1', { hs_price: 1 }),
				ad('AN-9', { hs_name: 'A', reference_number, hs_price: 2 }, number),
				ad(reference_number, { [number]: 'AN-9', hs_price: 3 }),
				ad('AN-9', { reference_number, hs_price: 4 }, number),
			];

			const { outputs } = await upsert(account, items, { batchSize });

			expect(fatesOf(outputs[0])).toEqual(['created', 'created', 'updated', 'updated']);
			expect(holder(account, reference_number)!.values.hs_price).toBe('4');
		});
	});

	it('keeps the later values where only the answers show that it is one', async () => {
		await withAccount(async (account) => {
			takeNumber(account);
			const match = { endpoint: 'batchUpsert' as const, text: '"REF-000003"' };
			account.hubspot.addFault({ kind: 'reset', applied: 'later', appliedAfterMs: 900, match });
			const items = [
				ad('REF-000003', { hs_price: 1, hs_city: 'Vigo' }),
				ad('AN-3', { hs_price: 2 }, 'agency_number'),
			];

			const { outputs } = await upsert(account, items, { maxWait: 30 });

			expect(fatesOf(outputs[0])).toEqual(['updated', 'updated']);
			expect(account.hubspot.ads.get(account.ids[2])!.values).toMatchObject({
				hs_price: '2',
				hs_city: 'Vigo',
			});
		});
	});

	it('does not hold up ads that have a value in common by mistake', async () => {
		await withAccount(async (account) => {
			takeNumber(account);
			account.hubspot.guesses.upsertConflict = 'perRecord';
			const items = Array.from({ length: 40 }, (_, at) =>
				newAd(`NEW-${at}`, { agency_number: 'AN-9' }),
			);

			const { outputs } = await upsert(account, items);

			expect(fatesOf(outputs[0]).filter((fate) => fate === 'created')).toHaveLength(1);
			expect(upserts(account)).toHaveLength(1);
		});
	});
});

describe('a reply to a create that swaps the trace ids of ads without a key', () => {
	it.each([
		['name', [{ hs_name: 'A' }, { hs_name: 'B' }, { hs_name: 'C' }]],
		['price', [1, 2].map((hs_price) => ({ hs_name: 'A', hs_price: `${hs_price}.50` }))],
		['day', [1, 2].map((day) => ({ hs_name: 'A', available_from: `2026-12-0${day}` }))],
	])('gives no item the record of another, where the %s tells', async (_what, all) => {
		await withAccount(
			async (account) => {
				account.hubspot.addFault({ kind: 'swappedTraceIds', match: { endpoint: 'batchCreate' } });

				const { outputs } = await create(
					account,
					all.map((properties) => ({ properties })),
				);

				expect(namesOrOutcomes(outputs[0])).toEqual(all.map(() => 'unconfirmed'));
				for (const { json } of outputs[0]) {
					expect(json.error).toContain("HubSpot's reply does not tell what became of it");
				}
			},
			{ guesses: { numericNormalization: true } },
		);
	});

	it('is not seen in values that HubSpot keeps, nor in ads that are equal', async () => {
		await withAccount(async (account) => {
			const match = { endpoint: 'batchCreate' as const, nth: 1 };
			account.hubspot.addFault({ kind: 'valueKept', properties: ['hs_price'], share: 1, match });
			account.hubspot.addFault({ kind: 'swappedTraceIds', match: { ...match, nth: 2 } });
			const named = (hs_name: string) => ({ properties: { hs_name, hs_price: 5 } });

			const kept = await create(account, [named('A'), named('B')]);
			const equal = await create(account, [named('C'), named('C')]);

			expect(namesOrOutcomes(kept.outputs[0])).toEqual(['kept', 'kept']);
			expect(namesOrOutcomes(equal.outputs[0])).toEqual(['C', 'C']);
		});
	});
});

it('says that a reply which contradicts itself tells nothing', async () => {
	await withAccount(async (account) => {
		account.hubspot.addFault({ kind: 'contradiction', match: { endpoint: 'batchCreate' } });

		const items = ['A', 'B'].map((hs_name) => ({ properties: { hs_name } }));
		const { outputs } = await create(account, items);

		const open = outputs[0].map(({ json }) => json).filter(({ error }) => error);
		expect(open).toHaveLength(1);
		expect(open[0].error).toContain("HubSpot's reply does not tell what became of it");
	});
});

// Helpers

/** @returns the ad that has the number AN-3 */
function takeNumber({ hubspot, ids }: Account): string {
	const name = 'agency_number';
	hubspot.properties.set(name, defineProperty({ name, hasUniqueValue: true }));
	hubspot.ads.write(ids[2], { agency_number: 'AN-3' });
	return ids[2];
}

function lose({ hubspot }: Account, fault: Fault, endpoint: 'batchCreate' | 'batchUpsert'): void {
	hubspot.addFault({ ...fault, match: { endpoint, nth: 1 } });
}

function expectInBin({ ids }: Account, json: Record<string, unknown>): void {
	expect(json.error).toContain(
		`a deleted ad (${ids[0]}) still has this value of 'reference_number'`,
	);
	expect(json.message).toContain("Restore that ad in HubSpot's recycling bin");
	expect(json.details).toMatchObject({ outcome: 'rejected', property: 'reference_number' });
}
