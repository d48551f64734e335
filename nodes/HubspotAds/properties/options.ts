import type { Definition, Option } from './definitions';
import { findNearest, fold } from './nearest';
import { showValue, type Misfit } from './misfits';

/** A misfit names so many of the options; a list of all countries would bury the sentence. */
const LISTED = 5;

/**
 * Finds the option that a text means: by internal value, else by value or label in any case when exactly one fits.
 * Hidden options count, because ads hold them. With a pipeline only its own stages count.
 * @returns the option's internal value, or why there is none
 */
export function findOption(
	text: string,
	definition: Definition,
	pipelineId?: string,
): string | Misfit {
	const isOffered = ({ pipelineId: own }: Option) => !own || !pipelineId || own === pipelineId;
	const { byValue, byText } = indexOf(definition);
	const exact = byValue.get(text)?.find(isOffered);
	if (exact) return exact.value;

	const fitting = (byText.get(fold(text)) ?? []).filter(isOffered);
	const values = new Set(fitting.map((option) => option.value));
	if (values.size === 1) return fitting[0].value;

	const received = showValue(text);
	if (values.size > 1) {
		return {
			kind: 'severalOptions',
			received,
			options: fitting.slice(0, LISTED),
			optionCount: fitting.length,
		};
	}

	const shown = definition.options.filter((option) => isOffered(option) && !option.hidden);
	return {
		kind: 'option',
		received,
		nearest: findNearest(text, shown),
		options: shown.slice(0, LISTED),
		optionCount: shown.length,
		pipelineId: definition.options.some((option) => option.pipelineId) ? pipelineId : undefined,
	};
}

interface OptionIndex {
	byValue: Map<string, Option[]>;
	byText: Map<string, Option[]>;
}

// Made when a value first needs it: most of an account's properties are never written.
const indexes = new WeakMap<Definition, OptionIndex>();

function indexOf(definition: Definition): OptionIndex {
	const known = indexes.get(definition);
	if (known) return known;

	const index: OptionIndex = { byValue: new Map(), byText: new Map() };
	for (const option of definition.options) {
		add(index.byValue, option.value, option);
		for (const text of new Set([fold(option.value), fold(option.label)])) {
			add(index.byText, text, option);
		}
	}
	indexes.set(definition, index);
	return index;
}

function add(index: Map<string, Option[]>, key: string, option: Option): void {
	const options = index.get(key);
	if (options) options.push(option);
	else index.set(key, [option]);
}
