import type { Hubspot } from '../simulator/hubspot.mts';
import type { Life } from './life.mts';

/** An ad that was made, or changed, whatever HubSpot said of it. */
export interface Deed {
	readonly id: string;
	/** The `hs_name` that was written: each input has its own. */
	readonly mark: string;
	readonly key?: string;
	readonly at: number;
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
}

export const RIVAL = 'made by a rival';

export function letRivalsWork(
	{ hubspot, clock }: Life,
	rivals: readonly Rival[],
	keyOf: (who: number) => string,
): void {
	for (const { who, afterMs } of rivals) {
		void clock.sleep(afterMs).then(() => {
			const key = keyOf(who);
			const { ads } = hubspot;
			if (ads.byUnique('reference_number', key)) return;
			ads.add(ads.nextId(3), { hs_name: RIVAL, reference_number: key });
		});
	}
}
