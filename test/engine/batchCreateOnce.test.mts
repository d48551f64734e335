import { describe, expect, it } from 'vitest';
import type { Fault } from '../simulator/faults.mts';
import { changingRequests, ON_ERROR } from './account.mts';
import { create, createsOf, madeIn, named, namesOrOutcomes, REFERENCE } from './newAds.mts';
import { useAccount, type Account } from './trouble.mts';

const withAccount = useAccount({ ads: 3 });

const LOST: Array<[string, Fault]> = [
	['the connection breaks before it', { kind: 'reset', applied: 'before' }],
	['the connection breaks after it', { kind: 'reset', applied: 'after' }],
	['HubSpot is still at it', { kind: 'reset', applied: 'later', appliedAfterMs: 700 }],
	['the reply is cut off', { kind: 'cut' }],
	['nothing comes in the reply', { kind: 'emptyBody', applied: 'after' }],
	['HubSpot has an internal error', { kind: 'internalError', applied: 'after' }],
	['the edge gives up', { kind: 'edgeError', status: 504, applied: 'after' }],
	['the results are left out', { kind: 'missingResults', applied: 'after', share: 1 }],
];

const NAMES = ['A', 'B', 'C', 'D'];

describe('a create of which the reply is lost', () => {
	it.each(LOST)('is made up for by the unique property where %s', async (_what, fault) => {
		await withAccount(async (account) => {
			lose(account, fault);

			const options = { ...REFERENCE, maxWait: 30 };
			const run = await create(account, named(...NAMES), { options });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(NAMES);
			expect(madeIn(account)).toEqual(NAMES);
		});
	});

	it.each(LOST)('is sent once only without one where %s', async (_what, fault) => {
		await withAccount(async (account) => {
			lose(account, fault);

			const run = await create(account, named(...NAMES), { options: { maxWait: 30 } });

			expect(createsOf(account)).toHaveLength(1);
			const outcomes = namesOrOutcomes(run.outputs[0]);
			expect(outcomes.map((one, at) => one === 'unconfirmed' || one === NAMES[at])).toEqual(
				NAMES.map(() => true),
			);
			expect(outcomes).toContain('unconfirmed');
		});
	});

	it('says that the ad may have been created, and how to find out', async () => {
		await withAccount(async (account) => {
			lose(account, { kind: 'reset', applied: 'after' });

			const [{ json }] = (await create(account, named('A'))).outputs[0];

			expect(json.error).toMatch(
				/^HubSpot did not confirm the creation of ad "A", because the connection to HubSpot broke/,
			);
			expect(json.message).toContain('It may have been created. Look for it in HubSpot');
			expect(json.message).toContain("'Unique Property Name or ID'");
			expect(json.details).toMatchObject({ outcome: 'unconfirmed', itemIndex: 0 });
		});
	});

	it('says that it may be sent again where it has a unique value and cannot be read', async () => {
		await withAccount(async (account) => {
			lose(account, { kind: 'reset', applied: 'after' });
			const match = { endpoint: 'batchRead' as const, times: 999, probability: 1 };
			account.hubspot.addFault({ kind: 'missingScopes', match });

			const [{ json }] = (await create(account, named('A'), { options: REFERENCE })).outputs[0];

			expect(json.error).toMatch(
				/^HubSpot did not confirm the creation of ad with 'reference_number' NEW-0, because/,
			);
			expect(json.message).toContain('HubSpot takes no second ad with the same value');
			expect(json.details).toMatchObject({ id: 'NEW-0', idProperty: 'reference_number' });
		});
	});

	it.each([
		{ kind: 'rollingLimit' },
		{ kind: 'locked' },
		{ kind: 'migration', retryAfter: 1 },
	] as const)('is sent again where HubSpot surely did not take it: %o', async (fault) => {
		await withAccount(async (account) => {
			lose(account, fault);

			const run = await create(account, named(...NAMES), { options: { maxWait: 30 } });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(NAMES);
			expect(madeIn(account)).toEqual(NAMES);
		});
	});
});

describe('an ad of which HubSpot has the unique value', () => {
	it.each([true, false])('is rejected with the ID of that ad (chosen: %s)', async (isChosen) => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const items = [...named('A'), held('B')];

			const run = await create(account, items, { options: isChosen ? REFERENCE : {} });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['A', 'rejected']);
			const { message, details } = run.outputs[0][1].json;
			expect(details).toMatchObject({ outcome: 'rejected', itemIndex: 1, id });
			expect(details).not.toHaveProperty('idProperty');
			expect(message).toContain(`another ad has this value of 'reference_number' already (${id})`);
			expect(message).toContain("use 'Batch Create or Update'");
			expect(account.hubspot.ads.get(id)!.values.hs_name).not.toBe('B');
		});
	});

	it('is told as such where it is found only when the reply was lost', async () => {
		await withAccount(async (account) => {
			lose(account, { kind: 'reset', applied: 'before' });

			const run = await create(account, [held('B')], { options: { ...REFERENCE, maxWait: 30 } });

			const [id] = account.ids;
			const [{ json }] = run.outputs[0];
			expect(json.details).toMatchObject({ outcome: 'rejected', id });
			expect(json.error).toContain(id);
			expect(madeIn(account)).toEqual([]);
		});
	});
});

describe('a unique value that several items have', () => {
	const twice = [
		{ properties: { hs_name: 'A', reference_number: 'NEW-1', hs_city: 'Vigo' } },
		{ properties: { hs_name: 'B', reference_number: ' NEW-1\u200b', hs_price: 5 } },
		{ properties: { hs_name: 'C', reference_number: 'NEW-2' } },
	];

	it('is invalid after the first', async () => {
		await withAccount(async (account) => {
			const run = await create(account, twice, { options: REFERENCE });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['A', 'invalid', 'C']);
			expect(run.outputs[0][1].json.error).toContain('An earlier item names the same ad');
			expect(madeIn(account)).toEqual(['A', 'C']);
		});
	});

	it('is one ad with the later values where it is merged, and each item gets it', async () => {
		await withAccount(async (account) => {
			const options = { ...REFERENCE, duplicates: 'merge' };

			const run = await create(account, twice, { options });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['B', 'B', 'C']);
			expect(run.outputs[0][0].json.id).toBe(run.outputs[0][1].json.id);
			expect(run.outputs[0][0].json.properties).toMatchObject({ hs_city: 'Vigo', hs_price: '5' });
			expect(madeIn(account)).toEqual(['B', 'C']);
		});
	});

	it('is nothing to the node where no unique property is chosen: HubSpot decides', async () => {
		await withAccount(async (account) => {
			account.hubspot.guesses.equalInCreate = 'firstMade';

			const items = ['A', 'B', 'C'].map((hs_name) => ({
				properties: { hs_name, reference_number: hs_name === 'C' ? 'NEW-2' : 'NEW-1' },
			}));

			const run = await create(account, items);

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['A', 'rejected', 'C']);
		});
	});
});

describe('Unique Property Name or ID', () => {
	it('is needed of every ad', async () => {
		await withAccount(async (account) => {
			const items = [...named('A'), { properties: { hs_name: 'B', reference_number: ' ' } }];

			const run = await create(account, items, { options: REFERENCE });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['A', 'invalid']);
			expect(run.outputs[0][1].json).toMatchObject({
				error: `Ad "B" cannot be sent: 'Reference number' (reference_number) has no value, and 'Unique Property Name or ID' is set to it`,
				details: { outcome: 'invalid', property: 'reference_number' },
			});
		});
	});

	it.each<[string, string]>([
		['hs_city', 'does not have a value of its own for each ad'],
		['hs_cityy', 'does not exist'],
		['hs_object_id', 'does not have a value of its own for each ad'],
	])('has to be one: %s', async (uniqueProperty, says) => {
		await withAccount(async (account) => {
			const { error } = await create(account, named('A', 'B'), {
				options: { uniqueProperty },
				onError: 'stopWorkflow',
			});
			const run = await create(account, named('A', 'B'), { options: { uniqueProperty } });

			expect(error?.message).toContain(says);
			expect(error?.description).toContain('reference_number');
			expect(namesOrOutcomes(run.outputs[0])).toEqual(['invalid', 'invalid']);
			expect(changingRequests(account)).toEqual([]);
		});
	});

	it('may come from an expression', async () => {
		await withAccount(async (account) => {
			const options = { uniqueProperty: "={{ 'reference_' + 'number' }}" };
			lose(account, { kind: 'reset', applied: 'after' });

			const run = await create(account, named('A'), { options: { ...options, maxWait: 30 } });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['A']);
			expect(madeIn(account)).toEqual(['A']);
		});
	});

	it('cannot be trusted where the properties cannot be read, so nothing is sent', async () => {
		await withAccount(async (account) => {
			const match = { endpoint: 'properties' as const, times: 99, probability: 1 };
			account.hubspot.addFault({ kind: 'missingScopes', match });

			const run = await create(account, named('A'), { options: REFERENCE });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['notSent']);
			expect(changingRequests(account)).toEqual([]);
		});
	});
});

describe.each(ON_ERROR)("n8n's Retry On Fail (On Error: %s)", (onError) => {
	const RETRY = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
	const more = { node: { ...RETRY, onError } };

	it('is refused without a unique property, before anything is sent', async () => {
		await withAccount(async (account) => {
			const run = await create(account, named('A', 'B'), { more });

			const says = "'Retry On Fail' runs the whole node again, which would create ads twice";
			const cure = "choose a 'Unique Property Name or ID'";
			if (onError === 'stopWorkflow') {
				expect(run.error?.message).toContain(`None of 2 ads was created, because ${says}`);
				expect(run.error?.message).toContain(cure);
			} else {
				const [{ json }] = [...run.outputs[0], ...run.outputs[1]];
				expect(json.message).toContain(says);
				expect(json.message).toContain(cure);
				expect(json.details).toMatchObject({ outcome: 'invalid' });
			}
			expect(account.hubspot.journal).toEqual([]);
		});
	});
});

describe('Duplicate Ads as another operation had it', () => {
	it.each(ON_ERROR)(
		'is to be chosen again, and nothing is sent (On Error: %s)',
		async (onError) => {
			await withAccount(async (account) => {
				const options = { ...REFERENCE, duplicates: 'inOrder' };

				const run = await create(account, named('A', 'B'), { options, onError });

				const says =
					"'Duplicate Ads' is still set to 'Update in Order', which this operation does not have; choose again in Options › Duplicate Ads: Merge or Reject";
				if (onError === 'stopWorkflow') {
					expect(run.error?.message).toBe(`None of 2 ads was created, because ${says}`);
				} else {
					const items = [...run.outputs[0], ...run.outputs[1]];
					expect(items.map(({ json }) => json.error)).toEqual([
						`Ad with 'reference_number' NEW-0 cannot be sent: ${says}`,
						`Ad with 'reference_number' NEW-1 cannot be sent: ${says}`,
					]);
				}
				expect(account.hubspot.journal).toEqual([]);
			});
		},
	);
});

// Helpers

function held(hs_name: string) {
	return { properties: { hs_name, reference_number: 'REF-000001' } };
}

function lose({ hubspot }: Account, fault: Fault): void {
	hubspot.addFault({ ...fault, match: { endpoint: 'batchCreate', nth: 1 } });
}
