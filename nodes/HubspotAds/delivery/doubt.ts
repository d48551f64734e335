import type { Failure, Fate, Input, Operation } from './operation';

/** Knows of which inputs a lost try may have been taken, and so what may still be said of them. */
export class Doubt<In extends Input, Told, Why> {
	readonly #doubtful = new Set<In>();

	/** @param settle is called once for each input */
	constructor(
		private readonly operation: Operation<In, Told, Why>,
		private readonly settle: (input: In, fate: Fate<Told, Why>) => void,
	) {}

	/** A try of them may have been taken. Of reading nothing is left that could be. */
	add(inputs: readonly In[]): void {
		if (this.operation.safety === 'safe') return;
		for (const input of inputs) this.#doubtful.add(input);
	}

	/** @returns those of which a try may have been taken, and those of which none can have been */
	part(inputs: readonly In[]): { doubtful: In[]; certain: In[] } {
		const doubtful = inputs.filter((input) => this.#doubtful.has(input));
		const certain = inputs.filter((input) => !this.#doubtful.has(input));
		return { doubtful, certain };
	}

	/** @returns whether what a reply tells settles the input: not where an earlier, lost try may be the truth */
	tell(input: In, told: Told): boolean {
		if (this.#doubtful.has(input) && !this.operation.isProof(input, told)) return false;
		this.#close(input, told);
		return true;
	}

	/** Ends without a word about the inputs: each is perhaps taken where it is in doubt. */
	fail(inputs: readonly In[], outcome: Failure<Why>['outcome'], reason: Why): void {
		for (const input of inputs) {
			const isDoubtful = this.#doubtful.has(input);
			this.#close(input, { outcome: isDoubtful ? 'unconfirmed' : outcome, reason });
		}
	}

	#close(input: In, fate: Fate<Told, Why>): void {
		this.#doubtful.delete(input);
		this.settle(input, fate);
	}
}
