import { describe, expect, it } from 'vitest';

import { hideBegun, hideSecrets, readBody } from '../../../nodes/HubspotAds/hubspot/body';

const TOKEN = 'pat-na1-secret/7"x';
const ECHOED = 'pat-na1-00000000-0001';

describe('hideBegun', () => {
	it.each([
		[`"${ECHOED}" is none`, '"[access token]" is none'],
		[`${ECHOED.slice(0, 18)}… is none`, '[access token]… is none'],
		[`${ECHOED}${ECHOED}x`, '[access token][access token]x'],
		['pat-na1-0 is none', 'pat-na1-0 is none'],
		['test', 'test'],
	])('makes of %j %j', (text, shown) => {
		expect(hideBegun(text, [ECHOED, 'test', ''])).toBe(shown);
	});
});

describe('readBody', () => {
	it('parses JSON', () => {
		expect(readBody('{"results":[{"id":"1"}]}', [TOKEN])).toEqual({ results: [{ id: '1' }] });
	});

	it.each(['', '<!DOCTYPE html>', '{"results":[{"id":"1"', 'undefined', '\u0000'])(
		'reads nothing from %j',
		(text) => {
			expect(readBody(text, [TOKEN])).toBe(undefined);
		},
	);

	it.each([
		['plain', JSON.stringify({ message: `no session for Bearer ${ECHOED}` })],
		['in escaped letters', `{"message":"no session for Bearer \\u0070a\\u0074${ECHOED.slice(3)}"}`],
		['as a key', `{"message":{"${ECHOED}":1}}`],
		['deep inside', `{"message":[[[{"a":["x ${ECHOED} y"]}]]]}`],
		['twice', `{"message":"${ECHOED}${ECHOED}"}`],
	])('hides a token that is echoed %s', (_how, text) => {
		const body = readBody(text, [TOKEN, ECHOED]);

		expect(JSON.stringify(body)).not.toContain(ECHOED);
		expect(JSON.stringify(body)).toContain('[access token]');
	});

	it('hides nothing where there is no token', () => {
		expect(readBody('{"message":"a\\nb"}', [''])).toEqual({ message: 'a\nb' });
		expect(hideSecrets('abc', [''])).toBe('abc');
	});

	it('hides a secret that JSON has to escape', () => {
		expect(readBody(JSON.stringify({ said: `a ${TOKEN} b` }), [TOKEN])).toEqual({
			said: 'a [access token] b',
		});
	});

	it('leaves the texts of users alone where the token is an ordinary word, and hides it as a token', () => {
		const text = JSON.stringify({ hs_name: 'A test, for test.', said: 'Bearer test, bearer TEST' });

		expect(readBody(text, ['test'])).toEqual({
			hs_name: 'A test, for test.',
			said: 'Bearer [access token], bearer [access token]',
		});
		expect(readBody('{"said":"Bearer testing"}', ['test'])).toEqual({ said: 'Bearer testing' });
	});

	it.each([
		'{"__proto__":{"polluted":"yes"},"id":"1"}',
		'{"\\u005f_proto__":{"polluted":"yes"},"id":"1"}',
		'{"a":[{"__proto__":{"polluted":"yes"}}],"id":"1"}',
	])('leaves out __proto__ of %s', (text) => {
		const body = readBody(text, [TOKEN]);

		expect(JSON.stringify(body)).not.toContain('polluted');
		expect(({} as Record<string, unknown>).polluted).toBe(undefined);
		expect(body).toMatchObject({ id: '1' });
	});

	it('survives a body that is nested 200,000 deep', () => {
		const deep = '['.repeat(200_000) + ']'.repeat(200_000);

		expect(() => readBody(`{"results":${deep}}`, [TOKEN])).not.toThrow();
		expect(readBody(`{"message":"${ECHOED}","results":${deep}}`, [ECHOED])).toBe(undefined);
	});

	it('reads a body of 30 MB', () => {
		const padding = 'x'.repeat(30_000_000);

		const body = readBody(JSON.stringify({ results: [{ id: '1' }], padding, said: '\n' }), [TOKEN]);

		expect(body).toMatchObject({ results: [{ id: '1' }], said: '\n' });
	});
});
