import { describe, expect, it } from 'vitest';
import type { HubspotOptions } from '../../simulator/hubspot.mts';
import { createAccount, idsOf, input } from './account.mts';

const SEARCH = '/crm/v3/objects/0-420/search';
const AT_ONCE = { guesses: { searchLagMs: 0 } };

type Filter = { propertyName: string; operator: string; value?: unknown; values?: string[] };

describe('search', () => {
	it.each<[Filter, number[]]>([
		[filter('reference_number', 'EQ', 'ref-000003'), [2]],
		[filter('hs_name', 'EQ', 'VILLA one'), [0]],
		[filter('hs_listing_type', 'EQ', 'House'), []],
		[filter('hs_listing_type', 'EQ', 'house'), [0]],
		[filter('hs_price', 'EQ', '100000.0'), [0]],
		[filter('hs_price', 'NEQ', '100000'), [1, 2, 3]],
		[filter('hs_price', 'GT', '200000'), [2]],
		[filter('hs_price', 'GTE', '200000'), [1, 2]],
		[filter('hs_price', 'LT', '200000'), [0]],
		[filter('hs_price', 'LTE', '200000'), [0, 1]],
		[{ ...filter('hs_price', 'BETWEEN', '150000'), highValue: '300000' } as Filter, [1, 2]],
		[filter('available_from', 'GT', '2026-03-01'), [1]],
		[filter('available_from', 'GT', String(Date.UTC(2026, 2, 1))), [1]],
		[{ propertyName: 'hs_name', operator: 'IN', values: ['villa one', 'Villa two'] }, [0]],
		[{ propertyName: 'hs_price', operator: 'NOT_IN', values: ['100000', '200000'] }, [2, 3]],
		[{ propertyName: 'features', operator: 'IN', values: ['lift'] }, [1]],
		[{ propertyName: 'hs_price', operator: 'HAS_PROPERTY' }, [0, 1, 2]],
		[{ propertyName: 'hs_price', operator: 'NOT_HAS_PROPERTY' }, [3]],
		[filter('hs_name', 'CONTAINS_TOKEN', 'villa'), [0, 1]],
		[filter('hs_name', 'CONTAINS_TOKEN', 'vill'), []],
		[filter('hs_name', 'CONTAINS_TOKEN', 'vill*'), [0, 1]],
		[filter('hs_name', 'NOT_CONTAINS_TOKEN', 'villa'), [2, 3]],
		[filter('furnished', 'EQ', 'true'), [2]],
	])('finds by %j', (one, places) => {
		const { find, ids } = plainAds();

		expect(idsOf(find({ filterGroups: [{ filters: [one] }] }).json.results)).toEqual(
			places.map((at) => ids[at]),
		);
	});

	it('takes groups as alternatives, and the filters of one together', () => {
		const { find, ids } = plainAds();
		const cheap = filter('hs_price', 'LT', '250000');
		const filterGroups = [
			{ filters: [cheap, filter('hs_name', 'CONTAINS_TOKEN', 'two')] },
			{ filters: [filter('hs_name', 'EQ', 'Plot')] },
		];

		expect(idsOf(find({ filterGroups }).json.results)).toEqual([ids[1], ids[3]]);
	});

	it('looks for the words of a query in names and addresses', () => {
		const { find, ids } = plainAds();

		expect(idsOf(find({ query: 'VIL tw' }).json.results)).toEqual([ids[1]]);
		expect(find({ query: 'pool' }).json.total).toBe(0);
	});

	it.each([
		[{ propertyName: 'hs_price', direction: 'DESCENDING' }, [2, 1, 0, 3]],
		[{ propertyName: 'hs_price', direction: 'ASCENDING' }, [3, 0, 1, 2]],
		['-hs_object_id', [3, 2, 1, 0]],
	])('sorts by %j', (sort, places) => {
		const { find, ids } = plainAds();

		expect(idsOf(find({ sorts: [sort] }).json.results)).toEqual(places.map((at) => ids[at]));
	});

	it('shows the properties asked for, with null where there is no value', () => {
		const { find } = plainAds();

		const { results } = find({ properties: ['hs_price', 'nonsense'], sorts: ['hs_price'] }).json;

		expect(results[0].properties).toMatchObject({ hs_price: null });
		expect(results[0].properties).not.toHaveProperty('nonsense');
	});

	it('pages by offset, up to 10,000', () => {
		const { find, ids } = account({ ads: 450, ...AT_ONCE });
		const first = find({ limit: 200 }).json;
		const last = find({ limit: 200, after: '400' }).json;

		expect(first).toMatchObject({ total: 450, paging: { next: { after: '200' } } });
		expect(idsOf(last.results)).toEqual(ids.slice(400));
		expect(last).not.toHaveProperty('paging');
		expect(find({ limit: 200, after: '9800' }).status).toBe(200);
		expect(find({ limit: 200, after: '9801' }).status).toBe(400);
	});

	it('goes past 10,000 by asking for ids above the last one', () => {
		const { find, ids, clock } = account({ ads: 10_150, ...AT_ONCE });
		const seen: string[] = [];
		for (let last = '0'; ; last = seen[seen.length - 1]) {
			clock.now += 200;
			const { results } = find({
				filterGroups: [{ filters: [filter('hs_object_id', 'GT', last)] }],
				sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
				limit: 200,
			}).json;
			if (results.length === 0) break;
			seen.push(...idsOf(results));
		}

		expect(seen).toEqual(ids);
	});

	const any = filter('hs_price', 'GT', '1');
	it.each<[string, object]>([
		['six groups', { filterGroups: Array(6).fill({ filters: [any] }) }],
		['seven filters in a group', { filterGroups: [{ filters: Array(7).fill(any) }] }],
		['19 filters', { filterGroups: Array(4).fill({ filters: Array(5).fill(any) }) }],
		['an unknown property', { filterGroups: [{ filters: [filter('nonsense', 'EQ', '1')] }] }],
		['an unknown operator', { filterGroups: [{ filters: [filter('hs_price', 'LIKE', '1')] }] }],
		['no value', { filterGroups: [{ filters: [filter('hs_price', 'EQ')] }] }],
		['an empty list', { filterGroups: [{ filters: [filter('hs_price', 'IN', [])] }] }],
		['half a range', { filterGroups: [{ filters: [filter('hs_price', 'BETWEEN', '1')] }] }],
		['no number', { filterGroups: [{ filters: [filter('hs_price', 'GT', 'x')] }] }],
		['201 to a page', { limit: 201 }],
		['two sorts', { sorts: ['hs_price', 'hs_name'] }],
		['a sort by nothing known', { sorts: ['nonsense'] }],
		['3,001 characters', { query: 'x'.repeat(3_001 - JSON.stringify({ query: '' }).length) }],
	])('refuses %s', (_, body) => {
		const { find } = plainAds();

		expect(find(body).status).toBe(400);
	});

	it('takes 18 filters, and 3,000 characters', () => {
		const { find } = plainAds();
		const query = 'x'.repeat(3_000 - JSON.stringify({ query: '' }).length);

		expect(find({ filterGroups: Array(3).fill({ filters: Array(6).fill(any) }) }).status).toBe(200);
		expect(find({ query }).status).toBe(200);
	});
});

describe('guesses about search', () => {
	const negated = { filterGroups: [{ filters: [filter('hs_price', 'NEQ', '1')] }] };
	const cased = {
		filterGroups: [{ filters: [{ propertyName: 'hs_name', operator: 'IN', values: ['Plot'] }] }],
	};
	const sinceEver = { filterGroups: [{ filters: [filter('available_from', 'GT', '0')] }] };

	it.each([
		['negationsFindEmpty', true, negated, 4],
		['negationsFindEmpty', false, negated, 3],
		['inWantsLowerCase', true, cased, 0],
		['inWantsLowerCase', false, cased, 1],
		['secondSort', 'ignored', { sorts: ['hs_price', 'hs_name'] }, 4],
		['epochFilterFails', true, sinceEver, undefined],
		['epochFilterFails', false, sinceEver, 2],
		['queryProperties', ['features'], { query: 'pool' }, 2],
	])('%s %j', (name, value, body, total) => {
		const { find } = plainAds({ [name]: value });

		expect(find(body).json.total).toBe(total);
	});
});

describe('the index of the search', () => {
	const priced = (value: string) => ({
		filterGroups: [{ filters: [filter('hs_price', 'EQ', value)] }],
	});

	it('lags up to 30 seconds, for each ad by itself', () => {
		const { find, update, ids, clock } = account();
		update(...ids.slice(0, 40).map((id) => input(id, { hs_price: '123456789' })));
		const totals = [0, 5_000, 10_000, 15_000].map((ms) => {
			clock.now += ms;
			return find(priced('123456789')).json.total;
		});

		expect(totals).toEqual([...totals].sort((one, other) => one - other));
		expect(totals[1]).toBeGreaterThan(0);
		expect(totals[1]).toBeLessThan(40);
		expect(totals[3]).toBe(40);
	});

	it('does not find a new ad, shows a changed one as it was, and finds it no more later', () => {
		const { find, call, update, ids, clock, hubspot } = account({
			guesses: { searchLagMs: 5_000 },
		});
		const old = hubspot.ads.get(ids[0])?.values.hs_price ?? '';
		call('POST', '/crm/v3/objects/0-420', { properties: { hs_name: 'New', hs_price: '77' } });
		update(input(ids[0], { hs_price: '77' }));
		const shown = () => {
			const body = { filterGroups: [{ filters: [byId(ids[0])] }], properties: ['hs_price'] };
			return find(body).json.results[0].properties.hs_price;
		};

		expect([find(priced('77')).json.total, shown()]).toEqual([0, old]);
		clock.now += 5_000;
		expect([find(priced('77')).json.total, shown()]).toEqual([2, '77']);
	});

	it('takes earlier changes along where a later one is there first', () => {
		const { find, update, ids, clock, hubspot } = account({ guesses: { searchLagMs: 20_000 } });
		update(input(ids[0], { hs_price: '1' }));
		hubspot.guesses.searchLagMs = 5_000;
		update(input(ids[0], { hs_price: '2' }));
		clock.now += 5_000;

		expect(find(priced('2')).json.total).toBe(1);
		clock.now += 15_000;
		expect(find(priced('2')).json.total).toBe(1);
	});

	it('counts archived ads, which fill pages and are never shown', () => {
		const { find, ids, clock, hubspot } = account({ guesses: { searchLagMs: 5_000 } });
		for (const id of ids.slice(0, 12)) hubspot.archive(id);

		const page = (after: string) => find({ limit: 10, after }).json;
		const [first, second] = ['0', '10'].map(page);
		clock.now += 5_000;

		expect(first).toMatchObject({ total: 150, results: [], paging: { next: { after: '10' } } });
		expect(idsOf(second.results)).toEqual(ids.slice(12, 20));
		expect(page('0').total).toBe(138);
		expect(idsOf(page('0').results)).toEqual(ids.slice(12, 22));
	});
});

// Helpers

function account(options: HubspotOptions = {}) {
	const made = createAccount(options);
	return { ...made, find: (body: object) => made.call('POST', SEARCH, body) };
}

/** Four ads with few values: two villas and a house with a price, and a plot without. */
function plainAds(guesses: HubspotOptions['guesses'] = {}) {
	const made = account({ ads: 0, guesses: { searchLagMs: 0, ...guesses } });
	const ads = [
		['Villa one', '100000', 'house', 'pool', '2026-01-01', 'false'],
		['Villa two', '200000', 'townhouse', 'lift;pool', '2026-04-01', 'false'],
		['Chalet', '300000', 'multi_family', '', '', 'true'],
		['Plot', '', 'lots_land', '', '', ''],
	];
	const ids = ads.map((values, at) => {
		const [hs_name, hs_price, hs_listing_type, features, available_from, furnished] = values;
		const reference_number = `REF-00000${at + 1}`;
		const given = { hs_name, hs_price, hs_listing_type, features, available_from, furnished };
		const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
		return made.hubspot.ads.add(String(1_000 + at), { ...filled, reference_number }).id;
	});
	return { ...made, ids };
}

function filter(propertyName: string, operator: string, value?: unknown): Filter {
	return Array.isArray(value)
		? { propertyName, operator, values: value as string[] }
		: { propertyName, operator, value };
}

function byId(id: string): Filter {
	return filter('hs_object_id', 'EQ', id);
}
