import { describe, expect, it } from 'vitest';
import { send } from './account.mts';
import { outcomesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

/** The options that take a number: label, range, and the default. */
const NUMBERS: Record<string, [label: string, from: string, to: string, byDefault: string]> = {
	batchSize: ['Batch Size', '1', '100', '100'],
	maxConcurrency: ['Max Concurrency', '1', '50', '20'],
	maxWait: ['Max Wait (Seconds)', '0', '86,400', '300'],
	timeout: ['Timeout (Seconds)', '1', '3,600', '100'],
};

/** What an expression gives, and how it is shown. */
const NO_NUMBERS: Array<[raw: string, shown: string]> = [
	['={{ NaN }}', 'NaN'],
	['={{ "soon" }}', '"soon"'],
	['={{ "12 s" }}', '"12 s"'],
	['={{ " " }}', '"␣"'],
	['={{ true }}', 'true'],
	['={{ [5] }}', 'a list of 1'],
	['={{ ({ s: 5 }) }}', 'an object (s)'],
];

describe.each(Object.entries(NUMBERS))('the option %s', (name, [label, from, to, byDefault]) => {
	it.each(NO_NUMBERS)('sends nothing with %s, and says what it takes', async (raw, shown) => {
		await withAccount(async (account) => {
			const run = await send(account, prices(account), { [name]: raw });

			expect(outcomesOf(run.outputs[0])).toEqual(['invalid']);
			expect(run.outputs[0][0].json.error).toContain(
				`'${label}' takes a number, and ${shown} is not one; give one from ${from} to ${to}`,
			);
			expect(account.hubspot.journal).toEqual([]);
		});
	});

	it.each([
		['={{ -5 }}', '-5', from],
		['={{ "1e9" }}', '"1e9"', to],
		['={{ Infinity }}', 'Infinity', to],
	])('tells that %s was moved into its range', async (raw, shown, taken) => {
		await withAccount(async (account) => {
			const run = await send(account, prices(account), { [name]: raw });

			expect(outcomesOf(run.outputs[0])).toEqual(['updated']);
			expect(warning(run.hints)).toMatch(
				new RegExp(`^'${escape(label)}' takes a (whole )?number from ${from} to ${to}, and `),
			);
			expect(warning(run.hints)).toContain(`and ${shown} was given, so ${taken} was taken.`);
		});
	});

	it.each(['={{ "" }}', '={{ null }}', '={{ undefined }}'])(
		'tells that its default was taken for %s',
		async (raw) => {
			await withAccount(async (account) => {
				const run = await send(account, prices(account), { [name]: raw });

				expect(outcomesOf(run.outputs[0])).toEqual(['updated']);
				expect(warning(run.hints)).toBe(`'${label}' was empty, so ${byDefault} was taken.`);
			});
		},
	);

	it('is no matter where the number is one, also as text', async () => {
		await withAccount(async (account) => {
			const run = await send(account, prices(account), { [name]: '={{ " 7 " }}' });

			expect(run.hints.map(({ type }) => type)).toEqual(['info']);
		});
	});
});

// Helpers

function prices({ ids }: Account): object[] {
	return [{ id: ids[0], properties: { hs_price: 5 } }];
}

function warning(hints: ReadonlyArray<{ type?: string; message: string }>): string | undefined {
	return hints.find(({ type }) => type === 'warning')?.message;
}

function escape(text: string): string {
	return text.replace(/[()]/g, '\\$&');
}
