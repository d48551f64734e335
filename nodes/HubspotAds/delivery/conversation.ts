import { isPass, refusedForMs } from './advice';
import type { Doubt } from './doubt';
import type { Advice, Exchange, Input, Operation, Step } from './operation';
import type { Pace } from './pace';
import { waitBeforeRetry, type Budget } from './retries';
import type { RunEnd } from './runEnd';
import type { Clock } from './window';

/** What is left of a step: the inputs without a fate, and what the last reply says to do with them. */
export interface Left<In, Why> {
	readonly open: readonly In[];
	readonly advice: Advice<In, Why>;
	/** Whether the time for another try is over. */
	readonly isLate?: boolean;
}

/** The part of a batch's time in which it is sent; the rest is for reading back what became of it. */
const SENDING_SHARE = 0.9;

/** The talk of one delivery: steps and their tries, each in its turn. */
export class Conversation<In extends Input, Told, Why> {
	/** When an input last passed: it was taken, or refused by a word about it. Reading back is no proof that writing works. */
	#passedAt = -Infinity;

	constructor(
		private readonly operation: Operation<In, Told, Why>,
		private readonly clock: Clock,
		private readonly pace: Pace,
		private readonly end: RunEnd<Why>,
		private readonly doubt: Doubt<In, Told, Why>,
		private readonly markSent: (inputs: readonly In[]) => void,
		/** Of what the node itself threw. */
		private readonly explain: (error: unknown) => Why,
	) {}

	now(): number {
		return this.clock.now();
	}

	/** Whether anything has passed since then, and so HubSpot and the way there work. */
	hasPassedSince(moment = Infinity): boolean {
		return this.#passedAt >= moment;
	}

	/** Ends the run: what may be taken is not confirmed any more, the others are not sent. */
	stop(inputs: readonly In[], reason: Why): void {
		this.end.end(reason);
		this.doubt.fail(inputs, 'notSent', reason);
	}

	/**
	 * Repeats one step for the inputs that are still open, until a reply does not ask for another try or the time is up.
	 * Settles what the replies tell.
	 * @param mostTries after which the inputs are given back although there is time
	 * @returns undefined where nothing is to be done with them any more: all are settled, or the run was cancelled
	 */
	async converse(
		step: Step<In, Told, Why>,
		inputs: readonly In[],
		budget: Budget,
		mostTries = Infinity,
	): Promise<Left<In, Why> | undefined> {
		let open = inputs;
		for (let tries = 1; ; tries++) {
			if (!this.#isReading(step) && this.doubt.held(open).length > 0) {
				const released = await this.#release(open, budget);
				if (!released || released.stuck) return released?.stuck;
				if (released.open.length === 0) return undefined;
				open = released.open;
			}
			const exchange = await this.#exchange(step, open, budget);
			if (this.end.cancel.aborted) return undefined;
			if (!exchange) return { open, advice: { next: 'stop', reason: this.end.reason! } };

			const { fates, advice } = exchange;
			this.doubt.markAbsent(exchange.absent);
			open = await this.#settle(open, fates, budget, step);
			if (this.end.cancel.aborted) return undefined;
			if (open.length === 0) budget.forgetTries();
			if (open.length > 0 && exchange.isMore) continue;
			if (open.length === 0 || advice.next !== 'retry') return { open, advice };

			if (advice.mayBeTaken && step !== this.operation.inquiry?.step) this.doubt.add(open);
			if (!this.operation.readBack && this.doubt.held(open).length > 0) {
				this.doubt.fail(open, 'notSent', advice.reason);
				return { open: [], advice };
			}
			const isSent = !this.#isReading(step) && this.operation.readBack !== undefined;
			const leftMs = budget.leftMs(this.clock.now(), isSent ? SENDING_SHARE : 1);
			if (advice.about === 'account' && (advice.afterMs ?? 0) > leftMs) {
				// So long nobody may send, and each further batch would only hear it again.
				return { open, advice: { next: 'stop', reason: advice.reason } };
			}
			const waitMs = waitBeforeRetry(budget.countTry(), this.clock.random(), advice.afterMs);
			if (waitMs > leftMs) return { open, advice, isLate: true };
			await this.clock.sleep(waitMs, this.end.signal);
			if (tries >= mostTries) return { open, advice };
		}
	}

	/** @returns the inputs of which nothing is told, or nothing that is proof */
	async #settle(
		inputs: readonly In[],
		fates: ReadonlyMap<In, Told>,
		budget: Budget,
		step: Step<In, Told, Why>,
	): Promise<readonly In[]> {
		const { inquiry } = this.operation;
		const refused: In[] = [];
		const open = inputs.filter((input) => {
			const told = fates.get(input);
			if (told === undefined) return true;
			const isWorth = !this.#isReading(step) && inquiry?.isWorth(input, told);
			if (!isWorth) return !this.doubt.tell(input, told);
			refused.push(input);
			return false;
		});
		if (!inquiry || refused.length === 0) return open;
		const left = await this.converse(inquiry.step, refused, budget);
		const unlearnt = left?.open ?? [];
		return [...open, ...unlearnt.filter((input) => !this.doubt.tell(input, fates.get(input)!))];
	}

	#isReading(step: Step<In, Told, Why>): boolean {
		return step === this.operation.readBack || step === this.operation.inquiry?.step;
	}

	/**
	 * Reads back what may have been taken already and would do harm twice. Where that tells nothing of an input, it is settled.
	 * @returns the inputs that may be sent; `stuck` where there was no time to read, or the run ended
	 */
	async #release(
		inputs: readonly In[],
		budget: Budget,
	): Promise<{ readonly open: readonly In[]; readonly stuck?: Left<In, Why> } | undefined> {
		const { readBack } = this.operation;
		const held = this.doubt.held(inputs);
		if (!readBack || held.length === 0) return { open: inputs };
		const left = await this.converse(readBack, held, budget);
		if (!left) return undefined;
		const unread = new Set(left.open);
		const read = new Set(held.filter((input) => !unread.has(input)));
		const open = inputs.filter((input) => !read.has(input));
		const { advice } = left;
		if (advice.next === 'stop') return { open, stuck: { open, advice } };
		if (advice.next === 'retry') return { open, stuck: { open, advice, isLate: true } };
		const unsaid = new Set(this.doubt.held(open));
		this.doubt.fail([...unsaid], 'notSent', advice.reason);
		return { open: open.filter((input) => !unsaid.has(input)) };
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
		budget.extend(pass.sentAt - askedAt);
		budget.start(pass.sentAt);

		let exchange: Exchange<In, Told, Why> | undefined;
		try {
			if (this.end.signal.aborted) return undefined;
			budget.countRequest();
			const isWriting = !this.#isReading(step) && this.operation.safety !== 'safe';
			if (isWriting) this.markSent(inputs);
			try {
				exchange = await step(inputs);
			} catch (error) {
				this.doubt.add(inputs);
				exchange = { fates: new Map(), advice: { next: 'stop', reason: this.explain(error) } };
			}
			const { advice } = exchange;
			const hasPassed = exchange.fates.size > 0 || isPass(advice);
			if (!this.#isReading(step) && hasPassed) this.#passedAt = this.clock.now();
			// Before the pace lets the next request leave.
			if (advice.next === 'stop') this.end.end(advice.reason);
			return exchange;
		} finally {
			this.pace.finish(pass, exchange?.limits, exchange && refusedForMs(exchange.advice));
		}
	}
}
