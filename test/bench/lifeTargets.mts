import type { Row } from './row.mts';
import { percent, ratio, steady, unmeasured } from './targets.mts';
import type { Target } from './targets.mts';

/** What the operations beside Batch Update are to reach. */
export function lifeTargets(find: (scenario: string, key: string) => Row | undefined): Target[] {
	return [
		...['get', 'create', 'upsert', 'archive'].map((deed) =>
			steady(`${deed} alone, 190 per 10 s`, find(`${deed}-190`, 'ours'), 0.97, 0.005),
		),
		timesAsFast(
			'Get Many without conditions against a bare loop over the list',
			find('list-all', 'ours'),
			find('list-all', 'bareList'),
			3,
		),
		searchRate(find('search', 'ours')),
		...['get', 'create', 'upsert', 'archive', 'list'].map((deed) =>
			ratio(
				`CPU per ad of ${deed} against update`,
				find(`work-${deed}`, 'ours')?.cpuMsPer1000,
				find('work-update', 'ours')?.cpuMsPer1000,
				1.2,
			),
		),
	];
}

function timesAsFast(
	what: string,
	ours: Row | undefined,
	bare: Row | undefined,
	least: number,
): Target {
	const wanted = `${least} times as fast, complete`;
	if (!ours || !bare) return unmeasured(what, wanted);
	const times = bare.seconds / ours.seconds;
	const { goodWritten = 0 } = ours;
	const found = `${times.toFixed(1)} times, ${percent(goodWritten)} listed`;
	return { what, wanted, found, isReached: times >= least && goodWritten === 1 };
}

/** HubSpot's search takes 5 requests in a second, each for 200 ads at most. */
const SEARCHED_PER_SECOND = 1_000;

function searchRate(row: Row | undefined): Target {
	const what = 'Get Many with conditions';
	const wanted = "90 % of search's 1,000 ads per second, complete past 10,000";
	if (!row) return unmeasured(what, wanted);
	const { perSecond, goodWritten = 0 } = row;
	const share = perSecond / SEARCHED_PER_SECOND;
	const found = `${percent(share)}, ${percent(goodWritten)} found`;
	return { what, wanted, found, isReached: share >= 0.9 && goodWritten === 1 };
}
