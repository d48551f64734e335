/** What was found: complaints, one text each; or why it could not be looked at, which is no pass. */
export type Finding = string[] | { notChecked: string };

/** Prints a line for each check, and in the end how many there were of each kind. */
export class Checklist {
	#passed = 0;
	#failed = 0;
	#notChecked = 0;
	readonly #print: (line: string) => void;

	constructor(print: (line: string) => void = console.log) {
		this.#print = print;
	}

	async check(name: string, find: () => Promise<Finding> | Finding): Promise<void> {
		const found = await find();
		if (!Array.isArray(found)) return this.leaveOut(name, found.notChecked);
		if (found.length === 0) this.#passed++;
		else this.#failed++;
		this.#print(`${found.length === 0 ? 'ok         ' : 'FAILED     '}  ${name}`);
		for (const complaint of found) this.#print(`             ${complaint}`);
	}

	/** For what cannot be known here. */
	leaveOut(name: string, why: string): void {
		this.#notChecked++;
		this.#print(`not checked  ${name}: ${why}`);
	}

	breakOff(error: unknown): void {
		this.#failed++;
		this.#print(`FAILED       ${error instanceof Error ? error.message : error}`);
	}

	/** @returns whether nothing has failed */
	end(): boolean {
		this.#print(`\n${this.#notChecked} not checked`);
		this.#print(`${this.#passed} passed, ${this.#failed} failed`);
		return this.#failed === 0;
	}
}
