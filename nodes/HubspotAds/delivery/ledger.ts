/** One wanted update of one ad, as HubSpot takes it. */
export interface Input {
	/** The lines of the ledger that this update settles: one, or several where duplicates were merged. */
	readonly lines: readonly number[];
	/** A record ID, or the value of `idProperty`. Trimmed, never empty. */
	readonly id: string;
	/** The unique property that `id` is a value of; absent where `id` is a record ID. */
	readonly idProperty?: string;
	/** HubSpot's text for each property, by internal name. */
	readonly properties: Readonly<Record<string, string>>;
	/** Sent as `objectWriteTraceId`, which HubSpot repeats in its reply. */
	readonly traceId: string;
}

/** HubSpot's own result object. */
export interface AdRecord {
	readonly id: string;
	readonly properties: Readonly<Record<string, string | null>>;
	[field: string]: unknown;
}

/** Why an ad was not updated, as data; `ad/words.ts` makes sentences of it. */
export interface Reason {
	readonly trouble:
		| 'checks'
		| 'refused'
		| 'missing'
		| 'misdirected'
		| 'unauthorized'
		| 'forbidden'
		| 'dailyLimit'
		| 'rateLimit'
		| 'locked'
		| 'migrating'
		| 'unavailable'
		| 'timeout'
		| 'disconnected'
		| 'unreachable'
		| 'unreadable'
		| 'unnamed';
	/** HubSpot's own words, shortened; for `checks` the node's own, and where no token could be had n8n's. */
	readonly said?: string;
	readonly property?: string;
	readonly category?: string;
	readonly code?: string;
	readonly statusCode?: number;
	readonly correlationId?: string;
	/** The scopes that HubSpot asks for, with `forbidden`. */
	readonly scopes?: readonly string[];
}

/** What finally became of an ad. The words are those of the public contract. */
export type Fate =
	| {
			readonly outcome: 'updated' | 'unchanged';
			readonly record: AdRecord;
			/** The frame of HubSpot's reply: status, requestedAt, startedAt, completedAt, links. */
			readonly batch?: Readonly<Record<string, unknown>>;
	  }
	/** What a dry run finds out, and never the fate of a run that writes. */
	| { readonly outcome: 'wouldUpdate'; readonly changes: Readonly<Record<string, unknown>> }
	| {
			readonly outcome: 'invalid' | 'rejected' | 'notFound' | 'unconfirmed' | 'notSent';
			readonly reason: Reason;
	  };

export interface Settled<Line> {
	readonly line: Line;
	readonly fate: Fate;
}

/**
 * One line for each ad of each item, settled exactly once. A line that is settled twice, or never, is a fault of
 * this package and is thrown, because a wrong report would be worse.
 */
export class Ledger<Line> {
	readonly #lines: Line[] = [];
	readonly #fates: Array<Fate | undefined> = [];

	/** @returns the number of the new line */
	open(line: Line): number {
		this.#fates.push(undefined);
		return this.#lines.push(line) - 1;
	}

	settle(lines: readonly number[], fate: Fate): void {
		for (const line of lines) {
			if (line >= this.#lines.length) throw new Error(`The ledger has no line ${line}`);
			if (this.#fates[line]) throw new Error(`Line ${line} of the ledger was settled twice`);
			this.#fates[line] = fate;
		}
	}

	get size(): number {
		return this.#lines.length;
	}

	/** @returns the lines that are settled by now, in the order in which they were opened */
	settled(): Array<Settled<Line>> {
		return this.#lines.flatMap((line, number) => {
			const fate = this.#fates[number];
			return fate ? [{ line, fate }] : [];
		});
	}

	/** @returns every line with its fate, in the order in which they were opened */
	close(): Array<Settled<Line>> {
		const settled = this.settled();
		const open = this.size - settled.length;
		if (open > 0) throw new Error(`${open} of ${this.size} lines of the ledger were never settled`);
		return settled;
	}
}
