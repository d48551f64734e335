import type { IExecuteFunctions } from 'n8n-workflow';
import { MAX_BATCH_SIZE, type ApiVersion } from '../hubspot/endpoints';
import type { Authentication } from '../hubspot/transport';

/** What counts for the whole run. Times are in milliseconds. */
export interface RunSettings {
	readonly authentication: Authentication;
	readonly apiVersion: ApiVersion;
	readonly batchSize: number;
	readonly checkValues: boolean;
	readonly clearEmpty: boolean;
	readonly dryRun: boolean;
	readonly duplicates: 'inOrder' | 'merge' | 'reject';
	readonly extraFields: 'ignore' | 'reject';
	readonly includeBatch: boolean;
	readonly maxConcurrency: number;
	readonly maxWaitMs: number;
	readonly simplify: boolean;
	readonly skipUnchanged: boolean;
	readonly timeoutMs: number;
	readonly timeZone: string;
	/** On Error = Stop Workflow. */
	readonly stopsOnError: boolean;
}

/** Options are read once, with the first item: one run is one conversation with HubSpot. */
export function readSettings(context: IExecuteFunctions): RunSettings {
	const option = <T>(name: string, fallback: T): T =>
		context.getNodeParameter(`options.${name}`, 0, fallback) as T;
	return {
		authentication: context.getNodeParameter('authentication', 0) as Authentication,
		apiVersion: option<ApiVersion>('apiVersion', 'v3'),
		batchSize: Math.floor(
			clamp(option('batchSize', MAX_BATCH_SIZE), 1, MAX_BATCH_SIZE, MAX_BATCH_SIZE),
		),
		checkValues: option('checkValues', true),
		clearEmpty: option('clearEmpty', false),
		dryRun: option('dryRun', false),
		duplicates: option<RunSettings['duplicates']>('duplicates', 'inOrder'),
		extraFields: option<RunSettings['extraFields']>('extraFields', 'ignore'),
		includeBatch: option('includeBatch', false),
		maxConcurrency: Math.floor(clamp(option('maxConcurrency', 20), 1, 50, 20)),
		maxWaitMs: clamp(option('maxWait', 300), 0, 86_400, 300) * 1000,
		simplify: option('simplify', false),
		skipUnchanged: option('skipUnchanged', false),
		timeoutMs: clamp(option('timeout', 100), 1, 3_600, 100) * 1000,
		timeZone: context.getTimezone(),
		stopsOnError: !context.continueOnFail(),
	};
}

/** An expression may give anything where the editor would allow no such number. */
function clamp(value: unknown, least: number, most: number, fallback: number): number {
	// To Number() no value at all is zero.
	const number = Number.parseFloat(String(value));
	return Number.isFinite(number) ? Math.min(most, Math.max(least, number)) : fallback;
}
