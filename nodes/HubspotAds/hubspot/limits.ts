import type { Limits } from '../delivery/window';
import type { Reply } from './reply';

/**
 * The rolling window as HubSpot's headers tell it; undefined where they do not (a 429, a search).
 * recorded: X-HubSpot-RateLimit-Max, -Remaining, -Interval-Milliseconds; the Secondly ones are no longer enforced.
 */
export function readLimits(headers: Reply['headers']): Limits | undefined {
	const max = readCount(headers['x-hubspot-ratelimit-max'], 1);
	const remaining = readCount(headers['x-hubspot-ratelimit-remaining'], 0);
	const intervalMs = readCount(headers['x-hubspot-ratelimit-interval-milliseconds'], 1);
	if (max === undefined || remaining === undefined || intervalMs === undefined) return undefined;
	return { max, remaining: Math.min(remaining, max), intervalMs };
}

function readCount(value: unknown, least: number): number | undefined {
	const count = typeof value === 'string' && value !== '' ? Number(value) : NaN;
	return Number.isInteger(count) && count >= least ? count : undefined;
}
