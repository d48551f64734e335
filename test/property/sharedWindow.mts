/**
 * Several users of one rolling window, on virtual time: each sends through a pace of its own, as n8n's workers do, which see
 * each other through HubSpot's headers only.
 */
import { setImmediate as macrotask } from 'node:timers/promises';
import { Pace, TurnQueue } from '../../nodes/HubspotAds/delivery/pace';
import { SearchWindow } from '../../nodes/HubspotAds/delivery/searchWindow';
import { RateWindow, type Clock } from '../../nodes/HubspotAds/delivery/window';
import { createChance } from '../simulator/chance.mts';

type User = {
	/** Requests to get through. */
	requests: number;
	startsAtMs?: number;
	maxConcurrency?: number;
	/** Sends through the queue of the first user, as runs of one process do. */
	sharesQueue?: boolean;
};

export type Account = {
	max: number;
	users: User[];
	/** How long a request is on its way to HubSpot: from, to. */
	wayMs: [number, number];
	/** Requests that somebody else makes in each window, evenly, whatever becomes of them. */
	othersPerWindow?: number;
	/** Requests that somebody else makes at once now and then. */
	bursts?: { everyMs: number; requests: number };
	/** The answers tell no limits. */
	hidesLimits?: boolean;
	/** Searches, which have a window of one second and tell no limits. */
	isSearch?: boolean;
	/** How often the users' processes do nothing, and for how long: then no timer ends, nothing leaves, no answer is seen. */
	holds?: { everyMs: number; forMs: number };
	seed?: number;
};

export type Traffic = {
	/** When the last answer came. */
	endMs: number;
	/** When each request was counted, in order. */
	arrivals: number[];
	refused: number;
	/** Refused among all of them. */
	refusedShare: number;
	/** Requests counted in each ten seconds that began and ended while all users had something to send, against `max`. */
	steadyShare: number;
	mostInFlight: number;
};

const WINDOW_MS = 10_000;
/** The median answer; 95 of 100 come within twice as long. */
const LATENCY_MS = 300;
const SPREAD = 0.42;
/** From its turn to its leaving the process a request takes up to so long, if the process is not held meanwhile. */
const LEAVING_MS = 30;

export async function simulateTraffic(account: Account): Promise<Traffic> {
	const { max, users, wayMs, othersPerWindow = 0, bursts, isSearch, holds, seed = 1 } = account;
	const { hidesLimits = isSearch } = account;
	const windowMs = isSearch ? 1_000 : WINDOW_MS;
	const chance = createChance(seed, 'traffic');
	const clock = new TurnedClock(chance);
	const counted: number[] = [];
	const arrivals: number[] = [];
	const doneAt: number[] = [];
	let [refused, inFlight, mostInFlight, endMs] = [0, 0, 0, 0];

	const isFull = () => {
		while (counted.length > 0 && counted[0] <= clock.now() - windowMs) counted.shift();
		return counted.length >= max;
	};
	const latency = () =>
		LATENCY_MS *
		Math.exp(SPREAD * Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance()));
	const onTheWay = async () => await clock.sleep(wayMs[0] + chance() * (wayMs[1] - wayMs[0]));

	async function send(pace: Pace, local: Clock): Promise<void> {
		const pass = (await pace.turn(new AbortController().signal))!;
		mostInFlight = Math.max(mostInFlight, ++inFlight);
		if (holds) await local.sleep(chance() * LEAVING_MS);
		await onTheWay();
		const isRefused = isFull();
		if (!isRefused) {
			counted.push(clock.now());
			arrivals.push(clock.now());
		}
		const limits = { max, remaining: max - counted.length, intervalMs: windowMs };
		await clock.sleep(isRefused ? 20 : latency());
		if (holds) await local.sleep(0);
		inFlight--;
		pace.finish(pass, isRefused || hidesLimits ? undefined : limits, isRefused ? 0 : undefined);
		if (!isRefused) return;
		refused++;
		await local.sleep(100 + chance() * 1_000);
		await send(pace, local);
	}

	const oneProcess = holds ? new HeldClock(clock, holds) : clock;
	const createQueue = (local: Clock) =>
		new TurnQueue(local, isSearch ? new SearchWindow(local) : new RateWindow(local));
	const oneQueue = createQueue(oneProcess);

	async function use(user: User): Promise<void> {
		const { requests, startsAtMs = 0, maxConcurrency = 20, sharesQueue = false } = user;
		await clock.sleep(startsAtMs);
		const local = holds && !sharesQueue ? new HeldClock(clock, holds) : oneProcess;
		const pace = new Pace(local, maxConcurrency, sharesQueue ? oneQueue : createQueue(local));
		let left = requests;
		const senders = Array.from({ length: maxConcurrency }, async () => {
			while (left-- > 0) await send(pace, local);
		});
		await Promise.all(senders);
		doneAt.push(clock.now());
		endMs = clock.now();
	}

	async function disturb(): Promise<void> {
		while (doneAt.length < users.length) {
			if (!isFull()) counted.push(clock.now());
			await clock.sleep((WINDOW_MS / othersPerWindow) * (0.5 + chance()));
		}
	}

	async function burst({ everyMs, requests }: NonNullable<Account['bursts']>): Promise<void> {
		for (;;) {
			await clock.sleep(everyMs * (0.5 + chance()));
			if (doneAt.length === users.length) return;
			for (let left = requests; left > 0 && !isFull(); left--) counted.push(clock.now());
		}
	}

	if (othersPerWindow > 0) void disturb();
	if (bursts) void burst(bursts);
	await clock.runUntil(Promise.all(users.map(use)));
	return {
		endMs,
		arrivals,
		refused,
		refusedShare: refused / (refused + arrivals.length),
		steadyShare: steadyShare(arrivals, users, Math.min(...doneAt), max),
		mostInFlight,
	};
}

/** Whole windows between the last start and the first end; the first window of all is left out, because it begins empty. */
function steadyShare(arrivals: number[], users: User[], firstEnd: number, max: number): number {
	const from = Math.max(...users.map(({ startsAtMs = 0 }) => startsAtMs)) + WINDOW_MS;
	const windows = Math.floor((firstEnd - from) / WINDOW_MS);
	const until = from + windows * WINDOW_MS;
	return arrivals.filter((at) => at >= from && at < until).length / (windows * max);
}

/** Jumps to the next wake-up when everything waits. */
class TurnedClock implements Clock {
	#now = 0;
	readonly #wakeUps: Array<{ at: number; wake: () => void }> = [];
	readonly random: () => number;

	constructor(random: () => number) {
		this.random = random;
	}

	now(): number {
		return this.#now;
	}

	async sleep(ms: number): Promise<void> {
		const at = this.#now + ms;
		await new Promise<void>((wake) => {
			let place = this.#wakeUps.length;
			while (place > 0 && this.#wakeUps[place - 1].at > at) place--;
			this.#wakeUps.splice(place, 0, { at, wake });
		});
	}

	async runUntil(end: Promise<unknown>): Promise<void> {
		let hasEnded = false;
		void end.then(() => (hasEnded = true));
		for (;;) {
			await macrotask();
			if (hasEnded) return;
			const next = this.#wakeUps.shift();
			if (!next) throw new Error('Everything waits, and nothing will ever wake it');
			this.#now = next.at;
			next.wake();
		}
	}
}

/** The time of one process, which stands still now and then: what is due meanwhile happens at the end of it, all at once. */
class HeldClock implements Clock {
	#heldFrom: number;
	#heldUntil: number;

	constructor(
		private readonly clock: TurnedClock,
		private readonly holds: { everyMs: number; forMs: number },
	) {
		this.#heldUntil = clock.now();
		this.#heldFrom = this.#nextHold();
	}

	now(): number {
		return this.clock.now();
	}

	random(): number {
		return this.clock.random();
	}

	async sleep(ms: number): Promise<void> {
		await this.clock.sleep(ms);
		while (this.now() >= this.#heldFrom) {
			this.#heldUntil = this.#heldFrom + this.holds.forMs;
			if (this.now() < this.#heldUntil) return await this.clock.sleep(this.#heldUntil - this.now());
			this.#heldFrom = this.#nextHold();
		}
	}

	#nextHold(): number {
		return this.#heldUntil + this.holds.everyMs * (0.5 + this.random());
	}
}
