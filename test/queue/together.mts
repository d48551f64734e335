import { strict as assert } from 'node:assert';
import type { JournalEntry } from '../simulator/journal.mts';
import { assertWhole, check } from './checks.mts';
import { measure, printArrivals, printFigures } from './figures.mts';
import { newPrices, RUNS } from './prices.mts';
import type { Stage } from './stage.mts';
import type { Worker } from './workers.mts';
import { fireAll, type Run } from './workflow.mts';

/** Far above what is aimed at (3 %), because the machine may be busy. */
const MOST_REFUSED = 0.2;

/** Both workers at work on one account: each sees the other in HubSpot's headers only. */
export async function workersTogether({ hubspot, workers, workflow }: Stage): Promise<void> {
	console.log(`\n=== ${RUNS} executions on two workers, one account`);
	const fired = await fireAll(workflow, newPrices(hubspot, RUNS));
	const runs = await workflow.endings(fired);

	const { journal, limit } = hubspot;
	const names = workers.map(({ name }) => name);
	const workerOfAd = await findWorkers(workers, runs);
	printArrivals(journal, names, (entry) => workerOfAd.get(firstAd(entry) ?? ''));
	const figures = measure(journal, limit);
	printFigures(figures);

	check('both workers have executions', () =>
		assert.deepEqual([...new Set(workerOfAd.values())].sort(), names),
	);
	check('each execution tells of each of its ads once, and tells what HubSpot holds', () => {
		for (const run of runs) assertWhole(run, hubspot);
	});
	check(`fewer than ${MOST_REFUSED * 100} % of the requests are refused`, () =>
		assert.ok(figures.refusedShare < MOST_REFUSED, `It is ${figures.refusedShare * 100} %`),
	);
}

/** @returns for each ad the worker that updated it */
async function findWorkers(workers: Worker[], runs: Run[]): Promise<Map<string, string>> {
	const workerOfAd = new Map<string, string>();
	for (const worker of workers) {
		const begun = await worker.begun();
		for (const { id, wanted } of runs)
			if (begun.has(id)) for (const price of wanted) workerOfAd.set(price.id, worker.name);
	}
	return workerOfAd;
}

function firstAd({ body }: JournalEntry): string | undefined {
	return (body as { inputs?: Array<{ id: string }> } | undefined)?.inputs?.[0].id;
}
