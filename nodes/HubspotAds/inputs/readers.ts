import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RunSettings } from '../ad/settings';
import type { Definitions } from '../properties/definitions';
import { readAutomatically } from './automatic';
import { readIdProperty, type Reader } from './drafts';
import type { Prepare } from './expressions';
import { readJson } from './json';
import { readByHand, readMapping, readNothing } from './mapped';
import type { Wanted } from './wanted';

/** Automatic mapping has to know which keys of an item are properties. */
export function needsDefinitions(context: IExecuteFunctions, { specifyAds }: RunSettings): boolean {
	return specifyAds === 'fields' && readMapping(context).mappingMode === 'autoMapInputData';
}

/** The way in which the node is set to be given ads. */
export function chooseReader(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	settings: RunSettings,
	{ namedBy }: Pick<Wanted<unknown>, 'namedBy'>,
	definitions: Definitions | undefined,
	prepare: Prepare,
): Reader {
	if (settings.specifyAds === 'json') return readJson(context, prepare, namedBy, definitions);

	const mapping = readMapping(context);
	const isNew = namedBy === 'nothing';
	const matchColumn = isNew ? undefined : mapping.matchingColumns?.[0];
	if (!isNew && (!matchColumn || (namedBy === 'uniqueProperty' && !readIdProperty(matchColumn)))) {
		return readNothing(matchColumn, namedBy);
	}
	return needsDefinitions(context, settings)
		? readAutomatically(items, matchColumn, definitions, settings)
		: readByHand(mapping, matchColumn, prepare, items);
}
