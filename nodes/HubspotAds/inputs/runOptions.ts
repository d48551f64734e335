import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { properties } from '../ad/description';
import type { OperationName } from '../ad/description/operations';
import { optionOf, OPTIONS_OF } from '../ad/description/options';
import { readParameter } from '../ad/readParameter';
import { findActing, type RunSettings } from '../ad/settings';
import { Turns } from '../ad/turns';
import { isFields } from '../hubspot/reply';
import { prepareFor, type Evaluate } from './expressions';

/** A parameter that counts for the whole run, and comes from each item all the same. */
interface OfItems {
	readonly parameter: INodeProperties;
	readonly evaluate: Evaluate;
}

/** Read by the desk, for each item by itself. */
const OF_EACH_ITEM = 'objectWriteTraceId';

/** What an expression names that may be something else for the next item. */
const PER_ITEM =
	/\$(?:json|binary|data|itemIndex|position|node|parameter|rawParameter|item)\b|\$input\s*(?:\.|\[\s*["'])item\b|\.\s*(?:item\b|pairedItem|itemMatching)|\[\s*["']item["']/;

/**
 * Settings are read with the first item. Where an option's expression gives another item something else, none of them can be
 * right, so the run is refused before anything is sent. Never throws.
 */
export async function refuseDiffering(
	context: IExecuteFunctions,
	operation: OperationName,
	settings: RunSettings,
): Promise<RunSettings> {
	const items = context.getInputData();
	const found = findOfItems(context, items, operation, settings);
	const turns = new Turns();
	for (const one of found) {
		const first = readOne(one, 0);
		for (let itemIndex = 1; itemIndex < items.length; itemIndex++) {
			const other = readOne(one, itemIndex);
			if (other !== first) return refuse(settings, one.parameter, first, other, itemIndex);
			if (!turns.isDue) continue;
			await turns.pass();
			if (context.getExecutionCancelSignal()?.aborted) return settings;
		}
	}
	return settings;
}

function findOfItems(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	operation: OperationName,
	settings: RunSettings,
): readonly OfItems[] {
	const prepare = prepareFor(context, items);
	const acts = findActing(context, settings);
	// An operation may not have it; without a value in its place n8n throws.
	const rawOf = (name: string): unknown =>
		context.getNodeParameter(name, 0, null, { rawExpressions: true });
	const given = rawOf('options');
	const ofOptions = OPTIONS_OF[operation].map(
		(name) => [optionOf(operation, name), isFields(given) ? given[name] : undefined] as const,
	);
	const ofNode = ['authentication', 'specifyAds'].map(
		(name) => [properties.find((one) => one.name === name)!, rawOf(name)] as const,
	);
	return [...ofNode, ...ofOptions]
		.filter(([{ name }, raw]) => name !== OF_EACH_ITEM && acts(name) && isOfItem(raw))
		.map(([parameter, raw]) => ({ parameter, evaluate: prepare(raw) }));
}

function isOfItem(raw: unknown): boolean {
	return typeof raw === 'string' && raw.startsWith('=') && PER_ITEM.test(raw);
}

/** What one item gives, as a message shows it: equal words are an equal setting. */
function readOne({ parameter, evaluate }: OfItems, itemIndex: number): string {
	try {
		const read = readParameter(parameter, evaluate(itemIndex));
		return 'value' in read ? String(read.value) : 'something that it cannot be';
	} catch {
		return 'something that cannot be evaluated';
	}
}

/** A run in which only some items are to be written is no dry run: with Stop Workflow it has to fail. */
function refuse(
	settings: RunSettings,
	{ displayName, name }: INodeProperties,
	first: string,
	other: string,
	itemIndex: number,
): RunSettings {
	const said = `'${displayName}' counts for all items, and is ${first} for item 0 but ${other} for item ${itemIndex}; give it one value, or divide the items before this node`;
	const invalid = settings.invalid ? `${settings.invalid}. ${said}` : said;
	return { ...settings, invalid, dryRun: settings.dryRun && name !== 'dryRun' };
}
