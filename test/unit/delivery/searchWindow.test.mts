import { describe, expect, it } from 'vitest';
import { SearchWindow } from '../../../nodes/HubspotAds/delivery/searchWindow';

describe('SearchWindow', () => {
	it('has room for five searches, and for the next a little more than a second after the first', () => {
		const { window, at } = open();

		for (let n = 0; n < 4; n++) window.send();
		expect(window.untilRoom()).toBe(0);
		window.send();
		expect(window.untilRoom()).toBe(1_050);
		at(1_049);
		expect(window.untilRoom()).toBe(1);
		at(1_050);
		expect(window.untilRoom()).toBe(0);
	});

	it.each([
		['that does not say how long', 0, 1_000],
		['that asks for less', 300, 1_000],
		['that asks for more', 2_500, 2_500],
		['that asks for an hour', 3_600_000, 10_000],
	])('waits after a refusal %s', (_what, refusedForMs, waitMs) => {
		const { window } = open();

		window.answer(window.send(), undefined, refusedForMs);

		expect(window.untilRoom()).toBe(waitMs);
	});

	it('does not shorten a wait by another refusal, and does not count what was refused', () => {
		const { window, at } = open();
		const passes = [0, 0, 0, 0, 0].map(() => window.send());

		window.answer(passes[0], undefined, 5_000);
		at(100);
		window.answer(passes[1], undefined, 0);
		expect(window.untilRoom()).toBe(4_900);

		at(5_000);
		for (let n = 0; n < 5; n++) window.send();
		expect(window.untilRoom()).toBe(1_130);
	});

	it('does not take a search for late because it took long', () => {
		const { window, at } = open();
		const passes = [0, 0, 0, 0, 0].map(() => window.send());

		at(200);
		window.answer(passes[1]);
		at(900);
		window.answer(passes[0]);

		expect(window.untilRoom()).toBe(150);
	});

	it('counts a search that could not leave from when it could', () => {
		const { window, at } = open();
		for (let n = 0; n < 5; n++) window.send();

		at(400);
		window.delay(0);

		expect(window.untilRoom()).toBe(1_050);
	});

	it('is idle when nothing is on its way and the last search has expired', () => {
		const { window, at } = open();
		expect(window.isIdle()).toBe(true);

		const pass = window.send();
		at(2_000);
		expect(window.isIdle()).toBe(false);
		window.answer(pass);
		expect(window.isIdle()).toBe(true);
		window.answer(window.send());
		expect(window.isIdle()).toBe(false);
	});
});

// Helpers

function open() {
	let now = 0;
	const clock = { now: () => now, random: () => 0.5, sleep: async () => {} };
	return { window: new SearchWindow(clock), at: (ms: number) => (now = ms) };
}
