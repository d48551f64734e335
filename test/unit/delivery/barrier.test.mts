import { describe, expect, it } from 'vitest';

import type { Run } from '../../property/deliveryRun.mts';
import type { Answer, Request } from '../../simulator/wire.mts';
import { good, outcomesOf, runWith } from './runs.mts';

const wishes = Array.from({ length: 40 }, (_, who) => good(who));
/** The window is full after the second batch, so that the third one does not begin as that one ends. */
const oneByOne = {
	...{ ads: 60, batchSize: 10, maxConcurrency: 1, latencyMs: 300 },
	limit: { max: 11, intervalMs: 10_000 },
};

describe('a firewall that refuses requests', () => {
	it('is not blamed for one ad, once it has opened', async () => {
		let isOpen = false;

		const run = await runWith(wishes, oneByOne, (request, hubspot) => {
			isOpen ||= names(request, [10]);
			return isOpen && !names(request, [27]) ? hubspot.exchange(request) : refuse();
		});

		expect(notUpdated(run)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 27]);
	});

	it('is asked once for each batch also where it was open in between', async () => {
		const second = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19];
		const run = await runWith(wishes, oneByOne, (request, hubspot) =>
			names(request, second) ? hubspot.exchange(request) : refuse(),
		);

		expect(notUpdated(run)).toHaveLength(30);
		const fourth = run.sent.filter(({ inputs }) => inputs.some(({ lines }) => lines[0] >= 30));
		expect(fourth.map(({ inputs }) => inputs.length)).toEqual([10]);
	});

	it('is not taken for one where only few ads of a batch are refused, the first that is asked alone too', async () => {
		const bad = [0, 24, 30];

		const run = await runWith(wishes, { ...oneByOne, batchSize: 40 }, (request, hubspot) =>
			names(request, bad) ? refuse() : hubspot.exchange(request),
		);

		expect(notUpdated(run)).toEqual(bad);
	});

	it('is looked for no further once an ad has passed alone', async () => {
		const bad = [0, 5];

		const run = await runWith(wishes, { ...oneByOne, batchSize: 40 }, (request, hubspot) =>
			names(request, bad) ? refuse() : hubspot.exchange(request),
		);

		const search = [40, 20, 10, 5, 3, 2, 1];
		const asked = run.sent.map(({ inputs }) => inputs.length);
		expect(asked.slice(0, search.length + 2)).toEqual([...search, 1, 38]);
		expect(notUpdated(run)).toEqual(bad);
	});
});

describe('a run that is cancelled', () => {
	it.each(Array.from({ length: 12 }, (_, before) => before + 1))(
		'settles nothing more, with request %i of a search',
		async (atRequest) => {
			const cancel = { atRequest };

			const run = await runWith(wishes, { ...oneByOne, batchSize: 40, cancel }, () => refuse());

			expect(new Set(outcomesOf(run))).toEqual(new Set([undefined]));
		},
	);
});

// Helpers

function names({ body = '' }: Request, lines: readonly number[]): boolean {
	return lines.some((line) => body.includes(`"line-${line}"`));
}

function refuse(): Answer {
	return { status: 403, headers: {}, body: '<html>no</html>', delayMs: 30, ending: 'whole' };
}

function notUpdated(run: Run): number[] {
	return outcomesOf(run).flatMap((outcome, line) => (outcome === 'updated' ? [] : [line]));
}
