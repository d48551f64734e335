import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { UpdateInput } from '../../nodes/HubspotAds/hubspot/inputs';
import { judgePatch, judgeReadBack, judgeUpdate } from '../../nodes/HubspotAds/hubspot/judge';
import { findChanges } from '../../nodes/HubspotAds/properties/changes';
import { checkProperties } from '../../nodes/HubspotAds/properties/checks';
import { readDefinitions, withPipelines } from '../../nodes/HubspotAds/properties/definitions';
import { ad } from '../unit/hubspot/given.mts';

const RULES = { timeZone: 'Europe/Madrid', clearEmpty: true, keepEmptyText: false };

/** The words of HubSpot's bodies, in places where they do not belong, and two that could reach an object's prototype. */
const key = fc.constantFrom(
	...['results', 'errors', 'id', 'properties', 'objectWriteTraceId', 'context', 'ids', 'category'],
	...['message', 'errorType', 'code', 'in', 'propertyName', 'policyName', 'status', 'links'],
	...['name', 'label', 'type', 'fieldType', 'options', 'value', 'hidden', 'archived', 'stages'],
	...['modificationMetadata', 'readOnlyValue', 'hasUniqueValue', '__proto__', 'constructor'],
);
const leaf = fc.oneof(
	fc.constantFrom<unknown>(null, true, false, 0, -1, '', '7', 'trace-7', 'hs_price'),
	fc.constantFrom('string', 'number', 'bool', 'date', 'datetime', 'enumeration', 'checkbox'),
	fc.constantFrom('COMPLETE', 'OBJECT_NOT_FOUND', 'VALIDATION_ERROR', 'PROPERTY_DOESNT_EXIST'),
	fc.string(),
	fc.double(),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'medium' },
		leaf,
		fc.array(tie('value'), { maxLength: 4 }),
		fc.dictionary(key, tie('value'), { maxKeys: 6 }),
	),
}));
const definition = fc.record(
	{ name: leaf, label: leaf, type: leaf, fieldType: leaf, options: value, hasUniqueValue: leaf },
	{ requiredKeys: ['name'] },
);
const body = fc.oneof(
	value,
	fc.record({ results: fc.array(value), errors: fc.array(value) }),
	fc.record({ results: fc.array(definition) }),
);
const status = fc.constantFrom(200, 207, 302, 400, 401, 403, 404, 409, 423, 429, 477, 502);

describe('a body of any shape', () => {
	it('is judged without a throw, so that no ad loses its fate', () => {
		fc.assert(
			fc.property(body, status, (given, code) => {
				const reply = { status: code, headers: {}, body: given };

				judgeUpdate(reply, inputs, 0);
				judgeReadBack(reply, inputs, 0, () => true);
				judgePatch(reply, [inputs[0]], 0);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('is read as definitions without a throw, and values are checked against them', () => {
		fc.assert(
			fc.property(body, body, value, (properties, pipelines, wanted) => {
				const definitions = withPipelines(readDefinitions(properties), pipelines);

				for (const name of [...definitions.byName.keys(), 'hs_price']) {
					checkProperties({ [name]: wanted, a: 'x;y' }, definitions, RULES);
					findChanges({ [name]: '5' }, { [name]: '1;2' }, definitions);
				}
			}),
			{ numRuns: 2_000 },
		);
	});
});

// Helpers

const inputs: UpdateInput[] = [ad('7', { hs_price: '5' }), ad('8', { hs_city: '' })];
