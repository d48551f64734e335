import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { loadN8n } from '../../engine/harness.mts';
import type { Engine, RunResult } from '../../engine/harness.mts';
import { packageDir } from '../builtPackage.mts';
import { itemsOf, PARAMETERS } from '../deeds.mts';
import { NOT_UPDATED as NOT_DONE, UNKNOWN } from '../fates.mts';
import { Findings } from '../findings.mts';
import type { ReadRecord } from '../findings.mts';
import type { Job } from '../job.mts';
import type { Probe } from '../measure.mts';
import type { Client, Report } from './client.mts';

/**
 * The built node in n8n's engine, with automatic mapping and items as a workflow has them.
 * @param runs executions at the same time in one process, each with its share of the records
 */
export function ours(title: string, { runs = 1 } = {}): Client {
	return {
		title,
		async prepare(job) {
			const engine = await loadN8n({ packageDir });
			const isQuery = job.deed === 'list' || job.deed === 'search';
			const parts = isQuery ? [[{}]] : inParts(itemsOf(job), runs);
			return async (probe) => await runAll(engine, job, parts, probe);
		},
	};
}

async function runAll(
	engine: Engine,
	job: Job,
	parts: IDataObject[][],
	probe: Probe,
): Promise<Report> {
	measureExecute(engine, probe, parts.length);
	const results = await Promise.all(
		parts.map(
			async (items) =>
				await engine.run({
					items,
					parameters: { resource: 'ad', ...PARAMETERS[job.deed] },
					node: { onError: 'continueErrorOutput' },
					credentials: { accessToken: job.token, baseUrl: job.url },
				}),
		),
	);

	const report = new Findings(job);
	let first = 0;
	for (const [i, result] of results.entries()) {
		readOutcomes(result, job, first, report);
		first += parts[i].length;
	}
	return report.toReport();
}

/**
 * Only the node itself is measured, not what the harness does with its output: of several runs none hands on its output
 * before all have ended.
 */
function measureExecute(engine: Engine, probe: Probe, runs: number): void {
	const execute = engine.nodeType.execute!;
	const allEnded = Promise.withResolvers<void>();
	let running = runs;
	engine.nodeType.execute = async function (this: IExecuteFunctions) {
		const output = await probe.around(async () => await execute.call(this));
		if (--running === 0) allEnded.resolve();
		await allEnded.promise;
		return output;
	} as typeof execute;
}

function readOutcomes(
	{ outputs, error }: RunResult,
	{ deed, ids }: Job,
	first: number,
	report: Findings,
): void {
	if (error) throw error;
	const isQuery = deed === 'list' || deed === 'search';
	const indexOf = isQuery ? new Map(ids.map((id, index) => [id, index])) : undefined;
	for (const { json, pairedItem } of outputs[0]) {
		const { item } = pairedItem as { item: number };
		const index = indexOf ? (indexOf.get(String(json.id)) ?? -1) : first + item;
		report.done(index, json as ReadRecord);
	}
	if (isQuery) return;
	for (const { json, pairedItem } of outputs[1]) {
		const { outcome } = json.details as { outcome: string };
		const { item } = pairedItem as { item: number };
		report.set(first + item, outcome === 'unconfirmed' ? UNKNOWN : NOT_DONE);
	}
}

function inParts<T>(list: T[], count: number): T[][] {
	const size = Math.ceil(list.length / count);
	return Array.from({ length: count }, (_, i) => list.slice(i * size, (i + 1) * size));
}
