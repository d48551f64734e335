import { life } from './life.mts';
import { FREE, PROFESSIONAL, UNLIMITED } from './scenario.mts';
import type { Scenario } from './scenario.mts';

const update = { endpoint: 'batchUpdate' as const };
const patch = { endpoint: 'patchAd' as const };

export const scenarios: Scenario[] = [
	{
		name: 'alone-190',
		title: 'Alone, 190 requests per 10 s',
		records: 40_000,
		quickRecords: 6_000,
		simulator: PROFESSIONAL,
		isPaced: true,
		entries: [
			{ client: 'ceiling' },
			{ client: 'ours' },
			{ client: 'httpRequest', isLeftOutOfQuick: true },
			{ client: 'httpRequestContinue' },
			{ client: 'httpRequestSlow', records: 8_000, isLeftOutOfQuick: true },
			{ client: 'sdkSequence', records: 8_000 },
			{ client: 'sdkLimiter', records: 20_000 },
			{ client: 'sdkSingle', records: 200 },
		],
	},
	{
		// 40,000 would end exactly with a window, and a single further request (the definitions) would then cost 10 s.
		name: 'alone-100',
		title: 'Alone, 100 requests per 10 s',
		records: 45_000,
		quickRecords: 3_000,
		simulator: FREE,
		isPaced: true,
		entries: [{ client: 'ceiling' }, { client: 'ours' }],
	},
	{
		name: 'alone-100000',
		title: 'Alone, 190 requests per 10 s, 100,000 records',
		records: 100_000,
		quickRecords: 0,
		simulator: PROFESSIONAL,
		isPaced: true,
		entries: [{ client: 'ceiling' }, { client: 'ours' }],
	},
	{
		name: 'two-runs',
		title: 'Two runs in one process on one credential',
		records: 40_000,
		quickRecords: 6_000,
		simulator: PROFESSIONAL,
		isPaced: true,
		entries: [{ client: 'ceiling' }, { client: 'oursTwice' }],
	},
	{
		name: 'two-processes',
		title: 'Two processes on one credential, as two workers',
		records: 40_000,
		quickRecords: 6_000,
		simulator: PROFESSIONAL,
		isPaced: true,
		entries: [
			{ client: 'ceiling' },
			{ client: 'ours', processes: 2, title: 'ours, two processes' },
			{
				client: 'ours',
				processes: 2,
				laterMs: 5_000,
				title: 'ours, the second process 5 s later',
				isLeftOutOfQuick: true,
			},
		],
	},
	{
		name: 'other-user',
		title: 'Another user of the account takes 60 of each 190 requests',
		records: 30_000,
		quickRecords: 4_000,
		simulator: PROFESSIONAL,
		isPaced: true,
		otherUser: 6,
		entries: [
			{ client: 'ceiling', title: 'ceiling (knows what the other takes)' },
			{ client: 'ours' },
		],
	},
	{
		name: 'bad-records',
		title: 'One bad record in each tenth batch',
		records: 10_000,
		quickRecords: 2_000,
		simulator: PROFESSIONAL,
		isPaced: true,
		badEvery: 1_000,
		entries: [
			{ client: 'ours' },
			{ client: 'httpRequestContinue' },
			{ client: 'httpRequestSlow', isLeftOutOfQuick: true },
			{ client: 'sdkLimiter', isLeftOutOfQuick: true },
		],
	},
	{
		name: 'faults',
		title: '2 % of 502s and 1 % of resets, half of them after the write',
		records: 20_000,
		quickRecords: 4_000,
		simulator: {
			...PROFESSIONAL,
			faults: [
				{
					kind: 'edgeError',
					status: 502,
					applied: 'before',
					match: { ...update, probability: 0.01 },
				},
				{
					kind: 'edgeError',
					status: 502,
					applied: 'after',
					match: { ...update, probability: 0.01 },
				},
				{ kind: 'reset', applied: 'before', match: { ...update, probability: 0.005 } },
				{ kind: 'reset', applied: 'after', match: { ...update, probability: 0.005 } },
				{
					kind: 'edgeError',
					status: 502,
					applied: 'after',
					match: { ...patch, probability: 0.02 },
				},
				{ kind: 'reset', applied: 'before', match: { ...patch, probability: 0.01 } },
			],
		},
		isPaced: true,
		entries: [
			{ client: 'ours' },
			{ client: 'httpRequestSlow', isLeftOutOfQuick: true },
			{ client: 'sdkLimiter' },
		],
	},
	...life,
	...[1_000, 10_000, 100_000].map(
		(records): Scenario => ({
			name: `growth-${records}`,
			title: `Growth, no limit and no latency: ${records.toLocaleString('en')} records`,
			records,
			quickRecords: records === 100_000 ? 5_000 : 0,
			simulator: UNLIMITED,
			isPaced: false,
			entries: [{ client: 'ours' }, { client: 'bareHelper' }, { client: 'bareHttp' }],
		}),
	),
	{
		name: 'expressions',
		title: 'Ten properties mapped by plain expressions (nothing is sent)',
		records: 1_000,
		quickRecords: 200,
		simulator: UNLIMITED,
		isPaced: false,
		entries: [
			{ client: 'ourReadingVm' },
			{ client: 'n8nReadingVm' },
			{ client: 'ourReadingLegacy', isLeftOutOfQuick: true },
			{ client: 'n8nReadingLegacy', isLeftOutOfQuick: true },
		],
	},
];
