import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

type Conditions = NonNullable<IDisplayOptions['show']>;

/** Where an option does nothing: any of these settings of the node, in words that follow its label. */
interface Idle {
	readonly why: string;
	readonly where: readonly Conditions[];
}

/** Names without a slash are those of the options themselves. */
const IN_A_DRY_RUN: Idle = {
	why: 'does nothing in a dry run',
	where: [{ dryRun: [true] }],
};
const UNCHECKED: Idle = {
	why: "does nothing while 'Check Values' is off",
	where: [{ checkValues: [false] }],
};
const NOT_AUTOMATIC: Idle = {
	why: 'does nothing unless properties are mapped automatically',
	where: [
		{ '/specifyAds': ['json'] },
		{ '/specifyAds': ['fields'], '/ads.mappingMode': ['defineBelow'] },
	],
};

const IDLE: Readonly<Record<string, Idle>> = {
	dateFormat: UNCHECKED,
	extraFields: NOT_AUTOMATIC,
	includeBatch: IN_A_DRY_RUN,
	numberFormat: UNCHECKED,
	objectWriteTraceId: IN_A_DRY_RUN,
	simplify: IN_A_DRY_RUN,
	skipUnchanged: IN_A_DRY_RUN,
	verify: IN_A_DRY_RUN,
};

/**
 * Whether an option does nothing, so that the editor hides it, whatever its value is.
 * @param settings of a run, by the names that the conditions have
 */
export function isIdle(name: string, settings: Readonly<Record<string, unknown>>): boolean {
	return (IDLE[name]?.where ?? []).some((place) =>
		Object.entries(place).every(([setting, values = []]) =>
			values.some((value) => value === settings[setting]),
		),
	);
}

/**
 * The options as n8n's editor is to offer them: each only where it does something. Both n8n's editor and its engine drop the
 * value of an option that is shown no more, unless another one of that name is: the editor one that can be seen, so a notice
 * stands in its place where there is a value, and the engine any, so there is one of no kind to be seen.
 */
export function whereTheyAct(options: readonly INodeProperties[]): INodeProperties[] {
	return options.flatMap((option) => {
		const idle = IDLE[option.name];
		return idle && dependsOnThese(idle, options)
			? [hideWhere(option, idle), ...noticesOf(option, idle), keeperOf(option)]
			: [option];
	});
}

/** n8n 1 cannot load a node with an option that depends on one that is not beside it, as where an operation has no dry run. */
function dependsOnThese({ where }: Idle, options: readonly INodeProperties[]): boolean {
	const names = where.flatMap(Object.keys).filter((name) => !name.startsWith('/'));
	return names.every((name) => options.some((option) => option.name === name));
}

/** n8n hides what any one condition is true of, so that of a narrower place is its last one alone. */
function hideWhere(option: INodeProperties, { where }: Idle): INodeProperties {
	const hide = Object.fromEntries(where.map((place) => Object.entries(place).at(-1)!));
	return { ...option, displayOptions: { hide } };
}

function noticesOf({ displayName, name }: INodeProperties, { why, where }: Idle) {
	const hasValue = { [`/options.${name}`]: [{ _cnd: { exists: true as const } }] };
	return where.map(
		(place): INodeProperties => ({
			displayName: `'${displayName}' ${why}. Its value is kept.`,
			name,
			type: 'notice',
			default: '',
			displayOptions: { show: { ...place, ...hasValue } },
		}),
	);
}

function keeperOf(option: INodeProperties): INodeProperties {
	return { ...option, type: 'hidden' };
}
