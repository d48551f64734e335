import type { INodeProperties } from 'n8n-workflow';
import type { OperationName } from './operations';
import { newAdOptions } from './newAdOptions';
import { whereTheyAct } from './optionPlaces';
import { runOptions } from './runOptions';
import { valueOptions } from './valueOptions';

/** Every option, by its name. Their defaults and limits stand here alone. */
export const OPTIONS = {
	...runOptions,
	...valueOptions,
	uniqueProperty: newAdOptions.uniqueProperty,
};

export type OptionName = keyof typeof OPTIONS;

const WRITING = [
	...(['apiVersion', 'batchSize', 'checkValues', 'clearEmpty', 'dateFormat', 'dryRun'] as const),
	...(['duplicates', 'extraFields', 'includeBatch', 'maxConcurrency', 'maxWait'] as const),
	...(['numberFormat', 'objectWriteTraceId', 'simplify', 'skipUnchanged', 'timeout'] as const),
];

/** The options that an operation has, in the order of the editor's list. */
export const OPTIONS_OF: Record<OperationName, readonly OptionName[]> = {
	batchCreate: [
		...(['apiVersion', 'batchSize', 'checkValues', 'dateFormat', 'dryRun', 'duplicates'] as const),
		...(['extraFields', 'includeBatch', 'maxConcurrency', 'maxWait', 'numberFormat'] as const),
		...(['objectWriteTraceId', 'simplify', 'timeout', 'uniqueProperty'] as const),
	],
	batchGet: [
		...(['apiVersion', 'archived', 'batchSize', 'maxConcurrency', 'maxWait'] as const),
		...(['simplify', 'timeout'] as const),
	],
	batchUpdate: WRITING,
	batchUpsert: WRITING,
};

/** Options that are other ones in an operation. */
const OWN: Partial<Record<OperationName, Partial<Record<OptionName, INodeProperties>>>> = {
	batchCreate: { duplicates: newAdOptions.duplicates },
};

/** What an option is in an operation: its default, limits and choices. */
export function optionOf(operation: OperationName, name: OptionName): INodeProperties {
	return OWN[operation]?.[name] ?? OPTIONS[name];
}

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
	options: whereTheyAct(names.map((name) => optionOf(operation, name))),
}));
