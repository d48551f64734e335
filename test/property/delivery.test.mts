import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { UpdateInput } from '../../nodes/HubspotAds/hubspot/inputs';
import { openPortal, runScenario, wishKinds, type Run } from './deliveryRun.mts';
import { checkLaws, fateOf } from './laws.mts';
import { anyCancel, anyScenario, noFaults, patient, roomyLimit } from './scenarios.mts';

/** Refused or taken for itself, whatever else is written. */
const plainKinds = wishKinds.filter((kind) => kind !== 'rename' && kind !== 'taken');

const undisturbed = anyScenario({
	faults: noFaults,
	settings: patient,
	limit: roomyLimit,
	kinds: plainKinds,
}).map((scenario) => ({ ...scenario, timeoutMs: 100_000 }));

describe('deliver, whatever HubSpot or the network does', () => {
	it('tells the truth about every ad, once', async () => {
		const law = fc.asyncProperty(anyScenario(), async (scenario) => {
			const run = await runScenario(scenario);

			checkLaws(run, scenario);
		});

		await fc.assert(law, { numRuns: 1_500 });
	});

	it('sends and settles nothing more once it is cancelled', async () => {
		const law = fc.asyncProperty(anyScenario({ cancel: anyCancel }), async (scenario) => {
			const run = await runScenario(scenario);

			checkLaws(run, scenario);
		});

		await fc.assert(law, { numRuns: 500 });
	});

	it('ends well when it is run again after faults', async () => {
		const disturbed = anyScenario({ kinds: plainKinds, cancel: anyCancel, limit: roomyLimit });
		const law = fc.asyncProperty(disturbed, async (scenario) => {
			const portal = openPortal(scenario);
			await runScenario(scenario, portal);
			portal.hubspot.clearFaults();

			const settings = { ...scenario.settings, maxWaitMs: 300_000 };
			const calm = { ...scenario, settings, timeoutMs: 100_000, cancel: undefined };
			const run = await runScenario(calm, portal);

			checkOutcomes(run);
			checkHoldsLastValues(run);
		});

		await fc.assert(law, { numRuns: 300 });
	});
});

describe('deliver, when nothing goes wrong', () => {
	it('gives each ad the one outcome that it can have', async () => {
		const law = fc.asyncProperty(undisturbed, async (scenario) => {
			const portal = openPortal(scenario);

			const run = await runScenario(scenario, portal);

			checkLaws(run, scenario);
			checkOutcomes(run);
			checkHoldsLastValues(run);
		});

		await fc.assert(law, { numRuns: 400 });
	});

	it('never meets the rate limit', async () => {
		const law = fc.asyncProperty(undisturbed, async (scenario) => {
			const { hubspot } = await runScenario(scenario);

			expect(hubspot.journal.filter(({ status }) => status === 429)).toEqual([]);
		});

		await fc.assert(law, { numRuns: 200 });
	});

	it('changes nothing when it is run a second time', async () => {
		const law = fc.asyncProperty(undisturbed, async (scenario) => {
			const portal = openPortal(scenario);
			const first = await runScenario(scenario, portal);
			const ads = stateOf(first);

			const second = await runScenario(scenario, portal);

			expect(second.fates.map((fate) => fate?.outcome)).toEqual(
				first.fates.map((fate) => fate?.outcome),
			);
			expect(stateOf(second)).toEqual(ads);
		});

		await fc.assert(law, { numRuns: 200 });
	});
});

// Helpers

function checkOutcomes(run: Run): void {
	for (const input of run.inputs) {
		const fate = fateOf(run, input);
		const what = `${input.properties.hs_name} of ${input.id}`;
		const record = recordOf(run, input);
		if (record === undefined) expect(fate?.outcome, what).toBe('notFound');
		else if (isRefused(input)) expect(fate?.outcome, what).toBe('rejected');
		else expect(fate, what).toMatchObject({ outcome: 'updated', record: { id: record } });
	}
}

/** Each ad holds what the last of its inputs wanted. */
function checkHoldsLastValues(run: Run): void {
	for (const [record, inputs] of groupByRecord(run)) {
		const wanted = inputs.findLast((input) => !isRefused(input));
		expect(run.hubspot.ads.get(record)?.values).toMatchObject(wanted?.properties ?? {});
	}
}

function stateOf(run: Run): unknown[] {
	return [...groupByRecord(run).keys()].map((id) => run.hubspot.ads.get(id)?.values);
}

/** The ads, each with its inputs. The order of writes is kept for one name of an ad, so others are left out. */
function groupByRecord(run: Run): Map<string, UpdateInput[]> {
	const groups = new Map<string, UpdateInput[]>();
	for (const input of run.inputs) {
		const record = recordOf(run, input);
		if (record) groups.set(record, [...(groups.get(record) ?? []), input]);
	}
	const isNamedOnce = (inputs: UpdateInput[]) => new Set(inputs.map(({ id }) => id)).size === 1;
	return new Map([...groups].filter(([, inputs]) => isNamedOnce(inputs)));
}

/** The ad that an input names, or undefined where there is none. */
function recordOf({ hubspot }: Run, input: UpdateInput): string | undefined {
	const { ads, guesses } = hubspot;
	const { id, idProperty } = input;
	// Recorded is that a batch leaves a merged ad out; where it is said not to exist, that is believed.
	const survivor = guesses.mergedInBatchUpdate === 'notFound' ? undefined : ads.survivorOf(id);
	const ad = idProperty ? ads.byUnique(idProperty, id) : (ads.get(id) ?? survivor);
	return ad && !ad.archived ? ad.id : undefined;
}

function isRefused({ properties }: UpdateInput): boolean {
	const { hs_name, hs_price = '', hs_neighborhood, ...others } = properties;
	return !/^\d*$/.test(hs_price) || Object.keys(others).length > 0;
}
