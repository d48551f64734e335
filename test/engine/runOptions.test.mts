import { describe, expect, it } from 'vitest';
import { AUTOMATICALLY, changingRequests, map, ON_ERROR, runNode } from './account.mts';
import { outcomesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();

/** An option as an expression, two values of a field that differ in it, and what the refusal says of the second. */
const DIFFERING: Array<
	[option: string, raw: string, first: unknown, other: unknown, said: RegExp]
> = [
	['dryRun', '={{ $json.set }}', true, false, /'Dry Run' .* is true for item 0 but false for/],
	['dryRun', '={{ $json.set }}', true, undefined, /is true for item 0 but false for item 2/],
	['dryRun', '={{ $json["set"] === 1 }}', 1, 2, /is true for item 0 but false for item 2/],
	['dryRun', '={{ $input.item.json.set }}', false, true, /is false for item 0 but true/],
	['dryRun', "={{ $('Start').item.json.set }}", 'true', 'false', /is true for .* but false/],
	['dryRun', '={{ $itemIndex === 2 }}', 0, 0, /is false for item 0 but true for item 2/],
	['clearEmpty', '={{ $json.set }}', false, true, /'Clear Properties When Empty' counts for all/],
	['checkValues', '={{ $json.set }}', true, 'no', /but something that it cannot be for item 2/],
	['duplicates', '={{ $json.set }}', 'merge', 'reject', /is merge for item 0 but reject for/],
	['numberFormat', '={{ $json.set }}', 'comma', 'point', /'Number Format' counts for all/],
	['dateFormat', '={{ $json.set }}', 'dayFirst', '', /is dayFirst for item 0 but automatic for/],
	['batchSize', '={{ $json.set }}', 50, 20, /'Batch Size' .* is 50 for item 0 but 20 for item 2/],
	['apiVersion', '={{ $json.set }}', 'v3', '2026-03', /'API Version' counts for all items/],
	['skipUnchanged', '={{ $json.set.x }}', { x: true }, null, /is true for item 0 but/],
];

const ALIKE: Array<[what: string, raw: string, first: unknown, other: unknown]> = [
	['two ways to say true', '={{ $json.set }}', true, 'TRUE'],
	['no value and the default', '={{ $json.set }}', false, null],
	['what is no matter of the item', '={{ $now.toMillis() > 0 }}', 1, 2],
	['the first item of all', "={{ $('Start').first().json.set }}", true, false],
];

/** Options that are no numbers: label and default. Where Dry Run gives nothing, the run is refused. */
const DEFAULTS: Record<string, [label: string, byDefault: string]> = {
	apiVersion: ['API Version', 'v3'],
	checkValues: ['Check Values', 'true'],
	clearEmpty: ['Clear Properties When Empty', 'false'],
	dateFormat: ['Date Format', 'automatic'],
	duplicates: ['Duplicate Ads', 'inOrder'],
	extraFields: ['Extra Fields', 'ignore'],
	includeBatch: ['Include Batch Details', 'false'],
	numberFormat: ['Number Format', 'automatic'],
	simplify: ['Simplify', 'false'],
	skipUnchanged: ['Skip Unchanged Ads', 'false'],
};

describe.each(Object.entries(DEFAULTS))('the option %s', (name, [label, byDefault]) => {
	it.each(['={{ $json.isTset }}', '={{ $json.no.such }}', '={{ "" }}', '={{ null }}'])(
		'tells that its default was taken for %s',
		async (raw) => {
			await withAccount(async (account) => {
				const items = [{ id: account.ids[0], hs_price: 5 }];

				const run = await map(account, items, AUTOMATICALLY, { [name]: raw });

				expect(outcomesOf(run.outputs[0])).toEqual(['updated']);
				expect(run.hints.map(({ message }) => message)).toContain(
					`'${label}' was empty, so ${byDefault} was taken.`,
				);
			});
		},
	);

	it('is no matter where it is not set', async () => {
		await withAccount(async (account) => {
			const run = await map(account, [{ id: account.ids[0], hs_price: 5 }]);

			expect(run.hints.map(({ type }) => type)).toEqual(['info']);
		});
	});
});

it.each([
	['={{ $json.no.such }}', ["'Unique Property Name or ID' was empty, so none was taken."]],
	['={{ "" }}', []],
])('tells of the property that keeps new ads single as %s', async (uniqueProperty, told) => {
	await withAccount(async (account) => {
		const parameters = { operation: 'batchCreate', specifyAds: 'fields', ads: AUTOMATICALLY };

		const run = await runNode(account, [{ hs_name: 'Harbour Road 7' }], {
			...parameters,
			options: { uniqueProperty },
		});

		expect(run.hints.slice(1).map(({ message }) => message)).toEqual(told);
	});
});

describe('an option that is given by each item', () => {
	it.each(DIFFERING)('%s as %s: %j and %j are refused', async (name, raw, first, other, said) => {
		await withAccount(async (account) => {
			const run = await map(account, itemsOf(account, first, other), AUTOMATICALLY, {
				[name]: raw,
			});

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid', 'invalid', 'invalid']);
			expect(run.outputs[0][0].json.error).toMatch(said);
			expect(run.outputs[0][0].json.error).toMatch(/give it one value, or divide the items before/);
			expect(changingRequests(account)).toEqual([]);
		});
	});

	it.each(ALIKE)('is taken where it is one for all: %s', async (_what, dryRun, first, other) => {
		await withAccount(async (account) => {
			const run = await map(account, itemsOf(account, first, other), AUTOMATICALLY, { dryRun });

			expect(run.outputs[0].map(({ json }) => json.error)).toEqual([
				undefined,
				undefined,
				undefined,
			]);
		});
	});

	it.each(['={{ $json.dry }}', '={{ $json.dry.run }}', '={{ "" }}'])(
		'is refused where that of Dry Run gives nothing: %s',
		async (dryRun) => {
			await withAccount(async (account) => {
				const items = itemsOf(account, 1, 1);

				const update = await map(account, items, AUTOMATICALLY, { dryRun });
				const archive = await runNode(account, items, {
					operation: 'batchArchive',
					adId: '={{ $json.id }}',
					options: { dryRun },
				});
				const get = await runNode(account, items, {
					operation: 'batchGet',
					adId: '={{ $json.id }}',
					options: { dryRun },
				});

				for (const { outputs } of [update, archive]) {
					expect(outcomesOf(outputs[0])).toEqual(['invalid', 'invalid', 'invalid']);
					expect(outputs[0][0].json.error).toContain(
						"'Dry Run' has an expression that gave nothing, so it is not known whether to write; give it true or false",
					);
				}
				const told = [...update.hints, ...archive.hints].map(({ message }) => message).join();
				expect(told).not.toContain('was taken');
				expect(changingRequests(account)).toEqual([]);
				expect(get.outputs[0].map(({ json }) => json.id)).toEqual(items.map((item) => item.id));
			});
		},
	);

	it('is refused for Authentication and Specify Ads too', async () => {
		await withAccount(async (account) => {
			const specifyAds = '={{ $json.set }}';
			const items = itemsOf(account, 'fields', 'json');

			const run = await runNode(account, items, { specifyAds, ads: AUTOMATICALLY });

			expect(run.outputs[0][0].json.error).toMatch(/'Specify Ads' counts for all items/);
			expect(account.hubspot.journal).toEqual([]);
		});
	});

	it.each(ON_ERROR)(
		'fails as a run that was not tried, although the first is dry (%s)',
		async (how) => {
			await withAccount(async (account) => {
				const dryRun = '={{ $json.set }}';

				const run = await map(
					account,
					itemsOf(account, true, false),
					AUTOMATICALLY,
					{ dryRun },
					how,
				);

				const failed = run.outputs[how === 'continueErrorOutput' ? 1 : 0];
				if (how === 'stopWorkflow') {
					expect(run.error?.message).toMatch(
						/^None of 3 ads was updated, because 'Dry Run' counts for all items, and is true/,
					);
				} else expect(outcomesOf(failed)).toEqual(['invalid', 'invalid', 'invalid']);
				expect(account.hubspot.journal).toEqual([]);
			});
		},
	);

	it('is still read for each item where that is what it is for', async () => {
		await withAccount(async (account) => {
			const options = { objectWriteTraceId: '={{ $json.set }}' };

			const run = await map(account, itemsOf(account, 'a', 'b'), AUTOMATICALLY, options);

			expect(run.outputs[0].map(({ json }) => json.objectWriteTraceId)).toEqual(['a', 'a', 'b']);
		});
	});
});

// Helpers

/** Three items, of which the last one differs. */
function itemsOf({ ids }: { ids: string[] }, first: unknown, other: unknown) {
	return [first, first, other].map((set, i) => ({ id: ids[i], hs_price: 5, set }));
}
