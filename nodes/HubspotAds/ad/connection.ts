import { sleep } from 'n8n-workflow';
import type { DeliverySettings, World } from '../delivery/deliver';
import { joinQueue, leaveQueue, Pace } from '../delivery/pace';
import { RunEnd } from '../delivery/runEnd';
import { SearchWindow } from '../delivery/searchWindow';
import type { Clock } from '../delivery/window';
import { toAsk, type Ask } from '../hubspot/ask';
import type { Channel } from '../hubspot/channel';
import type { ApiVersion } from '../hubspot/endpoints';
import type { Reason } from '../hubspot/fates';
import {
	openTransport,
	type Authentication,
	type Context,
	type Transport,
} from '../hubspot/transport';

/** A fault of this package: what the node threw, by which its makers may find it. Never throws itself. */
export function explain(error: unknown): Reason {
	try {
		const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
		return { trouble: 'broken', said: said.slice(0, 200) };
	} catch {
		return { trouble: 'broken', said: 'an error that cannot be read' };
	}
}

export interface ConnectionSettings extends DeliverySettings {
	readonly authentication: Authentication;
	readonly apiVersion: ApiVersion;
	readonly timeoutMs: number;
}

/** What a run needs of the world, made of n8n's request helper and the real clock. */
export interface Connection {
	readonly world: World<Reason>;
	/** The same for searches, of which HubSpot takes so many in each second, whatever else is sent. */
	readonly searchWorld: World<Reason>;
	/** For ads; its requests are counted. */
	readonly channel: Channel;
	/** For what has to be known of the account. */
	readonly ask: Ask;
	/** Tells accounts apart, without the token. */
	readonly account: string;
	/** Text for users without the credential's secrets. */
	readonly hide: (text: string) => string;
	/** Aborted when the user cancels. */
	readonly cancel: AbortSignal;
	/** Milliseconds that only grow. */
	now(): number;
	/** Requests for ads so far. */
	countRequests(): number;
	/** To be called when the run is over. */
	close(): void;
}

const realClock: Clock = {
	now: () => performance.now(),
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

/** Of a run that ended before it could send anything. */
const NO_TRANSPORT: Transport = {
	account: '',
	hide: (text) => text,
	send: async () => ({ lost: 'unreachable', isFinal: true }),
};

/** @param cancel aborted when the user cancels the execution */
export async function connect(
	context: Context,
	settings: ConnectionSettings,
	cancel: AbortSignal = new AbortController().signal,
): Promise<Connection> {
	const { authentication, apiVersion: version, timeoutMs, maxConcurrency } = settings;
	const end = new RunEnd<Reason>(cancel);
	const endOfQuestions = new RunEnd<Reason>(cancel);
	let transport = NO_TRANSPORT;
	try {
		transport = await openTransport(context, authentication, timeoutMs);
	} catch (error) {
		// Where On Error is Continue, a throw would hand the items on as if they were updated.
		for (const each of [end, endOfQuestions]) each.end(explain(error));
	}
	const { send, account, hide } = transport;
	const pace = new Pace(realClock, maxConcurrency, joinQueue(account, realClock));
	const searches = joinQueue(searchesOf(account), realClock, (clock) => new SearchWindow(clock));
	const searchPace = new Pace(realClock, maxConcurrency, searches);
	const world: World<Reason> = { clock: realClock, pace, end, settings, explain };
	const wallNow = () => Date.now();
	const { now } = realClock;
	let requests = 0;
	return {
		world,
		searchWorld: { ...world, pace: searchPace },
		channel: {
			version,
			wallNow,
			now,
			async send(request) {
				requests++;
				return await send(request);
			},
		},
		ask: toAsk({ version, wallNow, now, send }, { ...world, end: endOfQuestions }),
		...{ account, hide, cancel, now },
		countRequests: () => requests,
		close() {
			end.close();
			endOfQuestions.close();
			leaveQueue(account);
			leaveQueue(searchesOf(account));
		},
	};
}

function searchesOf(account: string): string {
	return `${account} searches`;
}
