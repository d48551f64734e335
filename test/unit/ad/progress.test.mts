import { describe, expect, it } from 'vitest';

import type { Line } from '../../../nodes/HubspotAds/ad/emit';
import {
	describeEnd,
	describeStanding,
	everyTenSeconds,
} from '../../../nodes/HubspotAds/ad/progress';
import { DELETING, FINDING, READING, UPDATING } from '../../../nodes/HubspotAds/ad/verbs';
import { Ledger } from '../../../nodes/HubspotAds/delivery/ledger';
import type { AdFate } from '../../../nodes/HubspotAds/hubspot/adFate';
import type { GetManyFate, UpdateFate } from '../../../nodes/HubspotAds/hubspot/fates';

const updated: UpdateFate = { outcome: 'updated', record: { id: '1', properties: {} } };
const unchanged: UpdateFate = { outcome: 'unchanged', record: { id: '1', properties: {} } };
const missing: UpdateFate = { outcome: 'notFound', reason: { trouble: 'missing' } };
const would: UpdateFate = { outcome: 'wouldUpdate', changes: {} };

describe('describeStanding', () => {
	it.each<[UpdateFate[], number, boolean, string]>([
		[many(41_300, updated), 100_000, false, '41,300 of 100,000 ads written, 0 not'],
		// One item may hold many ads.
		[[updated, missing], 1, false, '1 of 2 ads written, 1 not'],
		[[updated, unchanged, unchanged], 3, false, '1 of 3 ads written, 2 unchanged, 0 not'],
		[[would, unchanged, missing], 4, true, '2 of 4 ads compared, 1 not'],
		[[], 1, false, '0 of 1 ad written, 0 not'],
	])('counts what is settled by now', (fates, items, isDryRun, words) => {
		const standing = { ledger: ledgerOf(fates), items, isDryRun, verbs: UPDATING, countRequests };

		expect(describeStanding(standing)).toBe(words);
	});

	it('counts queries, and the requests that they took', () => {
		const found: GetManyFate = { outcome: 'found', records: [] };
		const ledger = new Ledger<Line, GetManyFate>();
		for (let item = 0; item < 3; item++) ledger.open({ itemIndex: item });
		ledger.settle([0], found);
		const standing = { ledger, items: 3, isDryRun: false, verbs: FINDING };

		expect(describeStanding({ ...standing, countRequests: () => 1_412 })).toBe(
			'1 of 3 queries read, 0 not, 1,412 requests so far',
		);
	});
});

describe('describeEnd', () => {
	it.each([
		[
			undefined,
			[updated],
			"The run was canceled with 1 of 2 ads written, 0 not. What was under way may be written too. With 'Skip Unchanged Ads' the next run goes on from there",
		],
		[
			{ trouble: 'unauthorized', statusCode: 401 } as const,
			[missing],
			'The run stopped with 0 of 2 ads written, 1 not, because HubSpot did not accept the credential',
		],
	])('says how far the run came', (reason, fates, words) => {
		const ledger = ledgerOf(fates);
		const standing = { ledger, items: 2, isDryRun: false, verbs: UPDATING, countRequests };

		expect(describeEnd(standing, reason)).toBe(words);
	});
});

describe('the progress of other operations', () => {
	it('is told in their words', () => {
		const record = { id: '1', properties: {} };
		const of = (fate: AdFate) => ({
			...{ ledger: ledgerOf([fate]), items: 2, isDryRun: false, countRequests },
		});
		const gone = { ...of({ outcome: 'archived', record }), verbs: DELETING };

		expect(describeStanding(gone)).toBe('1 of 2 ads deleted, 0 not');
		expect(describeEnd(gone, undefined)).toBe(
			'The run was canceled with 1 of 2 ads deleted, 0 not. What was under way may be deleted too',
		);
		expect(describeStanding({ ...gone, isDryRun: true })).toBe('1 of 2 ads looked up, 0 not');
		expect(describeEnd({ ...of({ outcome: 'found', record }), verbs: READING }, undefined)).toBe(
			'The run was canceled with 1 of 2 ads read, 0 not',
		);
	});
});

describe('everyTenSeconds', () => {
	it('speaks every ten seconds until it is ended, and sleeps no longer than a second at once', async () => {
		const clock = new HandClock();
		const spokenAt: number[] = [];
		const watch = everyTenSeconds(clock, () => spokenAt.push(clock.now()));

		await clock.turn(35_500);
		watch.end();
		await clock.turn(60_000);

		expect(spokenAt).toEqual([10_000, 20_000, 30_000]);
		expect(clock.longest).toBe(1_000);
	});

	it('ends nothing else where it cannot speak', async () => {
		const clock = new HandClock();

		everyTenSeconds(clock, () => {
			throw new Error('No log');
		});

		await expect(clock.turn(30_000)).resolves.toBeUndefined();
	});
});

// Helpers

const countRequests = () => 0;

function many(number: number, fate: UpdateFate): UpdateFate[] {
	return Array.from({ length: number }, () => fate);
}

function ledgerOf(fates: AdFate[]): Ledger<Line, AdFate> {
	const ledger = new Ledger<Line, AdFate>();
	for (const fate of fates) ledger.settle([ledger.open({ itemIndex: 0 })], fate);
	return ledger;
}

/** Stands still but where it is turned. */
class HandClock {
	longest = 0;
	#now = 0;
	#sleepers: Array<{ at: number; wake: () => void }> = [];

	now = () => this.#now;
	random = () => 0;

	async sleep(ms: number, signal?: AbortSignal): Promise<void> {
		this.longest = Math.max(this.longest, ms);
		await new Promise<void>((wake) => {
			this.#sleepers.push({ at: this.#now + ms, wake });
			signal?.addEventListener('abort', () => wake(), { once: true });
		});
	}

	async turn(ms: number): Promise<void> {
		const until = this.#now + ms;
		for (;;) {
			const next = this.#sleepers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
			if (!next) break;
			this.#sleepers = this.#sleepers.filter((one) => one !== next);
			this.#now = next.at;
			next.wake();
			await new Promise((resolve) => setImmediate(resolve));
		}
		this.#now = until;
	}
}
