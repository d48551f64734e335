import { describe, expect, it } from 'vitest';

import type { UpsertInput } from '../../../nodes/HubspotAds/hubspot/inputs';
import { judgeUpsertReadBack } from '../../../nodes/HubspotAds/hubspot/judgeUpsert';
import { Tries } from '../../../nodes/HubspotAds/hubspot/tries';
import { ad, NOW, reply } from './given.mts';

const idProperty = 'reference';
const one: UpsertInput = { ...ad('REF-1', { hs_price: '5' }, { idProperty }), idProperty };

describe('judgeUpsertReadBack, of an ad whose age is not known', () => {
	/** HubSpot's clock was never told. */
	const tries = () =>
		new Tries<UpsertInput>({
			version: 'v3',
			now: () => NOW,
			wallNow: () => NOW,
			send: async () => await Promise.resolve({ lost: 'timeout' }),
		});
	const read = (known: Tries<UpsertInput>, price = '5') => {
		const properties = { reference: 'REF-1', hs_price: price };
		const answer = reply(200, { results: [{ id: '7', properties }] });
		return judgeUpsertReadBack(answer, [one], NOW, (_name, sent, held) => sent === held, known);
	};

	it('is read again, as a further reply may tell it', () => {
		const { fates, advice } = read(tries());

		expect(fates.size).toBe(0);
		expect(advice).toMatchObject({ next: 'retry', reason: { trouble: 'ageUnknown' } });
	});

	it('is unconfirmed in the end, with its record ID', () => {
		const known = tries();
		const last = [1, 2, 3].map(() => read(known)).at(-1)!;

		expect(last.fates.get(one)).toMatchObject({
			outcome: 'unconfirmed',
			reason: { trouble: 'ageUnknown', existingId: '7' },
		});
	});

	it('is not asked for where it does not hold what was wanted', () => {
		const { fates, advice } = read(tries(), '6');

		expect(fates.size).toBe(0);
		expect(advice.next).toBe('confirm');
	});
});
