import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Ledger } from '../delivery/ledger';
import type { Line } from '../ad/emit';
import type { RunSettings } from '../ad/settings';
import { Turns } from '../ad/turns';
import type { Known } from '../hubspot/definitions';
import type { Reason, UpdateFate } from '../hubspot/fates';
import { placeOf, type UpdateInput } from '../hubspot/inputs';
import { checkProperties } from '../properties/checks';
import type { Definitions } from '../properties/definitions';
import { describeMisfits } from '../properties/misfits';
import { prepareFor } from './expressions';
import { readJson } from './json';
import { readAutomatically, readByHand, readMapping } from './mapped';
import { readId, type ReadItem, type Invalid, type Draft } from './drafts';

/** Ads that are handed on at once; one item may hold any number. */
const GROUP_SIZE = 100;

/** Automatic mapping has to know which keys of an item are properties. */
export function needsDefinitions(context: IExecuteFunctions, { specifyAds }: RunSettings): boolean {
	return specifyAds === 'fields' && readMapping(context).mappingMode === 'autoMapInputData';
}

/**
 * Reads items into inputs, in groups. Each ad of each item gets its line in the ledger; one that cannot be sent is
 * settled as `invalid` at once and is in no group.
 * @param known without definitions automatic mapping sends nothing; by hand and in JSON the values go unchecked
 */
export async function* readInputs(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	settings: RunSettings,
	{ definitions, reason }: Known,
	ledger: Ledger<Line, UpdateFate>,
): AsyncGenerator<UpdateInput[]> {
	const cannotMap = needsDefinitions(context, settings) ? reason : undefined;
	const readItem = chooseReader(context, items, settings, definitions);
	const check = chooseCheck(settings, definitions);
	const run = Math.random().toString(36).slice(2, 10);

	const take = (draft: Draft | Invalid, itemIndex: number): UpdateInput | undefined => {
		const line = ledger.open({ itemIndex, ...nameOf(draft) });
		const checked = check(draft);
		if (cannotMap) ledger.settle([line], { outcome: 'notSent', reason: cannotMap });
		else if ('invalid' in checked) {
			ledger.settle([line], { outcome: 'invalid', reason: toReason(checked) });
		} else {
			const { id, idProperty, properties, callersTraceId } = checked;
			const traceId = callersTraceId ?? `n8n-${run}-${line}`;
			return { id, idProperty, properties, traceId, lines: [line], ...placeOf(checked) };
		}
		return undefined;
	};

	const turns = new Turns();
	let inputs: UpdateInput[] = [];
	for (const itemIndex of items.keys()) {
		for (const draft of readItem(itemIndex)) {
			const input = take(draft, itemIndex);
			if (input) inputs.push(input);
			const isWhole = ledger.size % GROUP_SIZE === 0;
			if (isWhole) {
				yield inputs;
				inputs = [];
			}
			// Replies that came together are followed by the reading of as many groups, which would add up.
			if (!isWhole && !turns.isDue) continue;
			await turns.pass();
			if (context.getExecutionCancelSignal()?.aborted) return;
		}
	}
	yield inputs;
}

function toReason({ invalid, property, todo, isOfRun }: Invalid): Reason {
	return { trouble: isOfRun ? 'parameters' : 'checks', said: invalid, property, todo };
}

function nameOf(draft: Draft | Invalid): Omit<Line, 'itemIndex'> {
	const { id, idProperty } = draft;
	if ('invalid' in draft) return { id, idProperty };
	const { callersTraceId, properties } = draft;
	return { id, idProperty, callersTraceId, written: Object.keys(properties) };
}

function chooseReader(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	settings: RunSettings,
	definitions: Definitions | undefined,
): ReadItem {
	const prepare = prepareFor(context, items);
	const read =
		settings.specifyAds === 'json'
			? readJson(context, prepare)
			: needsDefinitions(context, settings)
				? readAutomatically(items, readMapping(context), definitions, settings)
				: readByHand(readMapping(context), prepare);
	const raw = context.getNodeParameter('options.objectWriteTraceId', 0, '', {
		rawExpressions: true,
	});
	const readTraceId = prepare(raw);
	return function* (itemIndex) {
		try {
			const callersTraceId = readId(readTraceId(itemIndex));
			for (const draft of read(itemIndex)) yield { callersTraceId, ...draft };
		} catch (error) {
			yield { invalid: `An expression could not be evaluated: ${(error as Error).message}` };
		}
	};
}

type Check = (draft: Draft | Invalid) => CheckedDraft | Invalid;

interface CheckedDraft extends Draft {
	readonly properties: Readonly<Record<string, string>>;
}

function chooseCheck(
	{ invalid, specifyAds, checkValues, timeZone, clearEmpty, numberFormat, dateFormat }: RunSettings,
	definitions: Definitions | undefined,
): Check {
	if (invalid) return ({ id, idProperty }) => ({ invalid, isOfRun: true, id, idProperty });

	const known = checkValues ? definitions : undefined;
	const keepEmptyText = specifyAds === 'json';
	const options = { timeZone, clearEmpty, keepEmptyText, numberFormat, dateFormat };
	const check = (draft: Draft): CheckedDraft | Invalid => {
		const { id, idProperty } = draft;
		const { properties, misfits } = checkProperties(draft.properties, known, options);
		if (misfits.length > 0) {
			const invalid = describeMisfits(misfits);
			return { invalid, property: misfits[0].property, id, idProperty };
		}
		if (Object.keys(properties).length > 0) return { ...draft, properties };
		const invalid =
			Object.keys(draft.properties).length === 0
				? 'There is no property to write'
				: "All values are empty, so there is nothing to write. Check the values and their expressions; to clear properties on purpose, switch on 'Clear Properties When Empty'";
		return { invalid, id, idProperty };
	};
	return (draft) => {
		if ('invalid' in draft) return draft;
		try {
			return check(draft);
		} catch (error) {
			// A workflow may have a time zone that does not exist.
			const { id, idProperty } = draft;
			return { invalid: `The values cannot be read: ${(error as Error).message}`, id, idProperty };
		}
	};
}
