import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertBroken, assertNothingElse, assertWhole, check, countHeld } from './checks.mts';
import { newPrices, RUNS_WITH_QUEUE } from './prices.mts';
import type { Stage } from './stage.mts';
import { CONCURRENCY } from './workers.mts';
import { fireAll, type Run } from './workflow.mts';

/** The worker is killed after so many requests, with some of its ads updated, some on their way, and most not yet sent. */
const REQUESTS_BEFORE = 150;
const REQUESTS_MS = 60_000;

/** One worker of two is killed in the middle of its executions, and started again while others wait in the queue. */
export async function workerKilled({ hubspot, workers, workflow }: Stage): Promise<void> {
	console.log(`\n=== ${RUNS_WITH_QUEUE} executions on two workers, one of which is killed`);
	const [, worker] = workers;
	const before = new Map(hubspot.ads.all().map(({ id, values }) => [id, values.hs_price]));
	const requestsBefore = hubspot.journal.length;
	const fired = await fireAll(workflow, newPrices(hubspot, RUNS_WITH_QUEUE));
	const deadline = Date.now() + REQUESTS_MS;
	while (hubspot.journal.length < requestsBefore + REQUESTS_BEFORE) {
		if (Date.now() > deadline) throw new Error('The workers sent too few requests within a minute');
		await sleep(50);
	}
	await worker.kill();
	console.log(`${worker.name} is killed after ${hubspot.journal.length - requestsBefore} requests`);
	await worker.start();
	console.log(`${worker.name} is back`);

	const runs = await workflow.endings(fired);
	const whole = runs.filter(({ ending }) => ending.status === 'success');
	const broken = runs.filter((run) => !whole.includes(run));
	for (const { id, ending, wanted } of broken) {
		const held = countHeld(wanted, hubspot);
		console.log(
			`Execution ${id} ended as '${ending.status}': ${held} of ${wanted.length} ads updated`,
		);
	}

	check(
		'n8n shows each execution of the killed worker as broken off, and claims none of its ads',
		() => {
			assert.equal(broken.length, CONCURRENCY);
			broken.forEach(assertBroken);
		},
	);
	check(
		'all other executions, also those that waited in the queue, tell the truth of each ad',
		() => {
			for (const run of whole) assertWhole(run, hubspot);
		},
	);
	check('no ad of a broken execution holds anything but its old or its new price', () => {
		for (const run of broken) assertNothingElse(run, before, hubspot);
	});

	const again = await fireAll(
		workflow,
		broken.map(({ wanted }) => wanted),
	);
	const repeated: Run[] = await workflow.endings(again);
	check('the same ads sent again are all updated', () => {
		for (const run of repeated) assertWhole(run, hubspot);
	});
	check('in the end each ad holds the last price that was sent for it', () => {
		for (const { wanted } of runs) assert.equal(countHeld(wanted, hubspot), wanted.length);
	});
}
