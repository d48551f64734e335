import { Barrier } from './barrier';
import type { Confirmation } from './confirmation';
import type { Conversation } from './conversation';
import type { Doubt } from './doubt';
import type { Failure, Input, Operation } from './operation';
import { Outage } from './outage';
import { Budget } from './retries';
import { findSpoiler, type Spoiled } from './spoiler';

/** Tries of a batch in one piece, before something in it is suspected. */
const PATIENCE = 2;
/** Further tries of one input that is in the way although others pass: at least, and with all that were made for it. */
const LAST_TRIES = 1;
const TRIES_IN_ALL = 12;
/** Inputs of a batch that are found one after the other; where there are more, halving is faster. */
const MOST_FOUND = 6;

/** Sends batches, whatever is said to them: each input of a batch is settled when `send` returns. */
export class Sender<In extends Input, Told, Why> {
	readonly #barrier: Barrier<In, Told, Why>;
	readonly #outage: Outage<In, Told, Why>;

	constructor(
		private readonly operation: Operation<In, Told, Why>,
		private readonly talk: Conversation<In, Told, Why>,
		private readonly doubt: Doubt<In, Told, Why>,
		private readonly confirmation: Confirmation<In, Told, Why>,
		private readonly maxWaitMs: number,
	) {
		this.#barrier = new Barrier(talk);
		this.#outage = new Outage(talk);
	}

	async send(batch: readonly In[]): Promise<void> {
		await this.#send(batch, new Budget(this.maxWaitMs), 0);
	}

	/** @param found how many inputs that spoil the batch were found before */
	async #send(inputs: readonly In[], budget: Budget, found: number): Promise<void> {
		let open = inputs;
		const isHalf = found >= MOST_FOUND;
		for (;;) {
			const left = await this.#try(open, budget, isHalf ? 1 : PATIENCE);
			if (!left) return;

			const isWhole = left.open.length === open.length;
			open = left.open;
			if (left.advice.next === 'split') {
				// Those that the refusal names are settled, so the others may pass together.
				if (isWhole) return await this.#split(left, budget, found);
			} else {
				// Halves of what was read back before are not read once more.
				if (!isHalf || open.length === 1 || left.isLate) {
					open = await this.confirmation.readBack(open, budget, left.isLate);
				}
				if (open.length === 0) return;
				if (left.isLate || this.#outage.isOn) return this.#giveUp(open, left, budget);
				const isDivided = await this.#suspect({ ...left, open }, budget, found);
				if (isDivided) return;
			}
		}
	}

	/**
	 * Tries inputs, and settles whatever a reply settles.
	 * @returns what is still to be sent; undefined where nothing is
	 */
	async #try(
		inputs: readonly In[],
		budget: Budget,
		mostTries: number,
	): Promise<Spoiled<In, Why> | undefined> {
		const left = await this.talk.converse(this.operation.batch, inputs, budget, mostTries);
		if (!left) return undefined;
		const { open, advice, isLate } = left;
		this.confirmation.countNamed(inputs.length - open.length);
		if (open.length === 0) return undefined;
		switch (advice.next) {
			case 'confirm':
				await this.confirmation.confirm(open, advice.reason, budget);
				return undefined;
			case 'reject':
				await this.#conclude(open, 'rejected', advice.reason, budget);
				return undefined;
			case 'stop':
				this.talk.stop(open, advice.reason);
				return undefined;
			default:
				return { open, advice, isLate };
		}
	}

	async #split(left: Spoiled<In, Why>, budget: Budget, found: number): Promise<void> {
		const { open, advice } = left;
		const outcome = advice.next === 'split' ? advice.outcome : 'notSent';
		// Where something on the way refuses all, it does not do so for the sake of one input.
		const isBlocked = outcome === 'notSent' && !this.talk.hasPassedSince(budget.beganAt);
		if (open.length === 1 || (isBlocked && this.#barrier.isKnown)) {
			return await this.#conclude(open, outcome, advice.reason, budget);
		}
		await this.#divide(left, budget, found);
	}

	/**
	 * The batch was not taken again and again. It may be that nothing is taken at present; where others pass, or this was
	 * not asked before, one of its inputs may be in the way.
	 * @returns whether that was followed, and so all of them are settled
	 */
	async #suspect(left: Spoiled<In, Why>, budget: Budget, found: number): Promise<boolean> {
		const { open, advice } = left;
		const about = advice.next === 'retry' ? advice.about : 'inputs';
		const hasPassed = this.talk.hasPassedSince(budget.startedAt);
		if (about === 'account' || (about === 'connection' && (open.length === 1 || !hasPassed))) {
			return false;
		}
		if (open.length === 1 && hasPassed) await this.#giveLastTries(left, budget);
		else if (open.length > 1 && (hasPassed || found < MOST_FOUND)) {
			await this.#divide(left, budget, found);
		} else return false;
		return true;
	}

	/** Sends a batch again in parts, so that its good inputs pass. */
	async #divide(left: Spoiled<In, Why>, budget: Budget, found: number): Promise<void> {
		const { open, advice } = left;
		// A refused batch took no time to speak of; where it had to be tried again, its time runs on.
		const part = () => (advice.next === 'split' ? budget.renew() : budget.fork());
		if (found >= MOST_FOUND) {
			const halves = [open.slice(0, open.length / 2), open.slice(open.length / 2)];
			return void (await Promise.all(halves.map((half) => this.#send(half, part(), found))));
		}
		const search = part();
		const { spoiler, others } = await findSpoiler(left, (inputs) => this.#try(inputs, search, 1));
		const isBlocked = advice.next === 'split' && advice.outcome === 'notSent';
		if (isBlocked && spoiler && !this.talk.hasPassedSince(budget.beganAt)) {
			const attempt = async (inputs: readonly In[]) => await this.#try(inputs, budget.renew(), 1);
			const { refused, rest } = await this.#barrier.probe(others, budget.beganAt, attempt);
			if (rest.length > 0) await this.#send(rest, budget.renew(), MOST_FOUND);
			const alone = [...spoiler.open, ...refused];
			return await this.#conclude(alone, 'notSent', spoiler.advice.reason, budget);
		}
		const foundAt = others.length > 0 ? this.talk.now() : budget.startedAt;
		const hasPassed = this.talk.hasPassedSince(budget.startedAt);
		if (others.length > 0) {
			// A refusal costs no time, so that halving what is left is fastest.
			const isRefusal = advice.next === 'split';
			const next = isRefusal ? MOST_FOUND : found + 1;
			await this.#send(others, isRefusal ? part() : budget.again(), hasPassed ? next : found);
		}
		if (!spoiler) return;
		// Where nothing passes without it either, it is not the spoiler.
		if (!this.talk.hasPassedSince(foundAt))
			return await this.#send(spoiler.open, search, MOST_FOUND);
		if (spoiler.advice.next === 'split') return await this.#split(spoiler, budget, found);
		await this.#giveLastTries(spoiler, search);
	}

	/** Others pass and this one does not: so far. It may do so later, but not each of thousands may ask for ever. */
	async #giveLastTries(left: Spoiled<In, Why>, budget: Budget): Promise<void> {
		let last = left;
		for (let tries = Math.max(LAST_TRIES, TRIES_IN_ALL - budget.requests); tries > 0; tries--) {
			const next = await this.#try(last.open, budget, 1);
			if (!next) return;
			if (next.advice.next === 'split') return await this.#split(next, budget, MOST_FOUND);
			last = next;
			if (last.isLate) break;
		}
		const open = await this.confirmation.readBack(last.open, budget, true);
		this.doubt.fail(open, 'notSent', last.advice.reason);
	}

	/** The word is the truth about an input, unless an earlier try of it may have been taken all the same. */
	async #conclude(
		inputs: readonly In[],
		outcome: Failure<Why>['outcome'],
		reason: Why,
		budget: Budget,
	): Promise<void> {
		const { doubtful, certain } = this.doubt.part(inputs);
		this.doubt.fail(certain, outcome, reason);
		if (doubtful.length > 0) await this.confirmation.confirm(doubtful, reason, budget);
	}

	/** The time of a batch is up. Where nothing passes at all, it is up for the whole run. */
	#giveUp(inputs: readonly In[], { advice }: Spoiled<In, Why>, { startedAt = 0 }: Budget): void {
		const mayBeItself = advice.next !== 'retry' || advice.about === 'inputs';
		if (this.#outage.endsWith(startedAt, mayBeItself)) this.talk.stop(inputs, advice.reason);
		else this.doubt.fail(inputs, 'notSent', advice.reason);
	}
}
