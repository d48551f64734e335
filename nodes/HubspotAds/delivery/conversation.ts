import type { Exchange, Ports, Advice, Step } from './exchange';
import type { Input, Fate, Reason } from './ledger';
import type { Pace } from './pace';
import { waitBeforeRetry, type Budget } from './retries';

/** What is left of a step: the inputs without a fate, and what the last reply says to do with them. */
export interface Left {
	readonly open: readonly Input[];
	readonly advice: Advice;
}

/** The talk of one run with HubSpot: steps and their tries, what is still in doubt, and the end of it all. */
export class Conversation {
	readonly #halted = new AbortController();
	/** Inputs of which a try may have been written although no reply said so. */
	readonly #doubtful = new Set<Input>();
	#stopReason: Reason | undefined;
	#isCancelled = false;
	/** When HubSpot last gave its word on anything. */
	#heardAt = -Infinity;

	/** @param onSettled is told each fate, once for each input */
	constructor(
		private readonly ports: Ports,
		private readonly pace: Pace,
		private readonly onSettled: (input: Input, fate: Fate) => void,
	) {}

	get isCancelled(): boolean {
		return this.#isCancelled;
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

	/** Ends the run: what may be written is not confirmed any more, the others are not sent. */
	stop(inputs: readonly Input[], reason: Reason): void {
		this.halt(reason);
		for (const input of inputs) {
			const outcome = this.#doubtful.has(input) ? 'unconfirmed' : 'notSent';
			this.settle(input, { outcome, reason });
		}
	}

	doubt(inputs: readonly Input[]): void {
		for (const input of inputs) this.#doubtful.add(input);
	}

	isDoubtful(input: Input): boolean {
		return this.#doubtful.has(input);
	}

	/** Whether HubSpot has said nothing at all since the first try of a batch, for so long. */
	isSilentSince({ startedAt }: Budget, ms: number): boolean {
		if (startedAt === undefined) return false;
		return this.#heardAt < startedAt && this.ports.now() - startedAt >= ms;
	}

	settle(input: Input, fate: Fate): void {
		if (this.#isCancelled) return;
		this.#doubtful.delete(input);
		this.onSettled(input, fate);
	}

	/**
	 * Repeats one step for the inputs that are still open, until a reply does not ask for another try or the time is up.
	 * Settles what the replies tell.
	 */
	async converse(step: Step, inputs: readonly Input[], budget: Budget): Promise<Left> {
		let open = inputs;
		for (let tries = 1; ; tries++) {
			const exchange = await this.#exchange(step, open, budget);
			if (!exchange) return { open, advice: this.#end() };

			const { advice } = exchange;
			const fates = [...exchange.fates].filter((told) => this.#isProven(...told));
			for (const [input, fate] of fates) this.settle(input, fate);
			const settled = new Set(fates.map(([input]) => input));
			open = open.filter((input) => !settled.has(input));
			if (open.length === 0 || advice.next !== 'retry') return { open, advice };

			if (advice.mayBeWritten) this.doubt(open);
			const waitMs = waitBeforeRetry(tries, this.ports.random(), advice.afterMs);
			if (waitMs > budget.leftMs(this.ports.now())) return { open, advice };
			await this.ports.sleep(waitMs, this.#halted.signal);
		}
	}

	/**
	 * Of an input that may be written already, a refusal proves that it is not only where it names the property. Nothing
	 * proves it where the input takes away the value by which its ad was found.
	 */
	#isProven(input: Input, fate: Fate): boolean {
		if (!('reason' in fate) || !this.#doubtful.has(input)) return true;
		if (renamesItsAd(input)) return false;
		return fate.outcome === 'notFound' || fate.reason.property !== undefined;
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
			if (exchange.advice.next !== 'retry') this.#heardAt = this.ports.now();
			// Before the pace lets the next request leave.
			if (endsRun(step, exchange.advice)) this.halt(exchange.advice.reason);
			return exchange;
		} finally {
			this.pace.finish(pass, exchange?.limits, exchange && refusedForMs(exchange.advice));
		}
	}

	#end(): Advice {
		return { next: 'stop', reason: this.#stopReason ?? { trouble: 'unnamed' } };
	}
}

/** Without the right to read, what was written can still be confirmed by writing it once more. */
export function endsRun(step: Step, advice: Advice): boolean {
	return advice.next === 'stop' && !(step === 'read' && advice.reason.trouble === 'forbidden');
}

/** Whether the ad is found by a value that the input itself replaces. */
function renamesItsAd({ idProperty, properties }: Input): boolean {
	return idProperty !== undefined && Object.hasOwn(properties, idProperty);
}

/** @returns how long HubSpot's limit asks to wait, 0 where it does not say; undefined where it was not reached */
function refusedForMs(advice: Advice): number | undefined {
	return advice.next === 'retry' && advice.isRateLimit ? (advice.afterMs ?? 0) : undefined;
}
