import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Fate } from '../../nodes/HubspotAds/delivery/operation';
import type { Channel } from '../../nodes/HubspotAds/hubspot/channel';
import { createAds, createNamedAds } from '../../nodes/HubspotAds/hubspot/createAds';
import type { CreateTold, Reason } from '../../nodes/HubspotAds/hubspot/fates';
import {
	placeOfNew,
	type CreateInput,
	type NamedCreateInput,
} from '../../nodes/HubspotAds/hubspot/inputs';
import { isFields } from '../../nodes/HubspotAds/hubspot/reply';
import type { Fault, FaultKind } from '../simulator/faults.mts';
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

const ADS = 8;

interface Wish {
	readonly kind: 'good' | 'badNumber' | 'noName' | 'known';
}

const anyCreates = fc.record({
	day: anyDay({
		endpoints: ['batchCreate', 'batchCreate', 'batchRead'],
		// By the text of their names the ads are told apart here.
		without: ['valueRewritten'],
		guesses: fc.record({
			createConflict: fc.constantFrom('conflict', 'uniqueValue'),
			equalInCreate: fc.constantFrom('firstMade', 'allRefused'),
			missingName: fc.constantFrom('perRecord', 'wholeBatch'),
			uniqueReadLagMs: fc.constantFrom(0, 0, 3_000),
			archivedHoldsUnique: fc.boolean(),
		}),
	}),
	isNamed: fc.boolean(),
	wishes: fc.array(
		fc.record({
			kind: fc.constantFrom<Wish['kind']>(
				'good',
				'good',
				'good',
				'good',
				'badNumber',
				'noName',
				'known',
			),
		}),
		{ minLength: 1, maxLength: 30, size: 'max' },
	),
	rivals: fc.array(
		fc.record({
			who: fc.nat({ max: 29 }),
			afterMs: fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 8_000 })),
			isTwin: fc.boolean(),
		}),
		{ maxLength: 3 },
	),
});

describe('createAds', () => {
	it('makes no ad twice, and tells the truth about each, once', async () => {
		const law = fc.asyncProperty(anyCreates, async ({ day, wishes, isNamed, rivals }) => {
			const run = await create(day, wishes, isNamed, rivals);

			for (const [line, input] of run.inputs.entries()) check(run, run.fates[line], input);
		});

		await fc.assert(law, { numRuns: 1_500 });
	});

	const lost: Array<[FaultKind, Fault['applied'], number?]> = [
		['reset', 'before'],
		['reset', 'after'],
		['reset', 'later'],
		['edgeError', 'after'],
		['internalError', 'later'],
		['late', 'after'],
		['cut', undefined],
		['emptyBody', 'after'],
		['missingResults', 'before'],
		['missingResults', 'after'],
		['itemErrors', 'after'],
	];

	it.each(lost)('makes each exactly once by its key after a %s (%s)', async (kind, applied) => {
		const faults = [fault({ kind, applied })];

		const { fates, made, inputs } = await create({ ...calm, faults }, good(5), true, []);

		expect(fates.map((fate) => fate?.outcome)).toEqual(Array(5).fill('created'));
		expect(made.map(({ mark }) => mark).toSorted()).toEqual(inputs.map(markOf));
	});

	it.each(lost)('sends nothing twice without a key after a %s (%s)', async (kind, applied) => {
		const category = kind === 'itemErrors' ? 'INTERNAL_ERROR' : undefined;
		const faults = [fault({ kind, applied, category })];

		const { fates, life } = await create({ ...calm, faults }, good(5), false, []);

		expect(life.hubspot.journal).toHaveLength(1);
		expect(fates.filter((fate) => fate?.outcome === 'unconfirmed').length).toBeGreaterThan(0);
	});

	it.each([
		{ kind: 'rollingLimit' },
		{ kind: 'locked' },
		{ kind: 'migration', retryAfter: 1 },
		{ kind: 'itemErrors', category: 'RATE_LIMITS' },
		{ kind: 'itemErrors', category: 'LOCKED' },
	] as const)('sends again without a key what HubSpot surely did not take: %o', async (part) => {
		const { fates, made } = await create({ ...calm, faults: [fault(part)] }, good(5), false, []);

		expect(fates.map((fate) => fate?.outcome)).toEqual(Array(5).fill('created'));
		expect(made).toHaveLength(5);
	});

	it.each(['conflict', 'uniqueValue'] as const)(
		'names the ad that has the key (%s)',
		async (createConflict) => {
			const day = { ...calm, guesses: { createConflict } };

			const { fates, life, made } = await create(
				day,
				[{ kind: 'known' }, { kind: 'good' }],
				true,
				[],
			);

			expect(fates[0]).toMatchObject({
				outcome: 'rejected',
				reason: { trouble: 'exists', existingId: life.ids[0] },
			});
			expect(fates[1]?.outcome).toBe('created');
			expect(made).toHaveLength(1);
		},
	);

	it('tells which property HubSpot kept empty, and the ad that it made all the same', async () => {
		const faults = [fault({ kind: 'valueKept', share: 1 })];

		const { fates, made } = await create({ ...calm, faults }, good(1), true, []);

		expect(fates).toMatchObject([
			{
				outcome: 'kept',
				reason: { trouble: 'kept', property: 'hs_price', held: null },
				record: { id: made[0].id },
				deed: 'created',
			},
		]);
	});

	it('names the ad that has the key where the whole request is refused for it', async () => {
		const faults = [fault({ kind: 'conflict' })];

		const { fates, life, made } = await create({ ...calm, faults }, [{ kind: 'known' }], true, []);

		expect(fates).toMatchObject([
			{
				outcome: 'rejected',
				reason: { trouble: 'exists', statusCode: 409, existingId: life.ids[0] },
			},
		]);
		expect(life.hubspot.journal.map(({ endpoint }) => endpoint)).toEqual([
			'batchCreate',
			'batchRead',
		]);
		expect(made).toEqual([]);
	});

	it('finds by each property of which HubSpot complains who has the value, where it does not say', async () => {
		const life = openLife({ ...calm, guesses: { createConflict: 'uniqueValue' } }, ADS);
		const { properties, ads } = life.hubspot;
		properties.set('hs_mls_number', { ...properties.get('hs_name')!, hasUniqueValue: true });
		ads.write(life.ids[3], { hs_mls_number: 'MLS-3' });
		const { send } = life.channel;
		const channel: Channel = {
			...life.channel,
			async send(request) {
				const reply = await send(request);
				if ('lost' in reply || !request.path.endsWith('/batch/create')) return reply;
				const text = JSON.stringify(reply.body).replace(/\d+ already has/g, 'An ad already has');
				return { ...reply, body: JSON.parse(text) as unknown };
			},
		};
		const values: Array<Record<string, string>> = [
			{ reference_number: 'REF-000001' },
			{ hs_mls_number: 'MLS-3' },
		];
		const inputs = values.map(
			(unique, line): CreateInput => ({
				...placeOfNew(line),
				...{ lines: [line], traceId: `line-${line}` },
				properties: { hs_name: `mark ${line}`, ...unique },
			}),
		);

		const fates = await carryOut(life, inputs, createAds(channel, sameText));

		expect(fates).toMatchObject([
			{ outcome: 'rejected', reason: { trouble: 'exists', existingId: life.ids[0] } },
			{ outcome: 'rejected', reason: { trouble: 'exists', existingId: life.ids[3] } },
		]);
	});

	it.each([true, false])(
		'rejects what is refused as a conflict although no ad is found (by a key: %s)',
		async (isNamed) => {
			const faults = [fault({ kind: 'conflict' })];

			const { fates, made } = await create({ ...calm, faults }, good(1), isNamed, []);

			expect(fates).toMatchObject([{ outcome: 'rejected', reason: { trouble: 'exists' } }]);
			expect(made).toEqual([]);
		},
	);

	it.each([
		['as it was refused where the account cannot be read', 'missingScopes'],
		['as it was refused where reading is out of time', 'internalError'],
		['as it was refused where the daily limit is reached just then', 'dailyLimit'],
	] as const)('tells a conflict %s', async (_what, kind) => {
		const faults: Fault[] = [
			fault({ kind: 'conflict' }),
			{ kind, match: { endpoint: 'batchRead', probability: 1 } },
		];

		const { fates } = await create({ ...calm, faults }, [{ kind: 'known' }], true, []);

		expect(fates).toMatchObject([{ outcome: 'rejected', reason: { trouble: 'exists' } }]);
	});

	it.each([
		['a second before the try', -1_000, 'unconfirmed'],
		['three seconds before the try', -3_000, 'rejected'],
		['while the try is on its way', 20, 'created'],
	])('tells of an ad with the very values that another made %s', async (_when, ms, outcome) => {
		const faults = [fault({ kind: 'reset', applied: 'before' })];
		const life = openLife({ ...calm, mostTravelMs: 40, faults }, ADS);
		const input = toInput({ kind: 'good' }, 0, true);
		const values = { ...input.properties, reference_number: input.id };
		const { ads } = life.hubspot;
		void life.clock.sleep(5_000 + ms).then(() => ads.add(ads.nextId(1), values));
		await life.clock.run(life.clock.sleep(5_000));

		const [fate] = await carryOut(life, [input], createNamedAds(life.channel, sameText));

		expect(fate?.outcome).toBe(outcome);
	});

	it('reads once more where the way was too long to tell who made the ad', async () => {
		const faults = [fault({ kind: 'reset', applied: 'after' })];
		const life = openLife({ ...calm, faults }, ADS);
		const { send } = life.channel;
		let reads = 0;
		const channel: Channel = {
			...life.channel,
			async send(request) {
				if (request.path.endsWith('/batch/read') && ++reads === 1) await life.clock.sleep(400);
				return await send(request);
			},
		};
		const input = toInput({ kind: 'good' }, 0, true);

		const [fate] = await carryOut(life, [input], createNamedAds(channel, sameText));

		expect(fate?.outcome).toBe('created');
		expect(reads).toBe(2);
	});

	it('says that nothing tells who made the ad where no reply has the time', async () => {
		const faults = [fault({ kind: 'reset', applied: 'after' })];
		const life = openLife({ ...calm, faults }, ADS);
		const { send } = life.channel;
		const channel: Channel = {
			...life.channel,
			async send(request) {
				const reply = await send(request);
				if ('lost' in reply || !isFields(reply.body)) return reply;
				const { startedAt, completedAt, ...body } = reply.body;
				return { ...reply, body, headers: {} };
			},
		};
		const input = toInput({ kind: 'good' }, 0, true);

		const [fate] = await carryOut(life, [input], createNamedAds(channel, sameText));

		expect(fate).toMatchObject({
			outcome: 'unconfirmed',
			reason: { trouble: 'ageUnknown', existingId: life.hubspot.ads.all().at(-1)?.id },
		});
	});

	it('names an older ad that it finds by the key after a lost reply', async () => {
		const faults = [fault({ kind: 'reset', applied: 'before' })];

		const { fates, life } = await create({ ...calm, faults }, [{ kind: 'known' }], true, []);

		expect(fates).toMatchObject([
			{ outcome: 'rejected', reason: { trouble: 'exists', existingId: life.ids[0] } },
		]);
	});
});

// Helpers

interface Run {
	readonly life: Life;
	readonly inputs: readonly NamedCreateInput[];
	readonly fates: ReadonlyArray<Fate<CreateTold, Reason> | undefined>;
	readonly made: readonly Deed[];
	readonly isNamed: boolean;
}

function good(count: number): Wish[] {
	return Array.from({ length: count }, () => ({ kind: 'good' }));
}

function fault(parts: Omit<Fault, 'match'>): Fault {
	return { ...parts, match: { endpoint: 'batchCreate', nth: 1 } };
}

async function create(
	day: Day,
	wishes: readonly Wish[],
	isNamed: boolean,
	rivals: readonly Rival[],
): Promise<Run> {
	const life = openLife(day, ADS);
	const { made } = watchDeeds(life.hubspot, life.clock.now);
	const inputs = wishes.map((wish, line) => toInput(wish, line, isNamed));
	const keyOf = (who: number) => inputs[who % inputs.length].id;
	const valuesOf = (who: number) => inputs[who % inputs.length].properties;
	letRivalsWork(life, rivals, keyOf, valuesOf);
	const fates = isNamed
		? await carryOut(life, inputs, createNamedAds(life.channel, sameText, keptByType))
		: await carryOut(
				life,
				inputs.map(({ id: _id, idProperty: _name, ...input }) => input),
				createAds(life.channel, sameText, keptByType),
			);
	return { life, inputs, fates, made, isNamed };
}

function toInput({ kind }: Wish, line: number, isNamed: boolean): NamedCreateInput {
	const id = kind === 'known' ? 'REF-000001' : `NEW-${line}`;
	const name = { id, idProperty: 'reference_number' };
	return {
		...name,
		...placeOfNew(line, isNamed ? name : undefined),
		...{ lines: [line], traceId: `line-${line}` },
		properties: {
			...(kind !== 'noName' && { hs_name: markOf({ lines: [line] }) }),
			hs_price: kind === 'badNumber' ? '12 000 €' : String(line),
			...(kind === 'known' && { reference_number: id }),
		},
	};
}

function markOf({ lines }: Pick<NamedCreateInput, 'lines'>): string {
	return `mark ${lines[0]}`;
}

function check(
	{ life, made, isNamed }: Run,
	fate: Fate<CreateTold, Reason> | undefined,
	input: NamedCreateInput,
): void {
	const mine = made
		.filter(({ mark, isRivals }) => !isRivals && mark === markOf(input))
		.map(({ id }) => id);
	const what = `${fate?.outcome} (${fc.stringify(fate)}): ${markOf(input)}`;
	expect(mine.length, what).toBeLessThanOrEqual(1);
	switch (fate?.outcome) {
		case undefined:
			return expect(life.isCancelled(), what).toBe(true);
		case 'created': {
			const twin = made.find(({ id, isRivals }) => isRivals && id === fate.record.id);
			// One with our values that another made after a try of ours was lost cannot be told from ours.
			if (twin && wasLostBefore(life, input.traceId, twin)) return;
			return expect(mine, what).toEqual([fate.record.id]);
		}
		case 'kept':
			expect(wasKept(life, input.traceId), what).toBe(true);
			expect(fate.deed, what).toBe('created');
			return expect(mine, what).toEqual([fate.record.id]);
		case 'rejected':
			expect(mine, what).toEqual([]);
			if (fate.reason.existingId === undefined) return;
			return expect(life.hubspot.ads.get(fate.reason.existingId), what).toBeDefined();
		case 'notSent':
			return expect(mine, what).toEqual([]);
		case 'unconfirmed':
			return expect(hasTrouble(life) || !isNamed, what).toBe(true);
		default:
			expect.fail(what);
	}
}
