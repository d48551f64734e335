import { describe, expect, it } from 'vitest';

import type { Channel } from '../../../nodes/HubspotAds/hubspot/channel';
import type { NamedCreateInput } from '../../../nodes/HubspotAds/hubspot/inputs';
import { judgeCreate, judgeCreateReadBack } from '../../../nodes/HubspotAds/hubspot/judgeCreate';
import type { Reply } from '../../../nodes/HubspotAds/hubspot/reply';
import { Tries } from '../../../nodes/HubspotAds/hubspot/tries';
import { ad, NOW, refusal, refusedValues, reply } from './given.mts';

const [one, two] = ['REF-1', 'REF-2'].map((id) => newAd(id));
const badPrice = { name: 'hs_price', error: 'INVALID_INTEGER', message: 'x is no number' };

describe('judgeCreate, of a refusal of the whole batch', () => {
	it('takes it for the refusal of an ad that was sent alone, where it names a property', () => {
		const { fates } = judgeCreate(reply(400, refusedValues(badPrice)), [one], NOW, isSame);

		expect([...fates.values()]).toMatchObject([
			{ outcome: 'rejected', reason: { property: 'hs_price' } },
		]);
	});

	it.each([
		['it may be about the other ad', refusedValues(badPrice), [one, two]],
		['it may be about the request', refusal('A rule', { category: 'VALIDATION_ERROR' }), [one]],
	])('tells nothing of an ad where %s', (_why, body, inputs) => {
		expect(judgeCreate(reply(400, body), inputs, NOW, isSame).fates.size).toBe(0);
	});

	it('keeps to what an item of it says of the ad', () => {
		const item = { category: 'VALIDATION_ERROR', message: 'about it', context: traceOf(one) };
		const body = { ...refusedValues(badPrice), errors: [item] };

		const { fates } = judgeCreate(reply(400, body), [one], NOW, isSame);

		expect(fates.get(one)).toMatchObject({ reason: { said: 'about it' } });
	});
});

describe('judgeCreate, of a success that leaves an ad out', () => {
	const passing = (...inputs: NamedCreateInput[]) =>
		inputs.map((input) => ({ category: 'RATE_LIMITS', context: traceOf(input) }));

	it.each([
		['nothing', [], true],
		['that HubSpot did not take it for now', passing(one, two), false],
		['so of another only', passing(one), true],
	])('may have made it where %s is said', (_what, errors, mayBeTaken) => {
		const { advice } = judgeCreate(reply(207, { results: [], errors }), [one, two], NOW, isSame);

		expect(advice).toMatchObject({ next: 'retry', mayBeTaken });
	});

	it('takes a result for an ad only where it repeats the trace id', () => {
		const made = { id: '7', properties: { reference: 'REF-1' } };
		const results = [made, { ...made, objectWriteTraceId: two.traceId, properties: {} }];

		const { fates } = judgeCreate(reply(200, { results }), [one, two], NOW, isSame);

		expect([...fates.keys()]).toEqual([two]);
	});
});

describe('judgeCreateReadBack', () => {
	it.each([
		['made by a try, with what was wanted', 50, { hs_price: '5' }, 'created'],
		['made after it, with other values', 50, { hs_price: '6' }, 'unconfirmed'],
		['older than the first try', -60_000, { hs_price: '5' }, 'rejected'],
	])('tells what became of an ad that was %s', async (_what, madeMs, properties, outcome) => {
		const { read } = await afterLostTry();

		const { fates } = read(reply(200, framed({ results: [record(madeMs, properties)] })));

		expect(fates.get(one)?.outcome).toBe(outcome);
	});

	it('does not take a refusal of the reading for one of the ad', async () => {
		const { read } = await afterLostTry();
		const errors = [{ category: 'VALIDATION_ERROR', message: 'no', context: { ids: ['REF-1'] } }];

		const { fates, absent } = read(reply(207, framed({ results: [], errors })));

		expect([fates.size, absent?.size]).toEqual([0, 0]);
	});

	it('knows that HubSpot has no such ad so far', async () => {
		const { read } = await afterLostTry();
		const errors = [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['REF-1'] } }];

		const { fates, absent } = read(reply(207, framed({ results: [], errors })));

		expect(fates.size).toBe(0);
		expect([...absent!]).toEqual([one]);
	});

	it('reads once more where the answer has no list', async () => {
		const { read } = await afterLostTry();

		expect(read(reply(200, { status: 'COMPLETE' })).advice).toMatchObject({
			next: 'retry',
			reason: { trouble: 'unreadable' },
		});
	});

	it('waits for a limit although it does not know the age of another ad', async () => {
		const { read } = await afterLostTry();
		const errors = [{ category: 'RATE_LIMITS' }];
		const unknown = { ...record(0, {}), createdAt: 'yesterday' };

		const { advice } = read(reply(207, framed({ results: [unknown], errors })));

		expect(advice).toMatchObject({ next: 'retry', about: 'account', isRateLimit: true });
	});
});

// Helpers

function isSame(_name: string, wanted: string, actual: string | null | undefined): boolean {
	return wanted === actual;
}

function newAd(id: string): NamedCreateInput {
	const idProperty = 'reference';
	return { ...ad(id, { hs_price: '5' }, { idProperty }), idProperty };
}

function traceOf({ traceId }: NamedCreateInput) {
	return { objectWriteTraceId: [traceId] };
}

function record(madeMs: number, properties: Record<string, string>) {
	const createdAt = new Date(NOW + madeMs).toISOString();
	return { id: '7', properties: { reference: 'REF-1', ...properties }, createdAt };
}

function framed(body: object): object {
	const [startedAt, completedAt] = [NOW + 10, NOW + 20].map((ms) => new Date(ms).toISOString());
	return { status: 'COMPLETE', startedAt, completedAt, ...body };
}

/** One ad was sent at NOW, and the reply was lost; HubSpot's clock is that of this machine. */
async function afterLostTry() {
	let at = NOW;
	const channel: Channel = {
		version: 'v3',
		now: () => at,
		wallNow: () => at,
		async send() {
			at += 30;
			return await Promise.resolve(reply(200, framed({ results: [] })));
		},
	};
	const tries = new Tries<NamedCreateInput>(channel);
	const lost = {
		next: 'retry',
		reason: { trouble: 'disconnected' },
		about: 'connection',
		mayBeTaken: true,
	} as const;
	await tries.watch(
		async () => await Promise.resolve({ fates: new Map<NamedCreateInput, never>(), advice: lost }),
	)([one]);
	await tries.channel.send({ method: 'GET', path: '' });
	const read = (answer: Reply) => judgeCreateReadBack(answer, [one], at, isSame, tries);
	return { read };
}
