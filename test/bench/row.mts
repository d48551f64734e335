import type { Account } from './fates.mts';
import type { Job } from './job.mts';
import type { Figures } from './measure.mts';
import type { Arrival } from './simulatorProcess.mts';

/** What was measured of one client in one scenario. */
export type Row = {
	scenario: string;
	client: string;
	/** Names the row for the targets. */
	key: string;
	records: number;
	processes: number;
	/** Why there are no figures. */
	skipped?: string;
	seconds: number;
	/** Records that HubSpot has written, per second. */
	perSecond: number;
	/** Against the ceiling of the same scenario; missing where records were lost. */
	share?: number;
	/** How much of HubSpot's window was used once it had been full; missing where it never was, or records were lost. */
	steadyShare?: number;
	requests: number;
	refused: number;
	/** Of the requests of another user. */
	othersRefused: number;
	account?: Account;
	/** Of the records that HubSpot would have taken, the share that it has. */
	goodWritten?: number;
	cpuMsPer1000: number;
	/** Of several processes the worst. */
	delayP99Ms: number;
	delayMaxMs: number;
	peakRssMb: number;
	peakBeyondMb: number;
	keptMb: number;
	/** Since the first client began, in seconds. */
	arrivals: Array<{ seconds: number; status: number; isOther: boolean }>;
};

export type Sources = {
	figures: Figures[];
	arrivals: Arrival[];
	account?: Account;
	goodRecords: number;
	deed: Job['deed'];
	limit: Job['limit'];
	hasOtherUser: boolean;
};

type Given = Pick<Row, 'scenario' | 'client' | 'key' | 'records' | 'processes'>;

export function makeRow(given: Given, sources: Sources): Row {
	const { figures, arrivals, account, goodRecords, limit, hasOtherUser, deed } = sources;
	// The other user reads; where there is one, no client of the bench reads batches.
	const isOther = ({ endpoint }: Arrival) => hasOtherUser && endpoint === 'batchRead';
	const startedAt = Math.min(...figures.map((one) => one.startedAt));
	const endedAt = Math.max(...figures.map((one) => one.startedAt + one.ms));
	// One process is measured to the fraction of a millisecond, several are laid over each other.
	const seconds = (figures.length === 1 ? figures[0].ms : endedAt - startedAt) / 1_000;
	const during = arrivals.filter(({ at }) => at >= startedAt && at <= endedAt);
	const own = during.filter((arrival) => !isOther(arrival));
	const worst = (key: keyof Figures) => Math.max(...figures.map((one) => one[key]));
	const total = (key: keyof Figures) => figures.reduce((sum, one) => sum + one[key], 0);
	const isReading = deed === 'get' || deed === 'list' || deed === 'search';
	const told = isReading ? given.records - (account?.unaccounted ?? 0) : account?.written;
	const done = account && told !== undefined ? told : given.records;
	const share = deed === 'search' ? undefined : shareOfWindow(own, limit);

	return {
		...given,
		seconds,
		perSecond: done / seconds,
		steadyShare: hasOtherUser ? undefined : share,
		requests: own.length,
		refused: own.filter(({ status }) => status === 429).length,
		othersRefused: during.filter((one) => isOther(one) && one.status === 429).length,
		account,
		goodWritten: account && done / goodRecords,
		cpuMsPer1000: (total('cpuMs') / given.records) * 1_000,
		delayP99Ms: worst('delayP99Ms'),
		delayMaxMs: worst('delayMaxMs'),
		peakRssMb: worst('peakRssMb'),
		peakBeyondMb: total('peakBeyondMb'),
		keptMb: total('keptMb'),
		arrivals: during.map((arrival) => ({
			seconds: (arrival.at - startedAt) / 1_000,
			status: arrival.status,
			isOther: isOther(arrival),
		})),
	};
}

/** Asked before the work begins. */
const QUESTIONS: Array<string | undefined> = ['properties', 'pipelines'];

/**
 * In a window that is always full, each request takes the place of the one that left so many requests before it. HubSpot
 * takes none sooner than one interval after that one, so the share is never above 100 %.
 */
function shareOfWindow(arrivals: Arrival[], { max, intervalMs }: Job['limit']): number | undefined {
	const taken = arrivals.filter(
		({ endpoint, status }) => !QUESTIONS.includes(endpoint) && status !== 429,
	);
	const again = taken.slice(max);
	if (again.length === 0) return undefined;
	const total = again.reduce((sum, { at }, i) => sum + at - taken[i].at, 0);
	return (intervalMs * again.length) / total;
}

export function skippedRow(given: Given, skipped: string): Row {
	const nothing = { seconds: 0, perSecond: 0, requests: 0, refused: 0, othersRefused: 0 };
	const memory = { peakRssMb: 0, peakBeyondMb: 0, keptMb: 0 };
	const work = { cpuMsPer1000: 0, delayP99Ms: 0, delayMaxMs: 0 };
	return { ...given, ...nothing, ...memory, ...work, skipped, arrivals: [] };
}
