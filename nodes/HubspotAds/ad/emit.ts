import { deepCopy, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import type { Settled } from '../delivery/ledger';
import type { AdRecord, UpdateFate } from '../hubspot/fates';
import type { RunSettings } from './settings';
import { Turns } from './turns';
import { count, describeFailure, type AdFailure } from './words';

/** An ad as the ledger keeps it: its item, its name, and the caller's own trace id, which stays in the output. */
export interface Line {
	readonly itemIndex: number;
	readonly id?: string;
	readonly idProperty?: string;
	readonly callersTraceId?: string;
}

/** Ads that the one error of Stop Workflow lists. */
const LISTED = 10;

export function isFailed(settled: Settled<Line, UpdateFate>): settled is Settled<Line, AdFailure> {
	return 'reason' in settled.fate;
}

/** One item for each ad, paired with the item that it came from. Others get their turn in between. */
export async function toItems(
	settled: ReadonlyArray<Settled<Line, UpdateFate>>,
	settings: RunSettings,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	const turns = new Turns();
	const told = new Set<UpdateFate>();
	for (const ad of settled) {
		const { line, fate } = ad;
		const made = toJson(line, fate, settings);
		// Items that were merged have one fate, and a node that changes one of them must not change the others.
		const json = told.has(fate) ? deepCopy(made) : made;
		told.add(fate);
		const item: INodeExecutionData = { json, pairedItem: { item: line.itemIndex } };
		const isError = isFailed(ad) && !(settings.dryRun && fate.outcome !== 'notSent');
		items.push(settings.hasErrorOutput && isError ? markAsError(item) : item);
		if (turns.isDue) await turns.pass();
	}
	return items;
}

/**
 * Below 2.34.6 n8n takes an item for an error only by its `error`, or where its json has no other keys than `error` and
 * `message`. Not enumerable, or n8n would put its own json in the place of ours; writable, should n8n set it.
 */
export function markAsError(item: INodeExecutionData): INodeExecutionData {
	const value = { message: item.json.message };
	return Object.defineProperty(item, 'error', { value, writable: true });
}

function toJson(line: Line, fate: UpdateFate, settings: RunSettings): IDataObject {
	switch (fate.outcome) {
		case 'wouldUpdate':
			return toPreviewJson(line, fate.outcome, fate.changes);
		case 'updated':
			return toRecordJson(line, fate, settings, fate.batch);
		case 'unchanged':
			if (settings.dryRun) return toPreviewJson(line, fate.outcome);
			return toRecordJson(line, fate, settings);
		case 'notSent':
			return toErrorJson(line, fate);
		case 'invalid':
		case 'kept':
		case 'notFound':
		case 'rejected':
		case 'unconfirmed':
			if (!settings.dryRun) return toErrorJson(line, fate);
			return toPreviewJson(line, fate.outcome, {}, describeFailure(fate, line).message);
	}
}

function toRecordJson(
	{ callersTraceId }: Line,
	{ outcome, record }: { readonly outcome: string; readonly record: AdRecord },
	{ simplify, skipUnchanged, includeBatch }: RunSettings,
	batch?: Readonly<Record<string, unknown>>,
): IDataObject {
	const json: IDataObject = {
		...(simplify ? toSimple(record) : record),
		...(skipUnchanged && { outcome }),
		...(includeBatch && batch && { batch: deepCopy(batch) as IDataObject }),
	};
	if (callersTraceId === undefined) delete json.objectWriteTraceId;
	else json.objectWriteTraceId = callersTraceId;
	return json;
}

/** A property may have the name of the record's own ID, which stands first. */
function toSimple({ id, properties }: AdRecord): IDataObject {
	return Object.assign({ id }, properties, { id });
}

function toPreviewJson(
	{ id, idProperty }: Line,
	outcome: string,
	changes: Readonly<Record<string, unknown>> = {},
	reason?: string,
): IDataObject {
	return {
		...(id !== undefined && { id }),
		...(idProperty !== undefined && { idProperty }),
		outcome,
		changes: changes as IDataObject,
		...(reason !== undefined && { reason }),
	};
}

/** n8n takes an item for an error only where it has these three keys and no other. */
function toErrorJson(line: Line, fate: AdFailure): IDataObject {
	const { message } = describeFailure(fate, line);
	const { property, category, code, statusCode, correlationId } = fate.reason;
	const details = {
		outcome: fate.outcome,
		itemIndex: line.itemIndex,
		id: line.id,
		idProperty: line.idProperty,
		property,
		category,
		code,
		statusCode,
		correlationId,
	};
	const known = Object.entries(details).filter(([, value]) => value !== undefined);
	return { error: message, message, details: Object.fromEntries(known) };
}

/** The one error of Stop Workflow, for the ads that were not updated or, before anything was sent, cannot be. */
export function toError(
	node: INode,
	failed: ReadonlyArray<Settled<Line, AdFailure>>,
	total: number,
	wasSent: boolean,
): NodeOperationError {
	const isOne = failed.length === 1;
	const ads = `${failed.length} of ${count(total, 'ad')}`;
	const message = wasSent
		? `${ads} ${isOne ? 'was' : 'were'} not updated`
		: `${ads} cannot be sent as ${isOne ? 'it is' : 'they are'}, so nothing was sent`;
	const listed = failed.slice(0, LISTED).map(({ line, fate }) => {
		const { message: what, todo } = describeFailure(fate, line);
		// HubSpot's own words may end with a full stop.
		return `[Item ${line.itemIndex}] ${what.replace(/\.$/, '')}. ${todo}.`;
	});
	if (failed.length > LISTED) listed.push(`… and ${failed.length - LISTED} more`);
	const { itemIndex } = failed[0].line;
	if (isTool(node)) {
		return new NodeOperationError(node, [`${message}:`, ...listed].join('\n'), { itemIndex });
	}
	return new NodeOperationError(node, message, {
		// n8n's editor shows a description as HTML; elsewhere it is text.
		description: listed.map((text) => text.replaceAll('<', '&lt;')).join('<br>\n'),
		itemIndex,
	});
}

/** n8n hands an agent the message of an error alone, and gives a node that is a tool a type of its own. */
function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}
