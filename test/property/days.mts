import fc from 'fast-check';

import { createChance, pick, whole } from '../simulator/chance.mts';
import type { Fault } from '../simulator/faults.mts';
import { anyCutOffs } from './cutOffs.mts';
import type { Scenario, Wish, WishKind } from './deliveryRun.mts';
import { anyFaults, anyGuesses } from './scenarios.mts';

/** One account on one day: runs of one process that are under way at once, the first of them with all that goes wrong. */
export type Day = readonly Scenario[];

/** What a user has who changes nothing. */
const defaults = { batchSize: 100, maxConcurrency: 20, maxWaitMs: 300_000 };
const TIMEOUT_MS = 100_000;

const PORTAL = 130;
const MARKS = 1_000;

/** Any day with the settings that nobody has touched, and what really goes wrong. */
export const anyDay: fc.Arbitrary<Day> = fc
	.record({
		seed: fc.nat(),
		modes: fc.array(fc.constantFrom<Scenario['mode'][]>(undefined, undefined, 'skip', 'preview'), {
			minLength: 1,
			maxLength: 3,
		}),
		counts: fc.array(fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 90, max: 130 })), {
			minLength: 3,
			maxLength: 3,
		}),
		limit: fc.record({
			max: fc.constantFrom(110, 190),
			daily: fc.constantFrom(4, 625_000, 625_000, 625_000),
		}),
		latencyMs: fc.constantFrom(80, 700, 6_000),
		merges: fc.boolean(),
		guesses: anyGuesses,
		faults: fc.oneof(
			{ weight: 2, arbitrary: anyFaults },
			{ weight: 1, arbitrary: fc.constant([]) },
			{ weight: 1, arbitrary: anyOutage() },
		),
		spoilers: fc.array(anySpoiler(), { maxLength: 2 }),
		jumps: fc.array(
			fc.record({
				afterMs: fc.nat({ max: 60_000 }),
				byMs: fc.constantFrom(-3_600_000, -30_000, 30_000, 3_600_000),
			}),
			{ maxLength: 2 },
		),
		cutOffs: anyCutOffs,
		breaksAt: fc.oneof(
			{ weight: 9, arbitrary: fc.constant(undefined) },
			{ weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) },
		),
	})
	.map(({ modes, counts, seed, ...shared }) =>
		modes.map((mode, at) => ({
			...shared,
			...(at > 0 && { jumps: [], breaksAt: undefined }),
			seed: seed + at,
			...(mode && { mode }),
			firstMark: at * MARKS,
			ads: PORTAL,
			wishes: wishes(seed + at, counts[at], modes.length === 1),
			groupSize: 100,
			settings: defaults,
			mostTravelMs: 40,
			timeoutMs: TIMEOUT_MS,
		})),
	);

/** Mostly good ads, as in a real list; names of ads change only where no other run looks for them. */
function wishes(seed: number, count: number, isAlone: boolean): Wish[] {
	const chance = createChance(seed, 'wishes');
	const bad: WishKind[] = ['clear', 'badNumber', 'badOption', 'unknownProperty', 'same'];
	const kinds = isAlone ? [...bad, 'rename' as const, 'taken' as const] : bad;
	return Array.from({ length: count }, (_, at): Wish => {
		const isNamedAgain = chance() < 0.05;
		const who = isNamedAgain ? whole(0, PORTAL, chance) : at % PORTAL;
		const kind = chance() < 0.95 ? 'good' : pick(kinds, chance);
		// The merged and archived ones hold nothing themselves, and a name may have become another ad's.
		if (kind === 'same') return { who: who % (PORTAL - 4), by: 'id', kind };
		return { who, by: chance() < 0.8 ? 'id' : 'reference', kind };
	});
}

/** One ad with which HubSpot, or something on the way, never takes a batch; or that it never takes itself. */
function anySpoiler(): fc.Arbitrary<NonNullable<Scenario['spoilers']>[number]> {
	const writing = { endpoint: ['batchUpdate' as const, 'patchAd' as const] };
	const anywhere = {};
	const fault = fc.oneof(
		fc.constantFrom<Fault>(
			{ kind: 'internalError', applied: 'before', match: writing },
			{ kind: 'internalError', applied: 'after', match: writing },
			{ kind: 'edgeError', status: 504, applied: 'after', match: writing },
			{ kind: 'edgeError', status: 502, match: anywhere },
			{ kind: 'locked', match: writing },
			{ kind: 'blockedPage', status: 403, match: writing },
			{ kind: 'blockedPage', status: 403, match: anywhere },
			{ kind: 'conflict', match: writing },
			{ kind: 'errorsNamed', status: 503, match: writing },
			{ kind: 'errorsNamed', status: 423, match: writing },
			{ kind: 'reset', applied: 'before', match: writing },
			{ kind: 'emptyBody', status: 204, applied: 'after', match: writing },
		),
		fc.record({
			kind: fc.constant('itemErrors' as const),
			category: fc.constantFrom('RATE_LIMITS', 'LOCKED', 'INTERNAL_ERROR'),
			applied: fc.constantFrom<('before' | 'after')[]>('before', 'after'),
			match: fc.constant({ endpoint: 'batchUpdate' as const }),
		}),
	);
	return fc.record({ who: fc.nat({ max: PORTAL - 5 }), fault });
}

/** Nothing works for a time, or no write does. */
function anyOutage(): fc.Arbitrary<Fault[]> {
	const endpoints = fc.constantFrom<NonNullable<Fault['match']>>(
		{},
		{ endpoint: ['batchUpdate', 'patchAd'] },
		{ endpoint: 'batchUpdate' },
		{ endpoint: 'batchRead' },
	);
	return fc
		.record({
			kind: fc.constantFrom<Fault['kind'][]>(
				...(['edgeError', 'internalError', 'reset', 'late', 'html200', 'emptyBody'] as const),
				...([
					'emptyResults',
					'cut',
					'locked',
					'blockedPage',
					'migration',
					'secondlyLimit',
				] as const),
			),
			match: endpoints,
			times: fc.constantFrom(2, 5, 20, 1_000),
			applied: fc.constantFrom<('before' | 'after')[]>('before', 'after'),
		})
		.map(({ kind, match, times, applied }) => {
			const isWritten = !['locked', 'blockedPage', 'migration', 'secondlyLimit'].includes(kind);
			const met = { ...match, probability: 1, times };
			return [{ kind, match: met, ...(isWritten && { applied }) }];
		});
}
