import type { IExecuteFunctions } from 'n8n-workflow';

import { createBarePost } from '../barePost.mts';
import { loopNode, prepareNode } from '../engineNode.mts';
import { Fates } from '../fates.mts';
import { chunksOf, UPDATE_PATH } from '../job.mts';
import type { Input, Job } from '../job.mts';
import type { Client } from './client.mts';

/** Stringify, post, parse and nothing else, through the request helper that n8n gives to nodes. */
export const bareHelper: Client = {
	title: "bare loop, n8n's request helper",
	async prepare(job) {
		const chunks = chunksOf(job);
		const replies: unknown[] = [];
		const run = await prepareNode({
			type: loopNode(async (context) => {
				for (const inputs of chunks) replies.push(JSON.parse(await post(context, job, inputs)));
			}),
			credentials: { accessToken: job.token, baseUrl: job.url },
			items: [{}],
			parameters: {},
		});
		return async (probe) => {
			await run(probe);
			return { fates: readReplies(job, chunks, replies) };
		};
	},
};

/** The same through node:http, which nodes may not use: what n8n's helper itself costs. */
export const bareHttp: Client = {
	title: 'bare loop, node:http (for information)',
	async prepare(job) {
		const chunks = chunksOf(job);
		const { post, close } = createBarePost(job.url, job.token);
		return async (probe) => {
			const replies: unknown[] = [];
			await probe.around(async () => {
				for (const inputs of chunks) {
					replies.push(JSON.parse(await post(UPDATE_PATH, JSON.stringify({ inputs }))));
				}
			});
			close();
			return { fates: readReplies(job, chunks, replies) };
		};
	},
};

/** Not part of what is measured. */
function readReplies(job: Job, chunks: Input[][], replies: unknown[]): Uint8Array {
	const fates = new Fates(job);
	replies.forEach((body, i) => fates.readReply(chunks[i], body));
	return fates.list;
}

async function post(context: IExecuteFunctions, { url }: Job, inputs: Input[]): Promise<string> {
	const { body } = (await context.helpers.httpRequestWithAuthentication.call(
		context,
		'hubspotAdsApi',
		{
			method: 'POST',
			url: `${url}${UPDATE_PATH}`,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ inputs }),
			encoding: 'text',
			returnFullResponse: true,
		},
	)) as { body: string };
	return body;
}
