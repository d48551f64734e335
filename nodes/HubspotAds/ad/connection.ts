import { sleep, type IExecuteFunctions } from 'n8n-workflow';
import type { Exchange, Ports, Step } from '../delivery/exchange';
import type { Input } from '../delivery/ledger';
import { Pace } from '../delivery/pace';
import type { Clock } from '../delivery/window';
import { batchReadRequest, batchUpdateRequest, patchRequest } from '../hubspot/endpoints';
import { readLimits } from '../hubspot/limits';
import { persist } from '../hubspot/persist';
import { judgePatch, judgeRead, judgeUpdate, type IsSame } from '../hubspot/replies';
import { openTransport, type Send } from '../hubspot/transport';
import { joinLine, leaveLine } from './lines';
import type { RunSettings } from './settings';

/** What the delivery needs of the world, made of n8n's request helper and the real clock. */
export interface Connection {
	readonly pace: Pace;
	readonly ports: Ports;
	/** Aborted when the user cancels the execution. */
	readonly cancel: AbortSignal;
	/** A request for definitions; it keeps to the pace and is repeated where HubSpot asks for it. */
	readonly ask: Send;
	/** The same for ads as they are now. */
	readonly look: Send;
	/** Requests for ads so far, those for definitions not counted. */
	countRequests(): number;
	/** How values are compared, once the definitions are known. */
	isSame: IsSame;
	/** To be called when the run is over. */
	close(): void;
}

const realClock: Clock = {
	now: () => Date.now(),
	random: () => Math.random(),
	async sleep(ms, signal) {
		if (!signal) return await sleep(ms);
		await new Promise<void>((resolve) => {
			const wake = () => {
				signal.removeEventListener('abort', wake);
				resolve();
			};
			signal.addEventListener('abort', wake, { once: true });
			// Only from 2.36 on does n8n end this sleep with the signal.
			sleep(ms, signal).then(wake, wake);
		});
	},
};

export async function connect(
	context: IExecuteFunctions,
	settings: RunSettings,
): Promise<Connection> {
	const { authentication, apiVersion, timeoutMs, maxConcurrency, maxWaitMs } = settings;
	const cancel = context.getExecutionCancelSignal() ?? new AbortController().signal;
	const { send, account } = await openTransport(context, authentication, timeoutMs);
	const pace = new Pace(realClock, maxConcurrency, joinLine(account, realClock));
	let requests = 0;
	const count: Send = async (request) => {
		requests++;
		return await send(request);
	};
	const patiently = (sender: Send) =>
		persist(keepPace(sender, pace, cancel), realClock, maxWaitMs, cancel);

	const exchange = async (step: Step, inputs: readonly Input[]): Promise<Exchange> => {
		const [input] = inputs;
		switch (step) {
			case 'update':
				return judgeUpdate(await count(batchUpdateRequest(apiVersion, inputs)), inputs, Date.now());
			case 'read': {
				const reply = await count(batchReadRequest(apiVersion, inputs));
				return judgeRead(reply, inputs, Date.now(), connection.isSame);
			}
			case 'patch':
				return judgePatch(await count(patchRequest(apiVersion, input)), input, Date.now());
		}
	};
	const connection: Connection = {
		pace,
		ports: { ...realClock, exchange },
		cancel,
		ask: patiently(send),
		look: patiently(count),
		countRequests: () => requests,
		close: () => leaveLine(account),
		isSame: (_property, wanted, actual) => wanted === (actual ?? ''),
	};
	return connection;
}

function keepPace(send: Send, pace: Pace, cancel: AbortSignal): Send {
	return async (request) => {
		const pass = await pace.turn(cancel);
		if (!pass) return { lost: 'unreachable' };
		const reply = await send(request);
		const headers = 'status' in reply ? reply.headers : {};
		const isRefused = 'status' in reply && reply.status === 429;
		pace.finish(pass, readLimits(headers), isRefused ? 0 : undefined);
		return reply;
	};
}
