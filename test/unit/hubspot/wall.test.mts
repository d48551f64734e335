import { describe, expect, it } from 'vitest';

import type { Request } from '../../../nodes/HubspotAds/hubspot/endpoints';
import type { Reply } from '../../../nodes/HubspotAds/hubspot/reply';
import { behindWall } from '../../../nodes/HubspotAds/hubspot/wall';
import { refusal, reply } from './given.mts';

const look: Request = { method: 'GET', path: '/look' };
const write: Request = { method: 'POST', path: '/write' };
const page = reply(403, undefined);
const taken = reply(200, {});

describe('behindWall, at a 403 that is a web page', () => {
	it('blames the wall where a request that only reads is refused so too, and looks once', async () => {
		const { send, looks } = open({ write: page, look: page });

		const replies = [await send(write), await send(write)];

		const wall = 'a proxy or firewall answered with status 403';
		const lost = { lost: 'unreachable', said: wall, isFinal: true };
		expect(replies).toEqual([lost, lost]);
		expect(looks()).toBe(1);
	});

	it('blames the request where reading is allowed', async () => {
		const { send } = open({ write: page, look: taken });

		expect(await send(write)).toBe(page);
	});

	it.each([
		['a reply', taken],
		["HubSpot's own refusal", reply(403, refusal('no scope'))],
	])('does not look where %s has passed before', async (_what, first) => {
		const { send, looks, replies } = open({ write: first, look: page });

		await send(write);
		replies.write = page;

		expect(await send(write)).toBe(page);
		expect(looks()).toBe(0);
	});
});

describe('behindWall, at a status that a proxy may have given', () => {
	it('knows that it asks for its password', async () => {
		const { send } = open({ write: reply(407, undefined) });

		expect(await send(write)).toMatchObject({ lost: 'unreachable', isFinal: true });
	});

	it.each([
		[
			'where it refuses a connection with it just now',
			{},
			503,
			{ lost: 'unreachable', isFinal: false },
		],
		['not where it refuses one with another', {}, 502, { status: 503 }],
		['not where it refuses none', {}, undefined, { status: 503 }],
		["not where HubSpot's edge has answered", { 'cf-ray': '1' }, 503, { status: 503 }],
	])('blames the proxy %s', async (_where, headers, status, expected) => {
		const { send } = open({ write: reply(503, undefined, headers), status });

		expect(await send(write)).toMatchObject(expected);
	});

	it('looks once for replies that come together, and anew for the next', async () => {
		const { send, replies, connects } = open({ write: reply(503, undefined), status: 503 });

		await Promise.all([send(write), send(write)]);
		expect(connects()).toBe(1);
		replies.status = undefined;

		expect(await send(write)).toMatchObject({ status: 503 });
	});
});

// Helpers

/** What comes back of the two requests, and the status of a connection that is refused. */
function open(replies: { write: Reply; look?: Reply; status?: number }) {
	let [looks, connects] = [0, 0];
	const send = behindWall(
		async (request) => {
			if (request === look) looks++;
			return await Promise.resolve(request === look ? replies.look! : replies.write);
		},
		look,
		async () => {
			connects++;
			return await Promise.resolve(replies.status);
		},
	);
	return { send, replies, looks: () => looks, connects: () => connects };
}
