import fc from 'fast-check';

import { createChance, pick, whole } from '../simulator/chance.mts';
import { faultKinds, type Fault } from '../simulator/faults.mts';
import type { Endpoint } from '../simulator/paths.mts';
import type { Guesses } from '../simulator/guesses.mts';
import { randomFaults } from '../simulator/randomFaults.mts';
import { wishKinds, type Scenario, type Wish, type WishKind } from './deliveryRun.mts';

const SMALL_PORTAL = 14;
const LARGE_PORTAL = 330;

/** Any run: few ads that are often named twice, or so many that they fill several batches. */
export function anyScenario(parts: Partial<ScenarioParts> = {}): fc.Arbitrary<Scenario> {
	const { faults = anyFaults, kinds = wishKinds, cancel = never } = parts;
	const { settings = anySettings, limit = anyLimit } = parts;
	const size = fc.oneof(
		{ weight: 9, arbitrary: small(kinds) },
		{ weight: 1, arbitrary: large(kinds) },
	);
	return size.chain(({ ads, wishes }) =>
		fc.record({
			seed: fc.nat(),
			ads: fc.constant(ads),
			wishes: fc.constant(wishes),
			groupSize: fc.constantFrom(1, 7, 100, 1_000),
			merges: fc.boolean(),
			settings,
			limit,
			latencyMs: fc.constantFrom(0, 80, 700, 6_000),
			mostTravelMs: fc.constantFrom(0, 40),
			timeoutMs: fc.constantFrom(5_000, 100_000),
			faults,
			guesses: anyGuesses,
			cancel,
		}),
	);
}

interface ScenarioParts {
	readonly faults: fc.Arbitrary<Fault[]>;
	readonly kinds: readonly WishKind[];
	readonly cancel: fc.Arbitrary<Scenario['cancel']>;
	readonly settings: fc.Arbitrary<Scenario['settings']>;
	readonly limit: fc.Arbitrary<Scenario['limit']>;
}

const never = fc.constant(undefined);

/** In the middle of a wait, of a request, or of anything. */
export const anyCancel: fc.Arbitrary<Scenario['cancel']> = fc.oneof(
	fc.record({ afterMs: fc.nat({ max: 30_000 }) }),
	fc.record({ atRequest: fc.integer({ min: 1, max: 12 }) }),
);

type Applied = NonNullable<Fault['applied']>;

const endpoint = fc.constantFrom<Endpoint>('batchUpdate', 'batchUpdate', 'batchRead', 'patchAd');

/** Kinds that the delivery does not stand yet. What mends one of them takes its name away here. */
const notYet: string[] = [];
const drawnKinds = faultKinds.filter((kind) => !notYet.includes(kind));

/** One fault, which meets an early request. */
const anyFault: fc.Arbitrary<Fault> = fc.record(
	{
		kind: fc.constantFrom(...drawnKinds),
		match: fc.record({ endpoint, nth: fc.integer({ min: 1, max: 6 }) }),
		applied: fc.constantFrom<Applied>('before', 'after'),
		share: fc.constantFrom(0.01, 0.5, 1),
		retryAfter: fc.constantFrom<Fault['retryAfter']>(0, 1, 40, 'date'),
		endsInOrder: fc.boolean(),
	},
	{ requiredKeys: ['kind', 'match'] },
);

/** Kinds by which HubSpot says that it took nothing; that it wrote all the same is not among what can happen. */
const takesNothing = [
	'locked',
	'rollingLimit',
	'secondlyLimit',
	'migration',
	'blockedPage',
	'conflict',
	'badRequest',
	'redirect',
];

/** Kinds that end a run at once: where every request may meet a fault, they would hide all others. */
const ends = [
	'invalidToken',
	'expiredToken',
	'missingScopes',
	'missingScopesInContext',
	'dailyLimit',
];

/** A bad day: a quarter to all of the requests meet a fault, of any kind. */
const badDay: fc.Arbitrary<Fault[]> = fc
	.tuple(fc.nat(), fc.constantFrom(0.25, 0.5, 1), fc.subarray(drawnKinds, { minLength: 1 }))
	.map(([seed, share, kinds]) => {
		const met = kinds.filter((kind) => !ends.includes(kind));
		const rates = Object.fromEntries(met.map((kind) => [kind, share / met.length]));
		return (['batchUpdate', 'batchRead', 'patchAd'] as const).flatMap((name, at) =>
			randomFaults(seed + at, rates, { endpoint: name, requests: 60 }),
		);
	});

export const anyFaults: fc.Arbitrary<Fault[]> = fc
	.oneof(fc.array(anyFault, { maxLength: 6 }), badDay)
	.map((faults) =>
		faults.map(({ applied, ...fault }) => ({
			...fault,
			bytes: 20_000,
			...(![...ends, ...takesNothing].includes(fault.kind) && { applied }),
		})),
	);

export const noFaults: fc.Arbitrary<Fault[]> = fc.constant([]);

const anySettings = fc.record({
	batchSize: fc.oneof(fc.constantFrom(1, 3, 100), fc.integer({ min: 1, max: 100 })),
	maxConcurrency: fc.constantFrom(1, 2, 20, 50),
	maxWaitMs: fc.constantFrom(0, 50, 3_000, 300_000),
});

/** Patient enough for every limit. */
export const patient = fc.record({
	batchSize: fc.integer({ min: 1, max: 100 }),
	maxConcurrency: fc.constantFrom(1, 5, 20),
	maxWaitMs: fc.constant(300_000),
});

const anyLimit: fc.Arbitrary<Scenario['limit']> = fc.record(
	{
		max: fc.constantFrom(1, 3, 5, 20, 190),
		intervalMs: fc.constantFrom(1_000, 10_000),
		daily: fc.constantFrom(5, 625_000),
	},
	{ requiredKeys: ['max', 'intervalMs'] },
);

/** Room for the requests that leave before HubSpot has told its limit. */
export const roomyLimit: fc.Arbitrary<Scenario['limit']> = fc.record({
	max: fc.constantFrom(5, 20, 190),
	intervalMs: fc.constantFrom(1_000, 10_000),
});

export const anyGuesses: fc.Arbitrary<Partial<Guesses>> = fc.record({
	validationPerRecord: fc.boolean(),
	traceIdsInNotFound: fc.boolean(),
	mergedInBatchUpdate: fc.constantFrom('dropped', 'notFound', 'followed'),
	mergedInBatchRead: fc.constantFrom('dropped', 'notFound', 'followed'),
	clearedReadsAs: fc.constantFrom('empty', 'null'),
	idPropertyInResult: fc.boolean(),
	sameAdTwice: fc.constantFrom('bothWritten', 'refused'),
	refusedRequestsCount: fc.boolean(),
});

/** Made from a number, because long lists take long to shrink. */
function large(kinds: readonly WishKind[]): fc.Arbitrary<{ ads: number; wishes: Wish[] }> {
	return fc.tuple(fc.nat(), fc.integer({ min: 1, max: 320 })).map(([seed, count]) => {
		const chance = createChance(seed, 'wishes');
		const list = Array.from(
			{ length: count },
			(): Wish => ({
				who: whole(0, LARGE_PORTAL + 1, chance),
				by: chance() < 0.8 ? 'id' : 'reference',
				kind: chance() < 0.9 ? 'good' : pick(kinds, chance),
			}),
		);
		return { ads: LARGE_PORTAL, wishes: list };
	});
}

function small(kinds: readonly WishKind[]): fc.Arbitrary<{ ads: number; wishes: Wish[] }> {
	const kind = fc.oneof(
		{ weight: 4, arbitrary: fc.constant<WishKind>('good') },
		{ weight: 1, arbitrary: fc.constantFrom(...kinds) },
	);
	const wish = fc.record(
		{
			who: fc.nat({ max: SMALL_PORTAL + 1 }),
			by: fc.constantFrom('id', 'id', 'reference' as const),
			kind,
			traceId: fc.constantFrom('mine', '7', '__proto__'),
		},
		{ requiredKeys: ['who', 'by', 'kind'] },
	);
	const rarelyTraced = fc
		.tuple(wish, fc.integer({ min: 0, max: 4 }))
		.map(([{ traceId, ...rest }, dice]) => (dice === 0 && traceId ? { ...rest, traceId } : rest));
	return fc.record({
		ads: fc.constant(SMALL_PORTAL),
		wishes: fc.array(rarelyTraced, { minLength: 1, maxLength: 25, size: 'max' }),
	});
}
