import type { Endpoint } from './paths.mts';
import { failure } from './replies.mts';
import type { Portal } from './portal.mts';
import type { Reply } from './wire.mts';

export type LimitSettings = {
	/** Requests in a window. */
	max: number;
	/** The length of the rolling window, in milliseconds. */
	intervalMs: number;
	/** Requests in a day; no limit and no headers with OAuth. */
	daily: number;
	/** Searches in a second. */
	searchPerSecond: number;
};

const DAY_MS = 86_400_000;

/** Where an app gets its token is no part of the account's API calls. */
const NOT_COUNTED = new Set<Endpoint>(['authorize', 'token']);

/** Counts what arrives. Search has a window of its own and takes nothing from the other. */
export class Limits {
	readonly settings: LimitSettings;
	#window: RollingWindow;
	#searches: RollingWindow;
	#today = { day: 0, count: 0 };
	#portal: Portal;

	constructor(settings: LimitSettings, portal: Portal) {
		this.settings = settings;
		this.#portal = portal;
		this.#window = new RollingWindow(settings.max, settings.intervalMs);
		this.#searches = new RollingWindow(settings.searchPerSecond, 1_000);
	}

	/** @returns the 429, or nothing when the request may pass */
	refuse(endpoint: Endpoint): Reply | undefined {
		if (NOT_COUNTED.has(endpoint)) return;
		const now = this.#portal.now();
		if (this.#usedToday(now) >= this.#daily) return dailyLimit();
		const isSearch = endpoint === 'search';
		const passes = (isSearch ? this.#searches : this.#window).take(
			now,
			this.#portal.guesses.refusedRequestsCount,
		);
		if (!passes) return isSearch ? secondlyLimit() : rollingLimit(this.#portal);
		this.#today.count++;
		return;
	}

	/** The headers on an answer; a 429 and a search have the daily ones only. */
	headers(endpoint: Endpoint, status: number): Record<string, string> {
		if (NOT_COUNTED.has(endpoint) || status === 401) return {};
		const now = this.#portal.now();
		const headers: Record<string, string> = {};
		if (this.#portal.auth === 'privateApp') {
			headers['x-hubspot-ratelimit-daily'] = String(this.settings.daily);
			headers['x-hubspot-ratelimit-daily-remaining'] = String(
				Math.max(0, this.settings.daily - this.#usedToday(now)),
			);
		}
		if (status === 429 || endpoint === 'search') return headers;
		const { max, intervalMs } = this.settings;
		const remaining = Math.max(0, max - this.#window.count(now));
		headers['x-hubspot-ratelimit-interval-milliseconds'] = String(intervalMs);
		headers['x-hubspot-ratelimit-max'] = String(max);
		headers['x-hubspot-ratelimit-remaining'] = String(remaining);
		// Deprecated and not enforced, but still sent.
		headers['x-hubspot-ratelimit-secondly'] = String(Math.floor(max / 10));
		headers['x-hubspot-ratelimit-secondly-remaining'] = String(Math.floor(remaining / 10));
		return headers;
	}

	get #daily(): number {
		return this.#portal.auth === 'oauth' ? Infinity : this.settings.daily;
	}

	#usedToday(now: number): number {
		const day = Math.floor(now / DAY_MS);
		if (day !== this.#today.day) this.#today = { day, count: 0 };
		return this.#today.count;
	}
}

export function rollingLimit({ portalId }: Portal): Reply {
	return tooMany('You have reached your ten_secondly_rolling limit.', {
		errorType: 'RATE_LIMIT',
		policyName: 'TEN_SECONDLY_ROLLING',
		groupName: `publicapi:private_app-api-calls-ten-secondly:1512050:${portalId}`,
	});
}

export function dailyLimit(): Reply {
	return tooMany('You have reached your daily limit.', {
		errorType: 'RATE_LIMIT',
		policyName: 'DAILY',
		requestId: '3c0f19a2-6f5e-4b1d-8e61-2a7d90c4b5f8',
	});
}

/** The one that searches get; of the three it alone has a category. */
export function secondlyLimit(): Reply {
	return failure(429, 'You have reached your secondly limit.', 'RATE_LIMITS');
}

function tooMany(message: string, rest: Record<string, string>): Reply {
	return { status: 429, body: { status: 'error', message, ...rest } };
}

/** Counts arrivals in a rolling window, each entering and leaving once. */
class RollingWindow {
	#times: number[] = [];
	#oldest = 0;
	#max: number;
	#lengthMs: number;

	constructor(max: number, lengthMs: number) {
		this.#max = max;
		this.#lengthMs = lengthMs;
	}

	take(now: number, refusedCount: boolean): boolean {
		const passes = this.count(now) < this.#max;
		if (passes || refusedCount) this.#times.push(now);
		return passes;
	}

	count(now: number): number {
		while (this.#oldest < this.#times.length && this.#times[this.#oldest] <= now - this.#lengthMs)
			this.#oldest++;
		if (this.#oldest > 1_000) {
			this.#times = this.#times.slice(this.#oldest);
			this.#oldest = 0;
		}
		return this.#times.length - this.#oldest;
	}
}
