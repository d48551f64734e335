import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Pace, TurnQueue } from '../../nodes/HubspotAds/delivery/pace';
import { SearchWindow } from '../../nodes/HubspotAds/delivery/searchWindow';
import { listAds } from '../../nodes/HubspotAds/hubspot/listAds';
import { toManyFate, type Many } from '../../nodes/HubspotAds/hubspot/pages';
import type { Channel } from '../../nodes/HubspotAds/hubspot/channel';
import type { FilterGroup } from '../../nodes/HubspotAds/hubspot/queries';
import { searchAds, type SearchQuery } from '../../nodes/HubspotAds/hubspot/searchAds';
import type { FaultKind } from '../simulator/faults.mts';
import { anyDay, calm, hasTrouble, openLife, type Life } from './life.mts';

/** By these HubSpot leaves out ads of a page that looks whole, or adds some that do not belong to it: nothing shows it. */
const undetectable: readonly FaultKind[] = [
	'missingResults',
	'emptyResults',
	'strangerResult',
	'repeatedResult',
	'pending',
	'protoKeys',
	'wrongTypes',
];

const names = ['hs_name', 'hs_price'];

const anyListing = fc.record({
	day: anyDay({
		endpoints: ['listAds', 'listAds', 'batchRead'],
		without: undetectable,
		guesses: fc.record({ listAfter: fc.constantFrom('nextId', 'lastId') }),
	}),
	ads: fc.constantFrom(0, 1, 99, 100, 101, 300, 950, 1_300),
	limit: fc.constantFrom(1, 50, 120, Infinity, Infinity, Infinity),
	isArchived: fc.boolean(),
	hasLongNames: fc.constantFrom(false, false, false, true),
});

const anyFilters: fc.Arbitrary<FilterGroup[]> = fc.array(
	fc.record({
		filters: fc.array(
			fc.record({
				propertyName: fc.constant('hs_price'),
				operator: fc.constantFrom('GT', 'LTE'),
				value: fc.constantFrom('200000', '600000', '1200000'),
			}),
			{ minLength: 1, maxLength: 6 },
		),
	}),
	{ maxLength: 4 },
);

const anySearch = fc.record({
	day: anyDay({
		endpoints: ['search', 'search', 'search', 'batchRead'],
		without: undetectable,
		guesses: fc.record({ searchLagMs: fc.constantFrom(0, 3_000) }),
	}),
	ads: fc.constantFrom(0, 1, 199, 200, 201, 950, 1_300),
	filterGroups: anyFilters,
	limit: fc.constantFrom(1, 50, 220, Infinity, Infinity, Infinity),
	hasLongNames: fc.constantFrom(false, false, false, true),
	sort: fc.constantFrom(undefined, undefined, undefined, {
		propertyName: 'hs_price',
		direction: 'DESCENDING' as const,
	}),
	archivesSome: fc.boolean(),
});

describe('listAds', () => {
	it('gives every ad once, or says that it is incomplete', async () => {
		const law = fc.asyncProperty(anyListing, async (listing) => {
			const { day, ads, limit, isArchived, hasLongNames } = listing;
			const life = openLife(day, ads);
			for (const [at, id] of life.ids.entries()) if (at % 3 === 1) life.hubspot.archive(id);
			const query = { names: hasLongNames ? longNames() : names, isArchived, limit };

			const many = await life.clock.run(listAds(query, life.channel, life.world));

			const wanted = life.ids.filter((_id, at) => (at % 3 === 1) === isArchived);
			checkMany(many, wanted, limit, life);
		});

		await fc.assert(law, { numRuns: 1_000 });
	});

	it('is 3 times as fast as a bare loop over the list', async () => {
		const day = { ...calm, latencyMs: 300 };
		const ours = openLife(day, 40_000);
		const bare = openLife(day, 40_000);

		const query = { names, isArchived: false, limit: Infinity };
		const { records, reason } = await ours.clock.run(listAds(query, ours.channel, ours.world));
		await bare.clock.run(listBarely(bare));

		expect(reason).toBe(undefined);
		expect(records.map(({ id }) => id)).toEqual(ours.ids);
		const tookMs = ours.hubspot.journal.at(-1)!.at - ours.hubspot.journal[0].at;
		const bareMs = bare.hubspot.journal.at(-1)!.at - bare.hubspot.journal[0].at;
		expect(bareMs / tookMs).toBeGreaterThan(3);
		expect(ours.hubspot.journal.filter(({ status }) => status === 429)).toEqual([]);
	});
});

describe('searchAds', () => {
	it('gives every match once, or says that it is incomplete', async () => {
		const law = fc.asyncProperty(anySearch, async (search) => {
			const { day, ads, filterGroups, limit, hasLongNames, sort, archivesSome } = search;
			const life = openLife(day, ads);
			// Hits that the index still has, and does not show.
			if (archivesSome) {
				for (const [at, id] of life.ids.entries()) if (at % 4 === 1) life.hubspot.archive(id);
			}
			const query = { names: hasLongNames ? longNames() : names, filterGroups, limit, sort };

			const many = await life.clock.run(find(query, life));

			const wanted = life.hubspot.ads
				.all()
				.filter(({ values }) => matches(filterGroups, Number(values.hs_price)))
				.map(({ id }) => id);
			checkMany(many, wanted, limit, life, sort !== undefined || !hasRoom(filterGroups));
		});

		await fc.assert(law, { numRuns: 1_000 });
	});

	it.each([1, 2, 3])(
		'goes on past 10,000 hits at nine tenths of the pace (seed %i)',
		async (seed) => {
			const latencyMs = { medianMs: 300, p95Ms: 600 };
			const life = openLife({ ...calm, seed, latencyMs, mostTravelMs: 10 }, 25_000);

			const many = await life.clock.run(find(anyPrice, life));

			expect(many.reason).toBe(undefined);
			expect(many.records.map(({ id }) => id)).toEqual(life.ids);
			const { journal } = life.hubspot;
			const tookMs = journal.at(-1)!.at - journal[0].at;
			expect(25_000 / tookMs).toBeGreaterThan(0.9);
			expect(journal.filter(({ status }) => status === 429)).toEqual([]);
		},
	);

	it.each([0, 0.3, 3, 100])(
		'finds all where HubSpot says that it found %d times as many',
		async (times) => {
			const life = openLife(calm, 3_000);

			const many = await life.clock.run(
				find(anyPrice, { ...life, channel: exaggerate(life, times) }),
			);

			expect(many.reason).toBe(undefined);
			expect(many.records.map(({ id }) => id)).toEqual(life.ids);
		},
	);

	it('says that there may be more where no filter for the key fits', async () => {
		const life = openLife(calm, 10_300);
		const one = { propertyName: 'hs_price', operator: 'GT', value: '1' };
		const filterGroups = [{ filters: Array.from({ length: 6 }, () => one) }];

		const many = await life.clock.run(find({ names, filterGroups, limit: Infinity }, life));

		expect(many.reason?.trouble).toBe('tooMany');
		expect(many.records.map(({ id }) => id)).toEqual(life.ids.slice(0, 10_000));
	});
});

// Helpers

const anyPrice: SearchQuery = {
	names,
	filterGroups: [{ filters: [{ propertyName: 'hs_price', operator: 'GT', value: '1' }] }],
	limit: Infinity,
};

/** HubSpot, with a `total` that is so many times too high. */
function exaggerate({ channel }: Life, times: number): Channel {
	const send: Channel['send'] = async (request) => {
		const reply = await channel.send(request);
		if ('lost' in reply) return reply;
		const body = reply.body as { total: number };
		return { ...reply, body: { ...body, total: Math.round(body.total * times) } };
	};
	return { ...channel, send };
}

async function find(query: SearchQuery, { channel, world, clock }: Life): Promise<Many> {
	const pace = new Pace(clock, 20, new TurnQueue(clock, new SearchWindow(clock)));
	return await searchAds(query, channel, { search: { ...world, pace }, read: world });
}

/** More than fits into a URL, or into a search. */
function longNames(): string[] {
	const others = Array.from({ length: 300 }, (_, at) => `no_such_property_number_${at}`);
	return [...names, ...others];
}

/** Whether one more filter fits into each group. */
function hasRoom(groups: readonly FilterGroup[]): boolean {
	const sizes = groups.map(({ filters }) => filters.length + 1);
	return Math.max(0, ...sizes) <= 6 && sizes.reduce((sum, size) => sum + size, 0) <= 18;
}

function matches(groups: readonly FilterGroup[], price: number): boolean {
	const holds = ({ operator, value }: FilterGroup['filters'][number]) =>
		operator === 'GT' ? price > Number(value) : price <= Number(value);
	return groups.length === 0 || groups.some(({ filters }) => filters.every(holds));
}

function checkMany(
	{ records, reason }: Many,
	wanted: readonly string[],
	limit: number,
	life: Life,
	isByOffset = false,
): void {
	const found = records.map(({ id }) => id);
	expect(new Set(found).size).toBe(found.length);
	expect(found.length).toBeLessThanOrEqual(limit);
	const all = new Set(wanted);
	expect(found.filter((id) => !all.has(id))).toEqual([]);
	for (const { id, properties } of records) {
		expect(properties.hs_price).toBe(life.hubspot.ads.get(id)?.values.hs_price);
	}
	if (life.isCancelled()) return;
	const { outcome } = toManyFate({ records, reason });
	if (reason) expect(outcome).not.toBe('found');
	// The index catches up with what was archived meanwhile.
	const isMoving = reason?.trouble === 'changed' && wanted.length < life.ids.length;
	if (reason) return expect(isMoving || hasTrouble(life), reason.trouble).toBe(true);
	if (isByOffset) return expect(found.length).toBe(Math.min(limit, wanted.length));
	expect(found).toEqual(wanted.slice(0, limit));
}

async function listBarely({ channel }: Life): Promise<void> {
	for (let after: string | undefined = ''; after !== undefined; ) {
		const query = `limit=100&properties=${names.join(',')}${after && `&after=${after}`}`;
		const reply = await channel.send({ method: 'GET', path: `/crm/v3/objects/0-420?${query}` });
		const body = ('body' in reply ? reply.body : {}) as { paging?: { next: { after: string } } };
		after = body.paging?.next.after;
	}
}
