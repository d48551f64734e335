import { describe, expect, it } from 'vitest';
import { createAccount, idsOf, input } from './account.mts';

describe('a batch with values that HubSpot refuses', () => {
	it('fails as a whole without trace ids, names no ad, and writes nothing', () => {
		const { update, ids, hubspot, lastEntry } = createAccount();
		const before = hubspot.ads.get(ids[0])?.values;

		const { status, json } = update(
			input(ids[0], { hs_price: '1' }),
			input(ids[1], { nonsense: 'x' }),
			input(ids[2], { hs_createdate: 'x' }),
		);

		expect(status).toBe(400);
		expect(json.category).toBe('VALIDATION_ERROR');
		expect(embedded(json.message)).toEqual([
			{
				isValid: false,
				message: 'Property "nonsense" does not exist',
				error: 'PROPERTY_DOESNT_EXIST',
				name: 'nonsense',
			},
			{
				isValid: false,
				message: '"hs_createdate" is a read only property; its value cannot be set.',
				error: 'READ_ONLY_VALUE',
				name: 'hs_createdate',
			},
		]);
		expect(json.errors[0]).toEqual({
			message: 'Property "nonsense" does not exist',
			code: 'PROPERTY_DOESNT_EXIST',
			context: { propertyName: ['nonsense'] },
		});
		expect(JSON.stringify(json)).not.toContain(ids[1]);
		expect(hubspot.ads.get(ids[0])?.values).toBe(before);
		expect(lastEntry().written).toEqual([]);
	});

	it('fails ad by ad when every input has a trace id', () => {
		const { update, ids, lastEntry } = createAccount();

		const { status, json } = update(
			input(ids[0], { hs_price: '1' }, 'a'),
			input(ids[1], { hs_listing_type: 'Villa' }, 'b'),
			input('404', { hs_price: '1' }, 'c'),
		);

		expect(status).toBe(207);
		expect(idsOf(json.results)).toEqual([ids[0]]);
		expect(json.numErrors).toBe(2);
		expect(json.errors[0]).toEqual({
			status: 'error',
			category: 'VALIDATION_ERROR',
			message: expect.stringContaining('"error":"INVALID_OPTION"'),
			context: { objectWriteTraceId: ['b'] },
		});
		expect(lastEntry().written).toEqual([ids[0]]);
	});

	it('fails as a whole when only some inputs have trace ids', () => {
		const { update, ids } = createAccount();

		const { status } = update(input(ids[0], { hs_price: '1' }, 'a'), input(ids[1], { nope: 'x' }));

		expect(status).toBe(400);
	});
});

describe('a value', () => {
	it.each([
		['hs_price', '250000', '250000'],
		['hs_price', 250000, '250000'],
		['hs_price', '-1.50', '-1.50'],
		['hs_price', '12,000', 'INVALID_INTEGER'],
		['hs_price', '12 000 €', 'INVALID_INTEGER'],
		['furnished', true, 'true'],
		['furnished', 'yes', 'INVALID_OPTION'],
		['available_from', '2026-12-01', '2026-12-01'],
		['available_from', '1796083200000', '2026-12-01'],
		['available_from', '1796083200001', 'INVALID_DATE'],
		['available_from', '2026-02-30', 'INVALID_DATE'],
		['available_from', '01/12/2026', 'INVALID_DATE'],
		['next_viewing_at', '2026-12-01T10:00:00+02:00', '2026-12-01T08:00:00.000Z'],
		['next_viewing_at', '1796083200001', '2026-12-01T00:00:00.001Z'],
		['next_viewing_at', '2026-12-01T10:00:00', 'INVALID_DATE'],
		['hs_listing_type', 'townhouse', 'townhouse'],
		['hs_listing_type', 'Townhouse', 'INVALID_OPTION'],
		['features', 'pool;lift', 'pool;lift'],
		['features', 'pool; lift', 'INVALID_OPTION'],
		['hubspot_owner_id', '512340002', '512340002'],
		['hubspot_owner_id', '62340002', 'INVALID_OWNER_ID'],
		['reference_number', 'REF-000002', 'CONFLICTING_UNIQUE_VALUE'],
		['reference_number', 'REF-000001', 'REF-000001'],
		['reference_number', 'new', 'new'],
		['ad_text', 'x'.repeat(65_537), 'INVALID_STRING_LENGTH'],
		['number_of_viewings', '3', 'READ_ONLY_VALUE'],
		['legacy_code', 'without metadata', 'without metadata'],
		['old_reference', 'archived', 'PROPERTY_DOESNT_EXIST'],
		['__proto__', 'x', 'PROPERTY_DOESNT_EXIST'],
		['constructor', 'x', 'PROPERTY_DOESNT_EXIST'],
	])('of %s: %j gives %s', (name, value, outcome) => {
		const { update, ids } = createAccount();

		const { status, json } = update(input(ids[0], Object.fromEntries([[name, value]])));

		if (status === 200) expect(json.results[0].properties[name]).toBe(outcome);
		else expect(json.errors[0].code).toBe(outcome);
	});

	it('with a leading semicolon is added to the choices that the ad has', () => {
		const { update, ids } = createAccount();
		update(input(ids[0], { features: 'pool;lift' }));

		const { json } = update(input(ids[0], { features: ';lift;garden' }));

		expect(json.results[0].properties.features).toBe('pool;lift;garden');
	});

	it('of the stage has to fit the pipeline', () => {
		const { update, ids } = createAccount();

		const good = update(input(ids[0], { hs_pipeline: 'default', hs_pipeline_stage: 'active' }));
		const strange = update(input(ids[0], { hs_pipeline_stage: '1082736455' }));

		expect(good.status).toBe(200);
		expect(strange.json.errors[0]).toMatchObject({
			code: 'INVALID_OPTION',
			context: { propertyName: ['hs_pipeline_stage'] },
		});
	});

	it('that is unique is taken by the first ad of a batch', () => {
		const { update, ids } = createAccount();

		const { json } = update(
			input(ids[0], { reference_number: 'NEW' }, 'a'),
			input(ids[1], { reference_number: 'NEW' }, 'b'),
		);

		expect(idsOf(json.results)).toEqual([ids[0]]);
		expect(json.errors[0].message).toContain('CONFLICTING_UNIQUE_VALUE');
	});
});

// Helpers

function embedded(message: string): unknown {
	return JSON.parse(message.replace('Property values were not valid: ', ''));
}
