import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Fate } from '../../nodes/HubspotAds/delivery/operation';
import type { GetTold, Reason } from '../../nodes/HubspotAds/hubspot/fates';
import { getAds } from '../../nodes/HubspotAds/hubspot/getAds';
import { placeOf, type GetInput } from '../../nodes/HubspotAds/hubspot/inputs';
import { anyDay, calm, carryOut, hasTrouble, openLife, type Day, type Life } from './life.mts';

const ADS = 30;

/** Which ad is asked for: the last four are two merged and two archived ones, and those after them unknown. */
interface Wish {
	readonly who: number;
	readonly by: 'id' | 'reference';
}

const anyWishes = fc.array(
	fc.record({
		who: fc.nat({ max: ADS + 2 }),
		by: fc.constantFrom('id', 'id', 'reference' as const),
	}),
	{ minLength: 1, maxLength: 40, size: 'max' },
);

const anyReading = fc.record({
	day: anyDay({
		endpoints: ['batchRead', 'batchRead', 'getAd'],
		guesses: fc.record({
			mergedInBatchRead: fc.constantFrom('followed', 'dropped', 'notFound'),
			mergedBesideSurvivor: fc.constantFrom('once', 'twice'),
			mergedInGet: fc.constantFrom('followed', 'notFound'),
			clearedReadsAs: fc.constantFrom('empty', 'null'),
		}),
	}),
	wishes: anyWishes,
	names: fc.constantFrom<string[]>([], ['hs_name', 'hs_price']),
	isArchived: fc.boolean(),
});

describe('getAds', () => {
	it('tells of every ad, once, what HubSpot holds', async () => {
		const law = fc.asyncProperty(anyReading, async ({ day, wishes, names, isArchived }) => {
			const life = openPast(day);
			const inputs = wishes.map((wish, line) => toInput(wish, line, names, life));

			const fates = await carryOut(life, inputs, getAds(life.channel, false, isArchived));

			for (const [line, input] of inputs.entries()) {
				check(fates[line], input, isArchived, life);
			}
		});

		await fc.assert(law, { numRuns: 1_000 });
	});

	it('names the id that was asked for where HubSpot answers with the survivor', async () => {
		for (const mergedInBatchRead of ['followed', 'dropped'] as const) {
			for (const names of [[], ['hs_name']]) {
				const life = openPast({ ...calm, guesses: { mergedInBatchRead } });
				const [merged, survivor] = [life.ids[ADS - 4], life.ids[0]];
				const inputs = [merged, survivor].map((id, line) => input({ id }, line, names));

				const fates = await carryOut(life, inputs, getAds(life.channel, false));

				expect(fates).toMatchObject([
					{ outcome: 'found', record: { id: survivor }, mergedFrom: merged },
					{ outcome: 'found', record: { id: survivor } },
				]);
				expect(fates[1]).not.toHaveProperty('mergedFrom');
				expect(JSON.stringify(fates)).not.toContain('hs_merged_object_ids');
				// One that HubSpot's answer does not name is asked for alone, once.
				expect(life.hubspot.journal).toHaveLength(names.length > 0 ? 1 : 2);
			}
		}
	});

	it('reads the bin, and nothing but the bin', async () => {
		const life = openPast(calm);
		const inputs = [life.ids[ADS - 1], life.ids[5]].map((id, line) => input({ id }, line, []));

		const fates = await carryOut(life, inputs, getAds(life.channel, false, true));

		expect(fates.map((fate) => fate?.outcome)).toEqual(['found', 'notFound']);
	});
});

// Helpers

function openPast(day: Day): Life {
	const life = openLife(day, ADS);
	const { hubspot, ids } = life;
	hubspot.merge(ids[ADS - 4], ids[0]);
	hubspot.merge(ids[ADS - 3], ids[1]);
	hubspot.archive(ids[ADS - 2]);
	hubspot.archive(ids[ADS - 1]);
	return life;
}

function toInput({ who, by }: Wish, line: number, names: readonly string[], { ids }: Life) {
	return by === 'id'
		? input({ id: ids[who] ?? `99${who}` }, line, names)
		: input({ id: referenceOf(who), idProperty: 'reference_number' }, line, names);
}

function input(
	name: { id: string; idProperty?: string },
	line: number,
	names: readonly string[],
): GetInput {
	return { ...name, ...placeOf(name), names, traceId: `line-${line}`, lines: [line] };
}

function referenceOf(who: number): string {
	return `REF-${String(who + 1).padStart(6, '0')}`;
}

type GetFate = Fate<GetTold, Reason> | undefined;

function check(fate: GetFate, asked: GetInput, isArchived: boolean, life: Life): void {
	const { hubspot, isCancelled } = life;
	const { id, idProperty, names } = asked;
	const named = idProperty
		? (isArchived ? hubspot.ads.archivedByUnique : hubspot.ads.byUnique).call(
				hubspot.ads,
				idProperty,
				id,
			)
		: (hubspot.ads.get(id) ?? hubspot.ads.survivorOf(id));
	const ad = named?.archived === isArchived ? named : undefined;
	const what = `${fate?.outcome} of ${id}`;
	switch (fate?.outcome) {
		case undefined:
			return expect(isCancelled(), what).toBe(true);
		case 'found':
			expect(fate.record.id, what).toBe(ad?.id);
			expect(fate.mergedFrom, what).toBe(idProperty || ad?.id === id ? undefined : id);
			for (const name of names) {
				// A fault that changes properties changes all of them.
				if (!Object.hasOwn(fate.record.properties, name)) continue;
				expect(fate.record.properties[name] ?? '', what).toBe(ad?.values[name] ?? '');
			}
			return;
		case 'notFound':
			// HubSpot itself says so of a merged-away id, where the guess is that it does.
			if (ad && idProperty === undefined && ad.id !== id) return;
			return expect(ad, what).toBe(undefined);
		case 'notSent':
		case 'rejected':
			// Not read; or HubSpot refused the reading.
			return expect(hasTrouble(life), what).toBe(true);
		default:
			expect.fail(what);
	}
}
