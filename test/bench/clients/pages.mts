import type { IExecuteFunctions } from 'n8n-workflow';

import { NAMES } from '../deeds.mts';
import { loopNode, prepareNode } from '../engineNode.mts';
import { Findings } from '../findings.mts';
import type { ReadRecord } from '../findings.mts';
import type { Job } from '../job.mts';
import type { Client } from './client.mts';
import { hasHttpRequest, loadHttpRequest, NO_N8N } from './httpRequest.mts';

const LIST_PATH = '/crm/v3/objects/0-420';

type Page = { results: ReadRecord[]; paging?: { next: { after: string } } };

/** One page after the other and nothing else, through the request helper that n8n gives to nodes. */
export const bareList: Client = {
	title: "bare loop over the list, n8n's request helper",
	async prepare(job) {
		const pages: Page[] = [];
		const run = await prepareNode({
			type: loopNode(async (context) => await readPages(context, job, pages)),
			credentials: { accessToken: job.token, baseUrl: job.url },
			items: [{}],
			parameters: {},
		});
		return async (probe) => {
			await run(probe);
			return tell(job, pages);
		};
	},
};

/** n8n's HTTP Request node with its pagination, as its documentation sets it up for a cursor. */
export const httpRequestPages: Client = {
	title: 'HTTP Request with pagination',
	missing: () => (hasHttpRequest() ? undefined : NO_N8N),
	async prepare(job) {
		const run = await prepareNode({
			type: loadHttpRequest(),
			version: 4.2,
			credentials: { accessToken: job.token, baseUrl: job.url },
			items: [{}],
			parameters: {
				url: `${job.url}${LIST_PATH}`,
				sendHeaders: true,
				headerParameters: {
					parameters: [{ name: 'Authorization', value: `Bearer ${job.token}` }],
				},
				sendQuery: true,
				queryParameters: {
					parameters: [
						{ name: 'limit', value: '100' },
						{ name: 'properties', value: NAMES.join() },
					],
				},
				options: {
					pagination: {
						pagination: {
							paginationMode: 'updateAParameterInEachRequest',
							parameters: {
								parameters: [
									{ type: 'qs', name: 'after', value: '={{ $response.body.paging?.next.after }}' },
								],
							},
							paginationCompleteWhen: 'other',
							completeExpression: '={{ !$response.body.paging }}',
						},
					},
				},
			},
		});
		return async (probe) => {
			const [items = []] = await run(probe);
			return tell(
				job,
				items.map(({ json }) => json as unknown as Page),
			);
		};
	},
};

function tell(job: Job, pages: readonly Page[]) {
	const findings = new Findings(job);
	const indexOf = new Map(job.ids.map((id, index) => [id, index]));
	for (const record of pages.flatMap(({ results = [] }) => results)) {
		findings.done(indexOf.get(String(record.id)) ?? -1, record);
	}
	return findings.toReport();
}

async function readPages(context: IExecuteFunctions, job: Job, pages: Page[]): Promise<void> {
	for (let after: string | undefined; ; ) {
		const page = await readPage(context, job, after);
		pages.push(page);
		after = page.paging?.next.after;
		if (after === undefined) return;
	}
}

async function readPage(
	context: IExecuteFunctions,
	{ url }: Job,
	after: string | undefined,
): Promise<Page> {
	return (await context.helpers.httpRequestWithAuthentication.call(context, 'hubspotAdsApi', {
		url: `${url}${LIST_PATH}`,
		qs: { limit: 100, properties: NAMES.join(), ...(after !== undefined && { after }) },
		json: true,
	})) as Page;
}
