import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { UpdateInput } from '../../nodes/HubspotAds/hubspot/inputs';
import type { Hubspot } from '../simulator/hubspot.mts';
import type { Answer, Request } from '../simulator/wire.mts';
import { openPortal, runScenario, type Scenario, type WishKind } from './deliveryRun.mts';
import { checkLaws, fateOf } from './laws.mts';

const badKinds = ['badNumber', 'badOption', 'badChoice', 'unknownProperty', 'readOnly'] as const;

/** What a refusal of the whole batch says: values, names of properties, trace ids, or nothing. */
const refusals = {
	asHubspotDoes: undefined,
	nothing: { status: 400, body: refusal({ category: 'VALIDATION_ERROR' }) },
	structuralWords: {
		status: 400,
		body: refusal({
			category: 'VALIDATION_ERROR',
			message: 'Property values were not valid: [{"message":"invalid input json was not allowed"}]',
		}),
	},
	internalError: { status: 500, body: refusal({}), outcome: 'unconfirmed' },
	locked: { status: 423, body: refusal({}), outcome: 'notSent' },
	webPage: { status: 403, body: '<html>Blocked</html>', outcome: 'notSent' },
	conflict: { status: 409, body: refusal({ category: 'CONFLICT' }) },
	wrongValues: {
		status: 400,
		body: refusal({
			category: 'VALIDATION_ERROR',
			message: `Property values were not valid: ${JSON.stringify(
				[3, 40, 41, 97, 150, 222].map((number) => ({
					name: 'hs_price',
					propertyValue: String(100_000 + number),
				})),
			)}`,
		}),
	},
	names: {
		status: 400,
		body: refusal({
			category: 'VALIDATION_ERROR',
			errors: [{ code: 'INVALID_OPTION', context: { propertyName: ['hs_name'] } }],
		}),
	},
};

const scattered = fc.uniqueArray(fc.nat({ max: 299 }), { maxLength: 6 });
const sideBySide = fc
	.tuple(fc.nat({ max: 3 }), fc.integer({ min: 2, max: 3 }))
	.map(([first, many]) => Array.from({ length: many }, (_, at) => first + at));

const anyBatches = fc.record({
	count: fc.integer({ min: 1, max: 300 }),
	bad: fc.oneof(scattered, sideBySide),
	/** Where they are counted from: the last ad of a batch is found last. */
	from: fc.constantFrom('start', 'end'),
	kind: fc.constantFrom(...badKinds),
	refusal: fc.constantFrom(...(Object.keys(refusals) as Array<keyof typeof refusals>)),
	batchSize: fc.constantFrom(100, 100, 64, 7),
	seed: fc.nat(),
});

describe('deliver, when one bad ad makes HubSpot refuse the whole batch', () => {
	it('writes the good ads, and needs 2 log2(100) requests more for each bad one', async () => {
		const law = fc.asyncProperty(anyBatches, async (drawn) => {
			const { count, bad, from, kind, refusal, ...rest } = drawn;
			const isBad = (number: number) =>
				bad.includes(from === 'start' ? number : count - 1 - number);
			const scenario = batches(count, (number) => (isBad(number) ? kind : 'good'), rest);
			const body = refusals[refusal];

			const run = await runScenario(scenario, openPortal(scenario), (request, hubspot) =>
				body ? refuse(request, hubspot, body) : hubspot.exchange(request),
			);

			checkLaws(run, scenario);
			for (const [number, input] of run.inputs.entries()) {
				const told = body && 'outcome' in body ? body.outcome : 'rejected';
				expect(fateOf(run, input)?.outcome).toBe(isBad(number) ? told : 'updated');
			}
			const k = bad.filter((number) => number < count).length;
			// Where nothing passes at all, the batches are tried until their time is up.
			if (k === count && body && 'outcome' in body) return;
			const isTriedAgain = body && 'outcome' in body;
			const steps = Math.ceil(Math.log2(isTriedAgain ? 100 : rest.batchSize));
			expect(run.sent.length).toBeLessThanOrEqual(
				Math.ceil(count / rest.batchSize) + 2 * k * steps,
			);
		});

		await fc.assert(law, { numRuns: 200 });
	}, 120_000);

	it('needs 2 requests more where the refusal names the bad value', async () => {
		const scenario = batches(100, (number) => (number === 42 ? 'badOption' : 'good'));

		const run = await runScenario(scenario);

		expect(run.sent.map(({ inputs }) => inputs.length)).toEqual([100, 1, 99]);
		expect(run.fates[42]).toMatchObject({
			outcome: 'rejected',
			reason: { property: 'hs_listing_type', code: 'INVALID_OPTION' },
		});
	});

	it('is led astray by a refusal that names the wrong value once only', async () => {
		const scenario = batches(100, (number) => (number === 99 ? 'badOption' : 'good'));
		const complaints = [7, 60, 80, 90, 96, 97].map((number) => ({
			name: 'hs_price',
			propertyValue: String(100_000 + number),
		}));
		const message = `Property values were not valid: ${JSON.stringify(complaints)}`;
		const body = refusal({ category: 'VALIDATION_ERROR', message });

		const run = await runScenario(scenario, openPortal(scenario), (request, hubspot) =>
			refuse(request, hubspot, { status: 400, body }),
		);

		expect(run.sent.map(({ inputs }) => inputs.length)).toEqual([100, 6, 47, 24, 12, 6, 3, 1, 1]);
		expect(run.fates.filter((fate) => fate?.outcome === 'updated')).toHaveLength(99);
	});

	it('needs 1 request more where the refusal names the ads by trace id', async () => {
		const scenario = batches(100, (number) => (number === 42 ? 'badOption' : 'good'));
		const body = { category: 'VALIDATION_ERROR', message: 'Not valid' };
		const errors = [
			{ ...body, context: { objectWriteTraceId: ['line-42'], propertyName: ['hs_listing_type'] } },
		];

		const run = await runScenario(scenario, openPortal(scenario), (request, hubspot) =>
			refuse(request, hubspot, { status: 400, body: refusal({ ...body, errors }) }),
		);

		expect(run.sent.map(({ inputs }) => inputs.length)).toEqual([100, 99]);
		expect(run.fates.filter((fate) => fate?.outcome === 'updated')).toHaveLength(99);
	});
});

// Helpers

function batches(
	count: number,
	kindOf: (number: number) => WishKind,
	{ batchSize = 100, seed = 1 } = {},
): Scenario {
	return {
		seed,
		ads: 310,
		wishes: Array.from({ length: count }, (_, who) => ({ who, by: 'id', kind: kindOf(who) })),
		groupSize: 100,
		merges: false,
		settings: { batchSize, maxConcurrency: 5, maxWaitMs: 300_000 },
		limit: {},
		latencyMs: 100,
		mostTravelMs: 0,
		timeoutMs: 100_000,
		faults: [],
		guesses: { validationPerRecord: false },
	};
}

function refusal(parts: object): string {
	return JSON.stringify({ status: 'error', message: 'The batch was refused', ...parts });
}

/** Refuses batches in which any ad has more properties than the good ones, or no price. */
function refuse(
	request: Request,
	hubspot: Hubspot,
	{ status, body }: { status: number; body: string },
): Answer {
	const { inputs } = JSON.parse(request.body ?? '{}') as { inputs?: UpdateInput[] };
	const isGood = ({ properties }: UpdateInput) =>
		/^\d+$/.test(properties.hs_price ?? '') && Object.keys(properties).length === 2;
	const isRead = request.path.endsWith('/batch/read');
	if (isRead || (inputs?.every(isGood) ?? true)) return hubspot.exchange(request);
	return { status, headers: {}, body, delayMs: 30, ending: 'whole' };
}
