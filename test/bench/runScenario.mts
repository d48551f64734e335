import { setTimeout as sleep } from 'node:timers/promises';

import { prepareClient } from './clientProcess.mts';
import type { Measured } from './clientProcess.mts';
import { clients } from './clients/index.mts';
import { compare } from './fates.mts';
import { isBad } from './job.mts';
import type { Job } from './job.mts';
import { startOtherUser } from './otherUser.mts';
import { makeRow, skippedRow } from './row.mts';
import type { Row } from './row.mts';
import type { Entry, Scenario } from './scenario.mts';
import { startSimulatorProcess } from './simulatorProcess.mts';

/** The window of a quick run: the same rate, so that two windows pass in four seconds. */
const QUICKER = 5;

/** Measures every client of a scenario, one after the other, each on an account of its own. */
export async function runScenario(
	scenario: Scenario,
	isQuick: boolean,
	onRow: (row: Row) => void,
): Promise<void> {
	const toRun = isQuick ? quicken(scenario) : scenario;
	let ceiling: number | undefined;
	for (const entry of toRun.entries) {
		const row = await runEntry(toRun, entry);
		if (entry.client === 'ceiling') ceiling = row.perSecond;
		const share = ceiling && row.perSecond / ceiling;
		onRow(isComplete(row) ? { ...row, share } : { ...row, steadyShare: undefined });
	}
}

/** A client that loses records is fast in vain, so it has no share of the ceiling. */
function isComplete({ skipped, goodWritten = 0 }: Row): boolean {
	return !skipped && goodWritten > 0.999;
}

async function runEntry(scenario: Scenario, entry: Entry): Promise<Row> {
	const { client, processes = 1 } = entry;
	const { title, missing } = clients[client] as (typeof clients)['httpRequest'];
	const records = Math.min(entry.records ?? scenario.records, scenario.records);
	const given = {
		scenario: scenario.name,
		client: entry.title ?? title,
		key: `${client}${processes > 1 ? `-${processes}` : ''}${entry.laterMs ? '-later' : ''}`,
		records,
		processes,
	};
	const reason = missing?.();
	if (reason) return skippedRow(given, reason);

	const { deed = 'update' } = scenario;
	const simulator = await startSimulatorProcess({ ...scenario.simulator, ads: records }, deed);
	try {
		const jobs = jobsOf(scenario, simulator, records, processes);
		const measured = await runClients(scenario, entry, jobs);
		const told = measured.flatMap((one) => one.told ?? []);
		const { done, arrivals, wronglyPaired } = await simulator.look(told);
		const fates = measured.flatMap((one) => (one.fates ? [...one.fates] : []));
		const twice = measured.reduce((sum, one) => sum + (one.twice ?? 0), 0);
		return makeRow(given, {
			figures: measured.map((one) => one.figures),
			arrivals,
			account:
				fates.length > 0
					? {
							...compare(Uint8Array.from(fates), done),
							wronglyPaired,
							twice: twice + countTwice(done),
						}
					: undefined,
			deed,
			goodRecords: countGood(records, scenario.badEvery ?? 0),
			limit: jobs[0].limit,
			hasOtherUser: scenario.otherUser !== undefined,
		});
	} finally {
		await simulator.close();
	}
}

function jobsOf(
	{ simulator, otherUser = 0, badEvery = 0, deed = 'update' }: Scenario,
	{ url, token, ids }: { url: string; token: string; ids: string[] },
	records: number,
	processes: number,
): Job[] {
	const { max = Infinity, intervalMs = 10_000 } = simulator.limit ?? {};
	// One more, because a window may hold one more of what comes evenly.
	const others = otherUser > 0 ? Math.ceil((otherUser * intervalMs) / 1_000) + 1 : 0;
	const size = Math.ceil(records / processes);
	return Array.from({ length: processes }, (_, i) => ({
		...{ url, token, badEvery, deed },
		limit: { max: max - others, intervalMs },
		ids: ids.slice(i * size, (i + 1) * size),
		first: i * size,
	}));
}

async function runClients(
	{ otherUser }: Scenario,
	{ client, laterMs = 0 }: Entry,
	jobs: Job[],
): Promise<Measured[]> {
	const starts = await Promise.all(jobs.map(async (job) => await prepareClient(client, job)));
	const other = otherUser ? startOtherUser(jobs[0].url, jobs[0].token, otherUser) : undefined;
	// So that the other user's window is as full as it always is.
	if (other) await sleep(jobs[0].limit.intervalMs);
	try {
		return await Promise.all(
			starts.map(async (start, i) => {
				await sleep(i * laterMs);
				return await start();
			}),
		);
	} finally {
		other?.stop();
	}
}

/** Records that exist more than once. */
function countTwice(done: Uint8Array): number {
	return done.reduce((sum, times) => sum + Math.max(0, times - 1), 0);
}

function countGood(records: number, badEvery: number): number {
	let good = 0;
	for (let i = 0; i < records; i++) if (!isBad(i, badEvery)) good++;
	return good;
}

function quicken(scenario: Scenario): Scenario {
	const { limit = {}, ...rest } = scenario.simulator;
	const { max = 0, intervalMs = 10_000 } = limit;
	const window = {
		...limit,
		max: Math.round(max / QUICKER),
		intervalMs: Math.round(intervalMs / QUICKER),
	};
	return {
		...scenario,
		records: scenario.quickRecords,
		simulator: { ...rest, limit: scenario.isPaced ? window : limit },
		entries: scenario.entries
			.filter(({ isLeftOutOfQuick }) => !isLeftOutOfQuick)
			.map((entry) => ({
				...entry,
				laterMs: entry.laterMs && entry.laterMs / QUICKER,
				records: entry.records && Math.ceil(entry.records / 20),
			})),
	};
}
