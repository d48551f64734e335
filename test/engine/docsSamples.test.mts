import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { byHand, map, runNode } from './account.mts';
import { outcomesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();
const readme = read('README.md');
const samples = [readme, read('docs/operations.md')].flatMap(samplesOf);
const queries = samplesOf(read('docs/other-operations.md')).filter((text) =>
	text.includes('"filterGroups"'),
);

describe('the README and docs/operations.md', () => {
	it.each(samples)('show JSON that the node takes: %s', async (sample) => {
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

describe('docs/other-operations.md', () => {
	it('shows JSON of which one ad is updated and the other created', async () => {
		const page = read('docs/other-operations.md');
		const [sample] = samplesOf(page.slice(page.indexOf('\n## Batch Create or Update')));
		await withAccount(async ({ n8n, token, url }) => {
			const run = await n8n.run({
				items: [{}],
				parameters: { operation: 'batchUpsert', specifyAds: 'json', adsJson: sample },
				credentials: { accessToken: token, baseUrl: url },
			});

			expect(run.error).toBeUndefined();
			expect(run.outputs[0].map(({ json }) => json.outcome)).toEqual(['updated', 'created']);
		});
	});

	it('shows conditions', () => {
		expect(queries).not.toEqual([]);
	});

	it.each(queries)('shows conditions that the node takes: %s', async (filterGroupsJson) => {
		await withAccount(async (account) => {
			const options = { filterGroupsJson };

			const run = await runNode(account, [{}], { operation: 'getMany', options }, 'stopWorkflow');

			const fits = ({ hs_listing_type: type, hs_price, available_from }: Record<string, string>) =>
				(/house$/.test(type) && Number(hs_price) >= 100_000 && Number(hs_price) <= 400_000) ||
				available_from >= '2026-10-01';
			const wanted = account.hubspot.ads
				.all()
				.filter(({ values }) => fits(values as Record<string, string>));
			expect(run.outputs[0].map(({ json }) => json.id)).toEqual(
				wanted.slice(0, 50).map(({ id }) => id),
			);
		});
	});
});

describe('the README', () => {
	it.each([
		['$ 12,000.50', '12000.5'],
		['12.000,50 €', '12000.5'],
		['-$1,250.50', '-1250.5'],
		[334327.57, '334327.57'],
		[1.5e-7, '0.00000015'],
		['250000\u200b', '250000'],
	])('needs no recipe for the price %j', async (price, written) => {
		await withAccount(async (account) => {
			const [id] = account.ids;

			await map(account, [{ price }], byHand({ id, hs_price: '={{ $json.price }}' }));

			expect(account.price(id)).toBe(written);
		});
	});

	it.each([
		['number', 'hs_price'],
		['date, date and time', 'available_from'],
	])('is right about what a column for a %s may look like', async (kind, property) => {
		const row = readme.split('\n').find((line) => line.startsWith(`| ${kind} |`))!;
		const values = [...row.matchAll(/`(.*?)`/g)].map(([, text]) => text);
		const refused = values.filter((text) => /^(?:\d{3}[.,]\d{3}|\d\d\/\d\d\/\d{4})$/.test(text));
		await withAccount(async (account) => {
			const [id] = account.ids;

			const run = await map(
				account,
				values.map((value) => ({ value })),
				byHand({ id, [property]: '={{ $json.value }}' }),
			);

			const wrong = values.filter((_, index) => 'error' in run.outputs[0][index].json);
			expect(wrong).toEqual(refused);
			expect(refused).not.toEqual([]);
		});
	});
});

describe('docs/troubleshooting.md', () => {
	const page = read('docs/troubleshooting.md');
	const chapter = page.slice(page.indexOf('### A value'), page.indexOf('### A property'));
	const quoted = [...chapter.matchAll(/^\| ('[^']+' \((\w+)\) .*?"([^"]+)".*?) \|/gm)];

	it('shows values that are refused', () => {
		expect(quoted.length).toBeGreaterThan(5);
	});

	it.each(quoted.map(([, message, property, value]) => ({ message, property, value })))(
		'is right about $value in $property',
		async ({ message, property, value }) => {
			await withAccount(async (account) => {
				const ads = byHand({ id: account.ids[0], [property]: '={{ $json.value }}' });

				const run = await map(account, [{ value }], ads);

				expect(run.outputs[0][0].json.error).toMatch(toPattern(message));
			});
		},
	);
});

// Helpers

/** What the node says of one ad; `…` stands for anything. */
function toPattern(message: string): RegExp {
	const parts = message.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^Ad \\d+ cannot be sent: ${parts.join('.*')}$`, 's');
}

function samplesOf(page: string): string[] {
	return [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text]) => text);
}

function read(path: string): string {
	return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}
