import type { IncomingMessage, RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { withServer } from './ownServer.mts';
import { useAccount } from './trouble.mts';

const withAccount = useAccount();

const TOKEN = 'pat-na1-not-to-be-seen';
/** The same token to every reader of JSON, and another text to one who only looks for it. */
const ESCAPED = [...TOKEN].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');

describe('a server that means harm', () => {
	it('cannot bring the access token into the output by escaping its letters', async () => {
		const run = await updateAt((inputs) => {
			const [{ id, objectWriteTraceId }] = inputs;
			return `{"status":"${ESCAPED}","results":[{"id":"${id}","objectWriteTraceId":"${objectWriteTraceId}","properties":{"hs_name":"${ESCAPED}"},"${ESCAPED}":"${ESCAPED}"}]}`;
		});

		expect(run.outputs[0][0].json).toEqual({
			id: '1',
			properties: { hs_name: '[access token]' },
			'[access token]': '[access token]',
			batch: { status: '[access token]' },
		});
	});

	it('cannot bring it into an error, a hint, a log line or the stored execution', async () => {
		const run = await updateAt(
			() =>
				`{"category":"VALIDATION_ERROR","message":"${ESCAPED}","correlationId":"${TOKEN}","errors":[{"message":"${ESCAPED}","code":"${TOKEN}","context":{"propertyName":["${TOKEN}"]}}]}`,
			{ status: 400, headers: { 'x-hubspot-correlation-id': TOKEN } },
		);

		expect(run.outputs[0][0].json.message).toContain('[access token]');
		const { resultData } = run.execution.data;
		const told = [run.outputs, run.hints, run.logs, run.messages, resultData.runData];
		expect(JSON.stringify(told)).not.toContain(TOKEN);
	});

	it('cannot hold a run for longer than Timeout by answering drop by drop', async () => {
		const listener: RequestListener = (request, response) => {
			request.resume();
			response.writeHead(200, { 'content-type': 'application/json' });
			const dripping = setInterval(() => response.write(' '), 100);
			response.once('close', () => clearInterval(dripping));
		};
		await withServer(listener, async (baseUrl) => {
			await withAccount(async ({ updatePrices }) => {
				const run = await updatePrices(
					{ '1': '5' },
					{
						credentials: { accessToken: TOKEN, baseUrl },
						parameters: { options: { maxWait: 0, timeout: 1 } },
					},
				);

				expect(run.outputs[0][0].json.details).toMatchObject({ outcome: 'unconfirmed' });
				expect(run.outputs[0][0].json.message).toContain('did not answer in time');
			});
		});
	});

	it('cannot spoil a record by nesting it deeper than can be shown', async () => {
		const deep = '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000);

		const run = await updateAt((inputs) => {
			const results = inputs.map(
				({ id, objectWriteTraceId }) =>
					`{"id":"${id}","objectWriteTraceId":"${objectWriteTraceId}","properties":{"hs_price":"5","hs_city":${deep}},"more":${deep}}`,
			);
			return `{"links":${deep},"results":[${results.join(',')}]}`;
		});

		expect(run.status).toBe('success');
		expect(run.outputs[0][0].json).toMatchObject({ id: '1', properties: { hs_price: '5' } });
		expect(JSON.stringify(run.outputs).length).toBeLessThan(1_000);
	});
});

// Helpers

type Sent = { id: string; objectWriteTraceId: string };

/** Updates ad 1 at a server of its own. */
async function updateAt(
	answer: (inputs: Sent[]) => string,
	{ status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
) {
	const listener: RequestListener = (request, response) => {
		void readInputs(request).then((inputs) => {
			response.writeHead(status, { 'content-type': 'application/json', ...headers });
			response.end(answer(inputs));
		});
	};
	return await withServer(
		listener,
		async (baseUrl) =>
			await withAccount(
				async ({ updatePrices }) =>
					await updatePrices(
						{ '1': '5' },
						{
							credentials: { accessToken: TOKEN, baseUrl },
							parameters: { options: { maxWait: 0, includeBatch: true } },
						},
					),
			),
	);
}

async function readInputs(request: IncomingMessage): Promise<Sent[]> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return (JSON.parse(Buffer.concat(chunks).toString()) as { inputs: Sent[] }).inputs;
}
