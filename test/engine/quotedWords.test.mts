import { describe, expect, it } from 'vitest';
import { byHand, map, ON_ERROR, send } from './account.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount();

/** A line break, a mark that turns what follows, a mark of direction, a bell and an emoji of several parts. */
const STRANGE = 'on\r\nre\u202Equest\u200F\u0007 👩‍👧';
const SHOWN = 'on␣(U+000D)␣(U+000A)re␣(U+202E)quest␣(U+200F)␣(U+0007) 👩‍👧';
const UNSAFE = /[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F\u2028\u2029]/u;

describe("somebody's words within a message", () => {
	it.each(ON_ERROR)('are on one line where HubSpot repeats a value (%s)', async (onError) => {
		await withAccount(async (account) => {
			const items = [{ id: account.ids[0], properties: { hs_price: STRANGE } }];

			const run = await send(account, items, { checkValues: false }, '={{ $json }}', onError);

			expect(linesOf(run)[0]).toContain(SHOWN);
			for (const line of linesOf(run)) expect(line).not.toMatch(UNSAFE);
		});
	});

	it.each(ON_ERROR)('are on one line where an ad is named by them (%s)', async (onError) => {
		await withAccount(async (account) => {
			const items = [{ reference: 'REF\n7', hs_price: 5 }];
			const value = { reference_number: '={{ $json.reference }}', hs_price: 5 };

			const run = await map(account, items, byHand(value, 'reference_number'), {}, onError);

			expect(linesOf(run)[0]).toContain('REF␣(U+000A)7');
			for (const line of linesOf(run)) expect(line).not.toMatch(UNSAFE);
		});
	});

	it('are on one line where an expression throws them', async () => {
		await withAccount(async (account) => {
			const thrown = "={{ (() => { throw new Error('boo\\nhoo') })() }}";
			const value = { id: '={{ $json.id }}', hs_price: thrown, hs_bedrooms: 2 };

			const run = await map(account, [{ id: account.ids[0] }], byHand(value));

			const [, { message }] = run.hints;
			expect(message).toContain('n8n says: boo␣(U+000A)hoo');
		});
	});
});

// Helpers

/** What is said of one ad that was not updated, wherever it is said: the description of an error is HTML of several lines. */
function linesOf(run: Awaited<ReturnType<typeof send>>): string[] {
	const { message, description } = run.error ?? {};
	const said = [...(description ?? '').split('<br>\n'), message ?? ''].filter(Boolean);
	const ofItems = run.outputs.flat().flatMap(({ json }) => [json.error, json.message]);
	return [...said, ...ofItems].filter((line) => typeof line === 'string');
}
