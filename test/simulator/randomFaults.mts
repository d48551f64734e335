import { createChance, pick } from './chance.mts';
import type { Chance } from './chance.mts';
import { faultKinds } from './faults.mts';
import type { Fault, FaultKind } from './faults.mts';
import type { Endpoint } from './paths.mts';

/** The statuses with which HubSpot's edge answers in HTML. */
export const EDGE_STATUSES = [500, 502, 503, 504, 521, 522, 523, 524, 525, 526] as const;

/** The statuses with which a firewall or a proxy on the way keeps a request from HubSpot, in HTML. */
export const BLOCKED_STATUSES = [403, 407] as const;

/** The categories of items that are no refusals: HubSpot was only unable to write these ads now. */
export const ITEM_CATEGORIES = ['RATE_LIMITS', 'INTERNAL_ERROR', 'LOCKED'] as const;

/** Statuses that are no refusal of an ad although their `errors` name one. */
const NAMING_STATUSES = [423, 429, 500, 503] as const;

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

/** Of these, the ones after which HubSpot may still be at work. */
const whileAtWork = new Set<FaultKind>([
	'internalError',
	'edgeError',
	'reset',
	'emptyBody',
	'late',
]);

/**
 * A schedule of faults for the first requests to an endpoint, at most one for each request.
 * @param rates for each kind the share of requests that it meets; together at most 1
 * @param mayBeAtWork whether HubSpot may do the work of a lost request `later`
 */
export function randomFaults(
	seed: number,
	rates: Partial<Record<FaultKind, number>>,
	{ requests = 200, endpoint = 'batchUpdate' as Endpoint | Endpoint[], mayBeAtWork = false } = {},
): Fault[] {
	const chance = createChance(seed, 'randomFaults');
	const faults: Fault[] = [];
	for (let nth = 1; nth <= requests; nth++) {
		const kind = kindAt(chance(), rates);
		if (!kind) continue;
		const fault = randomFault(kind, { endpoint, nth }, chance);
		if (mayBeAtWork && whileAtWork.has(kind) && chance() < 0.3) fault.applied = 'later';
		faults.push(fault);
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
	if (kind === 'blockedPage') fault.status = pick(BLOCKED_STATUSES, chance);
	if (kind === 'errorsNamed') fault.status = pick(NAMING_STATUSES, chance);
	if (kind === 'itemErrors') fault.category = pick(ITEM_CATEGORIES, chance);
	if (kind === 'emptyResults') fault.status = pick([200, 207], chance);
	if (kind === 'cut') fault.endsInOrder = chance() < 0.3;
	if (kind === 'migration') fault.retryAfter = pick([1, 5, 30], chance);
	return fault;
}
