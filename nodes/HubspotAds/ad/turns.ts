import { sleep } from 'n8n-workflow';

/** n8n has one thread for all its workflows and for the editor: nobody else waits longer than this, in milliseconds. */
const MOST_HELD_MS = 20;

/** Lets others have their turn between the pieces of a long work. By time, because a piece may take long itself. */
export class Turns {
	#heldSince = performance.now();

	/** To be called after each piece. */
	get isDue(): boolean {
		return performance.now() - this.#heldSince >= MOST_HELD_MS;
	}

	/** To be awaited where it is due. */
	async pass(): Promise<void> {
		await sleep(0);
		this.#heldSince = performance.now();
	}
}
