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
	'lyingHeaders',
	'migration',
	'internalError',
	'edgeError',
	'blockedPage',
	'errorsNamed',
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
	'swappedTraceIds',
	'errorsWithoutContext',
	'itemErrors',
	'valueKept',
	'valueRewritten',
	'pending',
	'conflict',
	'badRequest',
	'redirect',
	'tokenEcho',
	'wrongTypes',
	'protoKeys',
	'huge',
	'deep',
	'wrongTotal',
	'shortPage',
	'emptyPage',
	'unsortedPage',
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
		/** Requests without this text in path or body pass, and do not count: a quoted record ID, a value. */
		text?: string;
	};
	/**
	 * Whether the write took effect although the reply is lost or wrong. `before` means that HubSpot
	 * had done nothing yet; with kinds that touch single inputs it means that those were not written.
	 * `later` means that HubSpot is still at work when the reply is lost: see appliedAfterMs.
	 */
	applied?: 'before' | 'after' | 'later';
	/** When the work of `later` is done, in milliseconds after the request came: 5,000. */
	appliedAfterMs?: number;
	/** The HTTP status, for kinds that come with several. */
	status?: number;
	/** Retry-After: seconds, `date` for a date one minute ahead, or any text. 429 has none unless given. */
	retryAfter?: number | string;
	/** Headers in place of the true ones, for any kind. */
	headers?: Record<string, string>;
	/** The category of `itemErrors`: one of ITEM_CATEGORIES by chance. */
	category?: string;
	/** The properties that `valueKept` and `valueRewritten` touch: all. */
	properties?: string[];
	/** How much later the reply comes, in milliseconds, for `late` and `slow`. */
	delayMs?: number;
	/** Where a redirect points. */
	location?: string;
	/** The share of the batch that a fault of single inputs meets, at least one: 0.5. */
	share?: number;
	/** Instead of a share: the inputs (or results) with these ids or trace ids. */
	ids?: string[];
	/**
	 * Which wrong types (`wrongTypes` in oddBodies.mts), which headers (`headerLies` in oddHeaders.mts), which form of a value
	 * (rewrites.mts). Without it, chosen by the seed.
	 */
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
	take(endpoint: Endpoint, path: string, body = ''): Fault | undefined {
		if (this.#waiting.length === 0) return;
		let taken: Fault | undefined;
		for (const entry of this.#waiting) {
			const { match = {} } = entry.fault;
			if (match.endpoint && ![match.endpoint].flat().includes(endpoint)) continue;
			if (match.text && !path.includes(match.text) && !body.includes(match.text)) continue;
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
