import type { Conversation } from './conversation';
import type { Input } from './operation';

/** Where nothing passed for so long, the run may end: each further batch would only wait as long. */
const OUTAGE_MS = 60_000;

/** Tells when nothing passes any more, whatever is said to the batches. */
export class Outage<In extends Input, Told, Why> {
	/** When the first try was made of a batch that was given up while nothing passed; set by the first such batch in a row. */
	#since: number | undefined;

	constructor(private readonly talk: Conversation<In, Told, Why>) {}

	/** Whether nothing has passed for long, since the first try of a batch that was given up. */
	get isOn(): boolean {
		return this.#isSilent && this.talk.now() - this.#since! >= OUTAGE_MS;
	}

	/**
	 * A batch is given up.
	 * @param startedAt when its first try was made
	 * @param mayBeItself whether the batch may be to blame; a second one in a row is not
	 * @returns whether the run is to end
	 */
	endsWith(startedAt: number, mayBeItself: boolean): boolean {
		const isFirst = !this.#isSilent;
		if (isFirst) this.#since = startedAt;
		return this.isOn && !(isFirst && mayBeItself);
	}

	get #isSilent(): boolean {
		return this.#since !== undefined && !this.talk.hasPassedSince(this.#since);
	}
}
