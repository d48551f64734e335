import type { INodeProperties } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../simulator/faults.mts';
import type { Endpoint } from '../simulator/paths.mts';
import { AUTOMATICALLY, map, send, sentInputs, type OnError } from './account.mts';
import { count, outcomesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();
const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
const chapter = page.slice(page.indexOf('\n## Options'), page.indexOf('\n## As a tool'));

/** The example of each option: the last paragraph below its heading, on one line. */
const examples = new Map(
	chapter
		.split('\n### ')
		.slice(1)
		.map((section): [string, string] => {
			const paragraphs = section.trim().split('\n\n');
			return [paragraphs[0], paragraphs.at(-1)!.replaceAll('\n', ' ')];
		}),
);

/** What the examples say, tried. */
const EXAMPLES: Record<string, (account: Account, says: string) => Promise<void>> = {
	'API Version': async (account, says) => {
		await auto(account, [{ id: account.ids[0], hs_price: 5 }], { apiVersion: '2026-09' });

		const [{ path }] = account.writes();
		expect(says).toBe(`*2026-09* writes to \`${path}\`.`);
	},
	'Batch Size': async (account, says) => {
		const items = account.ids.slice(0, 250).map((id) => ({ id, hs_price: 5 }));

		await auto(account, items);
		const usual = account.writes().length;
		await auto(account, items, { batchSize: 20 });

		const smaller = account.writes().length - usual;
		expect(says).toBe(`20: 250 ads go out in ${smaller} requests instead of ${usual}.`);
	},
	'Check Values': async (account) => {
		const items = [{ id: account.ids[0], properties: { hs_price: '12 m²' } }];

		expect(outcomesOf((await send(account, items)).outputs[0])).toEqual(['invalid']);
		expect(account.writes()).toEqual([]);

		const unchecked = await send(account, items, { checkValues: false });
		expect(outcomesOf(unchecked.outputs[0])).toEqual(['rejected']);
	},
	'Clear Properties When Empty': async (account) => {
		const [id] = account.ids;
		const before = account.hubspot.ads.get(id)!.values.hs_city;
		expect(before).toBeTruthy();

		await auto(account, [{ id, hs_city: '', hs_price: 5 }]);
		expect(account.hubspot.ads.get(id)!.values.hs_city).toBe(before);

		await auto(account, [{ id, hs_city: '', hs_price: 5 }], { clearEmpty: true });
		expect(account.hubspot.ads.get(id)!.values.hs_city).toBe('');
	},
	'Date Format': async (account, says) => {
		const items = [{ id: account.ids[0], available_from: '02.07.2026' }];
		const day = () => account.hubspot.ads.get(account.ids[0])!.values.available_from;

		const { outputs } = await auto(account, items);
		expect(outcomesOf(outputs[0])).toEqual(['invalid']);
		await auto(account, items, { dateFormat: 'dayFirst' });
		const dayFirst = day();
		await auto(account, items, { dateFormat: 'monthFirst' });

		expect(says).toBe(
			`\`02.07.2026\` is refused, and the message names this option. *Day First*: ${dayFirst}. *Month First*: ${day()}.`,
		);
	},
	'Dry Run': async (account, says) => {
		const [id] = account.ids;
		await auto(account, [{ id, hs_price: 4 }]);

		const run = await auto(account, [{ id, hs_price: 5 }], { dryRun: true });

		expect({ ...run.outputs[0][0].json, id: '512' }).toEqual(JSON.parse(says.replaceAll('`', '')));
		expect(account.price(id)).toBe('4');
	},
	'Duplicate Ads': async (account) => {
		const [id] = account.ids;
		const items = [5, 6].map((hs_price) => ({ id, hs_price }));
		const sent = async (duplicates: string, onError?: OnError) => {
			const before = account.writes().length;
			const run = await map(account, items, AUTOMATICALLY, { duplicates }, onError);
			const prices = sentInputs(account).slice(before) as Array<{ properties: object }>;
			return [prices.map(({ properties }) => properties), outcomesOf(run.outputs[0])];
		};
		const [five, six] = ['5', '6'].map((hs_price) => ({ hs_price }));

		expect(await sent('inOrder')).toEqual([
			[five, six],
			['updated', 'updated'],
		]);
		expect(await sent('merge')).toEqual([[six], ['updated', 'updated']]);
		expect(await sent('reject')).toEqual([[five], ['updated', 'invalid']]);
		expect(await sent('reject', 'stopWorkflow')).toEqual([[], []]);
	},
	'Extra Fields': async (account, says) => {
		const [, sample] = /`({.*?})`/.exec(says)!;
		const items = [{ ...JSON.parse(sample), id: account.ids[0] }];

		expect(outcomesOf((await auto(account, items)).outputs[0])).toEqual(['updated']);

		const [{ json }] = (await auto(account, items, { extraFields: 'reject' })).outputs[0];
		expect(json).toMatchObject({
			message: expect.stringContaining("'note'"),
			details: { outcome: 'invalid' },
		});
	},
	'Include Batch Details': async (account) => {
		const items = [{ id: account.ids[0], hs_price: 5 }];

		const [{ json }] = (await auto(account, items, { includeBatch: true })).outputs[0];

		expect(Object.keys(json.batch!)).toEqual(['status', 'startedAt', 'completedAt']);
	},
	'Max Concurrency': async (account) => {
		const items = account.ids.slice(0, 3).map((id) => ({ id, hs_price: 5 }));
		account.hubspot.addFault({ kind: 'late', delayMs: 300, match: { endpoint: 'batchUpdate' } });

		await auto(account, items, { maxConcurrency: 1, batchSize: 1 });

		const [first, second, third] = account.writes().map(({ at }) => at);
		expect(second - first).toBeGreaterThanOrEqual(300);
		expect(third).toBeGreaterThan(second);
	},
	'Max Wait (Seconds)': async (account) => {
		const always = { probability: 1, times: 1_000 };
		const items = [{ id: account.ids[0], hs_price: 5 }];
		const outcomes = async (fault: Fault) => {
			account.hubspot.clearFaults();
			account.hubspot.addFault(fault);
			return outcomesOf((await auto(account, items, { maxWait: 1 })).outputs[0]);
		};

		expect(
			await outcomes({ kind: 'locked', match: { ...always, endpoint: 'batchUpdate' } }),
		).toEqual(['notSent']);
		const endpoint: Endpoint[] = ['batchUpdate', 'batchRead'];
		expect(
			await outcomes({ kind: 'edgeError', applied: 'before', match: { ...always, endpoint } }),
		).toEqual(['unconfirmed']);
	},
	'Number Format': async (account, says) => {
		const items = [{ id: account.ids[0], hs_price: '150.000' }];

		const { outputs } = await auto(account, items);
		expect(outcomesOf(outputs[0])).toEqual(['invalid']);
		expect(outputs[0][0].json.message).toContain("'Number Format'");
		await auto(account, items, { numberFormat: 'comma' });
		const byComma = account.price(account.ids[0]);
		await auto(account, items, { numberFormat: 'point' });
		const byPoint = account.price(account.ids[0]);

		expect(says).toBe(
			`\`150.000\` is refused, and the message names this option. *Comma for Decimals*: ${byComma}. *Point for Decimals*: ${byPoint}.`,
		);
	},
	'Object Write Trace ID': async (account, says) => {
		const items = [{ id: account.ids[0], hs_price: 5, row: 7 }];

		const run = await auto(account, items, { objectWriteTraceId: '={{ $json.row }}' });

		expect(says).toContain(`"objectWriteTraceId": "${run.outputs[0][0].json.objectWriteTraceId}"`);
	},
	Simplify: async (account) => {
		const [id] = account.ids;

		const raw = await auto(account, [{ id, hs_price: 5 }]);
		const simple = await auto(account, [{ id, hs_price: 5 }], { simplify: true });

		expect(raw.outputs[0][0].json).toMatchObject({ id, properties: { hs_price: '5' } });
		expect(simple.outputs[0][0].json).toMatchObject({ id, hs_price: '5' });
		expect(simple.outputs[0][0].json).not.toHaveProperty('properties');
	},
	'Skip Unchanged Ads': async (account, says) => {
		const items = account.ids.slice(0, 250).map((id, i) => ({
			id,
			hs_price: i % 5 === 0 ? 987_654 : account.price(id),
		}));

		const run = await auto(account, items, { skipUnchanged: true });

		const outcomes = count(run.outputs[0].map(({ json }) => String(json.outcome)));
		const writes = account.writes().length;
		expect(says).toBe(
			`250 ads, ${outcomes.updated} of them with a new price: ${writes} request writes instead of 3, and ${outcomes.unchanged} items say \`"outcome": "unchanged"\`.`,
		);
	},
	'Timeout (Seconds)': async (account) => {
		const match = { endpoint: 'batchUpdate' } as const;
		account.hubspot.addFault({ kind: 'late', delayMs: 60_000, match });

		const run = await auto(account, [{ id: account.ids[0], hs_price: 5 }], { timeout: 1 });

		expect(outcomesOf(run.outputs[0])).toEqual(['updated']);
		expect(account.writes()).toHaveLength(2);
	},
};

describe('docs/operations.md', () => {
	it('names every option of Batch Update, in its order, with an example of each', async () => {
		await withAccount(async ({ n8n }) => {
			const options = n8n.nodeType.description.properties.find(
				({ name, displayOptions }) =>
					name === 'options' && displayOptions?.show?.operation?.includes('batchUpdate'),
			)!;

			const labels = options.options!.flatMap((option) =>
				isShown(option) ? [option.displayName] : [],
			);
			expect([...examples.keys()]).toEqual(labels);
			expect([...examples.keys()]).toEqual(Object.keys(EXAMPLES));
		});
	});

	it.each(Object.entries(EXAMPLES))('is right about %s', async (name, tryExample) => {
		await withAccount((account) => tryExample(account, examples.get(name)!));
	});
});

// Helpers

/** Where an option does nothing, something else has its name. */
function isShown(option: object): option is INodeProperties {
	return 'type' in option && !['notice', 'hidden'].includes(String(option.type));
}

async function auto(account: Account, items: object[], options: object = {}) {
	return await map(account, items, AUTOMATICALLY, options);
}
