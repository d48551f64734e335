import { describe, expect, it } from 'vitest';

import type { Line } from '../../../nodes/HubspotAds/ad/emit';
import type { RunSettings } from '../../../nodes/HubspotAds/ad/settings';
import { Ledger } from '../../../nodes/HubspotAds/delivery/ledger';
import type { UpdateFate } from '../../../nodes/HubspotAds/hubspot/fates';
import type { UpdateInput } from '../../../nodes/HubspotAds/hubspot/inputs';
import { arrange, mergeDuplicates } from '../../../nodes/HubspotAds/inputs/duplicates';
import { ad } from '../hubspot/given.mts';

describe('arrange', () => {
	it('hands on every input as it comes, where duplicates are written in order', async () => {
		const { groups } = await arranged([['1', '2'], ['1 ']], { duplicates: 'inOrder' });

		expect(groups.map((group) => group.map(({ id }) => id))).toEqual([['1', '2'], ['1 ']]);
	});

	it('does not begin to read before it is asked, so that long inputs are sent while they are read', async () => {
		const { readBefore } = await arranged([['1'], ['2']], { duplicates: 'inOrder' });

		expect(readBefore).toBe(0);
	});

	it.each<Partial<RunSettings>>([
		{ duplicates: 'merge' },
		{ duplicates: 'inOrder', stopsOnError: true },
		{ duplicates: 'reject', stopsOnError: true },
	])('reads all inputs first with %o', async (settings) => {
		const { readBefore } = await arranged([['1'], ['2']], settings);

		expect(readBefore).toBe(2);
	});

	it('refuses an ad that an earlier item names, also over groups and with other spacing', async () => {
		const { groups, ledger } = await arranged(
			[
				['1', '2', ' 1'],
				['2', '3'],
			],
			{
				duplicates: 'reject',
			},
		);

		expect(groups.flat().map(({ id }) => id)).toEqual(['1', '2', '3']);
		expect(ledger.settled().map(({ line, fate }) => [line.itemIndex, fate.outcome])).toEqual([
			[2, 'invalid'],
			[3, 'invalid'],
		]);
	});

	it('merges the inputs of one ad into one that settles all their lines', async () => {
		const { groups } = await arranged([['1', '2'], ['1']], { duplicates: 'merge' });

		expect(groups.flat().map(({ id, lines, properties }) => [id, lines, properties])).toEqual([
			['1', [0, 2], { price: '2' }],
			['2', [1], { price: '1' }],
		]);
	});

	it('hands collected inputs on in groups of at most 100', async () => {
		const ids = Array.from({ length: 250 }, (_id, i) => String(i));

		const { groups } = await arranged([ids], { duplicates: 'merge' });

		expect(groups.map(({ length }) => length)).toEqual([100, 100, 50]);
	});
});

describe('mergeDuplicates', () => {
	it('makes one input of an ad, with the later values and every line', async () => {
		const inputs = [
			ad('1', { a: '1', b: '1' }, { lines: [0], traceId: 'x' }),
			ad('2', { a: '5' }, { lines: [1] }),
			ad('1 ', { b: '2', c: '2' }, { lines: [2], traceId: 'y' }),
		];

		const merged = await mergeDuplicates(inputs);

		expect(merged).toMatchObject([
			{ id: '1 ', lines: [0, 2], properties: { a: '1', b: '2', c: '2' }, traceId: 'y' },
			{ id: '2', lines: [1], properties: { a: '5' } },
		]);
	});

	it('keeps values that may be choices to add by themselves, where it is not known', async () => {
		const inputs = [
			ad('1', { features: ';lift' }, { lines: [0] }),
			ad('1', { a: '1' }, { lines: [1] }),
			ad('2', { features: ';lift' }, { lines: [2] }),
			ad('1', { features: ';garden', a: '2' }, { lines: [3] }),
			ad('1', { features: 'pool' }, { lines: [4] }),
		];

		const merged = await mergeDuplicates(inputs);

		expect(merged.map(({ id, lines, properties }) => [id, lines, properties])).toEqual([
			['1', [0, 1], { features: ';lift', a: '1' }],
			['1', [3, 4], { features: 'pool', a: '2' }],
			['2', [2], { features: ';lift' }],
		]);
	});

	it('lets others have their turn meanwhile', async () => {
		const inputs = Array.from({ length: 100_000 }, (_, i) =>
			ad(String(i >> 1), { hs_price: String(i), hs_city: 'Porto' }, { lines: [i] }),
		);
		let [turns, isDone] = [0, false];
		const takeTurn = () => {
			turns++;
			if (!isDone) setImmediate(takeTurn);
		};
		setImmediate(takeTurn);

		const startedAt = performance.now();
		const merged = await mergeDuplicates(inputs);
		isDone = true;

		expect(merged).toHaveLength(50_000);
		// Each piece takes 20 ms and what one input takes; a busy machine takes more, of all of it.
		expect(turns).toBeGreaterThan((performance.now() - startedAt) / 50);
	});
});

// Helpers

/** Arranges inputs of these ids; the price of each is its place in the whole. */
async function arranged(ids: string[][], settings: Partial<RunSettings>) {
	const ledger = new Ledger<Line, UpdateFate>();
	let read = 0;
	async function* inputs(): AsyncGenerator<UpdateInput[]> {
		for (const group of ids) {
			read++;
			yield group.map((id) => {
				const line = ledger.open({ itemIndex: ledger.size, id });
				return ad(id, { price: String(line) }, { lines: [line], traceId: `t-${line}` });
			});
		}
	}

	const source = await arrange(
		inputs(),
		{ stopsOnError: false, ...settings } as RunSettings,
		ledger,
	);
	const readBefore = read;
	const groups: Array<readonly UpdateInput[]> = [];
	for await (const group of source) groups.push(group);
	return { groups, ledger, readBefore };
}
