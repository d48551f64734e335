import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Fate } from '../../nodes/HubspotAds/delivery/operation';
import type { Reason, UpsertTold } from '../../nodes/HubspotAds/hubspot/fates';
import { placeOf, type UpsertInput } from '../../nodes/HubspotAds/hubspot/inputs';
import { upsertAds } from '../../nodes/HubspotAds/hubspot/upsertAds';
import type { Fault } from '../simulator/faults.mts';
import { letRivalsWork, wasLostBefore, watchDeeds, type Deed, type Rival } from './births.mts';
import {
	anyDay,
	calm,
	carryOut,
	hasTrouble,
	keptByType,
	openLife,
	sameText,
	wasKept,
	type Day,
	type Life,
} from './life.mts';

const ADS = 12;

interface Wish {
	/** The portal's ads from 0, then new ones. */
	readonly who: number;
	readonly kind: 'good' | 'badNumber' | 'taken' | 'noName';
}

const anyWish = fc.record({
	who: fc.nat({ max: ADS + 14 }),
	kind: fc.constantFrom<Wish['kind']>(
		'good',
		'good',
		'good',
		'good',
		'badNumber',
		'taken',
		'noName',
	),
});

const anyUpserts = fc.record({
	day: anyDay({
		endpoints: ['batchUpsert', 'batchUpsert', 'batchRead'],
		// By the text of their names the ads are told apart here.
		without: ['valueRewritten'],
		guesses: fc.record({
			upsertConflict: fc.constantFrom('wholeBatch', 'perRecord'),
			missingName: fc.constantFrom('perRecord', 'wholeBatch'),
			uniqueReadLagMs: fc.constantFrom(0, 0, 3_000),
			idPropertyInResult: fc.boolean(),
		}),
	}),
	wishes: fc.array(anyWish, { minLength: 1, maxLength: 30, size: 'max' }),
	rivals: fc.array(
		fc.record({
			who: fc.integer({ min: ADS, max: ADS + 14 }),
			afterMs: fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 8_000 })),
		}),
		{ maxLength: 3 },
	),
});

describe('upsertAds', () => {
	it('tells of every ad, once, whether it was made or updated', async () => {
		const law = fc.asyncProperty(anyUpserts, async ({ day, wishes, rivals }) => {
			const run = await upsert(day, wishes, rivals);

			for (const [line, input] of run.inputs.entries()) check(run, run.fates[line], input);
			const keys = run.life.hubspot.ads.all().map(({ values }) => values.reference_number);
			expect(new Set(keys).size).toBe(keys.length);
		});

		await fc.assert(law, { numRuns: 1_000 });
	});

	it.each([
		['reset', 'after'],
		['reset', 'later'],
		['edgeError', 'after'],
		['late', 'after'],
		['emptyResults', 'after'],
	] as const)(
		'tells created from updated where HubSpot says new: false after a %s (%s)',
		async (kind, applied) => {
			const faults: Fault[] = [{ kind, applied, match: { endpoint: 'batchUpsert', nth: 1 } }];
			const wishes = [0, ADS, 1, ADS + 1].map((who): Wish => ({ who, kind: 'good' }));

			const { fates } = await upsert({ ...calm, faults }, wishes, []);

			expect(fates.map((fate) => fate?.outcome)).toEqual([
				'updated',
				'created',
				'updated',
				'created',
			]);
		},
	);

	it('tells which property HubSpot kept of an ad that it updated', async () => {
		const faults: Fault[] = [
			{ kind: 'valueKept', share: 1, match: { endpoint: 'batchUpsert', nth: 1 } },
		];

		const { fates, life } = await upsert({ ...calm, faults }, [{ who: 0, kind: 'good' }], []);

		const [id] = life.ids;
		const held = life.hubspot.ads.get(id)?.values.hs_price;
		expect(fates).toMatchObject([
			{ outcome: 'kept', reason: { property: 'hs_price', held }, record: { id }, deed: 'updated' },
		]);
	});

	it('does not split what is refused for the property', async () => {
		const life = openLife(calm, ADS);
		const inputs = [1, 2, 3].map((line) => ({
			...toInput({ who: line, kind: 'good' }, line - 1),
			idProperty: 'hs_city',
		}));

		const fates = await carryOut(life, inputs, upsertAds(life.channel, sameText));

		expect(fates.map((fate) => fate?.outcome)).toEqual(['rejected', 'rejected', 'rejected']);
		expect(life.hubspot.journal).toHaveLength(1);
	});
});

// Helpers

interface Run {
	readonly life: Life;
	readonly inputs: readonly UpsertInput[];
	readonly fates: ReadonlyArray<Fate<UpsertTold, Reason> | undefined>;
	readonly made: readonly Deed[];
	readonly written: readonly Deed[];
}

async function upsert(day: Day, wishes: readonly Wish[], rivals: readonly Rival[]): Promise<Run> {
	const life = openLife(day, ADS);
	// A second unique property, for ads that collide in it.
	life.hubspot.properties.set('hs_zip', {
		...life.hubspot.properties.get('hs_zip')!,
		hasUniqueValue: true,
	});
	const deeds = watchDeeds(life.hubspot, life.clock.now);
	letRivalsWork(life, rivals, keyOf);
	const inputs = wishes.map(toInput);
	const fates = await carryOut(life, inputs, upsertAds(life.channel, sameText, keptByType));
	return { life, inputs, fates, ...deeds };
}

function keyOf(who: number): string {
	return `REF-${String(who + 1).padStart(6, '0')}`;
}

function toInput({ who, kind }: Wish, line: number): UpsertInput {
	const name = { id: keyOf(who), idProperty: 'reference_number' };
	const named: Record<string, string> = kind === 'noName' ? {} : { hs_name: `mark ${line}` };
	return {
		...name,
		...placeOf(name),
		...{ lines: [line], traceId: `line-${line}` },
		properties: { ...named, ...valuesOf(kind, line) },
	};
}

function valuesOf(kind: Wish['kind'], line: number): Record<string, string> {
	switch (kind) {
		case 'good':
			return { hs_price: String(100_000 + line) };
		case 'noName':
			// Its own mark, where it updates an ad.
			return { hs_city: `City ${line}` };
		case 'badNumber':
			return { hs_price: '12 000 €' };
		case 'taken':
			return { hs_zip: TAKEN };
	}
}

/** Many of the seeded ads may have it. */
const TAKEN = '04100';

function check(
	{ life, made, written, inputs }: Run,
	fate: Fate<UpsertTold, Reason> | undefined,
	input: UpsertInput,
): void {
	const { hs_name: mark } = input.properties;
	const byMe = (deed: Deed) => mark !== undefined && deed.mark === mark;
	const deeds = [...made, ...written].filter(byMe);
	const what = `${fate?.outcome}: ${mark} of ${input.id}`;
	expect(made.filter(byMe).length, what).toBeLessThanOrEqual(1);
	switch (fate?.outcome) {
		case undefined:
			return expect(life.isCancelled(), what).toBe(true);
		case 'created':
			return checkBirth(fate.record.id);
		case 'updated':
			expect(made.filter(byMe), what).toEqual([]);
			// HubSpot kept the old name, and so has another text, which the summary tells.
			if (fate.otherForms?.some(({ property }) => property === 'hs_name')) return;
			if (mark)
				expect(
					deeds.map(({ id }) => id),
					what,
				).toContain(fate.record.id);
			return;
		case 'kept':
			expect(wasKept(life, input.traceId), what).toBe(true);
			if (fate.deed === 'created') checkBirth(fate.record.id);
			return;
		case 'rejected':
		case 'notSent':
			return expect(deeds, what).toEqual([]);
		case 'unconfirmed':
			return expect(hasTrouble(life), what).toBe(true);
		default:
			expect.fail(what);
	}

	function checkBirth(id: string): void {
		const birth = made.find((deed) => deed.id === id);
		expect(birth, what).toBeDefined();
		const ours = inputs.some(
			(other) => other.key === input.key && other.properties.hs_name === birth?.mark,
		);
		// One that another made after a try of ours was lost cannot be told from ours.
		const isClose = birth?.isRivals && wasLostBefore(life, input.traceId, birth);
		expect(ours || isClose, what).toBe(true);
	}
}
