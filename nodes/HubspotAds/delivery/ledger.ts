export interface Settled<Line, Fate> {
	readonly line: Line;
	readonly fate: Fate;
}

/**
 * One line for each input that is wanted, settled exactly once. A line that is settled twice, or never, is a fault of
 * this package and is thrown, because a wrong report would be worse.
 */
export class Ledger<Line, Fate> {
	readonly #lines: Line[] = [];
	readonly #fates: Array<Fate | undefined> = [];
	readonly #sent: boolean[] = [];

	/** @returns the number of the new line */
	open(line: Line): number {
		this.#fates.push(undefined);
		this.#sent.push(false);
		return this.#lines.push(line) - 1;
	}

	settle(lines: readonly number[], fate: Fate): void {
		for (const line of lines) {
			if (line >= this.#lines.length) throw new Error(`The ledger has no line ${line}`);
			if (this.#fates[line]) throw new Error(`Line ${line} of the ledger was settled twice`);
			this.#fates[line] = fate;
		}
	}

	/** What they want is on its way, so that from now on it may be done. */
	markSent(lines: readonly number[]): void {
		for (const line of lines) this.#sent[line] = true;
	}

	/** Settles what has no fate yet. */
	settleRest(toFate: (isSent: boolean) => Fate): void {
		for (const line of this.#lines.keys()) this.#fates[line] ??= toFate(this.#sent[line]);
	}

	get size(): number {
		return this.#lines.length;
	}

	/** What was opened, in that order. */
	get lines(): readonly Line[] {
		return this.#lines;
	}

	/** @returns how many lines have such a fate by now */
	count(isSuch: (fate: Fate) => boolean): number {
		return this.#fates.reduce((number, fate) => number + (fate && isSuch(fate) ? 1 : 0), 0);
	}

	/** @returns the lines that are settled by now, in the order in which they were opened */
	settled(): Array<Settled<Line, Fate>> {
		const settled: Array<Settled<Line, Fate>> = [];
		this.#fates.forEach((fate, number) => {
			if (fate) settled.push({ line: this.#lines[number], fate });
		});
		return settled;
	}

	/** @returns every line with its fate, in the order in which they were opened */
	close(): Array<Settled<Line, Fate>> {
		const settled = this.settled();
		const open = this.size - settled.length;
		if (open > 0) throw new Error(`${open} of ${this.size} lines of the ledger were never settled`);
		return settled;
	}
}
