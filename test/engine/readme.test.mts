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
});
