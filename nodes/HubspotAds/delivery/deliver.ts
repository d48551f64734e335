import { BatchQueue } from './batches';
import { Conversation } from './conversation';
import type { Ports } from './exchange';
import type { Input, Ledger } from './ledger';
import type { Pace } from './pace';
import { Writer } from './writer';

export interface DeliverySettings {
	/** Ads in one request, 1 to 100. */
	readonly batchSize: number;
	/** Batches under way at once. */
	readonly maxConcurrency: number;
	/** The longest that one batch may spend on limits and retries, from its first try. */
	readonly maxWaitMs: number;
}

/**
 * Sends every input and settles each of its lines in the ledger exactly once.
 * @param source the inputs in the order of their items, in groups of any size; read only as fast as they can be sent
 * @param cancel aborted by the user: nothing more is sent, and the lines that are still open stay open
 * @returns when all is settled, or as soon as `cancel` is aborted
 */
export async function deliver(
	source: AsyncIterable<readonly Input[]>,
	ledger: Pick<Ledger<unknown>, 'settle'>,
	settings: DeliverySettings,
	pace: Pace,
	ports: Ports,
	cancel: AbortSignal,
): Promise<void> {
	const delivery = new Delivery(ledger, settings, pace, ports);
	await new Promise<void>((resolve, reject) => {
		const onCancel = () => {
			delivery.cancel();
			resolve();
		};
		if (cancel.aborted) return onCancel();
		cancel.addEventListener('abort', onCancel, { once: true });
		delivery
			.run(source)
			.then(resolve, reject)
			.finally(() => cancel.removeEventListener('abort', onCancel));
	});
}

/** Hands batches to the writer, as many at once as may be, and never an ad whose earlier update is under way. */
class Delivery {
	readonly #queue: BatchQueue;
	readonly #talk: Conversation;
	readonly #writer: Writer;
	#underWay = 0;
	#failure: { error: unknown } | undefined;
	#onChange = () => {};

	constructor(
		ledger: Pick<Ledger<unknown>, 'settle'>,
		private readonly settings: DeliverySettings,
		pace: Pace,
		ports: Ports,
	) {
		this.#queue = new BatchQueue(settings.batchSize);
		this.#talk = new Conversation(ports, pace, (input, fate) => {
			ledger.settle(input.lines, fate);
			this.#queue.finish(input);
		});
		this.#writer = new Writer(this.#talk, settings.maxWaitMs);
	}

	cancel(): void {
		this.#talk.cancel();
	}

	async run(source: AsyncIterable<readonly Input[]>): Promise<void> {
		for await (const inputs of source) {
			for (const input of inputs) this.#queue.add(input);
			await this.#sendReady(this.settings.batchSize);
			if (this.#talk.isCancelled) break;
		}
		do await this.#sendReady(1);
		while (await this.#somethingEnded());
	}

	/** Starts every batch of at least `least` inputs, each as soon as there is room for it. */
	async #sendReady(least: number): Promise<void> {
		for (;;) {
			while (this.#underWay >= this.settings.maxConcurrency) await this.#somethingEnded();
			const batch = this.#talk.isCancelled ? undefined : this.#queue.take(least);
			if (!batch) return;
			this.#underWay++;
			void this.#writer
				.write(batch)
				.catch((error: unknown) => {
					this.#failure ??= { error };
					this.#talk.halt();
				})
				.finally(() => {
					this.#underWay--;
					this.#onChange();
				});
		}
	}

	/** @returns false where nothing is under way any more */
	async #somethingEnded(): Promise<boolean> {
		if (this.#underWay > 0) await new Promise<void>((resolve) => (this.#onChange = resolve));
		else if (!this.#failure) return false;
		if (this.#failure) throw this.#failure.error;
		return true;
	}
}
