import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { create, createsOf, madeIn, namesOrOutcomes, REFERENCE } from './newAds.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount({ ads: 3 });
const page = readFileSync(new URL('../../docs/other-operations.md', import.meta.url), 'utf8');
const [chapter] = page
	.slice(page.indexOf('\n## Batch Create\n'))
	.slice(1)
	.split(/\n## (?!Batch Create\n)/);
const samples = [...chapter.matchAll(/```json\n(.*?)```/gs)].map(([, text]) => text);
const cellsOf = (begin: string) =>
	chapter
		.split('\n')
		.find((line) => line.startsWith(`| ${begin}`))!
		.split('|')
		.slice(2, 4)
		.map((cell) => cell.trim());

describe('the chapter on Batch Create', () => {
	it('shows JSON that the node takes', async () => {
		expect(samples).toHaveLength(1);
		for (const adsJson of samples) {
			await withAccount(async (account) => {
				const run = await create(account, [{}], { adsJson });

				expect(namesOrOutcomes(run.outputs[0])).toEqual(['Harbour Road 7']);
			});
		}
	});

	it('is right about a dry run', async () => {
		const [, sample] = /`(\{ "outcome": "wouldCreate".*?\})`\n/.exec(chapter)!;
		await withAccount(async (account) => {
			const items = [{ properties: { hs_name: 'Harbour Road 7' } }];

			const run = await create(account, items, { options: { dryRun: true } });

			expect(run.outputs[0][0].json).toEqual(JSON.parse(sample));
		});
	});

	it('is right about what becomes of a lost answer', async () => {
		const [without, withKey] = cellsOf('the answer is lost');
		const ads = [{ properties: { hs_name: 'A', reference_number: 'NEW-1' } }];
		const outcomes = async (options: object, applied: 'before' | 'after') =>
			await withAccount(async (account) => {
				const match = { endpoint: 'batchCreate' as const, nth: 1 };
				account.hubspot.addFault({ kind: 'reset', applied, match });
				const run = await create(account, ads, { options: { maxWait: 30, ...options } });
				return [
					namesOrOutcomes(run.outputs[0])[0],
					createsOf(account).length,
					madeIn(account).length,
				];
			});

		expect(without).toBe('nothing is sent again; the ad is `unconfirmed`');
		expect(await outcomes({}, 'after')).toEqual(['unconfirmed', 1, 1]);
		expect(withKey).toBe(
			'the ad is looked for by its value: `created` if it is there, sent again if it is not',
		);
		expect(await outcomes(REFERENCE, 'after')).toEqual(['A', 1, 1]);
		expect(await outcomes(REFERENCE, 'before')).toEqual(['A', 2, 1]);
	});

	it("is right about n8n's Retry On Fail", async () => {
		const [without, withKey] = cellsOf("n8n's *Retry On Fail* is on");
		const more = { node: { retryOnFail: true, onError: 'continueRegularOutput' as const } };
		const ads = [
			{ properties: { hs_price: 1 } },
			{ properties: { hs_name: 'A', reference_number: 'NEW-1' } },
		];

		expect(without).toBe('the run is refused, and nothing is sent');
		await withAccount(async (account) => {
			await create(account, ads, { more });

			expect(createsOf(account)).toEqual([]);
		});
		expect(withKey).toBe(
			'what an earlier try created is not sent again, and told as created; what one left open is `unconfirmed`. The value has to be the same in each try, so not from `$now`',
		);
		await withAccount(async (account) => {
			const run = await create(account, ads, { more, options: REFERENCE });

			expect(namesOrOutcomes(run.outputs[0])).toEqual(['invalid', 'A']);
			expect(madeIn(account)).toEqual(['A']);
		});
	});
});
