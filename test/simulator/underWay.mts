/** Work that HubSpot still does for requests whose reply is lost already; it is done when its time has come. */
export class UnderWay {
	#waiting: Array<{ dueAt: number; work: () => void }> = [];
	#clock: () => number;
	/** While late work is done, its own time. */
	#at: number | undefined;

	constructor(clock: () => number) {
		this.#clock = clock;
	}

	readonly now = (): number => this.#at ?? this.#clock();

	add(afterMs: number, work: () => void): void {
		this.#waiting.push({ dueAt: this.now() + afterMs, work });
	}

	/** Does what is due. There are no timers, so this comes before anybody looks. */
	settle(): void {
		if (this.#waiting.length === 0) return;
		const now = this.#clock();
		const due = this.#waiting.filter(({ dueAt }) => dueAt <= now);
		this.#waiting = this.#waiting.filter(({ dueAt }) => dueAt > now);
		for (const { dueAt, work } of due.sort((one, other) => one.dueAt - other.dueAt)) {
			this.#at = dueAt;
			try {
				work();
			} finally {
				this.#at = undefined;
			}
		}
	}
}
