import type { INodeProperties } from 'n8n-workflow';
import type { OperationName } from './operations';
import { newAdOptions } from './newAdOptions';
import { whereTheyAct } from './optionPlaces';
import { queryOptions, queryOptionsOfTools } from './queries';
import { runOptions } from './runOptions';
import { valueOptions } from './valueOptions';

/** Every option, by its name. Their defaults and limits stand here alone. */
export const OPTIONS = {
	...runOptions,
	...valueOptions,
	...queryOptions,
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
	batchArchive: [
		...(['apiVersion', 'batchSize', 'dryRun', 'maxConcurrency', 'maxWait', 'simplify'] as const),
		...(['timeout', 'verify'] as const),
	],
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
	getMany: [
		...(['apiVersion', 'archived', 'dateFormat', 'filterGroupsJson', 'maxConcurrency'] as const),
		...(['maxWait', 'numberFormat', 'query', 'simplify', 'sort', 'timeout'] as const),
	],
};

/** Options that are other ones in an operation. */
const OWN: Partial<Record<OperationName, Partial<Record<OptionName, INodeProperties>>>> = {
	batchCreate: { duplicates: newAdOptions.duplicates },
};

/** What an option is in an operation: its default, limits and choices. */
export function optionOf(operation: OperationName, name: OptionName): INodeProperties {
	return OWN[operation]?.[name] ?? OPTIONS[name];
}

/**
 * What n8n still has of the operation that the node had before: a choice that this one does not have.
 * @returns a sentence with what to do; undefined where no operation has it
 */
export function sayLeftOver(
	operation: OperationName,
	name: OptionName,
	value: unknown,
): string | undefined {
	const { displayName } = OPTIONS[name];
	const left = choicesOf(OPTIONS[name]).find((choice) => choice.value === value);
	if (!left) return undefined;
	const names = choicesOf(optionOf(operation, name)).map((choice) => choice.name);
	return `'${displayName}' is still set to '${left.name}', which this operation does not have; choose again in Options › ${displayName}: ${names.join(' or ')}`;
}

function choicesOf({ options = [] }: INodeProperties) {
	return options.filter((option) => 'value' in option);
}

/** What stands in the collection from the start where the node is a tool. */
const OF_TOOLS: Partial<Record<OperationName, Partial<Record<OptionName, string>>>> = {
	getMany: queryOptionsOfTools,
};

const collection = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
} satisfies INodeProperties;

/** Each operation has a collection of its own, all of one name; some have another one as a tool. */
export const optionCollections: INodeProperties[] = (
	Object.entries(OPTIONS_OF) as Array<[OperationName, readonly OptionName[]]>
).flatMap(([operation, names]) => {
	const ofTools = OF_TOOLS[operation];
	if (!ofTools) return [toCollection(operation, names)];
	return [
		toCollection(operation, names, { '@tool': [false] }),
		toCollection(operation, names, { '@tool': [true] }, ofTools),
	];
});

function toCollection(
	operation: OperationName,
	names: readonly OptionName[],
	where: Record<string, boolean[]> = {},
	from: Partial<Record<OptionName, string>> = {},
): INodeProperties {
	return {
		...collection,
		default: from,
		displayOptions: { show: { resource: ['ad'], operation: [operation], ...where } },
		options: whereTheyAct(
			names.map((name) => {
				const option = optionOf(operation, name);
				return name in from ? { ...option, default: from[name] } : option;
			}),
		),
	};
}
