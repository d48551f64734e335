import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findChanges } from '../../nodes/HubspotAds/properties/changes';
import { checkProperties } from '../../nodes/HubspotAds/properties/checks';
import { readDefinitions, withPipelines } from '../../nodes/HubspotAds/properties/definitions';
import { createAccount } from '../unit/simulator/account.mts';

const TIME_ZONES = [
	'UTC',
	'Europe/Madrid',
	'America/Los_Angeles',
	'Asia/Kathmandu',
	'Pacific/Kiritimati',
];

describe('values that were read from HubSpot', () => {
	const { ids, call } = createAccount({ ads: 60, limit: { max: 1e9, daily: 1e9 } });
	const ask = (method: string, path: string, body?: object) => call(method, path, body).json;
	const definitions = withPipelines(
		readDefinitions(ask('GET', '/crm/v3/properties/0-420')),
		ask('GET', '/crm/v3/pipelines/0-420'),
	);
	const names = definitions.writable.map(({ name }) => name);

	it('are sent again unchanged, and change nothing', () => {
		const law = fc.property(
			fc.constantFrom(...ids),
			fc.subarray(names, { minLength: 1 }),
			fc.constantFrom(...TIME_ZONES),
			(id, wanted, timeZone) => {
				const { properties: current } = ask('POST', '/crm/v3/objects/0-420/batch/read', {
					inputs: [{ id }],
					properties: wanted,
					propertiesWithHistory: [],
				}).results[0];
				const read = Object.fromEntries(wanted.map((name) => [name, current[name]]));

				const checked = checkProperties(read, definitions, { timeZone, clearEmpty: true });
				const before = ask('GET', `/crm/v3/objects/0-420/${id}`).updatedAt;
				const answer = ask('PATCH', `/crm/v3/objects/0-420/${id}`, {
					properties: checked.properties,
				});

				expect(checked.misfits).toEqual([]);
				expect(findChanges(checked.properties, current, definitions)).toEqual({});
				expect(answer.updatedAt).toBe(before);
			},
		);
		fc.assert(law, { numRuns: 500 });
	});
});
