import type { Hubspot } from '../simulator/hubspot.mts';
import type { Life } from './life.mts';

/** An ad that was made, or changed, whatever HubSpot said of it. */
export interface Deed {
	readonly id: string;
	/** The `hs_name` that was written: each input has its own. */
	readonly mark: string;
	readonly key?: string;
	readonly at: number;
	/** Whether another user did it. */
	readonly isRivals: boolean;
}

/** Everything that is made and written from now on. */
export function watchDeeds(hubspot: Hubspot, now: () => number): { made: Deed[]; written: Deed[] } {
	const made: Deed[] = [];
	const written: Deed[] = [];
	const { ads } = hubspot;
	const add = ads.add.bind(ads);
	const write = ads.write.bind(ads);
	const note = (id: string, { hs_name: mark, reference_number: key }: Record<string, string>) => ({
		...{ id, mark, key },
		at: now(),
		isRivals: isAtWork,
	});
	ads.add = (id, values, createdAt) => {
		made.push(note(id, values));
		return add(id, values, createdAt);
	};
	ads.write = (id, changes) => {
		const hasChanged = write(id, changes);
		if (hasChanged) written.push(note(id, changes));
		return hasChanged;
	};
	return { made, written };
}

/** Another user, who makes an ad with a key of ours while we are at work. */
export interface Rival {
	readonly who: number;
	readonly afterMs: number;
	/** Whether it has the very values of ours, as where the same workflow runs twice. */
	readonly isTwin?: boolean;
}

const RIVAL = 'made by a rival';

/** Whether a rival is at work just now. */
let isAtWork = false;

export function letRivalsWork(
	{ hubspot, clock }: Life,
	rivals: readonly Rival[],
	keyOf: (who: number) => string,
	valuesOf: (who: number) => Record<string, string> = () => ({}),
): void {
	for (const { who, afterMs, isTwin = false } of rivals) {
		void clock.sleep(afterMs).then(() => {
			const key = keyOf(who);
			const { ads } = hubspot;
			if (ads.byUnique('reference_number', key)) return;
			const values = isTwin ? valuesOf(who) : { hs_name: RIVAL };
			isAtWork = true;
			ads.add(ads.nextId(3), { ...values, reference_number: key });
			isAtWork = false;
		});
	}
}

/**
 * Whether a try of an input was lost that was sent before an ad was made, or in the same millisecond: `createdAt` has no more.
 * Which of the two made it cannot be told then.
 */
export function wasLostBefore(
	{ hubspot, day }: Life,
	traceId: string,
	{ at: made }: Deed,
): boolean {
	const latest = made + day.mostTravelMs + 1;
	return hubspot.journal.some(
		({ fault, at, body }) =>
			fault !== undefined && at < latest && JSON.stringify(body).includes(`"${traceId}"`),
	);
}
