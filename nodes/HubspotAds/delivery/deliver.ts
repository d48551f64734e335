import { BatchQueue } from './batches';
import type { Input, Ledger, Outcome, Reason } from './ledger';
import type { Pace } from './pace';
import { Budget, waitBeforeRetry } from './retries';
import type { Clock, Limits } from './window';

/** `update` writes a batch, `read` reads back what a batch wrote, `patch` writes one ad alone and follows merged ids. */
export type Step = 'update' | 'read' | 'patch';

/** What is to be done with the inputs of which a reply tells no outcome. */
export type Rest =
	/** HubSpot is done with them and does not say what it did. */
	| { readonly next: 'confirm'; readonly reason: Reason }
	/** Send them again, not sooner than `afterMs`; at a rate limit nobody else may send either. */
	| {
			readonly next: 'retry';
			readonly reason: Reason;
			readonly mayBeWritten: boolean;
			readonly afterMs?: number;
			readonly isRateLimit?: boolean;
	  }
	/** Some of them spoil the batch; `suspects` are those of which the reply speaks. */
	| { readonly next: 'split'; readonly reason: Reason; readonly suspects: readonly Input[] }
	/** HubSpot refuses every one of them, and would refuse each alone. */
	| { readonly next: 'reject'; readonly reason: Reason }
	/** HubSpot takes nothing more from this run. */
	| { readonly next: 'stop'; readonly reason: Reason };

/** One exchange with HubSpot, as the protocol understood it. */
export interface Exchange {
	readonly outcomes: ReadonlyMap<Input, Outcome>;
	readonly rest: Rest;
	readonly limits?: Limits;
}

/** The world of the delivery: all that it does to HubSpot, and its clock. */
export interface Ports extends Clock {
	/** One exchange. Never rejects: a lost reply is an exchange too. */
	exchange(step: Step, inputs: readonly Input[]): Promise<Exchange>;
}

export interface DeliverySettings {
	/** Ads in one request, 1 to 100. */
	readonly batchSize: number;
	/** Batches under way at once. */
	readonly maxConcurrency: number;
	/** The longest that one batch may spend on limits and retries, from its first try. */
	readonly maxWaitMs: number;
}

/** Where HubSpot took nothing at all from a run for so long, the run ends: each further batch would only wait as long. */
const OUTAGE_MS = 60_000;

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

class Delivery {
	readonly #queue: BatchQueue;
	readonly #halted = new AbortController();
	/** Inputs of which a try may have been written although no reply said so. */
	readonly #doubtful = new Set<Input>();
	#underWay = 0;
	#stopReason: Reason | undefined;
	#isCancelled = false;
	/** When HubSpot last gave its word on anything. */
	#heardAt = -Infinity;
	#failure: { error: unknown } | undefined;
	#onChange = () => {};

	constructor(
		private readonly ledger: Pick<Ledger<unknown>, 'settle'>,
		private readonly settings: DeliverySettings,
		private readonly pace: Pace,
		private readonly ports: Ports,
	) {
		this.#queue = new BatchQueue(settings.batchSize);
	}

	async run(source: AsyncIterable<readonly Input[]>): Promise<void> {
		for await (const inputs of source) {
			for (const input of inputs) this.#queue.add(input);
			await this.#sendReady(this.settings.batchSize);
			if (this.#isCancelled) break;
		}
		do await this.#sendReady(1);
		while (await this.#somethingEnded());
	}

	/** Nothing more is read, sent or settled. */
	cancel(): void {
		this.#isCancelled = true;
		this.halt();
	}

	/** Nothing more is sent, and all waits end. */
	halt(reason?: Reason): void {
		this.#stopReason ??= reason;
		this.#halted.abort();
	}

	/** Starts every batch of at least `least` inputs, each as soon as there is room for it. */
	async #sendReady(least: number): Promise<void> {
		for (;;) {
			while (this.#underWay >= this.settings.maxConcurrency) await this.#somethingEnded();
			const batch = this.#isCancelled ? undefined : this.#queue.take(least);
			if (!batch) return;
			this.#underWay++;
			void this.#update(batch, new Budget(this.settings.maxWaitMs))
				.catch((error: unknown) => {
					this.#failure ??= { error };
					this.halt();
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

	async #update(inputs: readonly Input[], budget: Budget, mayNarrow = true): Promise<void> {
		const { open, rest } = await this.#converse('update', inputs, budget);
		if (open.length === 0) return;

		switch (rest.next) {
			case 'confirm':
				return await this.#confirm(open, rest.reason, budget);
			case 'split':
				// Those that the refusal names are settled, so the others may pass together.
				if (open.length < inputs.length) return await this.#update(open, budget, mayNarrow);
				if (open.length > 1) return await this.#split(open, rest.suspects, mayNarrow);
				return await this.#reject(open, rest.reason, budget);
			case 'reject':
				return await this.#reject(open, rest.reason, budget);
			case 'retry':
				return await this.#giveUp(open, rest.reason, budget);
			case 'stop':
				return this.#stop(open, rest.reason);
		}
	}

	/**
	 * Sends a batch again in two parts, so that its good ads are written. The suspects go apart from the others only
	 * where they are at most half: then it is never worse than halving, which needs 2 x log2(100) requests for one bad ad.
	 * What a reply says of suspects is believed once, because a wrong word about them could cost a request each time.
	 */
	async #split(
		inputs: readonly Input[],
		suspects: readonly Input[],
		mayNarrow: boolean,
	): Promise<void> {
		const mayBelieve = mayNarrow && suspects.length > 0 && suspects.length * 2 <= inputs.length;
		const apart = new Set(mayBelieve ? suspects : inputs.slice(0, inputs.length / 2));
		const parts = [[...apart], inputs.filter((input) => !apart.has(input))];
		await Promise.all(
			parts.map(
				async (part) =>
					await this.#update(part, new Budget(this.settings.maxWaitMs), mayNarrow && !mayBelieve),
			),
		);
	}

	/** A refusal is the truth about an input, unless an earlier try of it may have been written all the same. */
	async #reject(inputs: readonly Input[], reason: Reason, budget: Budget): Promise<void> {
		const doubtful = inputs.filter((input) => this.#doubtful.has(input));
		for (const input of inputs) {
			if (!this.#doubtful.has(input)) this.#settle(input, { outcome: 'rejected', reason });
		}
		await this.#confirm(doubtful, reason, budget);
	}

	/** The time is up: what HubSpot took none of is not sent, the others may be written. */
	async #giveUp(inputs: readonly Input[], reason: Reason, budget: Budget): Promise<void> {
		const since = budget.startedAt ?? Infinity;
		if (this.#heardAt < since && this.ports.now() - since >= OUTAGE_MS)
			return this.#stop(inputs, reason);

		const doubtful = inputs.filter((input) => this.#doubtful.has(input));
		for (const input of inputs) {
			if (!this.#doubtful.has(input)) this.#settle(input, { outcome: 'notSent', reason });
		}
		await this.#confirm(doubtful, reason, budget);
	}

	/** Reads the ads back; those that do not hold the wanted values are written once more, each alone. */
	async #confirm(inputs: readonly Input[], reason: Reason, budget: Budget): Promise<void> {
		if (inputs.length === 0) return;
		for (const input of inputs) this.#doubtful.add(input);

		const { open, rest } = await this.#converse('read', inputs, budget);
		if (endsRun('read', rest)) return this.#stop(open, rest.reason);
		if (rest.next === 'retry') return this.#settleAll(open, { outcome: 'unconfirmed', reason });
		await Promise.all(open.map(async (input) => await this.#patch(input, reason, budget.fork())));
	}

	async #patch(input: Input, reason: Reason, budget: Budget): Promise<void> {
		const { open, rest } = await this.#converse('patch', [input], budget);
		if (open.length === 0) return;
		if (rest.next === 'stop') return this.#stop(open, rest.reason);
		this.#settle(input, { outcome: 'unconfirmed', reason });
	}

	/**
	 * Repeats one step for the inputs that are still open, until a reply does not ask for another try or the time is up.
	 * Settles what the replies tell.
	 */
	async #converse(
		step: Step,
		inputs: readonly Input[],
		budget: Budget,
	): Promise<{ open: readonly Input[]; rest: Rest }> {
		let open = inputs;
		for (let tries = 1; ; tries++) {
			const exchange = await this.#exchange(step, open, budget);
			if (!exchange) return { open, rest: this.#restOfHalted() };

			const { rest } = exchange;
			const outcomes = [...exchange.outcomes].filter((told) => this.#isProven(...told));
			for (const [input, outcome] of outcomes) this.#settle(input, outcome);
			const settled = new Set(outcomes.map(([input]) => input));
			open = open.filter((input) => !settled.has(input));
			if (open.length === 0 || rest.next !== 'retry') return { open, rest };

			if (rest.mayBeWritten) for (const input of open) this.#doubtful.add(input);
			const waitMs = waitBeforeRetry(tries, this.ports.random(), rest.afterMs);
			if (waitMs > budget.leftMs(this.ports.now())) return { open, rest };
			await this.ports.sleep(waitMs, this.#halted.signal);
		}
	}

	/**
	 * Of an input that may be written already, a refusal proves that it is not only where it names the property; that the
	 * ad is not found, only where the input does not take away the value by which it was found.
	 */
	#isProven(input: Input, fate: Outcome): boolean {
		if (!('reason' in fate) || !this.#doubtful.has(input)) return true;
		if (fate.outcome === 'notFound') return !renamesItsAd(input);
		return fate.reason.property !== undefined;
	}

	/** @returns undefined where the run was halted before this could be sent */
	async #exchange(
		step: Step,
		inputs: readonly Input[],
		budget: Budget,
	): Promise<Exchange | undefined> {
		const askedAt = this.ports.now();
		const pass = await this.pace.turn(this.#halted.signal);
		if (!pass) return undefined;
		budget.extend(pass.leftAt - askedAt);
		budget.start(pass.leftAt);

		let exchange: Exchange | undefined;
		try {
			if (this.#halted.signal.aborted) return undefined;
			exchange = await this.ports.exchange(step, inputs);
			if (exchange.rest.next !== 'retry') this.#heardAt = this.ports.now();
			// Before the pace lets the next request leave.
			if (endsRun(step, exchange.rest)) this.halt(exchange.rest.reason);
			return exchange;
		} finally {
			this.pace.finish(pass, exchange?.limits, exchange && refusedForMs(exchange.rest));
		}
	}

	#restOfHalted(): Rest {
		return { next: 'stop', reason: this.#stopReason ?? { trouble: 'unnamed' } };
	}

	#stop(inputs: readonly Input[], reason: Reason): void {
		this.halt(reason);
		for (const input of inputs) {
			const outcome = this.#doubtful.has(input) ? 'unconfirmed' : 'notSent';
			this.#settle(input, { outcome, reason });
		}
	}

	#settleAll(inputs: readonly Input[], outcome: Outcome): void {
		for (const input of inputs) this.#settle(input, outcome);
	}

	#settle(input: Input, outcome: Outcome): void {
		if (this.#isCancelled) return;
		this.ledger.settle(input.lines, outcome);
		this.#doubtful.delete(input);
		this.#queue.finish(input);
	}
}

/** Whether the ad is found by a value that the input itself replaces. */
function renamesItsAd({ idProperty, properties }: Input): boolean {
	return idProperty !== undefined && Object.hasOwn(properties, idProperty);
}

/** Without the right to read, what was written can still be confirmed by writing it once more. */
function endsRun(step: Step, rest: Rest): boolean {
	return rest.next === 'stop' && !(step === 'read' && rest.reason.trouble === 'forbidden');
}

/** @returns how long HubSpot's limit asks to wait, 0 where it does not say; undefined where it was not reached */
function refusedForMs(rest: Rest): number | undefined {
	return rest.next === 'retry' && rest.isRateLimit ? (rest.afterMs ?? 0) : undefined;
}
