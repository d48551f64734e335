import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Message = { role: string; content: unknown; tool_call_id?: string };

/** One turn of the model: what it says, or the tool that it calls. */
export type Turn = { says: string } | { calls: string; with: unknown };

export type ChatModel = {
	/** The base URL for a credential. */
	url: string;
	/** What the model was asked, one body for each turn. */
	asked: Array<{ messages: Message[]; tools?: Tool[] }>;
	close(): Promise<void>;
};

type Tool = { function: { name: string; description: string; parameters: unknown } };

/**
 * A chat model on loopback that speaks as OpenAI's chat completions do and says what the script has for its turn. A turn
 * beyond the script gets an answer that the caller does not retry.
 */
export async function startChatModel(script: Turn[]): Promise<ChatModel> {
	const asked: ChatModel['asked'] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
			const turn = request.url?.endsWith('/chat/completions') ? script[asked.length] : undefined;
			if (turn) asked.push(body);
			if (turn && body.stream) return stream(turn, asked.length);
			response.writeHead(turn ? 200 : 400, { 'content-type': 'application/json' });
			response.end(JSON.stringify(turn ? completion(turn, asked.length) : refusal));
		});

		function stream(turn: Turn, number: number): void {
			const { choices, ...frame } = completion(turn, number);
			const { message, finish_reason } = choices[0];
			response.writeHead(200, { 'content-type': 'text/event-stream' });
			for (const choice of [
				{ index: 0, delta: message, finish_reason: null },
				{ index: 0, delta: {}, finish_reason },
			]) {
				const chunk = { ...frame, object: 'chat.completion.chunk', choices: [choice] };
				response.write(`data: ${JSON.stringify(chunk)}\n\n`);
			}
			response.end('data: [DONE]\n\n');
		}
	});

	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		asked,
		close: () =>
			new Promise((done) => {
				server.close(() => done());
				server.closeAllConnections();
			}),
	};
}

const refusal = { error: { message: 'The script has no further turn', type: 'invalid_request' } };

function completion(turn: Turn, number: number) {
	const isCall = 'calls' in turn;
	const message = isCall
		? { role: 'assistant', content: null, tool_calls: [toolCall(turn, number)] }
		: { role: 'assistant', content: turn.says };
	return {
		id: `chatcmpl-${number}`,
		object: 'chat.completion',
		created: 1_796_083_200,
		model: 'gpt-5-mini',
		choices: [{ index: 0, message, finish_reason: isCall ? 'tool_calls' : 'stop' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

function toolCall(turn: Extract<Turn, { calls: string }>, number: number) {
	const call = { name: turn.calls, arguments: JSON.stringify(turn.with) };
	return { index: 0, id: `call_${number}`, type: 'function', function: call };
}
