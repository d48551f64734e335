import { describe, expect, it } from 'vitest';
import type { Fault } from '../../simulator/faults.mts';
import { headerLies } from '../../simulator/oddHeaders.mts';
import { BLOCKED_STATUSES, ITEM_CATEGORIES } from '../../simulator/randomFaults.mts';
import { createAccount, idsOf, input } from './account.mts';

describe('what stands between the node and HubSpot', () => {
	it.each(BLOCKED_STATUSES)(
		'answers %i with a web page, and HubSpot hears of nothing',
		(status) => {
			const { update, ids, lastEntry } = withFault({ kind: 'blockedPage', status });

			const answer = update(input(ids[0], { hs_price: '1' }));

			expect(answer).toMatchObject({ status, headers: { 'content-type': expect.any(String) } });
			expect(answer.headers['content-type']).toContain('text/html');
			expect('proxy-authenticate' in answer.headers).toBe(status === 407);
			expect(answer.json).toBeUndefined();
			expect(lastEntry().written).toEqual([]);
		},
	);

	it('may dislike one text only', () => {
		const { update, ids } = withFault({
			kind: 'blockedPage',
			match: { text: '<script>', probability: 1 },
		});
		const write = (text: string) => update(input(ids[0], { ad_text: text })).status;

		expect(['a', '<script>', 'b', '<script>'].map(write)).toEqual([200, 403, 200, 403]);
	});
});

describe('one ad that spoils its batch', () => {
	it.each<[Fault['kind'], number]>([
		['internalError', 500],
		['locked', 423],
	])('%s: every batch with it is a %i, and those without it are written', (kind, status) => {
		const { update, call, ids, hubspot } = withFault(undefined);
		const [bad, good] = ids;
		hubspot.addFault({ kind, match: { text: bad, probability: 1 } });
		const write = (...ads: string[]) =>
			update(...ads.map((id) => input(id, { hs_price: '1' }, `t${id}`))).status;

		expect([write(good), write(bad, good), write(bad), write(good)]).toEqual([
			...[200, status, status, 200],
		]);
		const body = { properties: { hs_price: '1' } };
		expect(call('PATCH', `/crm/v3/objects/0-420/${bad}`, body).status).toBe(status);
	});
});

describe('a reply that names an ad and refuses none', () => {
	it.each(ITEM_CATEGORIES)('itemErrors: a 207 item of category %s', (category) => {
		const { update, ids, lastEntry } = withFault({ kind: 'itemErrors', category, ids: ['b'] });

		const { status, json } = update(
			input(ids[0], { hs_price: '1' }, 'a'),
			input(ids[1], { hs_price: '1' }, 'b'),
		);

		expect(status).toBe(207);
		expect(json.errors).toMatchObject([{ category, context: { objectWriteTraceId: ['b'] } }]);
		expect(idsOf(json.results)).toEqual([ids[0]]);
		expect(lastEntry().written).toEqual([ids[0]]);
	});

	it('itemErrors: an INTERNAL_ERROR may be written all the same, the others never', () => {
		const written = (category: string) => {
			const { update, ids, lastEntry } = withFault({
				kind: 'itemErrors',
				category,
				applied: 'after',
				share: 1,
			});
			const { json } = update(input(ids[0], { hs_price: '1' }, 'a'));
			expect(json.results).toEqual([]);
			return lastEntry().written.length;
		};

		expect(ITEM_CATEGORIES.map(written)).toEqual([0, 1, 0]);
	});

	it.each([423, 429, 500, 503])('errorsNamed: a %i whose errors name one', (status) => {
		const { update, ids, lastEntry } = withFault({ kind: 'errorsNamed', status });

		const answer = update(input(ids[0], { hs_price: '1' }, 'a'));

		expect(answer.status).toBe(status);
		expect(answer.json.errors[0].context).toEqual({ ids: [ids[0]], objectWriteTraceId: ['a'] });
		expect(lastEntry().written).toEqual([]);
	});
});

describe('headers', () => {
	it.each(Object.keys(headerLies))('lie: %s', (variant) => {
		const { update, ids, lastEntry } = withFault({ kind: 'lyingHeaders', variant });

		const { status, headers } = update(input(ids[0], { hs_price: '1' }));

		expect(status).toBe(200);
		expect(headers).toMatchObject(headerLies[variant]);
		expect(lastEntry().written).toEqual([ids[0]]);
	});

	it('come with any fault as they are told', () => {
		const header = (fault: Fault) => withFault(fault).update().headers['retry-after'];
		const far = 'Fri, 01 Jan 2100 00:00:00 GMT';

		expect(header({ kind: 'rollingLimit', retryAfter: 1e9 })).toBe('1000000000');
		expect(header({ kind: 'migration', retryAfter: far })).toBe(far);
		expect(header({ kind: 'rollingLimit', headers: { 'retry-after': 'soon' } })).toBe('soon');
	});
});

describe('values', () => {
	it('valueKept keeps the properties that it is told to', () => {
		const { update, ids, hubspot } = withFault({
			kind: 'valueKept',
			share: 1,
			properties: ['hs_price'],
		});
		const before = hubspot.ads.get(ids[0])?.values.hs_price;

		const [shown] = update(input(ids[0], { hs_price: '42', hs_city: 'X' })).json.results;

		expect(shown.properties).toMatchObject({ hs_price: before, hs_city: 'X' });
	});

	it('valueKept leaves a new ad without the values, and with its name and key', () => {
		const { call, hubspot } = withFault({ kind: 'valueKept', share: 1 });
		const properties = { hs_name: 'New', hs_price: '1', reference_number: 'NEW' };

		call('POST', '/crm/v3/objects/0-420/batch/upsert', {
			inputs: [{ id: 'NEW', idProperty: 'reference_number', properties }],
		});

		expect(hubspot.ads.byUnique('reference_number', 'NEW')?.values).toMatchObject({
			hs_name: 'New',
			hs_price: '',
		});
	});

	it.each([
		['trimmed', ' a b ', 'a b'],
		['newlines', 'a\r\nb', 'a\nb'],
		['html', '<p onclick="x()">a<br>b</p><script>x()</script>', '<p>a<br/>b</p>'],
		['phone', '+44 (20) 7946-0000', '+442079460000'],
		['phone', 'no phone', 'no phone'],
	])('valueRewritten stores another form: %s of %j', (variant, sent, stored) => {
		const batch = withFault({ kind: 'valueRewritten', variant, share: 1 });
		const single = withFault({ kind: 'valueRewritten', variant });

		batch.update(input(batch.ids[0], { ad_text: sent }));
		single.call('PATCH', `/crm/v3/objects/0-420/${single.ids[0]}`, {
			properties: { ad_text: sent },
		});

		expect(batch.hubspot.ads.get(batch.ids[0])?.values.ad_text).toBe(stored);
		expect(single.hubspot.ads.get(single.ids[0])?.values.ad_text).toBe(stored);
	});
});

// Helpers

function withFault(fault: Fault | undefined) {
	return createAccount({ faults: fault ? [fault] : [] });
}
