import type { Conversation } from './conversation';
import type { Doubt } from './doubt';
import type { Failure, Input, Operation } from './operation';
import { Budget } from './retries';

/** Where nothing at all was taken from a run for so long, the run ends: each further batch would only wait as long. */
const OUTAGE_MS = 60_000;

/** Sends batches, whatever is said to them: each input of a batch is settled when `send` returns. */
export class Sender<In extends Input, Told, Why> {
	constructor(
		private readonly operation: Operation<In, Told, Why>,
		private readonly talk: Conversation<In, Told, Why>,
		private readonly doubt: Doubt<In, Told, Why>,
		private readonly endRun: (reason: Why) => void,
		private readonly maxWaitMs: number,
	) {}

	async send(batch: readonly In[]): Promise<void> {
		await this.#send(batch, new Budget(this.maxWaitMs), true);
	}

	async #send(inputs: readonly In[], budget: Budget, mayNarrow: boolean): Promise<void> {
		const left = await this.talk.converse(this.operation.batch, inputs, budget);
		if (!left || left.open.length === 0) return;

		const { open, advice } = left;
		switch (advice.next) {
			case 'confirm':
				return await this.#confirm(open, advice.reason, budget);
			case 'split':
				// Those that the refusal names are settled, so the others may pass together.
				if (open.length < inputs.length) return await this.#send(open, budget, mayNarrow);
				if (open.length > 1) return await this.#split(open, advice.suspects, mayNarrow);
				return await this.#conclude(open, 'rejected', advice.reason, budget);
			case 'reject':
				return await this.#conclude(open, 'rejected', advice.reason, budget);
			case 'retry':
				if (this.talk.isSilentSince(budget, OUTAGE_MS)) return this.#stop(open, advice.reason);
				return await this.#conclude(open, 'notSent', advice.reason, budget);
			case 'stop':
				return this.#stop(open, advice.reason);
		}
	}

	/**
	 * Sends a batch again in two parts, so that its good inputs pass. The suspects go apart from the others only where
	 * they are at most half: then it is never worse than halving, which needs 2 x log2(100) requests for one bad input.
	 * What a reply says of suspects is believed once, because a wrong word about them could cost a request each time.
	 */
	async #split(inputs: readonly In[], suspects: readonly In[], mayNarrow: boolean): Promise<void> {
		const mayBelieve = mayNarrow && suspects.length > 0 && suspects.length * 2 <= inputs.length;
		const apart = new Set(mayBelieve ? suspects : inputs.slice(0, inputs.length / 2));
		const parts = [[...apart], inputs.filter((input) => !apart.has(input))];
		await Promise.all(
			parts.map(
				async (part) =>
					await this.#send(part, new Budget(this.maxWaitMs), mayNarrow && !mayBelieve),
			),
		);
	}

	/** The word is the truth about an input, unless an earlier try of it may have been taken all the same. */
	async #conclude(
		inputs: readonly In[],
		outcome: Failure<Why>['outcome'],
		reason: Why,
		budget: Budget,
	): Promise<void> {
		const doubtful = inputs.filter((input) => this.doubt.has(input));
		for (const input of inputs) {
			if (!this.doubt.has(input)) this.doubt.fail(input, outcome, reason);
		}
		await this.#confirm(doubtful, reason, budget);
	}

	/** Reads back; what is not as wanted is sent once more, each input alone. */
	async #confirm(inputs: readonly In[], reason: Why, budget: Budget): Promise<void> {
		this.doubt.add(inputs);
		const { readBack, alone } = this.operation;
		let open = inputs;
		if (readBack && open.length > 0) {
			const left = await this.talk.converse(readBack, open, budget);
			if (!left) return;
			if (left.advice.next === 'stop') return this.#stop(left.open, left.advice.reason);
			if (left.advice.next === 'retry') return this.#fail(left.open, reason);
			open = left.open;
		}
		if (!alone) return this.#fail(open, reason);
		await Promise.all(
			open.map(async (input) => {
				const left = await this.talk.converse(alone, [input], budget.fork());
				if (left?.advice.next === 'stop') this.#stop(left.open, left.advice.reason);
				else if (left) this.#fail(left.open, reason);
			}),
		);
	}

	#fail(inputs: readonly In[], reason: Why): void {
		for (const input of inputs) this.doubt.fail(input, 'notSent', reason);
	}

	/** Ends the run: what may be taken is not confirmed any more, the others are not sent. */
	#stop(inputs: readonly In[], reason: Why): void {
		this.endRun(reason);
		this.#fail(inputs, reason);
	}
}
