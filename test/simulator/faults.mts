import { createChance, pick } from './chance.mts';
import type { Chance } from './chance.mts';
import type { Endpoint } from './paths.mts';

/** Everything that can go wrong with a request that has passed the gate. README.md describes each. */
export const faultKinds = [
	'invalidToken',
	'expiredToken',
	'missingScopes',
	'missingScopesInContext',
	'locked',
	'rollingLimit',
	'dailyLimit',
	'secondlyLimit',
	'migration',
	'internalError',
	'edgeError',
	'reset',
	'cut',
	'late',
	'slow',
	'html200',
	'emptyBody',
	'emptyResults',
	'missingResults',
	'repeatedResult',
	'strangerResult',
	'contradiction',
	'errorsWithoutContext',
	'valueKept',
	'pending',
	'conflict',
	'badRequest',
	'redirect',
	'tokenEcho',
	'wrongTypes',
	'protoKeys',
	'huge',
	'deep',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** One fault, as data: it can be printed, stored and shrunk. */
export type Fault = {
	kind: FaultKind;
	/** Which requests it meets. Without any, the next one. */
	match?: {
		/** Requests for something else pass, and do not count. */
		endpoint?: Endpoint | Endpoint[];
		/** The how manyth of the matching requests, counted from 1 since the fault was added. */
		nth?: number | number[];
		/** Each matching request with this probability, from the seed of the portal. */
		probability?: number;
		/** How many requests it meets at most: 1, or any number with `probability`. */
		times?: number;
	};
	/**
	 * Whether the write took effect although the reply is lost or wrong. `before` means that HubSpot
	 * had done nothing yet; with kinds that touch single inputs it means that those were not written.
	 */
	applied?: 'before' | 'after';
	/** The HTTP status, for kinds that come with several. */
	status?: number;
	/** Seconds in Retry-After, or that header as a date one minute ahead. 429 has none unless given. */
	retryAfter?: number | 'date';
	/** How much later the reply comes, in milliseconds, for `late` and `slow`. */
	delayMs?: number;
	/** Where a redirect points. */
	location?: string;
	/** The share of the batch that a fault of single inputs meets, at least one: 0.5. */
	share?: number;
	/** Instead of a share: the inputs (or results) with these ids. */
	ids?: string[];
	/** Which wrong types, see `wrongTypes` in oddBodies.mts. Without it, chosen by the seed. */
	variant?: string;
	/** The size of a huge body: 30,000,000. */
	bytes?: number;
	/** `cut`: the reply ends early but in order, with a content-length that fits. */
	endsInOrder?: boolean;
};

/** The faults in waiting; each counts the requests that it could have met. */
export class FaultSchedule {
	#waiting: Array<{ fault: Fault; seen: number; met: number }> = [];
	#chance: Chance;

	constructor(chance: Chance) {
		this.#chance = chance;
	}

	add(fault: Fault): void {
		this.#waiting.push({ fault, seen: 0, met: 0 });
	}

	clear(): void {
		this.#waiting = [];
	}

	/** The fault for this request: the one added first wins, but every one counts the request. */
	take(endpoint: Endpoint): Fault | undefined {
		if (this.#waiting.length === 0) return;
		let taken: Fault | undefined;
		for (const entry of this.#waiting) {
			const { match = {} } = entry.fault;
			if (match.endpoint && ![match.endpoint].flat().includes(endpoint)) continue;
			entry.seen++;
			if (taken || !this.#meets(entry)) continue;
			entry.met++;
			taken = entry.fault;
		}
		this.#waiting = this.#waiting.filter((entry) => !isSpent(entry));
		return taken;
	}

	#meets({ fault, seen, met }: { fault: Fault; seen: number; met: number }): boolean {
		const { nth, probability, times } = fault.match ?? {};
		if (nth !== undefined) return [nth].flat().includes(seen);
		if (probability !== undefined) return this.#chance() < probability && met < (times ?? Infinity);
		return met < (times ?? 1);
	}
}

function isSpent({ fault, seen, met }: { fault: Fault; seen: number; met: number }): boolean {
	const { nth, probability, times } = fault.match ?? {};
	if (nth !== undefined) return seen >= Math.max(...[nth].flat());
	return met >= (times ?? (probability === undefined ? 1 : Infinity));
}

/** The statuses with which HubSpot's edge answers in HTML. */
export const EDGE_STATUSES = [502, 503, 504, 521, 522, 523, 524, 525, 526] as const;

/** Kinds for which HubSpot may or may not have done its work; of the others only one is possible. */
const eitherWay = new Set<FaultKind>([
	'internalError',
	'edgeError',
	'reset',
	'html200',
	'emptyBody',
	'emptyResults',
	'missingResults',
	'pending',
	'tokenEcho',
]);

/**
 * A schedule of faults for the first requests to an endpoint, at most one for each request.
 * @param rates for each kind the share of requests that it meets; together at most 1
 */
export function randomFaults(
	seed: number,
	rates: Partial<Record<FaultKind, number>>,
	{ requests = 200, endpoint = 'batchUpdate' as Endpoint | Endpoint[] } = {},
): Fault[] {
	const chance = createChance(seed, 'randomFaults');
	const faults: Fault[] = [];
	for (let nth = 1; nth <= requests; nth++) {
		const kind = kindAt(chance(), rates);
		if (kind) faults.push(randomFault(kind, { endpoint, nth }, chance));
	}
	return faults;
}

function kindAt(point: number, rates: Partial<Record<FaultKind, number>>): FaultKind | undefined {
	let upTo = 0;
	for (const kind of faultKinds) {
		upTo += rates[kind] ?? 0;
		if (point < upTo) return kind;
	}
	return;
}

function randomFault(kind: FaultKind, match: Fault['match'], chance: Chance): Fault {
	const fault: Fault = { kind, match };
	if (eitherWay.has(kind)) fault.applied = chance() < 0.5 ? 'before' : 'after';
	if (kind === 'edgeError') fault.status = pick(EDGE_STATUSES, chance);
	if (kind === 'emptyResults') fault.status = pick([200, 207], chance);
	if (kind === 'cut') fault.endsInOrder = chance() < 0.3;
	if (kind === 'migration') fault.retryAfter = pick([1, 5, 30], chance);
	return fault;
}
