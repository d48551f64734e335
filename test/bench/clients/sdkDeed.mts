import { inputsOf, NAMES } from '../deeds.mts';
import { NOT_UPDATED as NOT_DONE, UNKNOWN } from '../fates.mts';
import { Findings } from '../findings.mts';
import type { ReadRecord } from '../findings.mts';
import type { Job } from '../job.mts';
import type { Client } from './client.mts';
import { createClient, OBJECT_TYPE, statusOf } from './sdk.mts';

const BATCH_SIZE = 100;
const PAGE = 200;

/** HubSpot's own client, used as its examples do: results belong to the inputs at the same place. */
export const sdkDeed: Client = {
	title: '@hubspot/api-client, its limiter',
	async prepare(job) {
		const { objects } = createClient(job).crm;
		const inputs = job.deed === 'list' || job.deed === 'search' ? [] : inputsOf(job);
		return async (probe) => {
			const findings = new Findings(job);
			await probe.around(async () => {
				if (job.deed === 'list') return await listAll(objects, job, findings);
				if (job.deed === 'search') return await searchAll(objects, job, findings);
				const starts = inputs.flatMap((_input, i) => (i % BATCH_SIZE === 0 ? [i] : []));
				await Promise.all(
					starts.map(
						async (start) =>
							await sendBatch(
								objects,
								job,
								inputs.slice(start, start + BATCH_SIZE),
								start,
								findings,
							),
					),
				);
			});
			return findings.toReport();
		};
	},
};

type Objects = ReturnType<typeof createClient>['crm']['objects'];

async function sendBatch(
	{ batchApi }: Objects,
	{ deed, ids }: Job,
	inputs: unknown[],
	start: number,
	findings: Findings,
): Promise<void> {
	const body = { inputs } as never;
	try {
		if (deed === 'archive') {
			await batchApi.archive(OBJECT_TYPE, body);
			for (const i of inputs.keys()) findings.done(start + i, {});
		} else if (deed === 'get') {
			const read = { inputs, properties: NAMES, propertiesWithHistory: [] } as never;
			const { results } = await batchApi.read(OBJECT_TYPE, read);
			const byId = new Map(results.map((record) => [record.id, record]));
			for (const i of inputs.keys()) {
				const record = byId.get(ids[start + i]);
				if (record) findings.done(start + i, record);
				else findings.set(start + i, NOT_DONE);
			}
		} else {
			const { results } = await batchApi[deed === 'upsert' ? 'upsert' : 'create'](
				OBJECT_TYPE,
				body,
			);
			for (const [i, record] of results.entries()) findings.done(start + i, record as ReadRecord);
		}
	} catch (error) {
		const status = statusOf(error);
		const fate = status !== undefined && status < 500 ? NOT_DONE : UNKNOWN;
		for (const i of inputs.keys()) findings.set(start + i, fate);
	}
}

/** As the client's own `getAll` does, which it has for other object types only. */
async function listAll({ basicApi }: Objects, job: Job, findings: Findings): Promise<void> {
	for (let after: string | undefined; ; ) {
		const page = await basicApi.getPage(OBJECT_TYPE, BATCH_SIZE, after, NAMES);
		tell(page.results, job, findings);
		after = page.paging?.next?.after;
		if (after === undefined) return;
	}
}

/** Page after page, as far as HubSpot goes. */
async function searchAll({ searchApi }: Objects, job: Job, findings: Findings): Promise<void> {
	const filters = [{ propertyName: 'hs_price', operator: 'GT', value: '0' }];
	const search = { filterGroups: [{ filters }], properties: NAMES, sorts: [], limit: PAGE };
	for (let after: string | undefined = '0'; after !== undefined; ) {
		try {
			const page = await searchApi.doSearch(OBJECT_TYPE, { ...search, after } as never);
			tell(page.results, job, findings);
			after = page.paging?.next?.after;
		} catch {
			return;
		}
	}
}

function tell(
	records: ReadonlyArray<{ id: string; properties: object }>,
	{ ids }: Job,
	findings: Findings,
): void {
	const indexOf = new Map(ids.map((id, index) => [id, index]));
	for (const record of records) findings.done(indexOf.get(record.id) ?? -1, record as ReadRecord);
}
