import { describe, expect, it } from 'vitest';

import {
	batchReadRequest,
	batchUpdateRequest,
	patchRequest,
	pipelinesRequest,
	propertiesRequest,
	type ApiVersion,
} from '../../../nodes/HubspotAds/hubspot/endpoints';
import { ad } from './given.mts';

const reference = { idProperty: 'reference_number' };

describe('the requests', () => {
	it.each<[ApiVersion, string]>([
		['v3', '/crm/v3/objects/0-420'],
		['2026-03', '/crm/objects/2026-03/0-420'],
		['2026-09', '/crm/objects/2026-09/0-420'],
	])('of %s are for the paths under %s', (version, path) => {
		const [properties, pipelines] = [propertiesRequest(version), pipelinesRequest(version)];

		expect(batchUpdateRequest(version, [ad('1')])).toMatchObject({
			method: 'POST',
			path: `${path}/batch/update`,
		});
		expect(batchReadRequest(version, [ad('1')], []).path).toBe(`${path}/batch/read`);
		expect(patchRequest(version, ad('1'))).toMatchObject({ method: 'PATCH', path: `${path}/1` });
		expect(properties.path).toBe(path.replace('objects', 'properties'));
		expect(pipelines.path).toBe(path.replace('objects', 'pipelines'));
	});

	it('carry a trace id for every input, and an idProperty only with a unique value', () => {
		const { body } = batchUpdateRequest('v3', [ad('1'), ad('2', { a: '' }, reference)]);

		expect(JSON.parse(JSON.stringify(body))).toEqual({
			inputs: [
				{ id: '1', properties: { hs_price: '5' }, objectWriteTraceId: 'trace-1' },
				{ id: '2', ...reference, properties: { a: '' }, objectWriteTraceId: 'trace-2' },
			],
		});
	});

	it('read each property once, and the unique one', () => {
		const ads = [ad('a', {}, reference), ad('b', {}, reference)];

		const { body } = batchReadRequest('v3', ads, ['x', 'y', 'x']);

		expect(body).toEqual({
			inputs: [{ id: 'a' }, { id: 'b' }],
			...reference,
			properties: ['x', 'y', 'reference_number'],
			propertiesWithHistory: [],
		});
	});

	it('keep a value with strange letters in its place', () => {
		expect(patchRequest('v3', ad('a/b?c=ü&d', {}, reference)).path).toBe(
			'/crm/v3/objects/0-420/a%2Fb%3Fc%3D%C3%BC%26d?idProperty=reference_number',
		);
	});
});
