import { expect, it } from 'vitest';
import type { Fault, FaultKind } from '../../simulator/faults.mts';
import { createAccount, idsOf } from './account.mts';

const SEARCH = '/crm/v3/objects/0-420/search';

it.each<[FaultKind, number, string | undefined]>([
	['emptyPage', 0, '40'],
	['shortPage', 20, '40'],
])('%s: fewer results than asked for, and more to come', (kind, count, after) => {
	const { find } = searching({ kind });

	const { json } = find({ limit: 40 });

	expect(json.results).toHaveLength(count);
	expect(json.paging?.next.after).toBe(after);
});

it.each(['after', 'id'] as const)(
	'no page loses or repeats an ad for one who goes on by %s',
	(way) => {
		const kinds: FaultKind[] = ['emptyPage', 'shortPage', 'wrongTotal', 'unsortedPage'];
		for (const kind of kinds) {
			const { find, ids, clock } = searching({ kind, match: { nth: [1, 2, 4] } });
			const seen: string[] = [];
			let after: string | undefined = '0';
			let last = 0;
			while (after !== undefined) {
				clock.now += 1_000;
				const above = { propertyName: 'hs_object_id', operator: 'GT', value: String(last) };
				const page: Page = find({
					filterGroups: [{ filters: [above] }],
					sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
					limit: 40,
					after,
				}).json;
				const { results } = page;
				seen.push(...idsOf(results));
				after = page.paging?.next.after;
				if (way === 'id' && results.length > 0) {
					last = Math.max(...idsOf(results).map(Number));
					if (after !== undefined) after = '0';
				}
			}

			expect(seen.sort(), kind).toEqual(ids);
		}
	},
);

it('wrongTotal counts what is not there', () => {
	const { find, ids } = searching({ kind: 'wrongTotal', match: { times: 20 } });

	const { total, results } = find({ limit: 200 }).json;

	expect(total).not.toBe(ids.length);
	expect(results).toHaveLength(ids.length);
});

it('unsortedPage gives the page in another order', () => {
	const { find, ids } = searching({ kind: 'unsortedPage' });

	const found = idsOf(find({ limit: 40 }).json.results);

	expect(found).not.toEqual(ids.slice(0, 40));
	expect(found.sort()).toEqual(ids.slice(0, 40));
});

it('the ghosts of one query do not haunt another, and go with the faults', () => {
	const { find, hubspot } = searching({ kind: 'emptyPage' });
	const other = { limit: 40, query: 'Portland' };

	expect(find({ limit: 40 }).json.results).toEqual([]);
	expect(find({ limit: 40 }).json.results).toEqual([]);
	expect(find(other).json.results.length).toBeGreaterThan(0);
	hubspot.clearFaults();
	expect(find({ limit: 40 }).json.results).toHaveLength(40);
});

it.each<FaultKind>(['emptyPage', 'shortPage', 'wrongTotal'])(
	'%s leaves other requests alone',
	(kind) => {
		const { call } = searching({ kind });

		expect(call('GET', '/crm/v3/objects/0-420?limit=5').json.results).toHaveLength(5);
	},
);

// Helpers

type Page = { results: Array<{ id: string }>; paging?: { next: { after: string } } };

function searching(fault: Fault) {
	const account = createAccount({ faults: [fault], guesses: { searchLagMs: 0 } });
	return { ...account, find: (body: object) => account.call('POST', SEARCH, body) };
}
