/** The end of a run before its work is done, shared by all that it sends: nothing more leaves, and all waits end. */
export class RunEnd<Why> {
	readonly #ended = new AbortController();
	/** Why everything that was not sent by then is not. Set once, by whoever ends the run first. */
	#reason: Why | undefined;
	readonly #onCancel = () => this.#ended.abort();

	/** @param cancel aborted by the user: from then on nothing is read or settled either */
	constructor(readonly cancel: AbortSignal) {
		if (cancel.aborted) this.#onCancel();
		else cancel.addEventListener('abort', this.#onCancel, { once: true });
	}

	/** Aborted when the run has ended, for whatever reason. */
	get signal(): AbortSignal {
		return this.#ended.signal;
	}

	get reason(): Why | undefined {
		return this.#reason;
	}

	end(reason: Why): void {
		if (!this.signal.aborted) this.#reason = reason;
		this.#ended.abort();
	}

	/** To be called when the run is over: an execution may run the node many times. */
	close(): void {
		this.cancel.removeEventListener('abort', this.#onCancel);
	}
}
