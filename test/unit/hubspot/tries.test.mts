import { describe, expect, it } from 'vitest';

import type { Advice, Exchange } from '../../../nodes/HubspotAds/delivery/operation';
import type { Channel } from '../../../nodes/HubspotAds/hubspot/channel';
import type { Reason } from '../../../nodes/HubspotAds/hubspot/fates';
import { Tries } from '../../../nodes/HubspotAds/hubspot/tries';
import { NOW, reply } from './given.mts';

/** HubSpot's clock is ahead of the monotonic one by far, and of the wall's by this, in milliseconds. */
const AHEAD = 7_000;

const lost: Advice<never, Reason> = {
	next: 'retry',
	reason: { trouble: 'disconnected' },
	about: 'connection',
	mayBeTaken: true,
};
const refused: Advice<never, Reason> = { ...lost, about: 'account', mayBeTaken: false };

describe('Tries', () => {
	it('goes by the first try that was lost, not by one that was refused', async () => {
		const { machine, tries, input, attempt } = open();
		await attempt(refused);
		machine.pass(60_000);
		await attempt(lost);
		machine.pass(60_000);
		await attempt(lost);

		await tries.channel.send({ method: 'GET', path: '' });

		expect(tries.ageOf(madeAt(59_000), input)).toBe('unknown');
		expect(tries.ageOf(madeAt(58_000), input)).toBe('older');
		expect(tries.ageOf(madeAt(60_100), input)).toBe('notOlder');
	});

	it('goes by the only try where none was lost', async () => {
		const { tries, input, attempt } = open();
		await attempt(refused);

		await tries.channel.send({ method: 'GET', path: '' });

		expect(tries.wasLost(input)).toBe(false);
		expect(tries.ageOf(madeAt(100), input)).toBe('notOlder');
		expect(tries.ageOf(madeAt(-60_000), input)).toBe('older');
	});

	it.each<[string, Advice<never, Reason>, boolean, boolean]>([
		['lost a reply', lost, false, true],
		['answered and left it out', { next: 'confirm', reason: lost.reason }, false, true],
		['told of it, and lost another', lost, true, false],
		['took nothing', refused, false, false],
	])('knows what may have been taken, where HubSpot %s', async (_what, advice, isTold, wasLost) => {
		const { tries, input, attempt } = open();

		await attempt(advice, isTold);

		expect(tries.wasLost(input)).toBe(wasLost);
	});

	it('tells no age where the machine slept between the try and the reply', async () => {
		const { machine, tries, input, attempt } = open();
		await attempt(lost);
		machine.sleep(3_600_000);

		await tries.channel.send({ method: 'GET', path: '' });

		expect(tries.ageOf(madeAt(100), input)).toBe('unknown');
	});

	it('tells no age where the clock of the machine was set back in between', async () => {
		const { machine, tries, input, attempt } = open();
		await attempt(lost);
		machine.set(-3_600_000);

		await tries.channel.send({ method: 'GET', path: '' });

		expect(tries.ageOf(madeAt(100), input)).toBe('unknown');
	});

	it.each([[undefined], [1], ['yesterday']])('tells no age of what was made at %j', async (at) => {
		const { tries, input, attempt } = open();
		await attempt(lost);

		await tries.channel.send({ method: 'GET', path: '' });

		expect(tries.ageOf({ id: '1', properties: {}, createdAt: at }, input)).toBe('unknown');
	});
});

// Helpers

/** @param ms from the first try on */
function madeAt(ms: number) {
	return { id: '1', properties: {}, createdAt: new Date(NOW + AHEAD + ms).toISOString() };
}

function open() {
	let trueMs = 0;
	let sleptMs = 0;
	let setMs = 0;
	const wire: Channel = {
		version: 'v3',
		now: () => trueMs - sleptMs,
		wallNow: () => NOW + trueMs + setMs,
		async send() {
			trueMs += 40;
			const at = new Date(NOW + AHEAD + trueMs).toISOString();
			trueMs += 40;
			return await Promise.resolve(reply(200, { startedAt: at, completedAt: at, results: [] }));
		},
	};
	const machine = {
		pass: (ms: number) => (trueMs += ms),
		sleep: (ms: number) => ((trueMs += ms), (sleptMs += ms)),
		set: (ms: number) => (setMs += ms),
	};
	const input = {};
	const tries = new Tries<object>(wire);
	const attempt = async (advice: Advice<never, Reason>, isTold = false) => {
		const fates = new Map<object, string>(isTold ? [[input, 'created']] : []);
		const exchange: Exchange<object, string, Reason> = { fates, advice };
		await tries.watch(async () => await Promise.resolve(exchange))([input]);
	};
	return { machine, tries, input, attempt };
}
