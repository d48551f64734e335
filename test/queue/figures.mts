import type { JournalEntry } from '../simulator/journal.mts';

type Limit = { max: number; intervalMs: number };

export type Figures = {
	requests: number;
	refused: number;
	refusedShare: number;
	/** From the first arrival to the last. */
	seconds: number;
	/** What a client with perfect knowledge of the window would have taken, against what this took. */
	shareOfCeiling: number;
	/** The same without the first window, in which nobody knows the limit yet, and without a window that is not full. */
	steadyShare: number;
};

export function measure(journal: readonly JournalEntry[], { max, intervalMs }: Limit): Figures {
	const accepted = journal.filter(({ status }) => status !== 429);
	const refused = journal.length - accepted.length;
	const start = journal[0].at;
	const tookMs = journal[journal.length - 1].at - start;
	const perfectMs = Math.floor((accepted.length - 1) / max) * intervalMs;
	const windows = Math.floor(tookMs / intervalMs);
	const isSteady = ({ at }: JournalEntry) =>
		at >= start + intervalMs && at < start + windows * intervalMs;
	return {
		requests: journal.length,
		refused,
		refusedShare: refused / journal.length,
		seconds: tookMs / 1_000,
		shareOfCeiling: perfectMs / tookMs,
		steadyShare: accepted.filter(isSteady).length / ((windows - 1) * max),
	};
}

/** One line for each second with arrivals. A refusal does not show whose request it was. */
export function printArrivals(
	journal: readonly JournalEntry[],
	workers: string[],
	workerOf: (entry: JournalEntry) => string | undefined,
): void {
	const start = journal[0].at;
	const seconds = Map.groupBy(journal, ({ at }) => Math.floor((at - start) / 1_000));
	printRow(['second', ...workers, 'refused']);
	for (const [second, entries] of seconds) {
		const count = (isMeant: (entry: JournalEntry) => boolean) => entries.filter(isMeant).length;
		const written = workers.map((worker) => count((entry) => workerOf(entry) === worker));
		printRow([second, ...written, count(({ status }) => status === 429) || '']);
	}
}

function printRow(cells: Array<string | number>): void {
	console.log(cells.map((cell) => String(cell).padStart(10)).join(''));
}

export function printFigures(figures: Figures): void {
	const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
	console.log(`
Requests                       ${figures.requests} in ${figures.seconds.toFixed(1)} s
Refused with 429               ${figures.refused}, ${percent(figures.refusedShare)}
Share of the ceiling           ${percent(figures.shareOfCeiling)}
In steady state                ${percent(figures.steadyShare)}
`);
}
