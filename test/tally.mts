/** Tells of each check that passed or failed, with the time that it took, and counts them. */
export class Tally {
	#passed = 0;
	#failed = 0;

	/** @returns whether it passed */
	async check(title: string, act: () => Promise<void>): Promise<boolean> {
		const startedAt = Date.now();
		try {
			await act();
			this.#passed++;
			console.log(`ok      ${title} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
			return true;
		} catch (error) {
			console.log(`FAILED  ${title}`);
			this.fail(error);
			return false;
		}
	}

	/** Something else went wrong. */
	fail(error: unknown): void {
		this.#failed++;
		console.log(error);
	}

	/** Prints the sum and ends the process; where nothing was checked, nothing has passed. */
	end(): never {
		console.log(`\n${this.#passed} passed, ${this.#failed} failed`);
		process.exit(this.#failed === 0 && this.#passed > 0 ? 0 : 1);
	}
}
