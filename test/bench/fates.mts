import type { Job } from './job.mts';

/** What a client reports of one record. */
const UNREPORTED = 0;
export const UPDATED = 1;
export const NOT_UPDATED = 2;
/** The client itself says that it does not know. */
export const UNKNOWN = 3;

/** The report of a client: one number for each id of its job. */
export class Fates {
	readonly list: Uint8Array;
	readonly #indexOf: Map<string, number>;

	constructor({ ids }: Job) {
		this.list = new Uint8Array(ids.length);
		this.#indexOf = new Map(ids.map((id, index) => [id, index]));
	}

	set(id: unknown, fate: number): void {
		const index = this.#indexOf.get(String(id));
		if (index !== undefined) this.list[index] = fate;
	}

	/**
	 * What a careful user reads in the body of a batch's reply: the results were updated; the others were not where the
	 * body tells of errors, and nothing is known of them where it does not.
	 */
	readReply(sent: ReadonlyArray<{ id: string }>, body: unknown): void {
		const { results, errors } = (body ?? {}) as { results?: unknown; errors?: unknown };
		const rest = Array.isArray(errors) && errors.length > 0 ? NOT_UPDATED : UNKNOWN;
		for (const { id } of sent) this.set(id, rest);
		if (!Array.isArray(results)) return;
		for (const { id } of results as Array<{ id: string }>) this.set(id, UPDATED);
	}

	/** A refusal (4xx) says that nothing was written; after any other end of a request nobody knows. */
	readStatus(sent: ReadonlyArray<{ id: string }>, status: number | undefined): void {
		const isRefusal = status !== undefined && status >= 400 && status < 500;
		for (const { id } of sent) this.set(id, isRefusal ? NOT_UPDATED : UNKNOWN);
	}
}

export type Account = {
	/** Told of another record than the one that it is about, or with another's values. */
	wronglyPaired: number;
	/** Made, or listed, more than once. */
	twice: number;
	/** Records that HubSpot has written. */
	written: number;
	/** Reported as not updated, and so it is. */
	failed: number;
	/** Not reported at all, reported as unknown, or reported wrongly. */
	unaccounted: number;
	/** Of these: the report says the opposite of what HubSpot has. */
	misreported: number;
};

/** Compares a report with what HubSpot really has. */
export function compare(
	fates: Uint8Array,
	written: Uint8Array,
): Omit<Account, 'wronglyPaired' | 'twice'> {
	const account = { written: 0, failed: 0, unaccounted: 0, misreported: 0 };
	for (let i = 0; i < fates.length; i++) {
		const isWritten = written[i] > 0;
		if (isWritten) account.written++;
		if (fates[i] === UNREPORTED || fates[i] === UNKNOWN) account.unaccounted++;
		else if ((fates[i] === UPDATED) !== isWritten) {
			account.unaccounted++;
			account.misreported++;
		} else if (!isWritten) account.failed++;
	}
	return account;
}
