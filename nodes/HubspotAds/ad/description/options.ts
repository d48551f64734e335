import type { INodeProperties } from 'n8n-workflow';
import type { OperationName } from './operations';
import { whereTheyAct } from './optionPlaces';
import { runOptions } from './runOptions';
import { valueOptions } from './valueOptions';

/** Every option, by its name. Their defaults and limits stand here alone. */
export const OPTIONS = { ...runOptions, ...valueOptions };

export type OptionName = keyof typeof OPTIONS;

const WRITING = [
	...(['apiVersion', 'batchSize', 'checkValues', 'clearEmpty', 'dateFormat', 'dryRun'] as const),
	...(['duplicates', 'extraFields', 'includeBatch', 'maxConcurrency', 'maxWait'] as const),
	...(['numberFormat', 'objectWriteTraceId', 'simplify', 'skipUnchanged', 'timeout'] as const),
];

/** The options that an operation has, in the order of the editor's list. */
export const OPTIONS_OF: Record<OperationName, readonly OptionName[]> = {
	batchArchive: [
		...(['apiVersion', 'batchSize', 'dryRun', 'maxConcurrency', 'maxWait', 'simplify'] as const),
		...(['timeout', 'verify'] as const),
	],
	batchGet: [
		...(['apiVersion', 'archived', 'batchSize', 'maxConcurrency', 'maxWait'] as const),
		...(['simplify', 'timeout'] as const),
	],
	batchUpdate: WRITING,
	batchUpsert: WRITING,
};

/** Each operation has a collection of its own, all of one name. */
export const optionCollections: INodeProperties[] = (
	Object.entries(OPTIONS_OF) as Array<[OperationName, readonly OptionName[]]>
).map(([operation, names]) => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: { show: { resource: ['ad'], operation: [operation] } },
	options: whereTheyAct(names.map((name) => OPTIONS[name])),
}));
