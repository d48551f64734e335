import { asText, isFields, type Reply } from './reply';

/** How a moment on HubSpot's clock lies to one of ours: after it, before it, or too close to tell. */
export type Order = 'after' | 'before' | 'unknown';

/** By so much, in milliseconds, HubSpot's clock is ahead of one of ours: at least, and at most. */
interface Ahead {
	readonly least: number;
	readonly most: number;
}

/** The clocks of HubSpot's machines are that close, in milliseconds. assumed; recorded: within the second of a `Date`. */
const SKEW_MS = 1_000;
/** Of bounds that are so close, in milliseconds, the middle is taken: a request takes about as long there as back. */
const CLOSE_MS = 500;

/**
 * HubSpot's clock as seen from one of this machine's. The frame of a batch's reply tells it to the millisecond, by the clock
 * that stamps `createdAt` too (recorded: it started at .177, made an ad at .178, ended at .239); the `Date` of every reply to
 * the second. HubSpot said so at some moment between the request and its reply.
 */
export class HubspotClock {
	#ahead: Ahead | undefined;
	#isPrecise = false;

	/** @param sentAt when the request was sent, and `receivedAt` when its reply was there, on this machine's clock */
	learn(reply: Reply, sentAt: number, receivedAt: number): void {
		// A proxy's clock is another one.
		if (!isFields(reply.body)) return;
		// Not every way keeps it; then the frame has to do.
		const date = Date.parse(asText(reply.headers.date) ?? '');
		const from = readTime(reply.body.startedAt);
		const to = readTime(reply.body.completedAt);
		if (Number.isNaN(from) && !Number.isNaN(date) && !this.#isPrecise) {
			this.#narrow({ least: date - receivedAt, most: date + 1_000 - sentAt });
		}
		// Each request is longer on its way than the part of a millisecond that is cut off.
		const frame = { least: to - Math.ceil(receivedAt), most: from - Math.floor(sentAt) };
		const isPossible = from <= to && frame.least <= frame.most;
		if (!isPossible || Math.abs(to - date) > 1_000 + SKEW_MS) return;
		this.#narrow(frame);
		this.#isPrecise = true;
	}

	/** @param moment on HubSpot's clock, in whole milliseconds; NaN where it is not known */
	compare(moment: number, ours: number): Order {
		if (!this.#ahead || Number.isNaN(moment)) return 'unknown';
		const { least, most } = this.#ahead;
		const at = Math.floor(ours);
		if (moment >= at + (most - least > CLOSE_MS ? most : (least + most) / 2)) return 'after';
		return moment + 1 + SKEW_MS <= ours + least ? 'before' : 'unknown';
	}

	/** Where it does not fit what was known, one of the clocks was set or stood still, so that only this holds. */
	#narrow(ahead: Ahead): void {
		const least = Math.max(ahead.least, this.#ahead?.least ?? -Infinity);
		const most = Math.min(ahead.most, this.#ahead?.most ?? Infinity);
		this.#ahead = least <= most ? { least, most } : ahead;
	}
}

/** HubSpot's own form of a moment; anything else is NaN, also what only JavaScript takes for a date, such as 1. */
export function readTime(value: unknown): number {
	const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
	return isTime ? Date.parse(value) : Number.NaN;
}
