import { describe, expect, it } from 'vitest';

import { findSuspects, readReason } from '../../../nodes/HubspotAds/hubspot/reasons';
import { ad, refusal, refusedValues, reply } from './given.mts';

describe('readReason', () => {
	it('takes the correlation id from the headers where the body has none', () => {
		const given = reply(502, undefined, { 'x-hubspot-correlation-id': 'abc-1' });

		expect(readReason('unavailable', given)).toMatchObject({ correlationId: 'abc-1' });
	});

	it('names the properties that a new ad lacks, which HubSpot does not do in its sentence', () => {
		const context = { properties: ['hs_name', 'hs_city'] };
		const body = refusal('Some required properties were not set.', { context });

		expect(readReason('refused', reply(400, body))).toMatchObject({
			said: 'Some required properties were not set: hs_name, hs_city',
			property: 'hs_name',
		});
	});

	it('does not name once more what HubSpot names in part', () => {
		const context = { properties: ['hs_name', 'hs_city'] };
		const body = refusal('Set hs_name and others.', { context });

		expect(readReason('refused', reply(400, body)).said).toBe('Set hs_name and others.');
	});

	it.each([
		['Cannot set it. Existing ID: 77', {}, '77'],
		['123 already has that value.', {}, '123'],
		['123 already has that value.', { context: { existingId: ['9'] } }, '9'],
		['It is taken.', {}, undefined],
	])('knows by %j %o which ad has the value already', (message, rest, existingId) => {
		const body = refusal(message, rest);

		expect(readReason('refused', reply(409, body)).existingId).toBe(existingId);
	});

	it('shortens what HubSpot said', () => {
		const { said } = readReason('refused', reply(400, refusal('x'.repeat(5_000))));

		expect(said).toBe(`${'x'.repeat(299)}…`);
	});

	it.each([
		[1, 'no 0'],
		[3, 'no 0; no 1; no 2'],
		[5, 'no 0; no 1; no 2; and 2 more'],
	])('tells up to three of %i complaints, each once', (count, expected) => {
		const complaints = Array.from({ length: count }, (_, at) => ({
			...{ name: `p${at}`, error: 'INVALID_OPTION', message: `no ${at}` },
		}));

		const { said } = readReason('refused', reply(400, refusedValues(...complaints)));

		expect(said).toBe(expected);
	});

	it('cuts no letter of what HubSpot said in two', () => {
		const text = `${'x'.repeat(298)}🏡${'x'.repeat(99)}`;

		const { said } = readReason('refused', reply(400, refusal(text)));

		expect(said).toBe(`${'x'.repeat(298)}…`);
	});

	it.each([7, {}, [], 'two words', '<script>', 'x'.repeat(101)])(
		'shows no category, code or property that is %j',
		(strange) => {
			const body = {
				category: strange,
				policyName: strange,
				correlationId: strange === 7 ? {} : strange,
				errors: [{ code: strange, context: { propertyName: [strange] } }],
			};

			const { category, code, property, correlationId } = readReason('refused', reply(400, body));

			const shown = [category, code, property, correlationId].filter((word) => word !== undefined);
			expect(shown.filter((word) => word !== '7')).toEqual([]);
		},
	);

	it('lists each scope once, from errors and from the top', () => {
		const context = { requiredGranularScopes: ['a.read', 'a.write'] };
		const body = refusal('no', { context, errors: [{ context }, null, 'x'] });

		expect(readReason('forbidden', reply(403, body)).scopes).toEqual(['a.read', 'a.write']);
	});

	it('keeps the code of the network where no reply came', () => {
		expect(readReason('timeout', { lost: 'timeout', code: 'ETIMEDOUT' })).toEqual({
			trouble: 'timeout',
			code: 'ETIMEDOUT',
		});
	});

	it.each(['Property values were not valid: [{"name', 'text [{]} more', '[{"name":"a"}', ''])(
		'reads no complaint in %j',
		(message) => {
			expect(readReason('refused', reply(400, refusal(message))).property).toBe(undefined);
		},
	);
});

describe('findSuspects', () => {
	const inputs = [ad('1', { a: 'x' }), ad('2', { a: 'y' }), ad('3', { b: 'x' })];

	it.each([
		['by property and value', { name: 'a', error: 'E', message: 'm', propertyValue: 'y' }, ['2']],
		['by property alone', { name: 'a', error: 'E', message: 'm' }, ['1', '2']],
		[
			'by property where no ad has the value',
			{ name: 'b', error: 'E', message: 'm', propertyValue: 'q' },
			['3'],
		],
		['nowhere', { name: 'c', error: 'E', message: 'm', propertyValue: 'x' }, []],
		['not in an inherited name', { name: 'constructor', error: 'E', message: 'm' }, []],
		['not in __proto__', { name: '__proto__', error: 'E', message: 'm' }, []],
	])('finds them %s', (_how, complaint, ids) => {
		expect(findSuspects(refusedValues(complaint), inputs).map(({ id }) => id)).toEqual(ids);
	});

	it.each([undefined, null, 'x', [], { message: 7, errors: 'x' }, { context: { ids: {} } }])(
		'finds none in %j',
		(body) => {
			expect(findSuspects(body, inputs)).toEqual([]);
		},
	);
});
