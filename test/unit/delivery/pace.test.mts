import { setImmediate as macrotask } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { joinQueue, leaveQueue, Pace, TurnQueue } from '../../../nodes/HubspotAds/delivery/pace';
import { SearchWindow } from '../../../nodes/HubspotAds/delivery/searchWindow';
import { RateWindow } from '../../../nodes/HubspotAds/delivery/window';
import { VirtualClock } from '../../property/virtualTime.mts';

/** What a request takes to leave the process; it is watched for so long. */
const LEAVING_MS = 50;
const FULL = { max: 2, remaining: 0, intervalMs: 10_000 };

describe('the turns of two runs on one account', () => {
	it('are given in the order in which they were asked for', async () => {
		const { clock, first, second, order } = await fillWindow();

		void first.turn(never()).then(() => order.push('first'));
		void second.turn(never()).then(() => order.push('second'));
		await clock.runOut();

		expect(order).toEqual(['first', 'second']);
	});

	it('are not lost where a run is cancelled after its turn', async () => {
		const { clock, queue, second, order } = await fillWindow();
		const cancel = new AbortController();
		const third = new Pace(clock, 20, queue);
		const passes = [third.turn(cancel.signal), third.turn(cancel.signal)];
		await clock.run(Promise.all(passes));
		void second.turn(never()).then(() => order.push('second'));

		cancel.abort();
		await clock.runOut();

		expect(order).toEqual(['second']);
	});

	it('pass over a run that is cancelled while it waits, and it takes no room', async () => {
		const { clock, queue, first, second } = await fillWindow();
		const cancel = new AbortController();
		const waiting = [first.turn(cancel.signal), first.turn(cancel.signal)];
		const startedAt = clock.now();
		const turn = second.turn(never());

		cancel.abort();
		expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
		const pass = await clock.run(turn);

		expect(pass!.sentAt - startedAt).toBe(10_050);
		expect(queue.window.untilRoom()).toBe(0);
	});

	it('come as soon as a refusal makes room, long before they were due', async () => {
		const clock = new VirtualClock();
		const queue = new TurnQueue(clock);
		const [first, second] = [new Pace(clock, 20, queue), new Pace(clock, 20, queue)];
		first.finish((await first.turn(never()))!, { ...FULL, remaining: 1 });
		const refused = await first.turn(never());
		const startedAt = clock.now();
		const turn = second.turn(never());

		first.finish(refused!, undefined, 0);
		const pass = await clock.run(turn);

		expect(pass!.sentAt - startedAt).toBe(100);
	});

	it('are looked for once for all who wait, also after an earlier look than the one that was due', async () => {
		const { clock, watched, looks } = watchLooks();
		const pace = new Pace(watched, 20);
		pace.finish((await pace.turn(never()))!, { ...FULL, remaining: 1 });
		const refused = await pace.turn(never());
		const turns = Array.from({ length: 3 }, async () => await pace.turn(never()));

		await clock.run(clock.sleep(20));
		pace.finish(refused!, undefined, 0);
		await clock.run(Promise.all(turns));

		expect(looks).toEqual([10_050, 120, 10_090, 10_210]);
	});

	it('are not given to a run that is cancelled already', async () => {
		const { queue, second } = await fillWindow();

		expect(await second.turn(AbortSignal.abort())).toBe(undefined);
		expect(queue.window.isIdle()).toBe(false);
	});

	it('do not wait for a run that has as much in flight as it may', async () => {
		const clock = new VirtualClock();
		const queue = new TurnQueue(clock);
		const [narrow, wide] = [new Pace(clock, 1, queue), new Pace(clock, 20, queue)];
		const order: string[] = [];
		const pass = await narrow.turn(never());

		void narrow.turn(never()).then(() => order.push('narrow'));
		await wide.turn(never()).then(() => order.push('wide'));
		narrow.finish(pass!);
		await clock.runOut();

		expect(order).toEqual(['wide', 'narrow']);
	});
});

describe('a process that is held just after requests have had their turn', () => {
	it('counts them from when they could leave', async () => {
		const { pace, clock, wakeAt, wakeUps } = openHeld();
		const early = await pace.turn(never());
		clock.at = 40;
		const late = await pace.turn(never());

		await wakeAt(50);
		expect([early!.countedAt, late!.countedAt]).toEqual([0, 40]);
		await wakeAt(400);

		expect([early!.countedAt, late!.countedAt]).toEqual([400, 400]);
		expect(wakeUps).toHaveLength(0);
	});

	it.each([
		[100, 0],
		[101, 101],
	])(
		'takes it for held where it wakes at %i in place of 50: counted at %i',
		async (at, countedAt) => {
			const { pace, wakeAt } = openHeld();
			const pass = await pace.turn(never());

			await wakeAt(at);

			expect(pass!.countedAt).toBe(countedAt);
		},
	);
});

describe('joinQueue', () => {
	it('gives all who use an account one queue, and another account another', () => {
		const clock = new VirtualClock();
		const queue = joinQueue('one', clock);

		expect(joinQueue('one', clock)).toBe(queue);
		expect(joinQueue('other', clock)).not.toBe(queue);
		for (const key of ['one', 'one', 'other']) leaveQueue(key);
	});

	it('keeps the queue for the next run while what was sent still counts', async () => {
		const clock = new VirtualClock();
		const queue = joinQueue('one', clock);
		const pace = new Pace(clock, 1, queue);
		pace.finish((await pace.turn(never()))!, FULL);
		leaveQueue('one');

		const next = joinQueue('one', clock);
		leaveQueue('one');
		await clock.run(clock.sleep(11_000));
		const later = joinQueue('one', clock);
		leaveQueue('one');

		expect(next).toBe(queue);
		expect(later).not.toBe(queue);
	});

	it('keeps the queue of a run that has sent nothing yet', () => {
		const clock = new VirtualClock();
		const queue = joinQueue('one', clock);
		joinQueue('one', clock);
		leaveQueue('one');

		expect(joinQueue('one', clock)).toBe(queue);
		for (const key of ['one', 'one']) leaveQueue(key);
	});

	it('holds searches in a window of their own', () => {
		const clock = new VirtualClock();

		const queue = joinQueue('one: search', clock, (itsClock) => new SearchWindow(itsClock));

		expect(queue.window).toBeInstanceOf(SearchWindow);
		expect(joinQueue('one', clock).window).toBeInstanceOf(RateWindow);
		for (const key of ['one: search', 'one']) leaveQueue(key);
	});
});

// Helpers

/** Two runs that share a window of two requests, both of which the first one has just sent. */
async function fillWindow() {
	const clock = new VirtualClock();
	const queue = new TurnQueue(clock);
	const [first, second] = [new Pace(clock, 20, queue), new Pace(clock, 20, queue)];
	for (const remaining of [1, 0]) {
		first.finish((await first.turn(never()))!, { ...FULL, remaining });
	}
	return { clock, queue, first, second, order: [] as string[] };
}

/** A run whose process does nothing until it is woken by hand. */
function openHeld() {
	const clock = { at: 0 };
	const wakeUps: Array<() => void> = [];
	const sleep = async () => await new Promise<void>((resolve) => wakeUps.push(resolve));
	const wakeAt = async (at: number) => {
		clock.at = at;
		wakeUps.shift()!();
		await macrotask();
	};
	const pace = new Pace({ now: () => clock.at, random: () => 0.5, sleep }, 20);
	return { pace, clock, wakeUps, wakeAt };
}

/** A clock that notes when it is to wake somebody who waits for room, in milliseconds from its start. */
function watchLooks() {
	const clock = new VirtualClock();
	const startedAt = clock.now();
	const looks: number[] = [];
	const sleep = async (ms: number) => {
		if (ms !== LEAVING_MS) looks.push(clock.now() + ms - startedAt);
		await clock.sleep(ms);
	};
	return { looks, clock, watched: { now: clock.now, random: clock.random, sleep } };
}

function never(): AbortSignal {
	return new AbortController().signal;
}
