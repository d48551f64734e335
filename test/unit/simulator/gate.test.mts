import { describe, expect, it } from 'vitest';
import { DEFAULT_TOKEN } from '../../simulator/hubspot.mts';
import { createAccount, input, UPDATE } from './account.mts';

const READ_ONLY = { reader: { scopes: ['crm.objects.listings.read'] } };

describe('the order of checks', () => {
	const worst = { inputs: [{ id: '1', properties: {} }, { id: '1' }] };

	it('asks for the token before all else', () => {
		const { call } = createAccount({ limit: { max: 0 } });

		expect(call('POST', '/crm/v3/objects/widgets/batch/update', worst, '').status).toBe(401);
	});

	it('then for the scope', () => {
		const { call } = createAccount({ limit: { max: 0 }, tokens: READ_ONLY });

		expect(call('POST', UPDATE, worst, 'reader').status).toBe(403);
	});

	it('then for room in the window', () => {
		const { call } = createAccount({ limit: { max: 0 } });

		expect(call('POST', '/crm/v3/objects/widgets/batch/update', worst).status).toBe(429);
	});

	it.each([
		['widgets', 'Unable to infer object type from: widgets'],
		['0-9999', 'Invalid object or event type id: 0-9999'],
	])('then for the object type %s', (type, message) => {
		const { call } = createAccount();

		const { status, json } = call('POST', `/crm/v3/objects/${type}/batch/update`, '{');

		expect(status).toBe(400);
		expect(json.message).toBe(message);
		expect(json).not.toHaveProperty('category');
	});

	it('then for the shape, duplicates, idProperty and values, in this order', () => {
		const { update, ids } = createAccount();
		const strange = { nonsense: 'x' };

		const shape = update(input(ids[0], strange), { id: ids[0] });
		const duplicates = update(
			{ ...input(ids[0], strange), idProperty: 'hs_name' },
			input(ids[0], strange),
		);
		const idProperty = update({ ...input(ids[0], strange), idProperty: 'hs_name' });

		expect(shape.json.message).toContain('Some required fields were not set: [properties]');
		expect(duplicates.json.message).toContain('Duplicate IDs');
		expect(idProperty.json.message).toContain('non-unique');
	});
});

describe('the token', () => {
	it('is missing or unknown: 401 without hints at limits', () => {
		const { call } = createAccount();

		for (const token of ['', 'unknown']) {
			const { status, json, headers } = call('POST', UPDATE, {}, token);
			expect(status).toBe(401);
			expect(json.category).toBe('INVALID_AUTHENTICATION');
			expect(Object.keys(headers).join()).not.toContain('ratelimit');
		}
	});

	it('expires: 401 with the time', () => {
		const { call, hubspot, clock } = createAccount();
		hubspot.tokens.set('short', { scopes: ['crm.objects.listings.write'], expiresAt: clock.now });
		clock.now += 75_000;

		const { status, json } = call('POST', UPDATE, {}, 'short');

		expect(status).toBe(401);
		expect(json).toMatchObject({
			message: 'The OAuth token used to make this call expired 75 second(s) ago.',
			category: 'EXPIRED_AUTHENTICATION',
			context: { 'expire time': ['2026-11-02T10:00:00.000Z'] },
		});
	});

	it('lacks a scope: 403 that names it', () => {
		const { call } = createAccount({ tokens: READ_ONLY });

		const { json } = call('POST', UPDATE, {}, 'reader');

		expect(json.category).toBe('MISSING_SCOPES');
		expect(json.errors[0].context.requiredGranularScopes).toEqual(['crm.objects.listings.write']);
	});

	it('is renewed with a refresh token, for half an hour', () => {
		const { call, clock } = createAccount({
			auth: 'oauth',
			refreshTokens: { again: ['crm.objects.listings.read'] },
		});

		const { json } = call(
			'POST',
			'/oauth/v1/token',
			'grant_type=refresh_token&refresh_token=again',
		);

		expect(json).toMatchObject({ token_type: 'bearer', expires_in: 1_800, refresh_token: 'again' });
		const read = () => call('GET', '/crm/v3/objects/0-420', undefined, json.access_token).status;
		expect(read()).toBe(200);
		clock.now += 1_800_000;
		expect(read()).toBe(401);
	});

	it('is not renewed with an unknown refresh token', () => {
		const { call } = createAccount();

		const { status, json } = call('POST', '/oauth/v1/token', 'grant_type=refresh_token');

		expect(status).toBe(400);
		expect(json).toMatchObject({ error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' });
	});
});

describe('the journal', () => {
	it('keeps requests in order, with what they wrote and without the token', () => {
		const { update, ids, hubspot, clock } = createAccount();
		update(input(ids[0], { hs_price: '1' }));
		clock.now += 500;
		update(input(ids[1], { hs_price: 'x' }));

		expect(hubspot.journal).toMatchObject([
			{ endpoint: 'batchUpdate', version: 'v3', inputs: 1, status: 200, written: [ids[0]] },
			{ endpoint: 'batchUpdate', status: 400, written: [], accepted: true },
		]);
		expect(hubspot.journal[1].at - hubspot.journal[0].at).toBe(500);
		expect(JSON.stringify(hubspot.journal)).not.toContain(DEFAULT_TOKEN);
	});

	it('marks a path that HubSpot would not have been asked for', () => {
		const { call, lastEntry } = createAccount();

		const { status, json } = call('PUT', '/crm/v3/objects/0-420/1');

		expect(status).toBe(404);
		expect(json.status).toBe('error');
		expect(lastEntry().unknown).toBe(true);
	});

	it('holds no bodies when it is light', () => {
		const { update, ids, lastEntry } = createAccount({ journal: 'light' });

		update(input(ids[0], { hs_price: '1' }));

		expect(lastEntry()).toMatchObject({ inputs: 1, writtenCount: 1, written: [] });
		expect(lastEntry()).not.toHaveProperty('body');
		expect(lastEntry()).not.toHaveProperty('answer');
	});
});

it('an account without Listings refuses the object type', () => {
	const { call } = createAccount({ activated: false });

	expect(call('GET', '/crm/v3/objects/0-420?limit=1').status).toBe(400);
	expect(call('GET', '/account-info/v3/details').status).toBe(200);
});
