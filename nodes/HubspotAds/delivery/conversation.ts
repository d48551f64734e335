import type { Doubt } from './doubt';
import type { Advice, Exchange, Input, Step } from './operation';
import type { Pace } from './pace';
import { waitBeforeRetry, type Budget } from './retries';
import type { RunEnd } from './runEnd';
import type { Clock } from './window';

/** What is left of a step: the inputs without a fate, and what the last reply says to do with them. */
export interface Left<In, Why> {
	readonly open: readonly In[];
	readonly advice: Advice<In, Why>;
}

/** The talk of one delivery: steps and their tries, each in its turn. */
export class Conversation<In extends Input, Told, Why> {
	/** When the other side last gave its word on anything. */
	#heardAt = -Infinity;

	constructor(
		private readonly clock: Clock,
		private readonly pace: Pace,
		private readonly end: RunEnd<Why>,
		private readonly doubt: Doubt<In, Told, Why>,
	) {}

	/** Whether nothing at all was said since the first try of a batch, for so long. */
	isSilentSince({ startedAt }: Budget, ms: number): boolean {
		if (startedAt === undefined) return false;
		return this.#heardAt < startedAt && this.clock.now() - startedAt >= ms;
	}

	/**
	 * Repeats one step for the inputs that are still open, until a reply does not ask for another try or the time is up.
	 * Settles what the replies tell.
	 * @returns undefined where the run has ended without a reason that could be told of them
	 */
	async converse(
		step: Step<In, Told, Why>,
		inputs: readonly In[],
		budget: Budget,
	): Promise<Left<In, Why> | undefined> {
		let open = inputs;
		for (let tries = 1; ; tries++) {
			const exchange = await this.#exchange(step, open, budget);
			if (this.end.cancel.aborted) return undefined;
			if (!exchange) {
				const { reason } = this.end;
				return reason === undefined ? undefined : { open, advice: { next: 'stop', reason } };
			}
			const { fates, advice } = exchange;
			open = open.filter((input) => {
				const told = fates.get(input);
				return told === undefined || !this.doubt.tell(input, told);
			});
			if (open.length === 0 || advice.next !== 'retry') return { open, advice };

			if (advice.mayBeTaken) this.doubt.add(open);
			const waitMs = waitBeforeRetry(tries, this.clock.random(), advice.afterMs);
			if (waitMs > budget.leftMs(this.clock.now())) return { open, advice };
			await this.clock.sleep(waitMs, this.end.signal);
		}
	}

	/** @returns undefined where the run ended before this could be sent */
	async #exchange(
		step: Step<In, Told, Why>,
		inputs: readonly In[],
		budget: Budget,
	): Promise<Exchange<In, Told, Why> | undefined> {
		const askedAt = this.clock.now();
		const pass = await this.pace.turn(this.end.signal);
		if (!pass) return undefined;
		budget.extend(pass.leftAt - askedAt);
		budget.start(pass.leftAt);

		let exchange: Exchange<In, Told, Why> | undefined;
		try {
			if (this.end.signal.aborted) return undefined;
			exchange = await step(inputs);
			const { advice } = exchange;
			if (advice.next !== 'retry') this.#heardAt = this.clock.now();
			// Before the pace lets the next request leave.
			if (advice.next === 'stop') this.end.end(advice.reason);
			return exchange;
		} finally {
			this.pace.finish(pass, exchange?.limits, exchange && refusedForMs(exchange.advice));
		}
	}
}

/** @returns how long the limit asks to wait, 0 where it does not say; undefined where it was not reached */
function refusedForMs(advice: Advice<unknown, unknown>): number | undefined {
	return advice.next === 'retry' && advice.isRateLimit ? (advice.afterMs ?? 0) : undefined;
}
