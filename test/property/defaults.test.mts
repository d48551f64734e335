import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { TurnQueue } from '../../nodes/HubspotAds/delivery/pace';
import { anyDay } from './days.mts';
import { openPortal, runTogether } from './deliveryRun.mts';
import { checkLaws } from './laws.mts';

/** A few times Max Wait: what goes wrong may hold up several things of a run, one after the other. */
const HOUR_MS = 3_600_000;

describe('the default settings, with what really goes wrong', () => {
	it('leave every ad with the truth, whatever else runs', async () => {
		const law = fc.asyncProperty(anyDay, async (day) => {
			const portal = openPortal(day[0]);
			const queue = new TurnQueue(portal.clock);

			const runs = await runTogether(day, { ...portal, queue });

			for (const [at, run] of runs.entries()) {
				checkLaws(run, day[at]);
				expect(run.tookMs).toBeLessThan(HOUR_MS);
			}
		});

		await fc.assert(law, { numRuns: 2_000 });
	});
});
