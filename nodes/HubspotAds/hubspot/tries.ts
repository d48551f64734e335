import type { Advice, Step } from '../delivery/operation';
import type { Channel } from './channel';
import type { AdRecord } from './fates';
import { asText, isFields, type LostReply, type Reply } from './reply';

/** Whether a record was made by a try of ours; `unknown` where HubSpot's clock, or when it was made, was not told. */
export type Age = 'notOlder' | 'older' | 'unknown';

/**
 * Remembers which inputs HubSpot may have taken without a word, and when, on HubSpot's clock: what was made before that was
 * made by somebody else. The clock is known from the `Date` of replies, which is behind by up to a second and the way here;
 * so a record that another made within that time before a lost try is taken for ours.
 */
export class Tries<In extends object> {
	/** When an input was last sent. */
	readonly #sentAt = new WeakMap<In, number>();
	/** When the first try of an input was sent that HubSpot may have taken without a word. */
	readonly #lostAt = new WeakMap<In, number>();
	/** How far HubSpot's clock is ahead of this machine's, at least. */
	#aheadMs = -Infinity;
	readonly #now: () => number;
	/** The channel that is to be used, so that each reply tells HubSpot's time. */
	readonly channel: Channel;

	constructor(channel: Channel) {
		this.#now = () => channel.now();
		this.channel = {
			...channel,
			send: async (request) => {
				const reply = await channel.send(request);
				this.#readClock(reply);
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

	/** How old a record is beside the first try of the input that may have made it. */
	ageOf(record: AdRecord, input: In): Age {
		const triedAt = this.#lostAt.get(input) ?? this.#sentAt.get(input) ?? -Infinity;
		const createdAt = Date.parse(asText(record.createdAt) ?? '');
		const earliest = triedAt + this.#aheadMs;
		if (Number.isNaN(createdAt) || earliest === -Infinity) return 'unknown';
		return createdAt >= earliest ? 'notOlder' : 'older';
	}

	/** Only HubSpot's own word is of its clock: a proxy has another. */
	#readClock(reply: Reply | LostReply): void {
		if ('lost' in reply || !isFields(reply.body)) return;
		const date = Date.parse(asText(reply.headers.date) ?? '');
		if (!Number.isNaN(date)) this.#aheadMs = Math.max(this.#aheadMs, date - this.#now());
	}
}

function mayBeTaken(advice: Advice<unknown, unknown>): boolean {
	return advice.next === 'confirm' || (advice.next === 'retry' && advice.mayBeTaken);
}
