import type { Input, Fate, Reason } from './ledger';
import type { Clock, Limits } from './window';

/** `update` writes a batch, `read` reads back what a batch wrote, `patch` writes one ad alone and follows merged ids. */
export type Step = 'update' | 'read' | 'patch';

/** What is to be done with the inputs of which a reply tells no fate. */
export type Advice =
	/** HubSpot is done with them and does not say what it did. */
	| { readonly next: 'confirm'; readonly reason: Reason }
	/** Send them again, not sooner than `afterMs`; at a rate limit nobody else may send either. */
	| {
			readonly next: 'retry';
			readonly reason: Reason;
			readonly mayBeWritten: boolean;
			readonly afterMs?: number;
			readonly isRateLimit?: boolean;
	  }
	/** Some of them spoil the batch; `suspects` are those of which the reply speaks. */
	| { readonly next: 'split'; readonly reason: Reason; readonly suspects: readonly Input[] }
	/** HubSpot refuses every one of them, and would refuse each alone. */
	| { readonly next: 'reject'; readonly reason: Reason }
	/** HubSpot takes nothing more from this run. */
	| { readonly next: 'stop'; readonly reason: Reason };

/** One exchange with HubSpot, as the protocol understood it. */
export interface Exchange {
	readonly fates: ReadonlyMap<Input, Fate>;
	readonly advice: Advice;
	readonly limits?: Limits;
}

/** The world of the delivery: all that it does to HubSpot, and its clock. */
export interface Ports extends Clock {
	/** One exchange. Never rejects: a lost reply is an exchange too. */
	exchange(step: Step, inputs: readonly Input[]): Promise<Exchange>;
}
