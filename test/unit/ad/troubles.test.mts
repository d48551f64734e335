import { describe, expect, it } from 'vitest';

import { describeTrouble, REACH } from '../../../nodes/HubspotAds/ad/troubles';
import type { Trouble } from '../../../nodes/HubspotAds/hubspot/fates';

const READ = 'crm.objects.listings.read';
const WRITE = 'crm.objects.listings.write';

describe('describeTrouble', () => {
	it.each((Object.keys(REACH) as Trouble[]).filter((trouble) => trouble !== 'broken'))(
		"keeps to n8n's words for %s: no error, problem, failure or mistake",
		(trouble) => {
			const { what, todo = '' } = describeTrouble({ trouble, statusCode: 503 });

			expect(`${what}. ${todo}`).not.toMatch(/error|problem|fail|mistake|undefined/i);
			expect(what).not.toMatch(/\.$/);
			expect(todo).not.toMatch(/\.$/);
		},
	);

	it.each([
		[[], 'a scope that HubSpot asks for'],
		[[WRITE], `the scope ${WRITE}`],
		// One of these would do, so it has none of them.
		[[READ, WRITE, 'crm.schemas.listings.read'], `the scopes ${READ} and ${WRITE}`],
		[['a.read', 'b.read'], 'one of the scopes a.read, b.read'],
	])(
		'says of a 403 that names %j what is lacking, and asks for all that is needed',
		(scopes, lacks) => {
			const { what, todo } = describeTrouble({ trouble: 'forbidden', scopes });

			expect(what).toBe(`the credential lacks ${lacks}`);
			expect(todo).toBe(
				`Add the scopes ${READ} and ${WRITE} to the key or app in HubSpot, and connect the credential again if it uses OAuth2`,
			);
		},
	);

	it('tells of an account without the object as the test of the credential does', () => {
		expect(describeTrouble({ trouble: 'inactive', said: 'Invalid object …' })).toEqual({
			what: 'HubSpot does not know ads (object 0-420) in this account',
			todo: "Activate the object Listings in HubSpot's object library",
		});
	});
});
