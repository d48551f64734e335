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
});

describe('merging', () => {
	it('leaves one ad, which the batch does not find by the other id', () => {
		const { call, ids, update } = createAccount();
		const [primaryObjectId, objectIdToMerge] = ids;

		const merged = call('POST', `${OBJECTS}/merge`, { primaryObjectId, objectIdToMerge });
		const written = update(input(objectIdToMerge, { hs_price: '5' }, 'a'));
		const read = call('POST', READ, { inputs: [{ id: objectIdToMerge }], properties: [] });

		expect(merged.json.id).toBe(primaryObjectId);
		expect([written.status, written.json.results]).toEqual([200, []]);
		expect(read.status).toBe(207);
	});

	it('needs two ads', () => {
		const { call, ids } = createAccount();
		const same = { primaryObjectId: ids[0], objectIdToMerge: ids[0] };

		expect(call('POST', `${OBJECTS}/merge`, same).status).toBe(404);
	});
});

// Helpers

function create(call: ReturnType<typeof createAccount>['call'], properties: object) {
	return call('POST', OBJECTS, { properties, associations: [] });
}
