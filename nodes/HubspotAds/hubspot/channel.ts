import type { Advice, Exchange, Step } from '../delivery/operation';
import type { ApiVersion, Request } from './endpoints';
import type { Reason } from './fates';
import type { LostReply, Reply } from './reply';

/** One exchange with HubSpot, which keeps the token to itself. Never rejects. */
export type Send = (request: Request) => Promise<Reply | LostReply>;

/** What the steps of an operation go through. */
export interface Channel {
	readonly send: Send;
	readonly version: ApiVersion;
	/** Milliseconds since 1970, for a `Retry-After` that is a date. */
	wallNow(): number;
	/** Milliseconds from any start; never goes back, and knows nothing of a clock that is set. */
	now(): number;
}

/** Makes a step of how HubSpot is asked and how its reply is understood. */
export function toStep<In, Told>(
	{ send, version, wallNow }: Channel,
	ask: (version: ApiVersion, inputs: readonly In[]) => Request,
	judge: (
		reply: Reply | LostReply,
		inputs: readonly In[],
		now: number,
	) => Exchange<In, Told, Reason>,
): Step<In, Told, Reason> {
	return async (inputs) => judge(await send(ask(version, inputs)), inputs, wallNow());
}

/** Of a run that may go on without reading: a missing scope says only that nothing can be learnt from it. */
export function withoutScope<In>(advice: Advice<In, Reason>): Advice<In, Reason> {
	const isForbidden = advice.next === 'stop' && advice.reason.trouble === 'forbidden';
	return isForbidden ? { next: 'confirm', reason: advice.reason } : advice;
}
