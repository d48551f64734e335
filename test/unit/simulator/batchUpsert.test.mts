import { describe, expect, it } from 'vitest';
import { defineProperty } from '../../simulator/definitions.mts';
import type { HubspotOptions } from '../../simulator/hubspot.mts';
import { createAccount, START } from './account.mts';

const UPSERT = '/crm/v3/objects/0-420/batch/upsert';

describe('batch/upsert', () => {
	it('tells which ads are new', () => {
		const { upsert, ids, hubspot } = account();

		const { status, json } = upsert(
			ad('REF-000001', { hs_price: '5' }, 'a'),
			ad('NEW', { hs_name: 'New' }, 'b'),
		);

		expect(status).toBe(200);
		expect(resultOf(json, 'a')).toMatchObject({ id: ids[0], new: false });
		const made = resultOf(json, 'b');
		expect(made).toMatchObject({ new: true, properties: { reference_number: 'NEW' } });
		expect(hubspot.ads.byUnique('reference_number', 'NEW')?.id).toBe(made.id);
	});

	it('calls an ad old that an earlier, lost try has made', () => {
		const { upsert, hubspot } = account({ faults: [{ kind: 'reset', applied: 'after' }] });
		const one = ad('NEW', { hs_name: 'New' }, 'a');

		expect(upsert(one).ending).toBe('reset');
		expect(resultOf(upsert(one).json, 'a').new).toBe(false);
		expect(hubspot.ads.all().filter(({ values }) => values.hs_name === 'New')).toHaveLength(1);
	});

	it('keeps the time of update where nothing changes', () => {
		const { upsert, clock } = account();
		upsert(ad('REF-000001', { hs_price: '5' }, 'a'));
		clock.now += 60_000;

		const { json } = upsert(ad('REF-000001', { hs_price: '5' }, 'a'));

		expect(resultOf(json, 'a').updatedAt).toBe(new Date(START).toISOString());
	});

	it('gives the ad of a key the new key, where the properties have one', () => {
		const { upsert, ids, hubspot } = account();

		upsert(ad('REF-000001', { reference_number: 'OTHER' }, 'a'));

		expect(hubspot.ads.byUnique('reference_number', 'OTHER')?.id).toBe(ids[0]);
		expect(hubspot.ads.byUnique('reference_number', 'REF-000001')).toBeUndefined();
	});

	it('refuses bad ads one by one with trace ids, and all without', () => {
		const { upsert, ids, hubspot } = account();
		const bad = ad('NEW', { hs_price: '1' });
		const good = ad('REF-000001', { hs_price: '5' });

		const traced = upsert(
			{ ...good, objectWriteTraceId: 'a' },
			{ ...bad, objectWriteTraceId: 'b' },
		);
		const untraced = upsert({ ...good, properties: { hs_price: '6' } }, bad);

		expect(traced.status).toBe(207);
		expect(traced.json.errors).toMatchObject([
			{ context: { objectWriteTraceId: ['b'], properties: ['hs_name'] } },
		]);
		expect(untraced.status).toBe(400);
		expect(hubspot.ads.get(ids[0])?.values.hs_price).toBe('5');
	});

	it.each([
		[
			'hs_name',
			'Unable to perform update/upsert by non-unique 0-420 property hs_name in portal ID',
		],
		['hs_object_id', 'non-unique 0-420 property hs_object_id'],
		['nonsense', 'Property "nonsense" does not exist'],
		[undefined, 'Some required fields were not set: [idProperty]'],
	])('refuses to match on %s', (idProperty, text) => {
		const { upsert } = account();

		const { status, json } = upsert({ ...ad('X', { hs_name: 'X' }), idProperty });

		expect(status).toBe(400);
		expect(json.message).toContain(text);
	});

	it('refuses a key that comes twice, and does nothing without inputs', () => {
		const { upsert } = account();

		const twice = upsert(ad('NEW', { hs_name: 'A' }, 'a'), ad('NEW', { hs_name: 'B' }, 'b'));

		expect(twice.status).toBe(400);
		expect(twice.json.message).toContain('Duplicate IDs found in batch input: [NEW]');
		expect(upsert()).toMatchObject({ status: 200, json: { results: [] } });
	});

	it.each([
		['wholeBatch', 409, 0],
		['perRecord', 207, 1],
	] as const)('with a second unique property that is taken: %s', (upsertConflict, status, made) => {
		const { upsert, ids, hubspot } = account({ guesses: { upsertConflict } });
		hubspot.properties.set(
			'mls_number',
			defineProperty({ name: 'mls_number', hasUniqueValue: true }),
		);
		hubspot.ads.write(ids[5], { mls_number: '77' });

		const answer = upsert(
			ad('NEW-1', { hs_name: 'One' }, 'a'),
			ad('NEW-2', { hs_name: 'Two', mls_number: '77' }, 'b'),
		);

		expect(answer.status).toBe(status);
		expect(hubspot.ads.all()).toHaveLength(ids.length + made);
		const item = status === 409 ? answer.json : answer.json.errors[0];
		expect(item.category).toBe('CONFLICT');
	});

	it.each([
		[false, 200],
		[true, 409],
	])('by the key of an archived ad, which holds it: %s', (archivedHoldsUnique, status) => {
		const { upsert, ids, hubspot } = account({ guesses: { archivedHoldsUnique } });
		hubspot.archive(ids[0]);

		const answer = upsert(ad('REF-000001', { hs_name: 'Again' }, 'a'));

		expect(answer.status).toBe(status);
		if (status === 200) expect(resultOf(answer.json, 'a').new).toBe(true);
	});

	it.each(['/crm/objects/2026-03/0-420', '/crm/objects/2026-09/listings'])(
		'is the same under %s',
		(base) => {
			const { call } = account();

			const { json } = call('POST', `${base}/batch/upsert`, {
				inputs: [ad('NEW', { hs_name: 'New' }, 'a')],
			});

			expect(resultOf(json, 'a').new).toBe(true);
		},
	);
});

// Helpers

function account(options: HubspotOptions = {}) {
	const made = createAccount(options);
	return { ...made, upsert: (...inputs: unknown[]) => made.call('POST', UPSERT, { inputs }) };
}

function ad(id: string, properties: Record<string, unknown>, objectWriteTraceId?: string) {
	return {
		id,
		idProperty: 'reference_number',
		properties,
		...(objectWriteTraceId !== undefined && { objectWriteTraceId }),
	};
}

function resultOf({ results }: { results: Array<Record<string, any>> }, traceId: string) {
	return results.find((one) => one.objectWriteTraceId === traceId) ?? {};
}
