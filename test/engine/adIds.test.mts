import { describe, expect, it } from 'vitest';
import { get, BY_REFERENCE, outcomesOf, idsOf, pairsOf, reads } from './named.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount();

describe('the Ad ID of Batch Get', () => {
	it.each([
		['a list', (ids: string[]) => ids],
		['a list of numbers', (ids: string[]) => ids.map(Number)],
		['text with commas', (ids: string[]) => ids.join(', ')],
		['text with commas alone', (ids: string[]) => `${ids.join(',')},`],
		['JSON text of a list', (ids: string[]) => JSON.stringify(ids)],
		['fenced JSON text', (ids: string[]) => `\`\`\`json\n${JSON.stringify(ids)}\n\`\`\``],
		['lines', (ids: string[]) => ids.join('\n')],
	])('may be %s, which gives one ad each', async (_what, give) => {
		await withAccount(async (account) => {
			const ids = account.ids.slice(0, 3);

			const run = await get(account, [{}, { id: give(ids) }], { adId: '={{ $json.id }}' });

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid', 'found', 'found', 'found']);
			expect(idsOf(run.outputs[0]).slice(1)).toEqual(ids);
			expect(pairsOf(run.outputs[0])).toEqual([0, 1, 1, 1]);
			expect(reads(account)).toHaveLength(1);
		});
	});

	it('reads an ad once whatever number of items names it, and gives it to each', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;

			const run = await get(account, [{ id: a }, { id: b }, { id: ` ${a}` }, { id: [b, a, b] }]);

			expect(idsOf(run.outputs[0])).toEqual([a, b, a, b, a, b]);
			expect(pairsOf(run.outputs[0])).toEqual([0, 1, 2, 3, 3, 3]);
			expect(reads(account).map(({ inputs }) => inputs)).toEqual([2]);
			const [first, , third] = run.outputs[0];
			expect(first.json).not.toBe(third.json);
		});
	});

	it.each([
		[undefined, "'Ad ID' is empty, so it is not known which ad is meant"],
		[null, "'Ad ID' is empty, so it is not known which ad is meant"],
		['  ', "'Ad ID' is empty, so it is not known which ad is meant"],
		[',', "'Ad ID' is empty, so it is not known which ad is meant"],
		[[], "'Ad ID' holds an empty list, so no ad is named"],
		['[]', "'Ad ID' holds an empty list, so no ad is named"],
		['REF-000001', '"REF-000001" is not; to find ads by another value, match on a unique property'],
		['3.10047E+10', 'a spreadsheet has shortened it to "3.10047E+10"'],
		['1,234,567', `"1,234,567", which may be one number or several IDs`],
		['1,234,567.00', `"1,234,567.00", which may be one number or several IDs`],
		['31,004,700,001, 31,004,700,002', 'which may be one number or several IDs'],
		['١,٢٣٤', 'which may be one number or several IDs'],
		['12,34,567', 'which may be one number or several IDs'],
		[{ id: 1 }, 'is not; to find ads by another value'],
		[true, 'is not; to find ads by another value'],
	])('is refused where it is %j', async (id, words) => {
		await withAccount(async (account) => {
			const run = await get(account, [{ id }] as object[]);

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid']);
			expect(run.outputs[0][0].json.error).toContain(words);
			expect(account.hubspot.journal).toEqual([]);
		});
	});

	it.each([
		[
			'31004700001;31004700026',
			undefined,
			'Separate several IDs by commas, or give a list of them.',
		],
		['31004700001 and 31004700026', undefined, 'Separate several IDs by commas, or give a list'],
		['512;513', undefined, 'Separate several IDs by commas, or give a list of them.'],
		[{ id: '31004700001', hs_name: 'a' }, undefined, "Pick the value out of it, such as its 'id'."],
		[{ ad: 1 }, 'reference_number', 'Pick the value out of it.'],
		[[['31004700001']], undefined, 'Give one list, without a list in it.'],
		[true, 'reference_number', 'takes one text or number, and this is true, so'],
	])('is refused with its cure where it is %j', async (id, matchOn, words) => {
		await withAccount(async (account) => {
			const run = await get(account, [{ id }], matchOn ? { matchOn } : {});

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid']);
			expect(run.outputs[0][0].json.message).toContain(words);
		});
	});

	it('is refused for its holes alone where it is a list', async () => {
		await withAccount(async (account) => {
			const [a, b] = account.ids;

			const run = await get(account, [{ id: [a, null, '', b, [a], { id: b }] }]);

			expect(outcomesOf(run.outputs[0])).toEqual([
				'found',
				...Array<string>(2).fill('invalid'),
				'found',
				...Array<string>(2).fill('invalid'),
			]);
		});
	});

	it('is refused with the words of n8n where its expression leads nowhere or fails', async () => {
		await withAccount(async (account) => {
			const nowhere = await get(account, [{}], { adId: '={{ $json.ad.id }}' });
			const failing = await get(account, [{}], { adId: '={{ nonsense( }}' });

			expect(nowhere.outputs[0][0].json.error).toMatch(/^'Ad ID' gave nothing; n8n says: .*'id'/);
			expect(failing.outputs[0][0].json.error).toMatch(/^'Ad ID' could not be evaluated: ./);
			expect(account.hubspot.journal).toEqual([]);
		});
	});

	it('takes numbers and odd text for unique values', async () => {
		await withAccount(async (account) => {
			account.hubspot.ads.write(account.ids[0], { reference_number: '4711' });
			account.hubspot.ads.write(account.ids[1], { reference_number: 'Flat 1, 2nd floor' });

			const run = await get(account, [{ id: 4711 }, { id: ['Flat 1, 2nd floor'] }], BY_REFERENCE);

			expect(idsOf(run.outputs[0])).toEqual(account.ids.slice(0, 2));
		});
	});
});
