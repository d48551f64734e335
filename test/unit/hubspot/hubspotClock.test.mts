import { describe, expect, it } from 'vitest';

import { HubspotClock, readTime } from '../../../nodes/HubspotAds/hubspot/hubspotClock';
import { NOW, reply } from './given.mts';

/** By so much HubSpot's clock is ahead of the one that is used here, in milliseconds. */
const AHEAD = 7_000;

describe('HubspotClock', () => {
	it.each([
		['while it was on its way', 40, 'after'],
		['as the request was sent, where both ways are as long', 0, 'after'],
		['before that', -1, 'unknown'],
		['a second and half of both ways before', -1_050, 'unknown'],
		['longer before', -1_051, 'before'],
	])('tells of what was made %s, by the frame of a batch', (_when, at, order) => {
		const clock = new HubspotClock();
		clock.learn(framed(50, 130), NOW, NOW + 180);

		expect(clock.compare(NOW + AHEAD + 10_000 + at, NOW + 10_000)).toBe(order);
	});

	it.each([
		['after the second and the way there', 1_001, 'after'],
		['within the second', 900, 'unknown'],
		['less than a second before', -900, 'unknown'],
		['longer before', -1_201, 'before'],
	])('tells of what was made %s, by the Date alone', (_when, at, order) => {
		const clock = new HubspotClock();
		clock.learn(reply(429, {}, { date: date(AHEAD) }), NOW, NOW + 100);

		expect(clock.compare(NOW + AHEAD + 10_000 + at, NOW + 10_000)).toBe(order);
	});

	it('tells nothing before the first reply, and of no known moment', () => {
		const clock = new HubspotClock();

		expect(clock.compare(NOW, NOW)).toBe('unknown');
		clock.learn(framed(50, 130), NOW, NOW + 180);
		expect(clock.compare(Number.NaN, NOW)).toBe('unknown');
	});

	it.each([
		['is a web page', reply(502, undefined, { date: date(3_600_000) })],
		['has times that are none', reply(200, { startedAt: 1, completedAt: 2 })],
		['ends before it begins', reply(200, frame(100, 50))],
		['took longer than it was waited for', reply(200, frame(0, 500))],
		['has a Date of another hour', reply(200, frame(50, 130), { date: date(3_600_000) })],
	])('learns nothing of a reply that %s', (_what, odd) => {
		const clock = new HubspotClock();
		clock.learn(odd, NOW, NOW + 180);

		expect(clock.compare(NOW + AHEAD + 1_000_000, NOW)).toBe('unknown');
	});

	it('keeps to the frame, also where another machine of HubSpot tells another Date', () => {
		const clock = new HubspotClock();
		clock.learn(framed(50, 130), NOW, NOW + 180);
		clock.learn(reply(200, {}, { date: date(AHEAD + 60_000) }), NOW + 200, NOW + 300);

		expect(clock.compare(NOW + AHEAD + 100, NOW)).toBe('after');
	});

	it('learns from a reply that was there within a part of a millisecond', () => {
		const clock = new HubspotClock();
		clock.learn(framed(0, 1), NOW + 0.2, NOW + 0.9);

		expect(clock.compare(NOW + AHEAD + 100, NOW)).toBe('after');
	});

	it('begins anew where its own clock was set or stood still', () => {
		const clock = new HubspotClock();
		clock.learn(framed(50, 130), NOW, NOW + 180);
		const setBack = NOW - 3_600_000;
		clock.learn(framed(50, 130), setBack, setBack + 180);

		expect(clock.compare(NOW + AHEAD + 100, setBack)).toBe('after');
		expect(clock.compare(NOW + AHEAD - 2_000, setBack)).toBe('before');
	});
});

describe('readTime', () => {
	it.each([
		['2026-10-05T09:00:00.250Z', NOW + 250],
		['2026-10-05T09:00:00Z', NOW],
		['2026-10-05', NaN],
		['1', NaN],
		[1, NaN],
		[null, NaN],
	])('takes %j for %d', (value, time) => {
		expect(readTime(value)).toBe(time);
	});
});

// Helpers

/** @param from milliseconds from when the request was sent, on HubSpot's clock */
function framed(from: number, to: number) {
	return reply(200, frame(from, to), { date: date(AHEAD + to) });
}

function frame(from: number, to: number): object {
	const text = (ms: number) => new Date(NOW + AHEAD + ms).toISOString();
	return { status: 'COMPLETE', startedAt: text(from), completedAt: text(to), results: [] };
}

function date(ms: number): string {
	return new Date(NOW + ms).toUTCString();
}
