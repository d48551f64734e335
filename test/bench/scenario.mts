import type { SimulatorOptions } from '../simulator/server.mts';
import type { ClientName } from './clients/index.mts';
import type { Deed } from './job.mts';

export type Entry = {
	client: ClientName;
	/** Where a client's rate does not depend on how many records there are, fewer are enough to measure it. */
	records?: number;
	/** Processes at the same time, each with its share of the records: 1. */
	processes?: number;
	/** How much later the second of them begins. */
	laterMs?: number;
	title?: string;
	isLeftOutOfQuick?: boolean;
};

export type Scenario = {
	name: string;
	/** 'update' */
	deed?: Deed;
	title: string;
	records: number;
	/** The same with fewer records, for a run that only shows that the bench works; 0 leaves it out. */
	quickRecords: number;
	simulator: SimulatorOptions;
	entries: Entry[];
	badEvery?: number;
	/** Requests per second that another user of the same account makes all the while. */
	otherUser?: number;
	/** False where the limit and the latency are off, and only the client's own work is measured. */
	isPaced: boolean;
};

const LATENCY = { medianMs: 300, p95Ms: 600 };
/** The limits of HubSpot's tiers, with a latency as measured elsewhere. */
export const PROFESSIONAL = { limit: { max: 190, intervalMs: 10_000 }, latencyMs: LATENCY };
export const FREE = { limit: { max: 100, intervalMs: 10_000 }, latencyMs: LATENCY };
/** No limit that anybody reaches, and no latency. */
export const UNLIMITED = { limit: { max: 1_000_000, daily: 10_000_000 } };
