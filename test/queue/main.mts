/**
 * `npm run test:queue`: n8n in queue mode, with Redis, PostgreSQL and two workers, and one simulated account of HubSpot.
 * Executions on both workers update it together; then one worker is killed in the middle and started again. What n8n
 * tells of each ad is compared with what the account holds.
 */
import { counts } from './checks.mts';
import { workerKilled } from './killed.mts';
import { ADS } from './prices.mts';
import { setUp } from './stage.mts';
import { workersTogether } from './together.mts';

/** About what HubSpot takes for a batch of 100. */
const LATENCY = { medianMs: 300, p95Ms: 600 };

const opened = new AsyncDisposableStack();
let tidying: Promise<void> | undefined;
let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.once(signal, () => {
		isInterrupted = true;
		void tidyUp().finally(() => process.exit(130));
	});

let broken = 0;
try {
	const stage = await setUp(opened, { ads: ADS, latencyMs: LATENCY });
	await workersTogether(stage);
	await workerKilled(stage);
} catch (error) {
	broken = 1;
	if (!isInterrupted) console.error(`\n${error instanceof Error ? error.message : error}`);
}
await tidyUp();

const { passed, failed } = counts();
console.log(`\n${passed} passed, ${failed + broken} failed`);
process.exit(failed + broken > 0 ? 1 : 0);

/** A signal may come while everything is being ended already. */
function tidyUp(): Promise<void> {
	return (tidying ??= opened.disposeAsync());
}
