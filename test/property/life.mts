import fc from 'fast-check';

import { explain } from '../../nodes/HubspotAds/ad/connection';
import {
	deliver,
	type DeliverySettings,
	type World,
} from '../../nodes/HubspotAds/delivery/deliver';
import type { Fate, Input, Operation } from '../../nodes/HubspotAds/delivery/operation';
import { Pace } from '../../nodes/HubspotAds/delivery/pace';
import { RunEnd } from '../../nodes/HubspotAds/delivery/runEnd';
import type { Channel } from '../../nodes/HubspotAds/hubspot/channel';
import type { FindKept } from '../../nodes/HubspotAds/hubspot/comparing';
import type { Reason } from '../../nodes/HubspotAds/hubspot/fates';
import type { IsSame } from '../../nodes/HubspotAds/hubspot/judge';
import { readDefinitions } from '../../nodes/HubspotAds/properties/definitions';
import { findKept } from '../../nodes/HubspotAds/properties/kept';
import { createChance } from '../simulator/chance.mts';
import { faultKinds, type Fault, type FaultKind } from '../simulator/faults.mts';
import type { Guesses } from '../simulator/guesses.mts';
import { createHubspot, type Hubspot } from '../simulator/hubspot.mts';
import { listingProperties } from '../simulator/listingProperties.mts';
import type { LatencySettings } from '../simulator/latency.mts';
import type { LimitSettings } from '../simulator/limits.mts';
import type { Endpoint } from '../simulator/paths.mts';
import { randomFaults } from '../simulator/randomFaults.mts';
import { anyCutOffs, cutOffAt, type CutOff } from './cutOffs.mts';
import { portalSend, VirtualClock } from './virtualTime.mts';

/** What a day is like, as data: the account's limits and habits, the network, the faults, and when the user cancels. */
export interface Day {
	readonly seed: number;
	readonly settings: DeliverySettings;
	readonly limit: Partial<LimitSettings>;
	readonly latencyMs: LatencySettings;
	readonly mostTravelMs: number;
	readonly timeoutMs: number;
	readonly faults: readonly Fault[];
	/** When nothing reaches HubSpot. */
	readonly cutOffs?: readonly CutOff[];
	readonly guesses: Partial<Guesses>;
	readonly cancelAfterMs?: number;
}

/** An account and the way to it, on virtual time. */
export interface Life {
	readonly day: Day;
	readonly hubspot: Hubspot;
	readonly clock: VirtualClock;
	readonly channel: Channel;
	readonly world: World<Reason>;
	/** The record IDs of its ads, before anything is merged or archived. */
	readonly ids: readonly string[];
	readonly isCancelled: () => boolean;
	/** Whether a request did not reach HubSpot. */
	readonly wasCutOff: () => boolean;
}

export const calm: Day = {
	seed: 1,
	settings: { batchSize: 100, maxConcurrency: 20, maxWaitMs: 300_000 },
	limit: {},
	latencyMs: 100,
	mostTravelMs: 0,
	timeoutMs: 100_000,
	faults: [],
	guesses: { searchLagMs: 0 },
};

/** This machine's clock has nothing to do with HubSpot's. */
const BEHIND_MS = 77_777_777;

const definitions = readDefinitions({ results: [...listingProperties().values()] });

/** What HubSpot does not take over as it was sent, by the definitions of the account. */
export const keptByType: FindKept = (sent, answered) => findKept(sent, answered, definitions);

export const sameText: IsSame = (_property, wanted, actual) => wanted === (actual ?? '');

export function openLife(day: Day, ads: number): Life {
	const { seed, limit, latencyMs, faults, guesses, settings } = day;
	const clock = new VirtualClock(createChance(seed, 'waits'));
	const { now } = clock;
	const hubspot = createHubspot({
		...{ now, seed, ads, limit, latencyMs, guesses },
		faults: [...faults],
	});
	const cancelling = new AbortController();
	if (day.cancelAfterMs !== undefined) {
		void clock.sleep(day.cancelAfterMs).then(() => cancelling.abort());
	}
	const travel = createChance(seed, 'travel');
	const startedAt = now();
	let wasCutOff = false;
	const send = portalSend({
		exchange: (request) => hubspot.exchange(request),
		...{ clock, cancel: cancelling.signal, timeoutMs: day.timeoutMs },
		travelMs: () => Math.round(travel() * day.mostTravelMs),
		cutOff: () => {
			const cutOff = cutOffAt(day.cutOffs ?? [], now() - startedAt);
			wasCutOff ||= cutOff !== undefined;
			return cutOff;
		},
	});
	return {
		...{ day, hubspot, clock },
		channel: {
			...{ version: 'v3', wallNow: clock.wallNow, now: () => now() - BEHIND_MS },
			send,
		},
		world: {
			...{ clock, settings, explain },
			pace: new Pace(clock, settings.maxConcurrency),
			end: new RunEnd<Reason>(cancelling.signal),
		},
		ids: hubspot.ads.all().map(({ id }) => id),
		isCancelled: () => cancelling.signal.aborted,
		wasCutOff: () => wasCutOff,
	};
}

/** Whether anything went wrong, or was refused. */
export function hasTrouble({ hubspot, wasCutOff }: Life): boolean {
	return (
		wasCutOff() || hubspot.journal.some(({ fault, status }) => fault !== undefined || status >= 400)
	);
}

/** Whether HubSpot kept values of its own in the request of an input, or said other ones in a reply of wrong types. */
export function wasKept({ hubspot }: Life, traceId: string): boolean {
	return hubspot.journal.some(
		({ fault, body }) =>
			(fault === 'valueKept' || fault === 'wrongTypes') &&
			JSON.stringify(body).includes(`"${traceId}"`),
	);
}

/** @returns the fate of each input; undefined where the run was cancelled before. A second fate of one input is thrown. */
export async function carryOut<In extends Input, Told>(
	{ clock, world }: Life,
	inputs: readonly In[],
	operation: Operation<In, Told, Reason>,
): Promise<Array<Fate<Told, Reason> | undefined>> {
	return await collect(inputs.length, clock, async (settle) => {
		await deliver(inGroups(inputs), { settle, markSent: () => {} }, operation, world);
	});
}

/** The same for what settles lines itself. */
export async function collect<F>(
	count: number,
	clock: VirtualClock,
	run: (settle: (lines: readonly number[], fate: F) => void) => Promise<void>,
): Promise<Array<F | undefined>> {
	const fates = Array<F | undefined>(count).fill(undefined);
	await clock.run(
		run((lines, fate) => {
			for (const line of lines) {
				if (line >= count) throw new Error(`There is no line ${line}`);
				if (fates[line]) throw new Error(`Line ${line} was settled twice`);
				fates[line] = fate;
			}
		}),
	);
	await clock.runOut();
	return fates;
}

export async function* inGroups<In>(inputs: readonly In[], size = 100): AsyncGenerator<In[]> {
	for (let start = 0; start < inputs.length; start += size) yield inputs.slice(start, start + size);
}

/** Those that end a run at once would hide all others, and meet only one request of a day. */
const ends: readonly FaultKind[] = [
	'invalidToken',
	'expiredToken',
	'missingScopes',
	'missingScopesInContext',
	'dailyLimit',
];

/** By these HubSpot says that it took nothing: that it wrote all the same is not among what can happen. */
const takesNothing: readonly FaultKind[] = [
	'locked',
	'rollingLimit',
	'secondlyLimit',
	'migration',
	'blockedPage',
	'conflict',
	'badRequest',
	'redirect',
];

export interface DayParts {
	readonly endpoints: readonly Endpoint[];
	/** What this operation is not to stand here: it would claim what is not so. */
	readonly without?: readonly FaultKind[];
	readonly guesses?: fc.Arbitrary<Partial<Guesses>>;
}

/** Any day: good ones, some with a few faults, and some on which most of the requests meet one. */
export function anyDay({ endpoints, without = [], guesses }: DayParts): fc.Arbitrary<Day> {
	const left: FaultKind[] = [...without, 'huge'];
	const kinds = faultKinds.filter((kind) => !left.includes(kind));
	const fault: fc.Arbitrary<Fault> = fc
		.record({
			kind: fc.constantFrom(...kinds),
			endpoint: fc.constantFrom(...endpoints),
			nth: fc.integer({ min: 1, max: 5 }),
			applied: fc.constantFrom<NonNullable<Fault['applied']>>('before', 'after', 'later'),
			share: fc.constantFrom(0.01, 0.5, 1),
			retryAfter: fc.constantFrom<Fault['retryAfter']>(undefined, 0, 1, 40),
		})
		.map(({ kind, endpoint, nth, applied, share, retryAfter }) => ({
			kind,
			match: { endpoint, nth },
			share,
			...(retryAfter !== undefined && { retryAfter }),
			...(![...ends, ...takesNothing].includes(kind) && { applied }),
		}));
	const badDay = fc
		.tuple(fc.nat(), fc.constantFrom(0.3, 0.8), fc.subarray(kinds, { minLength: 1 }))
		.map(([seed, share, met]) => {
			const drawn = met.filter((kind) => !ends.includes(kind));
			const rates = Object.fromEntries(drawn.map((kind) => [kind, share / drawn.length]));
			return endpoints.flatMap((endpoint, at) =>
				randomFaults(seed + at, rates, { endpoint, requests: 30, mayBeAtWork: true }),
			);
		});
	const faults = fc.oneof(
		{ weight: 4, arbitrary: fc.array(fault, { maxLength: 5 }) },
		{ weight: 1, arbitrary: badDay },
	);
	return fc
		.record(
			{
				seed: fc.nat(),
				settings: fc.record({
					batchSize: fc.constantFrom(1, 3, 100),
					maxConcurrency: fc.constantFrom(1, 3, 20),
					maxWaitMs: fc.constantFrom(0, 3_000, 60_000, 300_000),
				}),
				limit: fc.record(
					{ max: fc.constantFrom(3, 20, 190), daily: fc.constantFrom(5, 625_000) },
					{ requiredKeys: ['max'] },
				),
				latencyMs: fc.constantFrom(0, 80, 700),
				mostTravelMs: fc.constantFrom(0, 40),
				timeoutMs: fc.constantFrom(5_000, 100_000),
				faults,
				cutOffs: anyCutOffs,
				guesses: guesses ?? fc.constant({}),
				cancelAfterMs: fc.nat({ max: 20_000 }),
			},
			{
				requiredKeys: [
					...(['seed', 'settings', 'limit', 'latencyMs', 'mostTravelMs'] as const),
					...(['timeoutMs', 'faults', 'cutOffs', 'guesses'] as const),
				],
			},
		)
		.map(({ cancelAfterMs, ...day }) =>
			// One run in eight is cancelled.
			cancelAfterMs !== undefined && day.seed % 4 === 0 ? { ...day, cancelAfterMs } : day,
		);
}
