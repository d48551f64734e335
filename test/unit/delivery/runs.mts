import {
	openPortal,
	runScenario,
	type Run,
	type Scenario,
	type Wish,
} from '../../property/deliveryRun.mts';
import { checkLaws } from '../../property/laws.mts';
import type { Fault, FaultKind } from '../../simulator/faults.mts';

export function good(who: number): Wish {
	return { who, by: 'id', kind: 'good' };
}

export function fault(kind: FaultKind, parts: Partial<Fault> = {}): Fault {
	return { kind, ...parts, match: { endpoint: 'batchUpdate', ...parts.match } };
}

/** One run on virtual time, of which all laws hold. */
export async function runWith(
	wishes: Wish[],
	parts: Partial<Scenario & Scenario['settings']> = {},
	answer?: Parameters<typeof runScenario>[2],
): Promise<Run> {
	const { batchSize = 100, maxConcurrency = 5, maxWaitMs = 300_000, ...rest } = parts;
	const scenario: Scenario = {
		seed: 1,
		ads: 14,
		wishes,
		groupSize: 100,
		merges: false,
		settings: { batchSize, maxConcurrency, maxWaitMs },
		limit: {},
		latencyMs: 0,
		mostTravelMs: 0,
		timeoutMs: 100_000,
		faults: [],
		guesses: {},
		...rest,
	};
	const run = await runScenario(scenario, openPortal(scenario), answer);
	checkLaws(run, scenario);
	return run;
}

export function outcomesOf({ fates }: Run): Array<string | undefined> {
	return fates.map((fate) => fate?.outcome);
}

export function stepsOf({ sent }: Run): string[] {
	return sent.map(({ step, inputs }) => `${step} ${inputs.length}`);
}
