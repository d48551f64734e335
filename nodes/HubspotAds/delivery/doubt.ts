import type { Failure, Fate, Input, Operation } from './operation';

/** Knows of which inputs a lost try may have been taken, and so what may still be said of them. */
export class Doubt<In extends Input, Told, Why> {
	readonly #doubtful = new Set<In>();
	/** Of those, what reading back has not found since it was last sent. A lost try may still be under way all the same. */
	readonly #absent = new Set<In>();
	/** Of those, what replies told that is no proof. */
	readonly #learnt = new Map<In, Why>();

	/** @param settle is called once for each input */
	constructor(
		private readonly operation: Operation<In, Told, Why>,
		private readonly settle: (input: In, fate: Fate<Told, Why>) => void,
	) {}

	/** A try of them may have been taken. Of reading nothing is left that could be. */
	add(inputs: readonly In[]): void {
		if (this.operation.safety === 'safe') return;
		for (const input of inputs) {
			this.#doubtful.add(input);
			this.#absent.delete(input);
		}
	}

	/** Reading back has shown that they are not taken so far. */
	markAbsent(inputs: ReadonlySet<In> = new Set()): void {
		for (const input of inputs) this.#absent.add(input);
	}

	/** @returns those that may not be sent again as things stand */
	held(inputs: readonly In[]): readonly In[] {
		if (this.operation.safety !== 'unsafe') return [];
		return inputs.filter((input) => this.has(input) && !this.#absent.has(input));
	}

	/** @returns those of which a try may have been taken, and those of which none can have been */
	part(inputs: readonly In[]): { doubtful: In[]; certain: In[] } {
		const doubtful = inputs.filter((input) => this.has(input));
		const certain = inputs.filter((input) => !this.has(input));
		return { doubtful, certain };
	}

	has(input: In): boolean {
		return this.#doubtful.has(input);
	}

	/** @returns whether what a reply tells settles the input: not where an earlier, lost try may be the truth */
	tell(input: In, told: Told): boolean {
		if (this.has(input) && !this.operation.isProof(input, told)) {
			const learnt = this.operation.learn?.(told, this.#learnt.get(input));
			if (learnt !== undefined) this.#learnt.set(input, learnt);
			return false;
		}
		this.#close(input, told);
		return true;
	}

	/** Ends without a word about the inputs: each is perhaps taken where it is in doubt. */
	fail(inputs: readonly In[], outcome: Failure<Why>['outcome'], reason: Why): void {
		for (const input of inputs) {
			if (!this.has(input)) this.#close(input, { outcome, reason });
			else
				this.#close(input, { outcome: 'unconfirmed', reason: this.#learnt.get(input) ?? reason });
		}
	}

	#close(input: In, fate: Fate<Told, Why>): void {
		this.#doubtful.delete(input);
		this.#absent.delete(input);
		this.#learnt.delete(input);
		this.settle(input, fate);
	}
}
