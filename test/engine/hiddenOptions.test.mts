import { describe, expect, it } from 'vitest';
import { AUTOMATICALLY, byHand, changingRequests, runNode } from './account.mts';
import { outcomesOf, useAccount, type Account } from './trouble.mts';

const withAccount = useAccount();

const FIELDS = { specifyAds: 'fields', ads: AUTOMATICALLY };
const BY_HAND = { specifyAds: 'fields', ads: byHand({ id: '={{ $json.id }}', hs_price: 5 }) };
const JSON_OF_ITEM = {
	specifyAds: 'json',
	adsJson: '={{ { id: $json.id, properties: { hs_price: 5 } } }}',
};

/** Settings with which the editor hides an option, and that option. */
const HIDDEN: Array<[why: string, parameters: object, options: object, option: string]> = [
	['in JSON', JSON_OF_ITEM, {}, 'extraFields'],
	['by hand', BY_HAND, {}, 'extraFields'],
	['unchecked', FIELDS, { checkValues: false }, 'numberFormat'],
	['unchecked', FIELDS, { checkValues: false }, 'dateFormat'],
	['in a dry run', FIELDS, { dryRun: true }, 'simplify'],
	['in a dry run', FIELDS, { dryRun: true }, 'includeBatch'],
	['in a dry run', FIELDS, { dryRun: true }, 'skipUnchanged'],
	['in a dry run', FIELDS, { dryRun: true }, 'objectWriteTraceId'],
];

/** What a template, or an expression that was right for other items, may have left there. */
const LEFT_OVER = ['nonsense', '={{ $json.set }}', '={{ $json.no.such }}', '={{ $json. }}'];

describe.each(HIDDEN)('%s, where the editor hides an option', (_why, parameters, options, name) => {
	it.each(LEFT_OVER)(`${name} does nothing, also as %s`, async (value) => {
		await withAccount(async (account) => {
			const run = await runNode(account, items(account), {
				...parameters,
				options: { ...options, [name]: value },
			});

			const isDry = 'dryRun' in options;
			expect(run.outputs[0].map(({ json }) => json.outcome ?? outcomesOf([{ json }])[0])).toEqual(
				isDry ? ['wouldUpdate', 'wouldUpdate'] : ['updated', 'updated'],
			);
			expect(changingRequests(account).length > 0).toBe(!isDry);
			expect(run.hints.map(({ type }) => type)).toEqual(['info']);
		});
	});
});

// Helpers

function items({ ids }: Account): object[] {
	return [true, false].map((set, i) => ({ id: ids[i], hs_price: 5, set }));
}
