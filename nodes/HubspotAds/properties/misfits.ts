import { fold } from './invisible';
import type { Named } from './nearest';
import { shorten, showValue } from './show';
import { isUnevaluated, sayUnevaluated } from './unevaluated';

type MisfitKind =
	| 'ambiguousDate'
	| 'ambiguousNumber'
	| 'archived'
	| 'bool'
	| 'date'
	| 'datetime'
	| 'inexact'
	| 'number'
	| 'objects'
	| 'option'
	| 'outOfRange'
	| 'owner'
	| 'plainValue'
	| 'readOnly'
	| 'severalOptions'
	| 'shortenedNumber'
	| 'shortYear'
	| 'tooLong'
	| 'unknownProperty';

/** Why a value cannot be sent: what was expected (`kind`), what came (`received`, as showValue gives it), what is near. */
export interface Misfit {
	kind: MisfitKind;
	received?: string;
	nearest?: Named;
	/** The first few that fit; `optionCount` counts all of them. */
	options?: ReadonlyArray<Named & { pipelineLabel?: string }>;
	optionCount?: number;
	pipelineId?: string;
	/** The property takes several choices. */
	isMultiple?: boolean;
	/** What Number Format or Date Format is set to, where it is not automatic and the text is not so. */
	format?: keyof typeof FORMATS;
	/** What the text may mean: numbers with a point and with a comma for decimals, or days with the day and the month first. */
	readings?: ReadonlyArray<string | undefined>;
	/** A text within the objects that came in place of texts. */
	example?: { key: string; text: string };
}

/** A reason with the property that it is about. `label` equals `property` where HubSpot's label is not known. */
export interface PropertyMisfit extends Misfit {
	property: string;
	label: string;
}

/** HubSpot's limit for a text. documented for the bodies of notes, assumed for properties. */
export const MAX_TEXT_LENGTH = 65_536;

/** More sentences than these are not read. */
const MAX_SENTENCES = 5;

const FORMATS = {
	comma: "'Number Format' is set to Comma for Decimals",
	point: "'Number Format' is set to Point for Decimals",
	dayFirst: "'Date Format' is set to Day First",
	monthFirst: "'Date Format' is set to Month First",
};

/** What cannot be sent of one ad: a sentence for each of the first few, and the names of the others. */
export function describeMisfits(misfits: readonly PropertyMisfit[]): string {
	const sentences = misfits.slice(0, MAX_SENTENCES).map(describeMisfit);
	const others = misfits.slice(MAX_SENTENCES).map(({ property }) => `'${shorten(property)}'`);
	if (others.length === 0) return sentences.join('. ');

	const named = others.slice(0, MAX_SENTENCES).join(', ');
	const rest = others.length > MAX_SENTENCES ? ` and ${others.length - MAX_SENTENCES} more` : '';
	return `${sentences.join('. ')}. Nor can these be sent: ${named}${rest}`;
}

/** One sentence: the property by label and name, what it takes, what came, and what would be accepted. */
export function describeMisfit(misfit: PropertyMisfit): string {
	const { kind, received = 'this value', isMultiple } = misfit;
	if (!WHOLE.has(kind) && isUnevaluated(received)) return sayUnevaluated(labelOf(misfit), received);
	const sentence = WORDS[kind](labelOf(misfit), received, misfit);
	return isMultiple && !WHOLE.has(kind)
		? `${sentence}; several choices are separated by ;`
		: sentence;
}

/** Kinds that are about the property, or that neither separating choices nor another text of this length cures. */
const WHOLE = new Set<MisfitKind>([
	'archived',
	'inexact',
	'readOnly',
	'tooLong',
	'unknownProperty',
]);

const WORDS: Record<MisfitKind, (name: string, received: string, reason: Misfit) => string> = {
	ambiguousDate: (name, received, { readings = [] }) =>
		`${name} takes a date, and ${order(received, readings)}`,
	ambiguousNumber: (name, received, { readings = [] }) =>
		`${name} takes a number, and ${received} may be ${readings.map(separate).join(' or ')}; set the option 'Number Format' to Point for Decimals or Comma for Decimals, or send a number in place of text`,
	archived: (name) => `${name} is archived in HubSpot; restore the property there, or leave it out`,
	bool: (name, received, reason) =>
		`${name} takes true or false, and ${received} is neither${labels(reason)}`,
	date: (name, received, reason) =>
		`${name} takes a day, and ${received} is not one; send it as YYYY-MM-DD, such as 2026-12-31${setTo(reason)}`,
	datetime: (name, received, reason) =>
		`${name} takes a date and time, and ${received} is not one; send it in ISO 8601, such as 2026-12-31T09:30:00Z${setTo(reason)}`,
	inexact: (name, received) =>
		`${name} cannot take ${received}, a number of so many digits that the last ones are lost already; give it as text`,
	number: (name, received, reason) =>
		`${name} takes a number, and ${received} is not one; send digits with ${reason.format === 'comma' ? 'a comma for decimals, such as 12000,50' : 'a point for decimals, such as 12000.50'}${setTo(reason)}`,
	objects: (name, received, { example }) =>
		`${name} takes choices as text, and ${received} is not text; ${example ? `pick a text of each object, such as its '${shorten(example.key)}' (${showValue(example.text)})` : 'send a list of texts'}`,
	option: (name, received, reason) =>
		`${name} has no option ${received}${inPipeline(reason)}${hint(reason)}${choices(reason)}`,
	outOfRange: (name, received) =>
		`${name} takes a number, and ${received} is larger or smaller than numbers can be; look at where it comes from`,
	owner: (name, received) =>
		`${name} takes an owner, and ${received} is not one; send the digits of the owner's ID in HubSpot`,
	plainValue: (name, received, { isMultiple }) =>
		isMultiple
			? `${name} takes choices as text, and ${received} is not text; send a list of texts`
			: `${name} takes one plain value, and ${received} is not one; send text, a number, a date, or true or false`,
	readOnly: (name) => `${name} is filled by HubSpot and cannot be written; leave it out`,
	severalOptions: (name, received, reason) =>
		`${name} has several options that fit ${received}${pipelines(reason)}${choices(reason)}`,
	shortenedNumber: (name, received) =>
		`${name} takes a number, and a spreadsheet may have shortened it to ${received}; show all digits of the column there, or send them`,
	shortYear: (name, received, reason) =>
		`${name} takes a date, and ${received} has a year of two digits; write all four, such as 2026-12-31${setTo(reason)}`,
	tooLong: (name, received) =>
		`${name} takes up to 65,536 characters, and ${received} is longer; shorten the text`,
	unknownProperty: (name, _received, reason) =>
		`HubSpot's ads have no property ${name}${hint(reason) || '; use the internal name of one that they have'}`,
};

function labelOf({ property, label }: PropertyMisfit): string {
	const name = shorten(property);
	return label === property ? `'${name}'` : `'${shorten(label)}' (${name})`;
}

function order(
	received: string,
	[dayFirst, monthFirst]: ReadonlyArray<string | undefined>,
): string {
	if (dayFirst && monthFirst && dayFirst !== monthFirst) {
		return `${received} may be ${dayFirst} or ${monthFirst}; set the option 'Date Format' to Day First or Month First, or send it as YYYY-MM-DD`;
	}
	const setting = dayFirst ? 'Day First' : 'Month First';
	return `${received} does not begin with the year; set the option 'Date Format' to ${setting}, or send it as ${dayFirst ?? monthFirst}`;
}

/** `150000` as 150,000; decimals stay as they are. */
function separate(number: string | undefined = ''): string {
	return number.replace(/\d(?=(?:\d{3})+(?:\.|$))(?<!\.\d*)/g, '$&,');
}

function setTo({ format }: Misfit): string {
	return format ? `; the option ${FORMATS[format]}` : '';
}

function labels({ options = [] }: Misfit): string {
	return options.length > 0
		? `; 1, 0, ${options.map(({ label }) => shorten(label)).join(' and ')} are taken too`
		: '';
}

function inPipeline({ pipelineId }: Misfit): string {
	return pipelineId === undefined ? '' : ` in the pipeline ${showValue(pipelineId)}`;
}

function pipelines({ options = [] }: Misfit): string {
	const names = options.map(({ pipelineLabel }) => pipelineLabel).filter((name) => name);
	if (new Set(names).size < 2) return '';
	return `, in the pipelines ${names.map((name) => showValue(name)).join(' and ')}; write hs_pipeline too, which settles it`;
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
