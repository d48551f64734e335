import type { SimulatorOptions } from '../simulator/server.mts';
import { PROFESSIONAL, UNLIMITED } from './scenario.mts';
import type { Scenario } from './scenario.mts';

/** Each operation alone, beside HubSpot's own client, which results and inputs are paired by position with. */
const alone = (['get', 'create', 'upsert', 'archive'] as const).map(
	(deed): Scenario => ({
		name: `${deed}-190`,
		title: `${deed[0].toUpperCase()}${deed.slice(1)}, 190 requests per 10 s`,
		deed,
		records: 40_000,
		quickRecords: 3_000,
		simulator: PROFESSIONAL,
		isPaced: true,
		entries: [{ client: 'ours' }, { client: 'sdkDeed', records: 10_000 }],
	}),
);

/** Here a lost reply leaves ads of unknown fate. */
export const PLAIN = 'create-faults-plain';

/** What becomes of an ad beside its updates. */
export const life: Scenario[] = [
	...alone,
	{
		name: 'list-all',
		title: 'Get Many without conditions, 40,000 ads',
		deed: 'list',
		records: 40_000,
		quickRecords: 3_000,
		simulator: PROFESSIONAL,
		isPaced: true,
		entries: [
			{ client: 'ours' },
			{ client: 'bareList' },
			{ client: 'sdkDeed' },
			{ client: 'httpRequestPages', isLeftOutOfQuick: true },
		],
	},
	{
		name: 'search',
		title: 'Get Many with conditions, 25,000 hits',
		deed: 'search',
		records: 25_000,
		quickRecords: 3_000,
		simulator: PROFESSIONAL,
		isPaced: true,
		entries: [{ client: 'ours' }, { client: 'sdkDeed' }],
	},
	{
		name: 'create-faults',
		title: 'Create with lost replies: 2 % of 502s and 2 % of resets, most of them after the write',
		deed: 'create',
		records: 10_000,
		quickRecords: 3_000,
		simulator: { ...PROFESSIONAL, faults: lostReplies('batchCreate') },
		isPaced: true,
		entries: [{ client: 'ours' }, { client: 'sdkDeed' }],
	},
	{
		name: PLAIN,
		title: 'The same without a unique property, where nothing tells who made an ad',
		deed: 'createPlain',
		records: 10_000,
		quickRecords: 3_000,
		simulator: { ...PROFESSIONAL, faults: lostReplies('batchCreate') },
		isPaced: true,
		entries: [{ client: 'ours' }, { client: 'sdkDeed' }],
	},
	...(['update', 'get', 'create', 'upsert', 'archive', 'list'] as const).map(
		(deed): Scenario => ({
			name: `work-${deed}`,
			title: `The work of ${deed}, no limit and no latency`,
			deed,
			records: 40_000,
			quickRecords: 0,
			simulator: UNLIMITED,
			isPaced: false,
			entries: [{ client: 'ours' }],
		}),
	),
];

/** Most of them after HubSpot has done its work, where sending again does it twice. */
function lostReplies(endpoint: 'batchCreate'): SimulatorOptions['faults'] {
	const applied = ['after', 'after', 'later', 'before'] as const;
	return applied.flatMap((when) => [
		{ kind: 'edgeError', status: 502, applied: when, match: { endpoint, probability: 0.005 } },
		{ kind: 'reset', applied: when, match: { endpoint, probability: 0.005 } },
	]);
}
