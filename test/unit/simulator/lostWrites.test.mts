import { describe, expect, it } from 'vitest';
import type { Fault, FaultKind } from '../../simulator/faults.mts';
import { randomFaults } from '../../simulator/randomFaults.mts';
import { createAccount, input, READ, START } from './account.mts';

const OBJECTS = '/crm/v3/objects/0-420';

describe('a write that HubSpot is still at when its reply is lost', () => {
	it.each<FaultKind>(['reset', 'edgeError', 'internalError', 'emptyBody', 'html200', 'late'])(
		'%s: the ad appears five seconds later',
		(kind) => {
			const { send, found, clock, hubspot } = creating({ kind, applied: 'later' });

			send();
			expect(found()).toBe(207);
			clock.now += 4_999;
			expect(found()).toBe(207);
			clock.now += 1;
			expect(found()).toBe(200);

			const made = hubspot.ads.byUnique('reference_number', 'NEW');
			expect(hubspot.journal[0]).toMatchObject({ fault: kind, written: [made?.id] });
		},
	);

	it('is done at its own time, also when nobody looks until later', () => {
		const fault: Fault = { kind: 'reset', applied: 'later', appliedAfterMs: 20_000 };
		const { send, clock, hubspot } = creating(fault);
		send();
		clock.now += 60_000;

		const made = hubspot.ads.byUnique('reference_number', 'NEW');

		expect(made?.createdAt).toBe(new Date(START + 20_000).toISOString());
	});

	it('makes no second ad of the same key where the same was sent again meanwhile', () => {
		const { send, clock, hubspot } = creating({ kind: 'reset', applied: 'later' });

		send();
		const again = send();
		clock.now += 5_000;

		expect(again.status).toBe(201);
		expect(hubspot.ads.all().filter(({ values }) => values.hs_name === 'New')).toHaveLength(1);
		expect(hubspot.journal[0].written).toEqual([]);
	});

	it('makes a second one where there is no key', () => {
		const { call, clock, hubspot } = creating({ kind: 'reset', applied: 'later' });
		const send = () =>
			call('POST', `${OBJECTS}/batch/create`, { inputs: [{ properties: { hs_name: 'Twin' } }] });

		send();
		send();
		clock.now += 5_000;

		expect(hubspot.ads.all().filter(({ values }) => values.hs_name === 'Twin')).toHaveLength(2);
	});

	it('may overwrite what was written after it', () => {
		const { update, ids, clock, hubspot } = createAccount();
		hubspot.addFault({ kind: 'edgeError', status: 504, applied: 'later' });

		update(input(ids[0], { hs_price: '1' }));
		update(input(ids[0], { hs_price: '2' }));
		clock.now += 5_000;

		expect(hubspot.ads.get(ids[0])?.values.hs_price).toBe('1');
	});

	it('is counted in a light journal', () => {
		const { send, clock, hubspot } = creating({ kind: 'reset', applied: 'later' }, 'light');

		send();
		clock.now += 5_000;
		hubspot.ads.all();

		expect(hubspot.journal[0]).toMatchObject({ writtenCount: 1, written: [] });
	});

	it('is drawn by chance only when asked for', () => {
		const rates = { reset: 0.5, late: 0.3 };
		const later = (mayBeAtWork: boolean) =>
			randomFaults(5, rates, { mayBeAtWork }).filter(({ applied }) => applied === 'later').length;

		expect(later(false)).toBe(0);
		expect(later(true)).toBeGreaterThan(20);
	});
});

describe('faults of the endpoints that make, find and archive ads', () => {
	it.each<FaultKind>(['edgeError', 'internalError', 'reset', 'html200', 'emptyBody'])(
		'%s may come although everything was made',
		(kind) => {
			const { send, hubspot } = creating({ kind, applied: 'after' });

			send();

			expect(hubspot.ads.byUnique('reference_number', 'NEW')).toBeDefined();
		},
	);

	it('conflict is a 409 for the batch, and nothing is made', () => {
		const { send, hubspot } = creating({ kind: 'conflict' });

		expect(send().status).toBe(409);
		expect(hubspot.ads.byUnique('reference_number', 'NEW')).toBeUndefined();
	});

	it.each(['before', 'after'] as const)('emptyResults of a create is a 201 (%s)', (applied) => {
		const { send, hubspot } = creating({ kind: 'emptyResults', applied });

		expect(send()).toMatchObject({ status: 201, json: { results: [] } });
		expect(hubspot.ads.byUnique('reference_number', 'NEW') !== undefined).toBe(applied === 'after');
	});

	it('missingResults can be told which by trace id', () => {
		const { call } = creating({ kind: 'missingResults', applied: 'after', ids: ['b'] });
		const inputs = ['a', 'b', 'c'].map((name) => ({
			properties: { hs_name: name },
			objectWriteTraceId: name,
		}));

		const { results } = call('POST', `${OBJECTS}/batch/create`, { inputs }).json;

		const named = results.map(
			({ objectWriteTraceId }: { objectWriteTraceId: string }) => objectWriteTraceId,
		);
		expect(named.sort()).toEqual(['a', 'c']);
	});

	it('an archive may lose its reply, and be done', () => {
		const { call, ids, hubspot } = creating({ kind: 'reset', applied: 'after' });

		const { ending } = call('POST', `${OBJECTS}/batch/archive`, { inputs: [{ id: ids[0] }] });

		expect(ending).toBe('reset');
		expect(hubspot.ads.get(ids[0])?.archived).toBe(true);
		expect(hubspot.journal[0].written).toEqual([ids[0]]);
	});

	it('every batch may be answered 204, 500 or 504 although it is written', () => {
		const { update, ids, hubspot } = createAccount();
		const faults: Fault[] = [
			{ kind: 'emptyBody', status: 204, applied: 'after' },
			{ kind: 'internalError', status: 500, applied: 'after' },
			{ kind: 'edgeError', status: 504, applied: 'after' },
		];

		for (const fault of faults) {
			hubspot.clearFaults();
			hubspot.addFault({ ...fault, match: { endpoint: 'batchUpdate', probability: 1 } });
			const price = String(fault.status);
			const statuses = [1, 2].map(() => update(input(ids[0], { hs_price: price })).status);
			expect(statuses).toEqual([fault.status, fault.status]);
			expect(hubspot.ads.get(ids[0])?.values.hs_price).toBe(price);
		}
	});
});

// Helpers

/** An account that meets the fault when an ad is made, and a read that tells whether the ad is there. */
function creating(fault: Fault, journal: 'full' | 'light' = 'full') {
	const account = createAccount({ faults: [fault], journal });
	const inputs = [
		{ properties: { hs_name: 'New', reference_number: 'NEW' }, objectWriteTraceId: 'a' },
	];
	const question = { inputs: [{ id: 'NEW' }], idProperty: 'reference_number' };
	return {
		...account,
		send: () => account.call('POST', `${OBJECTS}/batch/create`, { inputs }),
		found: () => account.call('POST', READ, question).status,
	};
}
