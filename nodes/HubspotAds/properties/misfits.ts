import { fold, type Named } from './nearest';

export type MisfitKind =
	| 'archived'
	| 'bool'
	| 'date'
	| 'datetime'
	| 'number'
	| 'option'
	| 'owner'
	| 'plainValue'
	| 'readOnly'
	| 'severalOptions'
	| 'tooLong'
	| 'unknownProperty';

/** Why a value cannot be sent: what was expected (`kind`), what came (`received`, as showValue gives it), what is near. */
export interface Misfit {
	kind: MisfitKind;
	received?: string;
	nearest?: Named;
	/** The first few that fit; `optionCount` counts all of them. */
	options?: readonly Named[];
	optionCount?: number;
	pipelineId?: string;
}

/** A reason with the property that it is about. `label` equals `property` where HubSpot's label is not known. */
export interface PropertyMisfit extends Misfit {
	property: string;
	label: string;
}

/** HubSpot's limit for a text. documented for the bodies of notes, assumed for properties. */
export const MAX_TEXT_LENGTH = 65_536;

const MAX_SHOWN = 60;

/** One sentence: the property by label and name, what it takes, what came, and what would be accepted. */
export function describeMisfit(misfit: PropertyMisfit): string {
	return WORDS[misfit.kind](nameOf(misfit), misfit.received ?? 'this value', misfit);
}

const WORDS: Record<MisfitKind, (name: string, received: string, reason: Misfit) => string> = {
	archived: (name) => `${name} is archived in HubSpot; restore the property there, or leave it out`,
	bool: (name, received) => `${name} takes true or false, and ${received} is neither`,
	date: (name, received) =>
		`${name} takes a day, and ${received} is not one; send it as YYYY-MM-DD, such as 2026-12-31`,
	datetime: (name, received) =>
		`${name} takes a date and time, and ${received} is not one; send it in ISO 8601, such as 2026-12-31T09:30:00Z`,
	number: (name, received) =>
		`${name} takes a number, and ${received} is not one; send digits with a point for decimals, such as 12000.50`,
	option: (name, received, reason) =>
		`${name} has no option ${received}${inPipeline(reason)}${hint(reason)}${choices(reason)}`,
	owner: (name, received) =>
		`${name} takes an owner, and ${received} is not one; send the digits of the owner's ID in HubSpot`,
	plainValue: (name, received) =>
		`${name} takes one plain value, and ${received} is not one; send text, a number, a date, or true or false`,
	readOnly: (name) => `${name} is filled by HubSpot and cannot be written; leave it out`,
	severalOptions: (name, received, reason) =>
		`${name} has several options that fit ${received}${choices(reason)}`,
	tooLong: (name, received) =>
		`${name} takes up to 65,536 characters, and ${received} is longer; shorten the text`,
	unknownProperty: (name, _received, reason) =>
		`HubSpot's ads have no property ${name}${hint(reason) || '; use the internal name of one that they have'}`,
};

/** A value as a misfit shows it: text in double quotes, everything shortened, nothing of it run. */
export function showValue(value: unknown): string {
	if (typeof value === 'string') return JSON.stringify(shorten(value));
	if (Array.isArray(value)) return `a list of ${value.length}`;
	if (typeof value === 'object' && value !== null) return showObject(value);
	return typeof value === 'function' ? 'a function' : shorten(String(value));
}

function showObject(value: object): string {
	if (value instanceof Date || 'isLuxonDateTime' in value) return 'an invalid date';

	const keys = Object.keys(value).slice(0, 5).join(', ');
	return keys === '' ? 'an object' : `an object (${shorten(keys)})`;
}

function shorten(text: string): string {
	return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
}

function nameOf({ property, label }: PropertyMisfit): string {
	return label === property ? `'${property}'` : `'${label}' (${property})`;
}

function inPipeline({ pipelineId }: Misfit): string {
	return pipelineId === undefined ? '' : ` in the pipeline ${showValue(pipelineId)}`;
}

function hint({ nearest }: Misfit): string {
	return nearest ? `; the nearest is ${showNamed(nearest)}` : '';
}

function choices({ options = [], optionCount = options.length }: Misfit): string {
	if (options.length === 0) return '; it has no options to choose from';

	const rest = optionCount > options.length ? ` … (${optionCount} in all)` : '';
	return `; use the internal value of one: ${options.map(showNamed).join(', ')}${rest}`;
}

function showNamed({ value, label }: Named): string {
	return fold(label) === fold(value) ? value : `${value} (${shorten(label)})`;
}
