import { MockAgent } from 'undici';
import type { MockPool } from 'undici';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../../scripts/probe/client.mts';
import type { Client } from '../../../scripts/probe/client.mts';

const ORIGIN = 'https://api.hubapi.com';
const TOKEN = 'pat-na1-token-of-the-test';
const PATH = '/crm/v3/objects/0-420';
const LIMIT = { message: 'You have reached your ten_secondly_rolling limit.' };
const DAILY = { message: 'You have reached your daily limit.' };

let agent: MockAgent;
let hubspot: MockPool;
let client: Client;
let waits: number[];

beforeEach(() => {
	agent = new MockAgent();
	agent.disableNetConnect();
	hubspot = agent.get(ORIGIN);
	waits = [];
	client = connect(ORIGIN, TOKEN, { dispatcher: agent, wait: async (ms) => waits.push(ms) });
	return async () => {
		agent.assertNoPendingInterceptors();
		await agent.close();
	};
});

describe('what the probe sends', () => {
	it('has the token of the account, and the body as JSON', async () => {
		const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
		const request = { path: PATH, method: 'POST', headers, body: '{"inputs":[]}' };
		hubspot.intercept(request).reply(200, { results: [] });

		const { status, body } = await client.ask('POST', PATH, { inputs: [] });

		expect({ status, body }).toEqual({ status: 200, body: { results: [] } });
	});

	it('has another token where the question is about one', async () => {
		const headers = { authorization: 'Bearer another' };
		hubspot.intercept({ path: PATH, method: 'GET', headers }).reply(401, {});

		expect((await client.ask('GET', PATH, undefined, 'another')).status).toBe(401);
	});

	it('goes to no other address, also where HubSpot says so', async () => {
		const location = 'https://elsewhere.example.com/';
		answer(302, '', { location });

		expect((await client.ask('GET', PATH)).status).toBe(302);
	});
});

describe('what the probe hears', () => {
	it.each(['<html>Bad gateway</html>', ''])('may be no JSON: "%s"', async (page) => {
		answer(502, page);

		const { text, body } = await client.ask('GET', PATH);

		expect({ text, body }).toEqual({ text: page, body: undefined });
	});

	it('never has the token in it', async () => {
		answer(401, { message: `The token ${TOKEN} is expired, yes, ${TOKEN}` });

		const { text, body } = await client.ask('GET', PATH);

		expect(text).not.toContain(TOKEN);
		expect(body.message).toBe('The token (access token) is expired, yes, (access token)');
	});

	it('is nothing where the connection breaks', async () => {
		hubspot.intercept({ path: PATH, method: 'GET' }).replyWithError(new Error('ECONNRESET'));

		await expect(client.ask('GET', PATH)).rejects.toThrow('ECONNRESET');
	});
});

describe('the probe at a limit', () => {
	it.each([
		[429, LIMIT, 10_500],
		[423, {}, 2_500],
	])('asks again after a %i', async (status, body, waitMs) => {
		answer(status, body);
		answer(200, { results: [] });

		expect((await client.ask('GET', PATH)).status).toBe(200);
		expect(waits).toEqual([waitMs]);
	});

	it('gives up after four tries', async () => {
		answer(429, LIMIT).times(4);

		expect((await client.ask('GET', PATH)).status).toBe(429);
		expect(waits).toHaveLength(3);
	});

	it('does not wait for another day', async () => {
		answer(429, DAILY);

		expect((await client.ask('GET', PATH)).status).toBe(429);
		expect(waits).toEqual([]);
	});
});

// Helpers

function answer(status: number, body: string | object, headers: Record<string, string> = {}) {
	return hubspot.intercept({ path: PATH, method: 'GET' }).reply(status, body, { headers });
}
