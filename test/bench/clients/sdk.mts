import { createRequire } from 'node:module';

import { Fates, NOT_UPDATED, UNKNOWN, UPDATED } from '../fates.mts';
import { chunksOf } from '../job.mts';
import type { Input, Job } from '../job.mts';
import type { Client } from './client.mts';

const require = createRequire(import.meta.url);

export const OBJECT_TYPE = '0-420';
/** The most that the client allows. */
const RETRIES = 6;
/** The limiter as its README shows it; without these options it has none. */
const LIMITER = { minTime: 1_000 / 9, maxConcurrent: 6, id: 'hubspot-client-limiter' };

/** HubSpot's own client, one batch after the other. */
export const sdkSequence: Client = {
	title: '@hubspot/api-client, in sequence',
	async prepare(job) {
		const { batchApi } = createClient(job).crm.objects;
		return async (probe) => {
			const fates = new Fates(job);
			await probe.around(async () => {
				for (const inputs of chunksOf(job)) await update(batchApi, inputs, fates);
			});
			return { fates: fates.list };
		};
	},
};

/** All batches handed to it at once; its limiter (9 per second, 6 at once) decides when they leave. */
export const sdkLimiter: Client = {
	title: '@hubspot/api-client, its limiter',
	async prepare(job) {
		const { batchApi } = createClient(job).crm.objects;
		return async (probe) => {
			const fates = new Fates(job);
			await probe.around(
				async () =>
					await Promise.all(
						chunksOf(job).map(async (inputs) => await update(batchApi, inputs, fates)),
					),
			);
			return { fates: fates.list };
		};
	},
};

/** What most workflows do: one request for each record, with the client's limiter. */
export const sdkSingle: Client = {
	title: '@hubspot/api-client, one PATCH per record',
	async prepare(job) {
		const { basicApi } = createClient(job).crm.objects;
		return async (probe) => {
			const fates = new Fates(job);
			const inputs = chunksOf(job).flat();
			await probe.around(
				async () =>
					await Promise.all(
						inputs.map(async ({ id, properties }) => {
							try {
								await basicApi.update(OBJECT_TYPE, id, { properties });
								fates.set(id, UPDATED);
							} catch (error) {
								fates.set(id, statusOf(error) ? NOT_UPDATED : UNKNOWN);
							}
						}),
					),
			);
			return { fates: fates.list };
		};
	},
};

type BatchApi = ReturnType<typeof createClient>['crm']['objects']['batchApi'];

async function update(batchApi: BatchApi, inputs: Input[], fates: Fates): Promise<void> {
	try {
		fates.readReply(inputs, await batchApi.update(OBJECT_TYPE, { inputs } as never));
	} catch (error) {
		fates.readStatus(inputs, statusOf(error));
	}
}

export function statusOf(error: unknown): number | undefined {
	const { code } = error as { code?: unknown };
	return typeof code === 'number' ? code : undefined;
}

export function createClient({ url, token }: Job) {
	// It writes a line for each retry.
	console.error = console.warn = () => undefined;
	const { Client: HubspotClient } =
		require('@hubspot/api-client') as typeof import('@hubspot/api-client');
	return new HubspotClient({
		accessToken: token,
		basePath: url,
		numberOfApiCallRetries: RETRIES,
		limiterOptions: LIMITER,
	});
}
