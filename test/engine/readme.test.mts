import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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

	it('names every option of the node, in its order', async () => {
		await withAccount(async ({ n8n }) => {
			const options = n8n.nodeType.description.properties.find(({ name }) => name === 'options')!;
			const names = options.options!.map((option) =>
				'displayName' in option ? option.displayName : '',
			);

			const rows = readme.slice(readme.indexOf('## Options'), readme.indexOf('## What comes out'));

			expect([...rows.matchAll(/^\| ([^|]+?) \|/gm)].map(([, name]) => name).slice(1)).toEqual(
				names,
			);
		});
	});
});
