import { setImmediate } from 'node:timers/promises';

import type { Operation, Step } from '../../nodes/HubspotAds/delivery/operation';
import type { Clock } from '../../nodes/HubspotAds/delivery/window';
import { readBody } from '../../nodes/HubspotAds/hubspot/body';
import type { Channel, Send } from '../../nodes/HubspotAds/hubspot/channel';
import type { ApiVersion, Request } from '../../nodes/HubspotAds/hubspot/endpoints';
import type { Reason, UpdateTold } from '../../nodes/HubspotAds/hubspot/fates';
import type { UpdateInput } from '../../nodes/HubspotAds/hubspot/inputs';
import { readDefinitions } from '../../nodes/HubspotAds/properties/definitions';
import { findKept } from '../../nodes/HubspotAds/properties/kept';
import { listingProperties } from '../simulator/listingProperties.mts';
import type { IsSame } from '../../nodes/HubspotAds/hubspot/judge';
import type { LostReply, Reply } from '../../nodes/HubspotAds/hubspot/reply';
import { updateAds } from '../../nodes/HubspotAds/hubspot/updateAds';
import { DEFAULT_TOKEN } from '../simulator/hubspot.mts';
import type { Answer, Request as WireRequest } from '../simulator/wire.mts';
import type { CutOff } from './cutOffs.mts';

interface Sleeper {
	readonly at: number;
	readonly wake: () => void;
}

/** A morning in the middle of a day, so that no run crosses the daily limit's midnight by chance. */
const START = Date.UTC(2026, 9, 5, 9);

/** A clock that stands still until everything waits, and then jumps to the next who wants to be woken. */
export class VirtualClock implements Clock {
	#now = START;
	#sleepers: Sleeper[] = [];
	/** How often it jumped. */
	turns = 0;

	/**
	 * @param random from 0 to below 1
	 * @param maxTurns what needs more is taken for endless
	 */
	constructor(
		readonly random: () => number = () => 0.5,
		private readonly maxTurns = 20_000,
	) {}

	/** How far the machine's clock has been set forward; waits and budgets have nothing to do with it. */
	aheadMs = 0;

	readonly now = (): number => this.#now;

	readonly wallNow = (): number => this.#now + this.aheadMs;

	readonly sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
		if (signal?.aborted) return;
		await new Promise<void>((resolve) => {
			const wake = () => {
				signal?.removeEventListener('abort', wake);
				this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
				resolve();
			};
			const sleeper = { at: this.#now + Math.max(0, ms), wake };
			signal?.addEventListener('abort', wake, { once: true });
			this.#sleepers.push(sleeper);
		});
	};

	/** Turns until the task has ended. */
	async run<T>(task: Promise<T>): Promise<T> {
		let hasEnded = false;
		const end = () => (hasEnded = true);
		task.then(end, end);
		for (await setImmediate(); !hasEnded; await setImmediate()) {
			if (this.#sleepers.length === 0) throw new Error('Everything waits, and nobody to be woken');
			this.#turn();
		}
		return await task;
	}

	/** Turns until nobody sleeps any more. */
	async runOut(): Promise<void> {
		for (await setImmediate(); this.#sleepers.length > 0; await setImmediate()) this.#turn();
	}

	#turn(): void {
		if (++this.turns > this.maxTurns) {
			const minutes = Math.round((this.#now - START) / 60_000);
			throw new Error(`After ${this.maxTurns} turns and ${minutes} minutes there is no end`);
		}
		this.#now = Math.max(this.#now, Math.min(...this.#sleepers.map(({ at }) => at)));
		for (const { wake } of this.#sleepers.filter(({ at }) => at <= this.#now)) wake();
	}
}

/** One request of the delivery, with what became of it. Moments are counted, so that their order is exact. */
export interface Sent {
	readonly step: 'update' | 'read' | 'patch';
	readonly inputs: readonly UpdateInput[];
	readonly sentAs: number;
	request?: Request;
	/** What HubSpot answered, also where it was lost. */
	answer?: Answer;
	reply?: Reply | LostReply;
	answeredAs?: number;
	/** Whether the node itself failed with the reply in its hands. */
	isBroken?: boolean;
}

/** A request that only reads. */
export interface Asked {
	readonly sentAs: number;
	reply?: Reply | LostReply;
	answeredAs?: number;
}

export interface PortalSetup {
	/** Gives the portal a request. */
	readonly exchange: (request: WireRequest) => Answer;
	readonly clock: VirtualClock;
	readonly cancel: AbortSignal;
	readonly timeoutMs?: number;
	/** How long a request is on its way, in milliseconds. */
	readonly travelMs?: () => number;
	/** Why nothing reaches HubSpot now; undefined where it does. */
	readonly cutOff?: () => CutOff | undefined;
	/** Whether the node itself fails with the reply to so manyth request of the delivery. */
	readonly isBreaking?: (nth: number) => boolean;
	readonly version?: ApiVersion;
	readonly isSame?: IsSame;
	/** Counts moments. */
	readonly count?: () => number;
}

const definitions = readDefinitions({ results: [...listingProperties().values()] });

const sameText: IsSame = (_property, wanted, actual) => wanted === (actual ?? '');

/** HubSpot as the portal plays it. */
export function portalSend(setup: PortalSetup): Send {
	return async (request) => await travel(setup, {}, request);
}

/** The package's own operation, with the simulated portal in place of HubSpot. */
export function portalUpdates(setup: PortalSetup): {
	operation: Operation<UpdateInput, UpdateTold, Reason>;
	/** For what is read before. */
	channel: Channel;
	sent: Sent[];
	reads: Asked[];
} {
	const { clock, version = 'v3', isSame = sameText } = setup;
	let moment = 0;
	const count = setup.count ?? (() => ++moment);
	const sent: Sent[] = [];
	const reads: Asked[] = [];

	const read = async (request: Request) => {
		const one: Asked = { sentAs: count() };
		reads.push(one);
		one.reply = await travel(setup, {}, request);
		// Other replies may come at the same time, and the delivery goes on with one after the other.
		void setImmediate().then(() => (one.answeredAs = count()));
		return one.reply;
	};
	const send = async (request: Request) => {
		const one = sent.at(-1)!;
		one.request = request;
		one.reply = await travel(setup, one, request);
		return one.reply;
	};
	const channel = { send, version, wallNow: clock.wallNow, now: clock.now };
	const operation = updateAds(channel, isSame, (wanted, answered) =>
		findKept(wanted, answered, definitions),
	);
	const watch = (
		name: Sent['step'],
		step: Step<UpdateInput, UpdateTold, Reason>,
	): Step<UpdateInput, UpdateTold, Reason> => {
		return (inputs) => {
			const one: Sent = { step: name, inputs, sentAs: count() };
			const nth = sent.push(one);
			const exchanged = step(inputs).then((exchange) => {
				one.isBroken = setup.isBreaking?.(nth);
				if (one.isBroken) throw new RangeError('broken on purpose');
				return exchange;
			});
			// The moment directly before the delivery goes on with it.
			const end = () => (one.answeredAs = count());
			void exchanged.then(end, end);
			return exchanged;
		};
	};
	return {
		operation: {
			...operation,
			batch: watch('update', operation.batch),
			readBack: watch('read', operation.readBack!),
			alone: watch('patch', operation.alone!),
		},
		channel: { send: read, version, wallNow: clock.wallNow, now: clock.now },
		sent,
		reads,
	};
}

/** What the transport would make of the portal's answer. */
async function travel(
	setup: PortalSetup,
	one: Pick<Sent, 'answer'>,
	{ method, path, body }: Request,
): Promise<Reply | LostReply> {
	const { clock, cancel, timeoutMs = 100_000, travelMs = () => 0 } = setup;
	const onTheWayMs = travelMs();
	if (onTheWayMs > 0) await clock.sleep(onTheWayMs, cancel);
	if (cancel.aborted) return { lost: 'disconnected', code: 'ERR_CANCELED' };

	const cutOff = setup.cutOff?.();
	if (cutOff) {
		await clock.sleep(cutOff.hangs ? timeoutMs - onTheWayMs : 1, cancel);
		return cutOff.loss;
	}
	const headers = {
		authorization: `Bearer ${DEFAULT_TOKEN}`,
		'content-type': 'application/json',
		accept: 'application/json',
	};
	const answer = setup.exchange({ method, path, headers, body: body && JSON.stringify(body) });
	one.answer = answer;
	const isTooLate = answer.ending === 'silent' || onTheWayMs + answer.delayMs > timeoutMs;
	const waitMs = isTooLate ? timeoutMs - onTheWayMs : answer.delayMs;
	if (waitMs > 0) await clock.sleep(waitMs, cancel);
	if (cancel.aborted) return { lost: 'disconnected', code: 'ERR_CANCELED' };
	if (isTooLate) return { lost: 'timeout', code: 'ECONNABORTED' };
	if (answer.ending !== 'whole') return { lost: 'disconnected', code: 'ECONNRESET' };
	return {
		status: answer.status,
		headers: answer.headers,
		body: readBody(answer.body, [DEFAULT_TOKEN]),
	};
}
