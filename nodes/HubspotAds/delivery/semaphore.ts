/** Lets so many have their turn at once. While anybody waits for one, none is free. */
export class Semaphore {
	#taken = 0;
	readonly #waiting: Array<() => void> = [];

	constructor(private readonly size: number) {}

	/** Resolves once one is the caller's, who is to release it. */
	async acquire(): Promise<void> {
		while (this.#taken >= this.size) await this.released();
		this.#taken++;
	}

	release(): void {
		this.#taken--;
		for (const wake of this.#waiting.splice(0)) wake();
	}

	/** @returns true at the next release, or false at once where none is taken */
	async released(): Promise<boolean> {
		if (this.#taken === 0) return false;
		await new Promise<void>((resolve) => this.#waiting.push(resolve));
		return true;
	}
}
