import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { byHand, map } from './account.mts';
import { outcomesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const samples = [...readme.matchAll(/```json\n(.*?)```/gs)].map(([, text]) => text);

describe('the README', () => {
	it.each(samples)('shows JSON that the node takes: %s', async (sample) => {
		await withAccount(async ({ n8n, token, url }) => {
			const run = await n8n.run({
				items: [{}],
				parameters: { specifyAds: 'json', adsJson: sample },
				credentials: { accessToken: token, baseUrl: url },
			});

			expect(run.error).toBeUndefined();
			expect(new Set(outcomesOf(run.outputs[0]))).toEqual(new Set(['updated']));
		});
	});

	it.each([
		['$ 12,000.50', 0, '12000.5'],
		['12.000,50 €', 1, '12000.5'],
		[250_000, 0, '250000'],
		[250_000, 1, '250000'],
	])('shows how to write the price %j with its expression %i', async (price, which, written) => {
		const [row] = /^.*takes a number, and.*$/m.exec(readme)!;
		const expression = [...row.matchAll(/`({{.*?}})`/g)][which][1];
		await withAccount(async (account) => {
			const [id] = account.ids;

			await map(account, [{ price }], byHand({ id, hs_price: `=${expression}` }));

			expect(Number(account.price(id))).toBe(Number(written));
		});
	});
});
