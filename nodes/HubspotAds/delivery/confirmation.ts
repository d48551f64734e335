import type { Conversation } from './conversation';
import type { Doubt } from './doubt';
import type { Input, Operation } from './operation';
import type { Budget } from './retries';

/** Inputs that may be sent alone because no reply names them: so many, and one for each ten that replies do name. */
const FREE_ALONE = 100;
const NAMED_FOR_ALONE = 10;

/** Settles what replies left open: by reading back, and where that does not help by sending an input alone. */
export class Confirmation<In extends Input, Told, Why> {
	#named = 0;
	#alone = 0;

	constructor(
		private readonly operation: Operation<In, Told, Why>,
		private readonly talk: Conversation<In, Told, Why>,
		private readonly doubt: Doubt<In, Told, Why>,
	) {}

	/** Replies have named so many inputs. */
	countNamed(inputs: number): void {
		this.#named += inputs;
	}

	/**
	 * Reads back what is in doubt, and settles what is as wanted.
	 * @param isLast whether the inputs are given up afterwards, so that reading is worth all the time that is left
	 * @returns the inputs that are still open
	 */
	async readBack(inputs: readonly In[], budget: Budget, isLast = false): Promise<readonly In[]> {
		const { readBack } = this.operation;
		const { doubtful, certain } = this.doubt.part(inputs);
		if (!readBack || doubtful.length === 0) return inputs;
		const left = await this.talk.converse(readBack, doubtful, budget, isLast ? Infinity : 1);
		if (left?.advice.next !== 'stop') return [...(left?.open ?? []), ...certain];
		this.talk.stop(left.open, left.advice.reason);
		return certain;
	}

	/** Settles inputs of which it was not said what was done. Those that are not as wanted are sent once more, each alone. */
	async confirm(inputs: readonly In[], reason: Why, budget: Budget): Promise<void> {
		this.doubt.add(inputs);
		const { readBack, alone } = this.operation;
		let open = inputs;
		if (readBack) {
			const left = await this.talk.converse(readBack, open, budget);
			if (!left) return;
			if (left.advice.next === 'stop') return this.talk.stop(left.open, left.advice.reason);
			if (left.advice.next === 'retry') {
				return this.doubt.fail(left.open, 'notSent', left.advice.reason);
			}
			open = left.open;
		}
		await Promise.all(
			open.map(async (input) => {
				const mayBeAlone = this.#alone < FREE_ALONE + this.#named / NAMED_FOR_ALONE;
				if (!alone || !mayBeAlone) return this.doubt.fail([input], 'notSent', reason);
				this.#alone++;
				const left = await this.talk.converse(alone, [input], budget.fork());
				if (left?.advice.next === 'stop') this.talk.stop(left.open, left.advice.reason);
				else if (left) this.doubt.fail(left.open, 'notSent', reason);
			}),
		);
	}
}
