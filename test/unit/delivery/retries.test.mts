import { describe, expect, it } from 'vitest';

import { Budget, waitBeforeRetry } from '../../../nodes/HubspotAds/delivery/retries';

describe('waitBeforeRetry', () => {
	it.each([
		[1, 0.999999, 1_000],
		[2, 0.999999, 2_000],
		[3, 0.999999, 4_000],
		[4, 0.999999, 8_000],
		[5, 0.999999, 16_000],
		[6, 0.999999, 30_000],
		[50, 0.999999, 30_000],
		[2_000, 0.999999, 30_000],
		[3, 0.5, 2_000],
		[3, 0.25, 1_000],
		[1, 0, 100],
		[6, 0, 100],
	])('after try %i with chance %d is %i ms', (tries, random, ms) => {
		expect(waitBeforeRetry(tries, random)).toBe(ms);
	});

	it('comes on top of what HubSpot asked for', () => {
		expect(waitBeforeRetry(1, 0.5, 2_000)).toBe(2_500);
		expect(waitBeforeRetry(1, 0, 2_000)).toBe(2_100);
	});
});

describe('Budget', () => {
	it('is whole before its first try', () => {
		const budget = new Budget(300);

		budget.extend(1_000);

		expect(budget.leftMs(9_999)).toBe(300);
		expect(budget.startedAt).toBe(undefined);
	});

	it('counts from the first try on', () => {
		const budget = new Budget(300);

		budget.start(1_000);
		budget.start(1_200);

		expect(budget.leftMs(1_250)).toBe(50);
		expect(budget.leftMs(1_400)).toBe(-100);
		expect(budget.startedAt).toBe(1_000);
	});

	it('is not extended by the waits of its forks', () => {
		const budget = new Budget(300);
		budget.start(1_000);

		const [fork, other] = [budget.fork(), budget.fork()];
		fork.extend(5_000);

		expect(fork.leftMs(1_100)).toBe(5_200);
		expect(other.leftMs(1_100)).toBe(200);
		expect(budget.leftMs(1_100)).toBe(200);
	});

	it('hands the waits so far on to its forks', () => {
		const budget = new Budget(300);
		budget.start(1_000);
		budget.extend(5_000);

		const fork = budget.fork();

		expect(fork.leftMs(6_100)).toBe(200);
		expect(fork.startedAt).toBe(1_000);
	});

	it('counts a second wait on top of the first', () => {
		const budget = new Budget(300);
		budget.start(1_000);

		budget.extend(5_000);
		budget.extend(2_000);

		expect(budget.leftMs(8_100)).toBe(200);
	});

	it('does not count the wait for a turn', () => {
		const budget = new Budget(300);

		budget.start(1_000);
		budget.extend(5_000);

		expect(budget.leftMs(6_100)).toBe(200);
	});

	it('tells its parts when the whole began, how often it was tried and what it asked', () => {
		const budget = tried();

		const fork = budget.fork();
		fork.start(9_000);

		expect(told(fork)).toEqual({ startedAt: 1_000, beganAt: 1_000, requests: 3, nextTry: 3 });
		expect(told(budget)).toEqual({ startedAt: 1_000, beganAt: 1_000, requests: 3, nextTry: 3 });
	});

	it('counts requests and tries anew for those that go on without the one that was in their way', () => {
		const budget = tried();

		const again = budget.again();

		expect(told(again)).toEqual({ startedAt: 1_000, beganAt: 1_000, requests: 0, nextTry: 1 });
	});

	it('is whole again for a part of a batch that was refused, which began when the batch did', () => {
		const budget = tried();

		const renewed = budget.renew();
		renewed.start(9_000);

		expect(told(renewed)).toEqual({ startedAt: 9_000, beganAt: 1_000, requests: 0, nextTry: 1 });
		expect(renewed.leftMs(9_100)).toBe(200);
	});

	it('forgets the tries, and nothing else, once something has passed', () => {
		const budget = tried();

		budget.forgetTries();

		expect(told(budget)).toEqual({ startedAt: 1_000, beganAt: 1_000, requests: 3, nextTry: 1 });
	});
});

// Helpers

/** Tried twice, with three requests. */
function tried(): Budget {
	const budget = new Budget(300);
	budget.start(1_000);
	for (let requests = 0; requests < 3; requests++) budget.countRequest();
	for (let tries = 0; tries < 2; tries++) budget.countTry();
	return budget;
}

function told(budget: Budget) {
	const { startedAt, beganAt, requests } = budget;
	return { startedAt, beganAt, requests, nextTry: budget.countTry() };
}
