import type { Hubspot } from '../simulator/hubspot.mts';
import { CONCURRENCY } from './workers.mts';
import type { Price } from './workflow.mts';

const ADS_OF_A_RUN = 6_000;
/** As many executions as two workers run at once. */
export const RUNS = 2 * CONCURRENCY;
/** More than that, so that some are in the queue when a worker comes back. */
export const RUNS_WITH_QUEUE = RUNS + 2;
export const ADS = ADS_OF_A_RUN * RUNS_WITH_QUEUE;

/** Above the prices that the account begins with. Each is used once, so that it tells who wrote it. */
let nextPrice = 2_000_000;

/** @returns new prices for as many executions, no ad in two of them */
export function newPrices({ ads }: Hubspot, runs: number): Price[][] {
	const all = ads.all();
	return Array.from({ length: runs }, (_, run) =>
		all
			.slice(run * ADS_OF_A_RUN, (run + 1) * ADS_OF_A_RUN)
			.map(({ id }) => ({ id, hs_price: String(nextPrice++) })),
	);
}
