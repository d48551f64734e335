import { bareHelper, bareHttp } from './bare.mts';
import { ceiling } from './ceiling.mts';
import type { Client } from './client.mts';
import { n8nReading, ourReading } from './expressions.mts';
import { DEFAULT_BATCHING, httpRequest } from './httpRequest.mts';
import { ours } from './ours.mts';
import { bareList, httpRequestPages } from './pages.mts';
import { sdkDeed } from './sdkDeed.mts';
import { sdkLimiter, sdkSequence, sdkSingle } from './sdk.mts';

export type { Client, Report } from './client.mts';

export const clients = {
	ours: ours('ours'),
	oursTwice: ours('ours, two runs in one process', { runs: 2 }),
	sdkDeed,
	bareList,
	httpRequestPages,
	ceiling,
	httpRequest: httpRequest(
		'HTTP Request, default batching (50 per second)',
		DEFAULT_BATCHING,
		'stopWorkflow',
	),
	httpRequestContinue: httpRequest(
		'HTTP Request, default batching, On Error = Continue',
		DEFAULT_BATCHING,
		'continueRegularOutput',
	),
	httpRequestSlow: httpRequest(
		'HTTP Request, 5 per second, On Error = Continue',
		{ batchSize: 1, batchInterval: 200 },
		'continueRegularOutput',
	),
	sdkSequence,
	sdkLimiter,
	sdkSingle,
	bareHelper,
	bareHttp,
	ourReadingVm: ourReading('vm'),
	n8nReadingVm: n8nReading('vm'),
	ourReadingLegacy: ourReading('legacy'),
	n8nReadingLegacy: n8nReading('legacy'),
} satisfies Record<string, Client>;

export type ClientName = keyof typeof clients;
