import { describe, expect, it } from 'vitest';

import { hideToken, readBody } from '../../../nodes/HubspotAds/hubspot/body';

const TOKEN = 'pat-na1-secret/7"x';

describe('readBody', () => {
	it('parses JSON', () => {
		expect(readBody('{"results":[{"id":"1"}]}', TOKEN)).toEqual({ results: [{ id: '1' }] });
	});

	it.each(['', '<!DOCTYPE html>', '{"results":[{"id":"1"', 'undefined', '\u0000'])(
		'reads nothing from %j',
		(text) => {
			expect(readBody(text, TOKEN)).toBe(undefined);
		},
	);

	it.each([
		['plain', JSON.stringify({ message: `no session for Bearer pat-1` })],
		['in escaped letters', '{"message":"no session for Bearer \\u0070a\\u0074-1"}'],
		['as a key', '{"message":{"pat-1":1}}'],
		['deep inside', '{"message":[[[{"a":["x pat-1 y"]}]]]}'],
		['twice', '{"message":"pat-1pat-1"}'],
	])('hides a token that is echoed %s', (_how, text) => {
		const body = readBody(text, 'pat-1');

		expect(JSON.stringify(body)).not.toContain('pat-1');
		expect(JSON.stringify(body)).toContain('[access token]');
	});

	it('hides nothing where there is no token', () => {
		expect(readBody('{"message":"a\\nb"}', '')).toEqual({ message: 'a\nb' });
		expect(hideToken('abc', '')).toBe('abc');
	});

	it.each([
		'{"__proto__":{"polluted":"yes"},"id":"1"}',
		'{"\\u005f_proto__":{"polluted":"yes"},"id":"1"}',
		'{"a":[{"__proto__":{"polluted":"yes"}}],"id":"1"}',
	])('leaves out __proto__ of %s', (text) => {
		const body = readBody(text, TOKEN);

		expect(JSON.stringify(body)).not.toContain('polluted');
		expect(({} as Record<string, unknown>).polluted).toBe(undefined);
		expect(body).toMatchObject({ id: '1' });
	});

	it('survives a body that is nested 200,000 deep', () => {
		const deep = '['.repeat(200_000) + ']'.repeat(200_000);

		expect(() => readBody(`{"results":${deep}}`, TOKEN)).not.toThrow();
		expect(readBody(`{"message":"pat-1","results":${deep}}`, 'pat-1')).toBe(undefined);
	});

	it('reads a body of 30 MB', () => {
		const padding = 'x'.repeat(30_000_000);

		const body = readBody(JSON.stringify({ results: [{ id: '1' }], padding, said: '\n' }), TOKEN);

		expect(body).toMatchObject({ results: [{ id: '1' }], said: '\n' });
	});
});
