import type { Limits } from '../delivery/window';
import type { Reply } from './reply';

/** HubSpot's windows are of one and of ten seconds; what is far from it would stop the account, or let it run into refusals. */
const SHORTEST_MS = 1_000;
const LONGEST_MS = 60_000;
/** HubSpot sells 250 requests in ten seconds at most (documented: the usage guidelines); more than this is taken for this. */
const MOST = 10_000;

/**
 * The rolling window as HubSpot's headers tell it; undefined where they do not (a 429, a search), or tell what cannot be.
 * recorded: X-HubSpot-RateLimit-Max, -Remaining, -Interval-Milliseconds; the Secondly ones are no longer enforced.
 */
export function readLimits(headers: Reply['headers']): Limits | undefined {
	const max = readCount(headers['x-hubspot-ratelimit-max'], 1);
	const remaining = readCount(headers['x-hubspot-ratelimit-remaining'], 0);
	const intervalMs = readCount(
		headers['x-hubspot-ratelimit-interval-milliseconds'],
		SHORTEST_MS,
		LONGEST_MS,
	);
	if (max === undefined || remaining === undefined || intervalMs === undefined) return undefined;
	const used = Math.max(0, max - remaining);
	const believed = Math.min(max, MOST);
	return { max: believed, remaining: Math.max(0, believed - used), intervalMs };
}

function readCount(value: unknown, least: number, most = Infinity): number | undefined {
	const count = typeof value === 'string' && value !== '' ? Number(value) : NaN;
	return Number.isInteger(count) && count >= least && count <= most ? count : undefined;
}
