import { describe, expect, it } from 'vitest';

import { patchRequest } from '../../../nodes/HubspotAds/hubspot/endpoints';
import { ad } from './given.mts';

const reference = { idProperty: 'reference_number' };

describe('the path of one ad', () => {
	it('keeps a value with strange letters in its place', () => {
		expect(patchRequest('v3', ad('a/b?c=ü&d', {}, reference)).path).toBe(
			'/crm/v3/objects/0-420/a%2Fb%3Fc%3D%C3%BC%26d?idProperty=reference_number',
		);
	});
});
