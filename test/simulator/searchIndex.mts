import type { Ad, Values } from './ads.mts';

/** What the search index still has of an ad: values up to a time, or nothing of one that was just made. */
export type Indexed = { until: number; values: Values | undefined };

/**
 * Search answers from an index that lags behind: a new ad is not in it, a changed one has its old values, an archived one is
 * still counted. documented: that it lags. recorded: nothing in the first second, everything after thirty.
 */
export class SearchIndex {
	#now: () => number;
	#lagMs: () => number;

	/** @param lagMs asked anew for each write */
	constructor(now: () => number, lagMs: () => number) {
		this.#now = now;
		this.#lagMs = lagMs;
	}

	/** Notes a write: until the index has caught up the ad is seen as it was before. */
	lag(ad: Ad, before: Values | undefined): void {
		const now = this.#now();
		const until = now + this.#lagMs();
		// A later write that is indexed sooner takes the earlier ones with it.
		const waiting = [...ad.indexed, { until, values: before }];
		ad.indexed = waiting
			.map((one) => ({ ...one, until: Math.min(one.until, until) }))
			.filter((one) => one.until > now);
	}

	/** @returns the values by which an ad is found at this moment; undefined where it is not found */
	valuesOf(ad: Ad): Values | undefined {
		if (ad.indexed.length > 0) {
			const now = this.#now();
			const seen = ad.indexed.find((one) => one.until > now);
			if (seen) return seen.values;
		}
		return ad.archived ? undefined : ad.values;
	}
}
