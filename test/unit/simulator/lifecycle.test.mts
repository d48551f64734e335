import { describe, expect, it } from 'vitest';
import { checkAnswer, checkRequest, hasOpenapi } from '../../simulator/openapi.mts';
import { createAccount, idsOf, input, READ } from './account.mts';

const OBJECTS = '/crm/v3/objects/0-420';

describe('an ad that is made', () => {
	it('has an id above all others, the first stage of the first pipeline, and its values', () => {
		const { call, ids, hubspot } = createAccount();

		const { status, json } = create(call, { hs_name: 'New', hs_price: '5' });

		expect(status).toBe(201);
		expect(Number(json.id)).toBeGreaterThan(Number(ids.at(-1)));
		expect(hubspot.ads.get(json.id)?.values).toMatchObject({
			hs_name: 'New',
			hs_price: '5',
			hs_pipeline: 'default',
			hs_pipeline_stage: 'new',
		});
	});

	it('needs a name and valid values', () => {
		const { call, ids, hubspot } = createAccount();

		expect(create(call, { hs_price: '5' }).status).toBe(400);
		expect(create(call, { hs_name: 'New', hs_price: 'five' }).json.message).toContain(
			'INVALID_INTEGER',
		);
		expect(create(call, { hs_name: 'New', reference_number: 'REF-000001' }).status).toBe(400);
		expect(hubspot.ads.all()).toHaveLength(ids.length);
	});

	it.skipIf(!hasOpenapi)("fits HubSpot's own description", () => {
		const { call, lastEntry } = createAccount();

		const answer = create(call, { hs_name: 'New' });

		expect(checkRequest(lastEntry())).toEqual([]);
		expect(checkAnswer('createAd', answer)).toEqual([]);
	});
});

describe('archiving', () => {
	it('takes one ad or several away, answers without a body, and does not mind unknown ids', () => {
		const { call, ids, hubspot } = createAccount();

		const one = call('DELETE', `${OBJECTS}/${ids[0]}`);
		const inputs = [{ id: ids[1] }, { id: ids[2] }, { id: '1' }];
		const several = call('POST', `${OBJECTS}/batch/archive`, { inputs });

		expect([one.status, one.body, several.status, several.body]).toEqual([204, '', 204, '']);
		expect(idsOf(hubspot.ads.all())).toEqual(ids.slice(3));
		expect(call('DELETE', `${OBJECTS}/1`).status).toBe(204);
	});

	it('changes nothing the second time', () => {
		const { call, ids, clock, hubspot, lastEntry } = createAccount();
		const archive = () => call('POST', `${OBJECTS}/batch/archive`, { inputs: [{ id: ids[0] }] });

		archive();
		const { archivedAt } = hubspot.ads.get(ids[0]) ?? {};
		clock.now += 60_000;
		const again = archive();

		expect([again.status, lastEntry().written]).toEqual([204, []]);
		expect(hubspot.ads.get(ids[0])?.archivedAt).toBe(archivedAt);
	});

	it('takes 100 ids at most', () => {
		const { call, ids } = createAccount();
		const archive = (count: number) =>
			call('POST', `${OBJECTS}/batch/archive`, { inputs: ids.slice(0, count).map(toInput) });

		expect([archive(101).status, archive(100).status]).toEqual([400, 204]);
	});

	it.each([
		['refused', 400],
		['ignored', 204],
	] as const)('takes an id that is no number as the guess says: %s', (oddIdInArchive, status) => {
		const { call } = createAccount({ guesses: { oddIdInArchive } });

		expect(call('POST', `${OBJECTS}/batch/archive`, { inputs: [{ id: 'REF-1' }] }).status).toBe(
			status,
		);
	});

	it.each([
		['ignored', false],
		['survivorArchived', true],
	] as const)('of a merged-away id: %s, and the 204 does not tell', (mergedInArchive, isGone) => {
		const { call, ids, hubspot } = createAccount({ guesses: { mergedInArchive } });
		hubspot.merge(ids[0], ids[1]);

		const { status } = call('POST', `${OBJECTS}/batch/archive`, { inputs: [{ id: ids[0] }] });

		expect(status).toBe(204);
		expect(hubspot.ads.get(ids[1])?.archived).toBe(isGone);
	});

	it.each([
		[false, 201],
		[true, 400],
	])('keeps the unique value taken: %s', (archivedHoldsUnique, status) => {
		const { call, ids, hubspot } = createAccount({ guesses: { archivedHoldsUnique } });
		const named = () => hubspot.ads.byUnique('reference_number', 'REF-000001')?.id;
		expect(named()).toBe(ids[0]);
		hubspot.archive(ids[0]);

		expect(named()).toBeUndefined();
		expect(create(call, { hs_name: 'New', reference_number: 'REF-000001' }).status).toBe(status);
	});
});

describe('merging', () => {
	it('leaves one ad, which batch/update does not find by the other id', () => {
		const { call, ids, update } = createAccount();
		const [primaryObjectId, objectIdToMerge] = ids;

		const merged = call('POST', `${OBJECTS}/merge`, { primaryObjectId, objectIdToMerge });
		const written = update(input(objectIdToMerge, { hs_price: '5' }, 'a'));
		const inputs = [{ id: objectIdToMerge }];
		const read = call('POST', READ, { inputs, properties: ['hs_merged_object_ids'] });

		expect(merged.json.id).toBe(primaryObjectId);
		expect([written.status, written.json.results]).toEqual([200, []]);
		expect(read.json.results).toMatchObject([
			{ id: primaryObjectId, properties: { hs_merged_object_ids: objectIdToMerge } },
		]);
	});

	it.each([false, true])(
		'gives the unique value free, of an archived ad (%s) too',
		(isArchived) => {
			const { ids, hubspot } = createAccount();
			const holders = () => [
				hubspot.ads.byUnique('reference_number', 'REF-000001')?.id,
				hubspot.ads.archivedByUnique('reference_number', 'REF-000001')?.id,
			];
			if (isArchived) hubspot.archive(ids[0]);
			expect(holders()).toContain(ids[0]);

			hubspot.merge(ids[0], ids[1]);

			expect(holders()).toEqual([undefined, undefined]);
		},
	);

	it('needs two ads', () => {
		const { call, ids } = createAccount();
		const same = { primaryObjectId: ids[0], objectIdToMerge: ids[0] };

		expect(call('POST', `${OBJECTS}/merge`, same).status).toBe(404);
	});
});

// Helpers

function toInput(id: string) {
	return { id };
}

function create(call: ReturnType<typeof createAccount>['call'], properties: object) {
	return call('POST', OBJECTS, { properties, associations: [] });
}
