import { describe, expect, it } from 'vitest';

import { Semaphore } from '../../../nodes/HubspotAds/delivery/semaphore';

describe('Semaphore', () => {
	it('lets no more have their turn than it may, however many wait for one', async () => {
		const semaphore = new Semaphore(2);
		let [having, most, done] = [0, 0, 0];
		const use = async () => {
			await semaphore.acquire();
			most = Math.max(most, ++having);
			await Promise.resolve();
			having--;
			done++;
			semaphore.release();
		};

		await Promise.all(Array.from({ length: 9 }, use));

		expect([most, done]).toEqual([2, 9]);
	});

	it('tells the next release, or at once that none is taken', async () => {
		const semaphore = new Semaphore(1);
		expect(await semaphore.released()).toBe(false);

		await semaphore.acquire();
		const released = semaphore.released();
		semaphore.release();

		expect(await released).toBe(true);
	});
});
