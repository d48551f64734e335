import type { Definition, Option } from './definitions';
import { fold, toPlainForm } from './invisible';
import type { Misfit } from './misfits';
import { findNearestOf, foldAll, type Folded } from './nearest';
import { showText } from './show';

/** A misfit names so many of the options; a list of all countries would bury the sentence. */
const LISTED = 5;

/** A wrong value mostly comes with many ads. Of texts that are all different, more than these go without their nearest. */
const KEPT_REFUSALS = 1000;

/**
 * Finds the option that a text means, as `matchOptions` does.
 * @returns the option's internal value, or why there is none
 */
export function findOption(
	text: string,
	definition: Definition,
	pipelineId?: string,
): string | Misfit {
	const fitting = matchOptions(text, definition, pipelineId);
	if (isOne(fitting)) return fitting[0].value;

	const { refusals } = indexOf(definition);
	const key = `${pipelineId ?? ''};${text}`;
	const known = refusals.get(key);
	if (known) return known;
	const isKept = refusals.size < KEPT_REFUSALS;
	const misfit = refuse(text, definition, fitting, pipelineId, isKept);
	if (isKept) refusals.set(key, misfit);
	return misfit;
}

/**
 * The options that a text fits: by internal value, else by value or label in any case, with every kind of space and of
 * letter that looks the same. Hidden options count, because ads hold them. With a pipeline only its own stages count.
 */
export function matchOptions(
	text: string,
	definition: Definition,
	pipelineId?: string,
): readonly Option[] {
	const { byValue, byText } = indexOf(definition);
	const isOffered = ({ pipelineId: own }: Option) => !own || !pipelineId || own === pipelineId;
	const exact = byValue.get(text)?.find(isOffered);
	if (exact) return [exact];

	const plain = byValue.get(toPlainForm(text))?.filter(isOffered) ?? [];
	return isOne(plain) ? plain : (byText.get(fold(text))?.filter(isOffered) ?? []);
}

/** Whether options are of one internal value. */
export function isOne(options: readonly Option[]): boolean {
	return options.length > 0 && options.every(({ value }) => value === options[0].value);
}

/** Whether an option has HubSpot's separator of choices in its value or label. */
export function hasSeparator(definition: Definition): boolean {
	return indexOf(definition).hasSeparator;
}

function refuse(
	text: string,
	definition: Definition,
	fitting: readonly Option[],
	pipelineId: string | undefined,
	isSearched: boolean,
): Misfit {
	const received = showText(text);
	if (fitting.length > 0) {
		return {
			kind: 'severalOptions',
			received,
			options: fitting.slice(0, LISTED),
			optionCount: fitting.length,
		};
	}
	const shown = shownBy(definition, pipelineId);
	return {
		kind: 'option',
		received,
		nearest: isSearched ? findNearestOf(text, shown) : undefined,
		options: shown.slice(0, LISTED).map(({ thing }) => thing),
		optionCount: shown.length,
		pipelineId: definition.options.some((option) => option.pipelineId) ? pipelineId : undefined,
	};
}

interface OptionIndex {
	byValue: Map<string, Option[]>;
	byText: Map<string, Option[]>;
	hasSeparator: boolean;
	refusals: Map<string, Misfit>;
	/** What a refusal may offer, by pipeline. */
	shown: Map<string | undefined, Array<Folded<Option>>>;
}

// Made when a value first needs it: most of an account's properties are never written.
const indexes = new WeakMap<Definition, OptionIndex>();

function indexOf(definition: Definition): OptionIndex {
	const known = indexes.get(definition);
	if (known) return known;

	const index: OptionIndex = {
		byValue: new Map(),
		byText: new Map(),
		hasSeparator: definition.options.some(({ value, label }) => `${value}${label}`.includes(';')),
		refusals: new Map(),
		shown: new Map(),
	};
	for (const option of definition.options) {
		const { value, label } = option;
		const plain = toPlainForm(value);
		add(index.byValue, value, option);
		if (plain !== value) add(index.byValue, plain, option);
		const [byValue, byLabel] = [fold(value), fold(label)];
		add(index.byText, byValue, option);
		if (byLabel !== byValue) add(index.byText, byLabel, option);
	}
	indexes.set(definition, index);
	return index;
}

function add(index: Map<string, Option[]>, key: string, option: Option): void {
	const options = index.get(key);
	if (options) options.push(option);
	else index.set(key, [option]);
}

function shownBy(definition: Definition, pipelineId: string | undefined): Array<Folded<Option>> {
	const { shown } = indexOf(definition);
	const known = shown.get(pipelineId);
	if (known) return known;

	const options = definition.options.filter(
		({ hidden, pipelineId: own }) => !hidden && (!own || !pipelineId || own === pipelineId),
	);
	const folded = foldAll(options);
	shown.set(pipelineId, folded);
	return folded;
}
