import { describe, expect, it } from 'vitest';

import type { Channel } from '../../../nodes/HubspotAds/hubspot/channel';
import { listAds } from '../../../nodes/HubspotAds/hubspot/listAds';
import { calm, openLife } from '../../property/life.mts';
import { reply } from './given.mts';

const query = { names: ['hs_name'], isArchived: false, limit: Infinity };

describe('listAds', () => {
	it.each([
		[3, ['3']],
		[450, ['100', '100', '100', '100', '100']],
	])('asks for no more than the %i ads that are wanted', async (limit, sizes) => {
		const { found, asked } = await list(2_000, { limit });

		expect(found).toHaveLength(limit);
		expect(asked.map(sizeOf)).toEqual(sizes);
	});

	it('asks for each page once where they are few', async () => {
		const { found, asked } = await list(290);

		expect(found).toHaveLength(290);
		expect(asked).toHaveLength(3);
	});

	it('ends where a cursor leads nowhere, with what it has read', async () => {
		const { many } = await listFrom(thrice([page([1], '5'), page([2], '5'), page([3], '5')]));

		expect(many.records.map(({ id }) => id)).toEqual(['1', '2']);
		expect(many.reason).toEqual({ trouble: 'unreadable' });
	});

	it('goes on behind pages that are empty', async () => {
		const empty = ['1', '2', '3', '4'].map((after) => page([], after));

		const { many } = await listFrom([...thrice(empty), page([7])]);

		expect(many).toEqual({ records: [{ id: '7', properties: {} }] });
	});
});

// Helpers

async function list(ads: number, parts: Partial<typeof query> = {}) {
	const life = openLife(calm, ads);
	const many = await life.clock.run(listAds({ ...query, ...parts }, life.channel, life.world));
	const asked = life.hubspot.journal.map(({ path }) => path);
	return { found: many.records, asked };
}

function sizeOf(path: string): string | null {
	return new URL(path, 'https://api.hubapi.com').searchParams.get('limit');
}

function page(ids: number[], after?: string): object {
	const results = ids.map((id) => ({ id: String(id), properties: {} }));
	return { results, ...(after && { paging: { next: { after } } }) };
}

/** A page that is short although more follow is read three times. */
function thrice(pages: object[]): object[] {
	return pages.flatMap((one) => [one, one, one]);
}

/** A list that gives these pages, the last of them for ever. */
async function listFrom(pages: object[]) {
	const life = openLife(calm, 0);
	let asked = 0;
	const send: Channel['send'] = async () => {
		const body = pages[Math.min(asked++, pages.length - 1)];
		return await Promise.resolve(reply(200, body));
	};
	const many = await life.clock.run(listAds(query, { ...life.channel, send }, life.world));
	return { many };
}
