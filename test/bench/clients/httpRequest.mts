import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { IDataObject, INode, INodeExecutionData, INodeType } from 'n8n-workflow';

import { n8nFolder } from '../../../scripts/paths.mjs';
import { prepareNode } from '../engineNode.mts';
import { Fates } from '../fates.mts';
import { chunksOf, UPDATE_PATH } from '../job.mts';
import type { Input } from '../job.mts';
import type { Client } from './client.mts';

const FILE = 'n8n-nodes-base/dist/nodes/HttpRequest/V3/HttpRequestV3.node.js';
const VERSION = 4.2;

/** Why it cannot be measured. */
export const NO_N8N =
	"n8n's own nodes are not installed: start n8n once (npm start), or name its folder in HUBSPOT_ADS_N8N_DIR";

type Batching = { batchSize: number; batchInterval: number };

/** What n8n puts in when the option Batching is added. */
export const DEFAULT_BATCHING: Batching = { batchSize: 50, batchInterval: 1_000 };

/** n8n's HTTP Request node, handed chunks of 100 as a Code node before it would prepare them. */
export function httpRequest(title: string, batching: Batching, onError: INode['onError']): Client {
	return {
		title,
		missing() {
			return hasHttpRequest() ? undefined : NO_N8N;
		},
		async prepare(job) {
			const chunks = chunksOf(job);
			const run = await prepareNode({
				type: loadHttpRequest(),
				version: VERSION,
				onError,
				credentials: { accessToken: job.token, baseUrl: job.url },
				items: chunks.map((inputs) => ({ inputs })) as unknown as IDataObject[],
				parameters: {
					method: 'POST',
					url: `${job.url}${UPDATE_PATH}`,
					sendHeaders: true,
					headerParameters: {
						parameters: [{ name: 'Authorization', value: `Bearer ${job.token}` }],
					},
					sendBody: true,
					specifyBody: 'json',
					jsonBody: '={{ $json }}',
					options: { batching: { batch: batching } },
				},
			});
			return async (probe) => {
				const fates = new Fates(job);
				const [succeeded = [], failed = []] = await run(probe);
				for (const item of succeeded) readItem(item, chunks, fates);
				for (const item of failed) readItem(item, chunks, fates);
				return { fates: fates.list };
			};
		},
	};
}

function readItem({ json, pairedItem }: INodeExecutionData, chunks: Input[][], fates: Fates): void {
	const { item } = pairedItem as { item: number };
	const error = json.error as { status?: number; httpCode?: string } | string | undefined;
	if (!error) return fates.readReply(chunks[item], json);
	fates.readStatus(chunks[item], statusOf(error));
}

/** The error output has n8n's words for it, such as "The service is receiving too many requests from you". */
function statusOf(error: { status?: number; httpCode?: string } | string): number | undefined {
	if (typeof error !== 'string') return Number(error.status ?? error.httpCode) || undefined;
	if (/too many requests/i.test(error)) return 429;
	if (/bad request/i.test(error)) return 400;
	return Number(/\b[45]\d\d\b/.exec(error)?.[0]) || undefined;
}

export function loadHttpRequest(): INodeType {
	const require = createRequire(join(findPackages()!, 'index.js'));
	const { HttpRequestV3 } = require(FILE) as {
		HttpRequestV3: new (base: object) => INodeType;
	};
	return new HttpRequestV3({
		displayName: 'HTTP Request',
		name: 'httpRequest',
		group: ['output'],
		description: '',
	});
}

export function hasHttpRequest(): boolean {
	return findPackages() !== undefined;
}

function findPackages(): string | undefined {
	const here = createRequire(import.meta.url).resolve.paths(FILE) ?? [];
	return [join(n8nFolder, 'node_modules'), ...here].find((folder) =>
		existsSync(join(folder, FILE)),
	);
}
