import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { archiveAds, type ArchiveSettings } from '../../nodes/HubspotAds/hubspot/archiveAds';
import type { ArchiveFate } from '../../nodes/HubspotAds/hubspot/fates';
import { placeOf, type GetInput } from '../../nodes/HubspotAds/hubspot/inputs';
import type { Fault } from '../simulator/faults.mts';
import {
	anyDay,
	calm,
	collect,
	hasTrouble,
	inGroups,
	openLife,
	type Day,
	type Life,
} from './life.mts';

const ADS = 30;

/** Which ad: the last four are two merged and two archived ones, and those after them unknown. */
interface Wish {
	readonly who: number;
	readonly by: 'id' | 'reference';
}

const anyArchiving = fc.record({
	day: anyDay({
		endpoints: ['batchArchive', 'batchArchive', 'batchRead', 'getAd'],
		guesses: fc.record({
			mergedInBatchRead: fc.constantFrom('followed', 'dropped', 'notFound'),
			mergedInArchive: fc.constantFrom('ignored', 'survivorArchived'),
			mergedInGet: fc.constantFrom('followed', 'notFound'),
		}),
	}),
	wishes: fc.array(
		fc.record({
			who: fc.nat({ max: ADS + 2 }),
			by: fc.constantFrom('id', 'id', 'reference' as const),
		}),
		{ minLength: 1, maxLength: 30, size: 'max' },
	),
	settings: fc.record({
		verifies: fc.boolean(),
		isDryRun: fc.constantFrom(false, false, false, true),
	}),
});

const verifying: ArchiveSettings = { verifies: true, isDryRun: false };

describe('archiveAds', () => {
	it('archives what was asked for, and tells the truth, once', async () => {
		const law = fc.asyncProperty(anyArchiving, async ({ day, wishes, settings }) => {
			const run = await archive(day, wishes, settings);

			const asked = new Set(run.inputs.map((input) => adOf(input, run.life)));
			const gone = run.life.ids.filter((id) => run.life.hubspot.ads.get(id)?.archived);
			const bin = [run.life.ids[ADS - 2], run.life.ids[ADS - 1]];
			expect(gone.filter((id) => !asked.has(id) && !bin.includes(id))).toEqual([]);
			if (settings.isDryRun) expect(gone).toEqual(bin);
			for (const [line, input] of run.inputs.entries()) {
				check(run, run.fates[line], input, settings);
			}
		});

		await fc.assert(law, { numRuns: 1_000 });
	});

	it('tells each kind of ad apart', async () => {
		const { fates, life } = await archive(calm, ids(5, ADS - 4, ADS - 1, ADS), verifying);

		expect(fates).toMatchObject([
			{ outcome: 'archived', record: { id: life.ids[5], archived: true } },
			{ outcome: 'rejected', reason: { trouble: 'merged', existingId: life.ids[0] } },
			{ outcome: 'unchanged', record: { id: life.ids[ADS - 1] } },
			{ outcome: 'notFound' },
		]);
		expect(life.hubspot.ads.get(life.ids[0])?.archived).toBe(false);
	});

	it('finds by reading back that HubSpot did not do what its 204 says', async () => {
		const faults: Fault[] = [
			{ kind: 'emptyBody', status: 204, applied: 'before', match: { endpoint: 'batchArchive' } },
		];

		const verified = await archive({ ...calm, faults }, ids(5), verifying);
		const believed = await archive({ ...calm, faults }, ids(5), { ...verifying, verifies: false });

		expect(verified.fates).toMatchObject([
			{ outcome: 'unconfirmed', reason: { trouble: 'unverified' } },
		]);
		expect(believed.fates).toMatchObject([{ outcome: 'archived' }]);
	});

	it('waits some seconds for what a lost try still does', async () => {
		const match = { endpoint: 'batchArchive' } as const;
		const faults: Fault[] = [
			{ kind: 'emptyBody', status: 204, applied: 'later', appliedAfterMs: 3_000, match },
		];

		const { fates } = await archive({ ...calm, faults }, ids(5), verifying);

		expect(fates.map((fate) => fate?.outcome)).toEqual(['archived']);
	});
});

// Helpers

interface Run {
	readonly life: Life;
	readonly inputs: readonly GetInput[];
	readonly fates: ReadonlyArray<ArchiveFate | undefined>;
}

function ids(...numbers: number[]): Wish[] {
	return numbers.map((who) => ({ who, by: 'id' }));
}

async function archive(day: Day, wishes: readonly Wish[], settings: ArchiveSettings): Promise<Run> {
	const life = openLife(day, ADS);
	const { hubspot, channel, world, clock } = life;
	hubspot.merge(life.ids[ADS - 4], life.ids[0]);
	hubspot.merge(life.ids[ADS - 3], life.ids[1]);
	hubspot.archive(life.ids[ADS - 2]);
	hubspot.archive(life.ids[ADS - 1]);
	const inputs = wishes.map((wish, line) => toInput(wish, line, life));
	const fates = await collect<ArchiveFate>(inputs.length, clock, async (settle) => {
		await archiveAds(inGroups(inputs), { settle, markSent: () => {} }, channel, world, settings);
	});
	return { life, inputs, fates };
}

function toInput({ who, by }: Wish, line: number, life: Life): GetInput {
	const reference = `REF-${String(who + 1).padStart(6, '0')}`;
	const name =
		by === 'id'
			? { id: life.ids[who] ?? `99${who}` }
			: { id: reference, idProperty: 'reference_number' };
	return { ...name, ...placeOf(name), names: ['hs_name'], traceId: `line-${line}`, lines: [line] };
}

/** The ad that has the name, whether it is in the bin or not. A merged-away ID is nobody's. */
function adOf({ id, idProperty }: GetInput, { hubspot: { ads } }: Life): string | undefined {
	if (idProperty === undefined) return ads.get(id)?.id;
	return (ads.byUnique(idProperty, id) ?? ads.archivedByUnique(idProperty, id))?.id;
}

function check(
	{ life, inputs }: Run,
	fate: ArchiveFate | undefined,
	input: GetInput,
	{ verifies }: ArchiveSettings,
): void {
	const { hubspot, ids: all, isCancelled } = life;
	const id = adOf(input, life);
	const ad = id === undefined ? undefined : hubspot.ads.get(id);
	const isInBin = id === all[ADS - 2] || id === all[ADS - 1];
	const what = `${fate?.outcome} of ${input.id}`;
	switch (fate?.outcome) {
		case undefined:
			return expect(isCancelled(), what).toBe(true);
		case 'archived':
			expect(fate.record.id, what).toBe(id);
			// Without reading back, HubSpot's word is believed.
			if (verifies) expect(ad?.archived, what).toBe(true);
			return;
		case 'unchanged':
			expect(fate.record.id, what).toBe(id);
			return expect(ad?.archived, what).toBe(true);
		case 'wouldArchive':
			expect(ad?.archived, what).toBe(false);
			return expect(fate.record.id, what).toBe(id);
		case 'notFound':
			return expect(id, what).toBe(undefined);
		case 'rejected':
			if (fate.reason.trouble !== 'merged') {
				return expect(hasTrouble(life), what).toBe(true);
			}
			expect(id, what).toBe(undefined);
			return expect(fate.reason.existingId, what).toBe(hubspot.ads.survivorOf(input.id)?.id);
		case 'notSent':
			expect(hasTrouble(life), what).toBe(true);
			// Another input for the same ad may have been sent.
			if (isInBin || inputs.some((one) => one !== input && adOf(one, life) === id)) return;
			return expect(ad?.archived ?? false, what).toBe(false);
		case 'unconfirmed':
			expect(hasTrouble(life), what).toBe(true);
			return expect(hasArrived(life, id ?? input.id), what).toBe(true);
		default:
			expect.fail(what);
	}
}

/** Whether HubSpot got a request to archive the ad, whatever became of it. */
function hasArrived({ hubspot }: Life, id: string): boolean {
	return hubspot.journal.some(
		({ endpoint, body }) =>
			endpoint === 'batchArchive' && JSON.stringify(body ?? {}).includes(JSON.stringify(id)),
	);
}
