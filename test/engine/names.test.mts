import { describe, expect, it } from 'vitest';
import { automatically, byHand, changingRequests, map, send } from './account.mts';
import { outcomesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

const BY_REFERENCE = automatically('reference_number');

describe('a property that cannot name an ad', () => {
	it.each<[idProperty: string, said: RegExp]>([
		['hs_city', /'City' \(hs_city\), which is not unique in HubSpot and may be that of many ads; /],
		['refrence_number', /'refrence_number', which is not the internal name of a property/],
		[
			'Reference number',
			/'Reference number', which is not the internal name .*; the nearest unique/,
		],
		['old_reference', /'old_reference', which is not the internal name of a property/],
	])('is refused before anything is sent, and told what can: %s', async (idProperty, said) => {
		await withAccount(async (account) => {
			const value = { [idProperty]: 'REF-000001', hs_price: 5 };
			const json = { id: 'REF-000001', idProperty, properties: { hs_price: 5 } };

			const mapped = await map(account, [value, value], automatically(idProperty));
			const chosen = await map(account, [{}], byHand(value, idProperty), {}, 'stopWorkflow');
			const sent = await send(account, [json]);

			const errors = [...mapped.outputs[0], ...sent.outputs[0]].map(({ json: { error } }) => error);
			for (const one of [...errors, chosen.error?.message]) {
				expect(one).toMatch(said);
				expect(one).toMatch(/reference_number \(Reference number\)$/);
			}
			expect(errors[1]).toMatch(/'Property to Match On' is/);
			expect(errors[2]).toMatch(/^Ad with '.+' REF-000001 cannot be sent: 'idProperty' is/);
			expect(chosen.error?.message).toMatch(/^The ad was not updated, because 'Property to Match/);
			expect(changingRequests(account)).toEqual([]);
		});
	});

	it('is told of where the account has no other', async () => {
		await withAccount(async (account) => {
			account.hubspot.properties.delete('reference_number');

			const run = await map(account, [{ hs_city: 'Vigo', hs_price: 5 }], automatically('hs_city'));

			expect(run.outputs[0][0].json.error).toMatch(
				/; choose 'Record ID'; the account has no unique property$/,
			);
		});
	});

	it('is looked for again before it is refused, because it may be new', async () => {
		await withAccount(async (account) => {
			const definition = account.hubspot.properties.get('reference_number')!;
			const item = { reference_number: 'REF-000001', hs_price: 5 };
			account.hubspot.properties.set('reference_number', { ...definition, hasUniqueValue: false });
			const before = await map(account, [item], BY_REFERENCE);
			account.hubspot.properties.set('reference_number', definition);

			const after = await map(account, [item], BY_REFERENCE);

			expect(outcomesOf(before.outputs[0])).toEqual(['invalid']);
			expect(outcomesOf(after.outputs[0])).toEqual(['updated']);
		});
	});

	it("is left to HubSpot where values are not checked: some of HubSpot's own count as unique", async () => {
		await withAccount(async (account) => {
			const json = { id: 'Vigo', idProperty: 'hs_city', properties: { hs_price: 5 } };

			const run = await send(account, [json], { checkValues: false });

			expect(outcomesOf(run.outputs[0])).toEqual(['rejected']);
		});
	});
});

describe.each([true, false])(
	'unique values that differ in case (HubSpot ignores it: %s)',
	(ignores) => {
		const guesses = { uniqueIgnoresCase: ignores };
		const items = (account: Account) => {
			const [, other] = account.ids;
			if (!ignores) account.hubspot.ads.write(other, { reference_number: 'ref-000001' });
			return [
				{ reference_number: 'REF-000001', hs_price: 1 },
				{ reference_number: 'ref-000001', hs_price: 2 },
				{ reference_number: 'REF-000001', hs_city: 'Vigo' },
			];
		};

		it.each(['inOrder', 'merge', 'reject'])(
			'are written in their order (%s)',
			async (duplicates) => {
				await withAccount(
					async (account) => {
						const run = await map(account, items(account), BY_REFERENCE, { duplicates });

						const [one, other] = account.ids;
						const third = duplicates === 'reject' ? 'invalid' : 'updated';
						expect(outcomesOf(run.outputs[0])).toEqual(['updated', 'updated', third]);
						if (ignores && duplicates !== 'merge') expect(account.price(one)).toBe('2');
						if (!ignores) expect([account.price(one), account.price(other)]).toEqual(['1', '2']);
						const batches = account.writes().map(({ inputs }) => inputs);
						expect(batches.reduce((sum, size) => sum + size)).toBe(
							duplicates === 'inOrder' ? 3 : 2,
						);
					},
					{ guesses },
				);
			},
		);

		it('are compared by the ad that HubSpot finds', async () => {
			await withAccount(
				async (account) => {
					const given = items(account);

					const run = await map(account, given, BY_REFERENCE, { dryRun: true });

					const [one] = account.ids;
					const before = ignores ? '1' : account.price(account.ids[1]);
					expect(run.outputs[0].map(({ json }) => json.outcome)).toEqual(
						Array(3).fill('wouldUpdate'),
					);
					expect(run.outputs[0].map(({ json }) => json.changes)).toMatchObject([
						{ hs_price: { from: account.price(one), to: '1' } },
						{ hs_price: { from: before, to: '2' } },
						{ hs_city: { to: 'Vigo' } },
					]);
				},
				{ guesses },
			);
		});
	},
);

describe('one ad under two names', () => {
	it('is compared as one in a dry run and with Skip Unchanged', async () => {
		await withAccount(async (account) => {
			const [id] = account.ids;
			const price = account.price(id);
			const inputs = [
				{ id, properties: { hs_price: '1' } },
				{ id: 'REF-000001', idProperty: 'reference_number', properties: { hs_price: price } },
			];

			const dry = await send(account, inputs, { dryRun: true });
			const run = await send(account, inputs, { skipUnchanged: true, maxConcurrency: 1 });

			expect(dry.outputs[0].map(({ json }) => json.changes)).toEqual([
				{ hs_price: { from: price, to: '1' } },
				{ hs_price: { from: '1', to: price } },
			]);
			expect(run.outputs[0].map(({ json }) => json.outcome)).toEqual(['updated', 'updated']);
		});
	});
});
