import type { Definition } from './definitions';
import { clean } from './invisible';
import { MAX_TEXT_LENGTH, type Misfit } from './misfits';
import { findOption, hasSeparator, isOne, matchOptions } from './options';
import { isBlank, toPlainText } from './plain';
import { readRecordId } from './recordIds';
import { showText } from './show';

/** How people separate choices otherwise than by HubSpot's `;`. */
const LOOSE_SEPARATORS = [/[\r\n]/, /[,，、،]/];

/** A label with HubSpot's separator in it is put together from so many parts at most. */
const MOST_PARTS = 5;

/** What HubSpot takes for a property with choices: `a`, with several `a;b`, or why there is none; '' for no choice. */
export function toChoices(
	value: unknown,
	definition: Definition,
	pipelineId?: string,
): string | Misfit {
	if (definition.isMultiple) return toSeveral(value, definition, pipelineId);

	const text = toPlainText(value);
	if (typeof text !== 'string') return text;
	return isBlank(text) ? '' : toChoice(text, definition, pipelineId);
}

/** A leading `;` adds the choices to the ones that the ad has, and so is kept. */
function toSeveral(
	value: unknown,
	definition: Definition,
	pipelineId: string | undefined,
): string | Misfit {
	const chosen = new Set<string>();
	let isAppended: boolean | undefined;
	for (const element of toList(value, definition, pipelineId)) {
		if (isBlank(element)) continue;
		const text = toPlainText(element);
		if (typeof text !== 'string') return { ...text, ...findExample(element, definition) };
		if (text.length > MAX_TEXT_LENGTH) return { kind: 'tooLong', received: showText(text) };

		isAppended ??= clean(text).startsWith(';');
		const choices = readAll(text, definition, pipelineId);
		if (!Array.isArray(choices)) return choices;
		for (const choice of choices) chosen.add(choice);
	}
	return (isAppended && chosen.size > 0 ? ';' : '') + [...chosen].join(';');
}

/** JSON text of a list is what a list becomes in many a sheet. */
function toList(
	value: unknown,
	definition: Definition,
	pipelineId: string | undefined,
): readonly unknown[] {
	if (Array.isArray(value)) return value as unknown[];
	const text = typeof value === 'string' && value.includes('[') ? clean(value) : '';
	const isList = text.startsWith('[') && text.endsWith(']');
	if (!isList || matchOptions(text, definition, pipelineId).length > 0) return [value];
	try {
		return JSON.parse(text) as unknown[];
	} catch {
		return [value];
	}
}

/** The choices in one text. */
function readAll(
	text: string,
	definition: Definition,
	pipelineId: string | undefined,
): string[] | Misfit {
	const chosen: string[] = [];
	for (const part of splitChoices(text, definition, pipelineId)) {
		const found = readPart(part, definition, pipelineId);
		if (!Array.isArray(found)) return found;
		chosen.push(...found);
	}
	return chosen;
}

/** One choice, or several by lines or commas; labels have commas too, so only where each part is a choice. */
function readPart(
	text: string,
	definition: Definition,
	pipelineId: string | undefined,
): string[] | Misfit {
	const choice = matchChoice(text, definition, pipelineId);
	if (choice !== undefined) return [choice];

	const separator = LOOSE_SEPARATORS.find((one) => one.test(text));
	const parts = separator ? split(text, separator) : [];
	const found = parts.map((part) => readPart(part, definition, pipelineId));
	const wrong = found.find((one) => !Array.isArray(one));
	if (found.length > 0 && wrong === undefined) return found.flat() as string[];
	// Where some are choices, the text is meant as several, and the nearest to the whole would lose the others.
	const isMeantAsSeveral = wrong !== undefined && found.some((one) => Array.isArray(one));
	return isMeantAsSeveral ? wrong : refuseChoice(text, definition, pipelineId);
}

/** The choices in HubSpot's `a;b`, without surrounding space and empty ones; a label with a `;` in it stays whole. */
export function splitChoices(text: string, definition?: Definition, pipelineId?: string): string[] {
	if (!text.includes(';') || !definition || !hasSeparator(definition)) return split(text, ';');

	const parts = text.split(';');
	const whole: string[] = [];
	while (parts.length > 0) {
		let size = Math.min(parts.length, MOST_PARTS);
		const isOption = () => matchOptions(parts.slice(0, size).join(';'), definition, pipelineId);
		while (size > 1 && !isOne(isOption())) size--;
		whole.push(parts.splice(0, size).join(';'));
	}
	return whole.map(clean).filter((part) => part !== '');
}

function split(text: string, separator: RegExp | string): string[] {
	return text
		.split(separator)
		.map(clean)
		.filter((part) => part !== '');
}

function toChoice(text: string, definition: Definition, pipelineId?: string): string | Misfit {
	return matchChoice(text, definition, pipelineId) ?? refuseChoice(text, definition, pipelineId);
}

/** Owners and other choices that HubSpot keeps elsewhere come without options, and only HubSpot can check them. */
function matchChoice(
	text: string,
	definition: Definition,
	pipelineId: string | undefined,
): string | undefined {
	if (!isOpen(definition)) {
		const fitting = matchOptions(text, definition, pipelineId);
		return isOne(fitting) ? fitting[0].value : undefined;
	}
	if (!definition.isOwner) return clean(text);
	const owner = readRecordId(text);
	return 'id' in owner ? owner.id : undefined;
}

function refuseChoice(
	text: string,
	definition: Definition,
	pipelineId: string | undefined,
): Misfit {
	if (isOpen(definition)) return { kind: 'owner', received: showText(text) };
	const misfit = findOption(text, definition, pipelineId) as Misfit;
	const several = misfit.kind === 'option' ? guessSeveral(text, definition, pipelineId) : undefined;
	if (!several) return misfit;
	const value = several.join(';');
	return { ...misfit, nearest: definition.isMultiple ? { value, label: value } : undefined };
}

/** Longer text is a description, and no list of choices. */
const MOST_GUESSED = 500;

/** Brackets, quotes and the marks before the lines of a list. */
const AROUND = /[[\](){}"'“”‘’]|^\s*[-–*•·]\s/gm;
/** What people put between choices, the likeliest first. */
const GUESSED_SEPARATORS = [/[;,|/&+•·\r\n]/, /[;,|/&+•·\r\n]|\s(?:and|or|y|e|et|und|en)\s/i, /\s/];

/** The choices that a refused text may mean; the one nearest to the whole of it would lose the others. */
function guessSeveral(
	text: string,
	definition: Definition,
	pipelineId: string | undefined,
): string[] | undefined {
	if (text.length > MOST_GUESSED) return undefined;
	for (const separator of GUESSED_SEPARATORS) {
		const parts = split(text.replace(AROUND, ' '), separator);
		const found = parts.map((part) => matchChoice(part, definition, pipelineId));
		if (found.length > 1 && found.every((one) => one !== undefined)) return [...new Set(found)];
	}
	return undefined;
}

function isOpen({ hasExternalOptions, options }: Definition): boolean {
	return hasExternalOptions && options.length === 0;
}

/** A text to pick from an object that came in place of a choice: best one that is a choice. */
function findExample(element: unknown, definition: Definition): Partial<Misfit> {
	if (typeof element !== 'object' || element === null || Array.isArray(element)) return {};
	const texts = Object.entries(element).filter(
		(entry): entry is [string, string] => typeof entry[1] === 'string' && !isBlank(entry[1]),
	);
	const [key, text] =
		texts.find(([, one]) => matchChoice(one, definition, undefined) !== undefined) ??
		texts.find(([name]) => /^(?:name|label|value|title|text)$/i.test(name)) ??
		texts[0] ??
		[];
	return { kind: 'objects', ...(key && text && { example: { key, text } }) };
}
