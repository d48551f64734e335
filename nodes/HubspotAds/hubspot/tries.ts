import type { Advice, Step } from '../delivery/operation';
import type { Channel } from './channel';
import type { AdRecord } from './fates';
import { HubspotClock, readTime } from './hubspotClock';
import { Looks } from './looks';

/** Whether a record was made by a try of ours; `unknown` where HubSpot's clock, or when it was made, was not told. */
export type Age = 'notOlder' | 'older' | 'unknown';

/** A moment on both clocks of this machine: one stands still while the machine sleeps, the other may be set. */
type Moment = readonly [monotonic: number, wall: number];

/**
 * Remembers which inputs HubSpot may have taken without a word, and when, on HubSpot's clock: what was made before that was
 * made by somebody else. A record that another made within half the way of a request before a lost try is taken for ours; one
 * that another made after it cannot be told from ours at all, but by its values.
 */
export class Tries<In extends object> {
	/** When an input was last sent. */
	readonly #sentAt = new WeakMap<In, Moment>();
	/** When the first try of an input was sent that HubSpot may have taken without a word. */
	readonly #lostAt = new WeakMap<In, Moment>();
	readonly #looks = new Looks<In>();
	readonly #clocks = [new HubspotClock(), new HubspotClock()] as const;
	readonly #now: () => Moment;
	/** The channel that is to be used, so that each reply tells HubSpot's time. */
	readonly channel: Channel;

	constructor(channel: Channel) {
		this.#now = () => [channel.now(), channel.wallNow()];
		this.channel = {
			...channel,
			send: async (request) => {
				const sentAt = this.#now();
				const reply = await channel.send(request);
				const receivedAt = this.#now();
				if (!('lost' in reply)) {
					for (const [at, clock] of this.#clocks.entries()) {
						clock.learn(reply, sentAt[at], receivedAt[at]);
					}
				}
				return reply;
			},
		};
	}

	/** The same step; what it leaves open is remembered. */
	watch<Told, Why>(step: Step<In, Told, Why>): Step<In, Told, Why> {
		return async (inputs) => {
			const sentAt = this.#now();
			for (const input of inputs) this.#sentAt.set(input, sentAt);
			const exchange = await step(inputs);
			if (!mayBeTaken(exchange.advice)) return exchange;
			for (const input of inputs) {
				const isOpen = !exchange.fates.has(input) && !this.#lostAt.has(input);
				if (isOpen) this.#lostAt.set(input, sentAt);
			}
			return exchange;
		};
	}

	/** Whether a try of it may have been taken although no reply told so. */
	wasLost(input: In): boolean {
		return this.#lostAt.has(input);
	}

	/** Whether its age is worth another reply, by which HubSpot's clock is known better. */
	mayTellLater(input: In): boolean {
		return this.#looks.count([input]);
	}

	/** How old a record is beside the first try of the input that may have made it. Both clocks have to say so. */
	ageOf(record: AdRecord, input: In): Age {
		const triedAt = this.#lostAt.get(input) ?? this.#sentAt.get(input);
		const createdAt = readTime(record.createdAt);
		const orders = this.#clocks.map((clock, at) =>
			triedAt ? clock.compare(createdAt, triedAt[at]) : 'unknown',
		);
		if (orders.every((order) => order === 'after')) return 'notOlder';
		return orders.every((order) => order === 'before') ? 'older' : 'unknown';
	}
}

function mayBeTaken(advice: Advice<unknown, unknown>): boolean {
	return advice.next === 'confirm' || (advice.next === 'retry' && advice.mayBeTaken);
}
