import { BatchQueue } from './batches';
import { Confirmation } from './confirmation';
import { Conversation } from './conversation';
import { Doubt } from './doubt';
import type { Ledger } from './ledger';
import type { Fate, Input, Operation } from './operation';
import type { Pace } from './pace';
import type { RunEnd } from './runEnd';
import { Semaphore } from './semaphore';
import { Sender } from './sender';
import type { Clock } from './window';

export interface DeliverySettings {
	/** Inputs in one request. */
	readonly batchSize: number;
	/** Batches under way at once. */
	readonly maxConcurrency: number;
	/** The longest that one batch may spend on limits and retries, from its first try. */
	readonly maxWaitMs: number;
}

/** What all deliveries of one run share. */
export interface World<Why> {
	readonly clock: Clock;
	readonly pace: Pace;
	readonly end: RunEnd<Why>;
	readonly settings: DeliverySettings;
	/** The reason of those inputs that a fault of the node leaves without a word. */
	explain(error: unknown): Why;
}

/** What the delivery has to do with a ledger. Of reading nothing is marked as sent. */
type FatesOf<Told, Why> = Pick<Ledger<unknown, Fate<Told, Why>>, 'settle' | 'markSent'>;

/**
 * Sends every input and settles each of its lines in the ledger exactly once.
 * @param source the inputs in the order of their items, in groups of any size; read only as fast as they can be sent
 * @returns when all is settled, or as soon as the user cancels: then nothing more is sent, and open lines stay open
 */
export async function deliver<In extends Input, Told, Why>(
	source: AsyncIterable<readonly In[]>,
	ledger: FatesOf<Told, Why>,
	operation: Operation<In, Told, Why>,
	world: World<Why>,
): Promise<void> {
	const { cancel } = world.end;
	const delivery = new Delivery(ledger, operation, world);
	await new Promise<void>((resolve, reject) => {
		const onCancel = () => resolve();
		if (cancel.aborted) return onCancel();
		cancel.addEventListener('abort', onCancel, { once: true });
		delivery
			.run(source)
			.then(resolve, reject)
			.finally(() => cancel.removeEventListener('abort', onCancel));
	});
}

/** Hands batches to the sender, as many at once as may be, and never an input whose record is under way. */
class Delivery<In extends Input, Told, Why> {
	readonly #queue: BatchQueue<In>;
	readonly #sender: Sender<In, Told, Why>;
	readonly #underWay: Semaphore;
	readonly #batchSize: number;
	readonly #end: RunEnd<Why>;
	readonly #explain: World<Why>['explain'];
	#failure: { error: unknown } | undefined;

	constructor(ledger: FatesOf<Told, Why>, operation: Operation<In, Told, Why>, world: World<Why>) {
		const { clock, pace, end, settings } = world;
		this.#end = end;
		this.#explain = world.explain;
		this.#batchSize = settings.batchSize;
		this.#underWay = new Semaphore(settings.maxConcurrency);
		this.#queue = new BatchQueue(settings.batchSize);
		const doubt = new Doubt(operation, (input, fate) => {
			if (end.cancel.aborted) return;
			ledger.settle(input.lines, fate);
			this.#queue.finish(input);
		});
		const markSent = (inputs: readonly In[]) => {
			for (const { lines } of inputs) ledger.markSent(lines);
		};
		const talk = new Conversation(operation, clock, pace, end, doubt, markSent, world.explain);
		const confirmation = new Confirmation(operation, talk, doubt);
		this.#sender = new Sender(operation, talk, doubt, confirmation, settings.maxWaitMs);
	}

	async run(source: AsyncIterable<readonly In[]>): Promise<void> {
		try {
			for await (const inputs of source) {
				for (const input of inputs) this.#queue.add(input);
				await this.#sendReady(this.#batchSize);
				if (this.#end.cancel.aborted || this.#failure) break;
			}
		} catch (error) {
			this.#fail(error);
		}
		do await this.#sendReady(1);
		while (await this.#underWay.released());
		if (this.#failure) throw this.#failure.error;
	}

	/** Starts every batch of at least `least` inputs, each as soon as there is room for it. */
	async #sendReady(least: number): Promise<void> {
		for (;;) {
			await this.#underWay.acquire();
			const batch = this.#end.cancel.aborted ? undefined : this.#queue.take(least);
			if (!batch) return this.#underWay.release();
			void this.#sender
				.send(batch)
				.catch((error: unknown) => this.#fail(error))
				.finally(() => this.#underWay.release());
		}
	}

	/** What is under way ends first, so that nothing is sent or settled once this is thrown. */
	#fail(error: unknown): void {
		this.#failure ??= { error };
		this.#end.end(this.#explain(error));
	}
}
