import { endsRun, type Conversation } from './conversation';
import type { Input, Fate, Reason } from './ledger';
import { Budget } from './retries';

/** Where HubSpot took nothing at all from a run for so long, the run ends: each further batch would only wait as long. */
const OUTAGE_MS = 60_000;

/** Writes batches, whatever HubSpot says to them: each input of a batch is settled when `write` returns. */
export class Writer {
	constructor(
		private readonly talk: Conversation,
		private readonly maxWaitMs: number,
	) {}

	async write(batch: readonly Input[]): Promise<void> {
		await this.#update(batch, new Budget(this.maxWaitMs), true);
	}

	async #update(inputs: readonly Input[], budget: Budget, mayNarrow: boolean): Promise<void> {
		const { open, advice } = await this.talk.converse('update', inputs, budget);
		if (open.length === 0) return;

		switch (advice.next) {
			case 'confirm':
				return await this.#confirm(open, advice.reason, budget);
			case 'split':
				// Those that the refusal names are settled, so the others may pass together.
				if (open.length < inputs.length) return await this.#update(open, budget, mayNarrow);
				if (open.length > 1) return await this.#split(open, advice.suspects, mayNarrow);
				return await this.#reject(open, advice.reason, budget);
			case 'reject':
				return await this.#reject(open, advice.reason, budget);
			case 'retry':
				return await this.#giveUp(open, advice.reason, budget);
			case 'stop':
				return this.talk.stop(open, advice.reason);
		}
	}

	/**
	 * Sends a batch again in two parts, so that its good ads are written. The suspects go apart from the others only
	 * where they are at most half: then it is never worse than halving, which needs 2 x log2(100) requests for one bad ad.
	 * What a reply says of suspects is believed once, because a wrong word about them could cost a request each time.
	 */
	async #split(
		inputs: readonly Input[],
		suspects: readonly Input[],
		mayNarrow: boolean,
	): Promise<void> {
		const mayBelieve = mayNarrow && suspects.length > 0 && suspects.length * 2 <= inputs.length;
		const apart = new Set(mayBelieve ? suspects : inputs.slice(0, inputs.length / 2));
		const parts = [[...apart], inputs.filter((input) => !apart.has(input))];
		await Promise.all(
			parts.map(
				async (part) =>
					await this.#update(part, new Budget(this.maxWaitMs), mayNarrow && !mayBelieve),
			),
		);
	}

	/** A refusal is the truth about an input, unless an earlier try of it may have been written all the same. */
	async #reject(inputs: readonly Input[], reason: Reason, budget: Budget): Promise<void> {
		await this.#settleUndoubted(inputs, { outcome: 'rejected', reason }, budget);
	}

	/** The time is up: what HubSpot took none of is not sent, the others may be written. */
	async #giveUp(inputs: readonly Input[], reason: Reason, budget: Budget): Promise<void> {
		if (this.talk.isSilentSince(budget, OUTAGE_MS)) return this.talk.stop(inputs, reason);
		await this.#settleUndoubted(inputs, { outcome: 'notSent', reason }, budget);
	}

	async #settleUndoubted(
		inputs: readonly Input[],
		fate: Extract<Fate, { reason: Reason }>,
		budget: Budget,
	): Promise<void> {
		const doubtful = inputs.filter((input) => this.talk.isDoubtful(input));
		for (const input of inputs) if (!doubtful.includes(input)) this.talk.settle(input, fate);
		await this.#confirm(doubtful, fate.reason, budget);
	}

	/** Reads the ads back; those that do not hold the wanted values are written once more, each alone. */
	async #confirm(inputs: readonly Input[], reason: Reason, budget: Budget): Promise<void> {
		if (inputs.length === 0) return;
		this.talk.doubt(inputs);

		const { open, advice } = await this.talk.converse('read', inputs, budget);
		if (endsRun('read', advice)) return this.talk.stop(open, advice.reason);
		if (advice.next === 'retry') {
			for (const input of open) this.talk.settle(input, { outcome: 'unconfirmed', reason });
			return;
		}
		await Promise.all(open.map(async (input) => await this.#patch(input, reason, budget.fork())));
	}

	async #patch(input: Input, reason: Reason, budget: Budget): Promise<void> {
		const { open, advice } = await this.talk.converse('patch', [input], budget);
		if (open.length === 0) return;
		if (advice.next === 'stop') return this.talk.stop(open, advice.reason);
		this.talk.settle(input, { outcome: 'unconfirmed', reason });
	}
}
