import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { loadN8n } from '../../engine/harness.mts';
import type { Engine, RunResult } from '../../engine/harness.mts';
import { packageDir } from '../builtPackage.mts';
import { Fates, NOT_UPDATED, UNKNOWN, UPDATED } from '../fates.mts';
import { valuesOf } from '../job.mts';
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
			const parts = inParts(itemsOf(job), runs);
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
					parameters: {
						resource: 'ad',
						operation: 'batchUpdate',
						specifyAds: 'fields',
						ads: { mappingMode: 'autoMapInputData', value: null, matchingColumns: ['id'] },
					},
					node: { onError: 'continueErrorOutput' },
					credentials: { accessToken: job.token, baseUrl: job.url },
				}),
		),
	);

	const fates = new Fates(job);
	results.forEach((result, i) => readOutcomes(result, parts[i], fates));
	return { fates: fates.list };
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

function readOutcomes({ outputs, error }: RunResult, items: IDataObject[], fates: Fates): void {
	if (error) throw error;
	for (const { json } of outputs[0]) fates.set(json.id, UPDATED);
	for (const { json, pairedItem } of outputs[1]) {
		const { outcome } = json.details as { outcome: string };
		const { item } = pairedItem as { item: number };
		fates.set(items[item].id, outcome === 'unconfirmed' ? UNKNOWN : NOT_UPDATED);
	}
}

function itemsOf({ ids, first, badEvery }: Job): IDataObject[] {
	return ids.map((id, i) => ({ id, ...valuesOf(first + i, badEvery) }));
}

function inParts<T>(list: T[], count: number): T[][] {
	const size = Math.ceil(list.length / count);
	return Array.from({ length: count }, (_, i) => list.slice(i * size, (i + 1) * size));
}
