import { describe, expect, it } from 'vitest';

import { Ledger } from '../../../nodes/HubspotAds/delivery/ledger';

const updated = { outcome: 'updated' };
const rejected = { outcome: 'rejected' };

describe('Ledger', () => {
	it('closes with a fate for each line, in the order in which they were opened', () => {
		const ledger = openLedger('a', 'b', 'c');

		ledger.settle([2, 0], updated);
		ledger.settle([1], rejected);

		expect(ledger.close()).toEqual([
			{ line: 'a', fate: updated },
			{ line: 'b', fate: rejected },
			{ line: 'c', fate: updated },
		]);
	});

	it('does not close while a line has no fate', () => {
		const ledger = openLedger('a', 'b', 'c');

		ledger.settle([1], updated);

		expect(() => ledger.close()).toThrow('2 of 3 lines of the ledger were never settled');
	});

	it('settles no line twice', () => {
		const ledger = openLedger('a', 'b');

		ledger.settle([0], updated);

		expect(() => ledger.settle([1, 0], rejected)).toThrow('Line 0 of the ledger was settled twice');
	});

	it('settles no line that was never opened', () => {
		expect(() => openLedger('a').settle([1], updated)).toThrow('The ledger has no line 1');
	});

	it('tells at any time what is settled by now', () => {
		const ledger = openLedger('a', 'b');

		ledger.settle([1], updated);

		expect(ledger.size).toBe(2);
		expect(ledger.settled()).toEqual([{ line: 'b', fate: updated }]);
	});

	it('closes 100,000 lines in one piece that nobody notices', () => {
		const ledger = openLedger(...Array.from({ length: 100_000 }, (_, line) => String(line)));
		for (let line = 0; line < ledger.size; line++) ledger.settle([line], updated);

		const tries = [1, 2, 3].map(() => {
			const startedAt = performance.now();
			ledger.close();
			return performance.now() - startedAt;
		});

		// Of a busy machine the best try counts.
		expect(Math.min(...tries)).toBeLessThan(50);
	});
});

// Helpers

function openLedger(...lines: string[]): Ledger<string, object> {
	const ledger = new Ledger<string, object>();
	for (const line of lines) ledger.open(line);
	return ledger;
}
