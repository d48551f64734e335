import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Settled } from '../delivery/ledger';
import { isMany, type AdFate, type OneFate } from '../hubspot/adFate';
import type { AdName } from '../hubspot/inputs';
import { sayWhatChanges, sayWhatGoes, sayWhatIsMade } from './previewWords';
import { toRecordJson, withMergedFrom } from './records';
import type { RunSettings } from './settings';
import { Turns } from './turns';
import { PREVIEWING, type Verbs } from './verbs';
import { describeFailure, type AdFailure } from './words';

/** An ad as the ledger keeps it: its item, its name, and the caller's own trace id, which stays in the output. */
export interface Line {
	readonly itemIndex: number;
	readonly id?: string;
	readonly idProperty?: string;
	/** Its name in HubSpot, where it has no ID yet. */
	readonly title?: string;
	readonly callersTraceId?: string;
	/** The properties that the item asks for: in the output they come before HubSpot's own. */
	readonly written?: readonly string[];
	/** Whether its ads were looked for by HubSpot's search. */
	readonly isSearch?: boolean;
}

export function isFailed(settled: Settled<Line, AdFate>): settled is Settled<Line, AdFailure> {
	return 'reason' in settled.fate;
}

/** Whether an ad leaves as n8n's error items do. In a dry run only what could not be read. */
export function isError({ outcome }: AdFailure, isDryRun: boolean): boolean {
	return !isDryRun || outcome === 'notSent';
}

/**
 * One item for each ad, paired with the item that it came from. Others get their turn in between.
 * @param hide takes secrets out of what users handed in; replies have none any more
 */
export async function toItems(
	settled: ReadonlyArray<Settled<Line, AdFate>>,
	settings: RunSettings,
	verbs: Verbs,
	hide: (text: string) => string = (text) => text,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	const turns = new Turns();
	const add = ({ itemIndex }: Line, whole: IDataObject, isFailure: boolean) => {
		const isRecord = !isFailure && !settings.dryRun;
		const json = isRecord ? whole : (hideWithin(whole, hide) as IDataObject);
		const item: INodeExecutionData = { json, pairedItem: { item: itemIndex } };
		items.push(isFailure && settings.hasErrorOutput ? markAsError(item) : item);
	};
	for (const { line, fate } of settled) {
		if (!isMany(fate)) {
			const isFailure = 'reason' in fate && isError(fate, settings.dryRun);
			add(line, toJson(line, fate, settings, verbs), isFailure);
		} else {
			for (const record of fate.records) {
				add(line, toRecordJson(line, { outcome: 'found', record }, settings, verbs), false);
				if (turns.isDue) await turns.pass();
			}
			// Of a query that ended early one more item says so.
			if (fate.outcome !== 'found') add(line, toErrorJson(line, fate, settings, verbs), true);
		}
		if (turns.isDue) await turns.pass();
	}
	return items;
}

function hideWithin(value: unknown, hide: (text: string) => string): unknown {
	if (typeof value === 'string') return hide(value);
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map((one) => hideWithin(one, hide));
	const hidden = Object.entries(value).map(([key, one]) => [key, hideWithin(one, hide)] as const);
	return Object.fromEntries(hidden);
}

/**
 * Below 2.34.6 n8n takes an item for an error only by its `error`, or where its json has no other keys than `error` and
 * `message`. Not enumerable, or n8n would put its own json in the place of ours; writable, should n8n set it.
 */
export function markAsError(item: INodeExecutionData): INodeExecutionData {
	const value = { message: item.json.message };
	return Object.defineProperty(item, 'error', { value, writable: true });
}

function toJson(line: Line, fate: OneFate, settings: RunSettings, verbs: Verbs): IDataObject {
	switch (fate.outcome) {
		case 'wouldUpdate':
			return toPreviewJson(line, fate.outcome, sayWhatChanges(fate.changes), fate.changes);
		case 'wouldCreate':
			return toPreviewJson(line, fate.outcome, sayWhatIsMade(fate), fate.changes);
		case 'wouldArchive':
			return toPreviewJson(line, fate.outcome, sayWhatGoes(fate.record));
		case 'exists':
			return toPreviewJson({ id: fate.record.id }, fate.outcome, 'HubSpot has this ad already');
		case 'updated':
		case 'created':
			return toRecordJson(line, fate, settings, verbs, fate.batch);
		case 'found':
			return withMergedFrom(toRecordJson(line, fate, settings, verbs), fate.mergedFrom);
		case 'archived':
			return toRecordJson(line, fate, settings, verbs);
		case 'unchanged':
			if (settings.dryRun) return toPreviewJson(line, fate.outcome, verbs.sameInDryRun);
			return toRecordJson(line, fate, settings, verbs);
		case 'notSent':
			return toErrorJson(line, fate, settings, verbs);
		case 'invalid':
		case 'kept':
		case 'notFound':
		case 'rejected':
		case 'unconfirmed':
			if (!settings.dryRun) return toErrorJson(line, fate, settings, verbs);
			return toPreviewJson(line, fate.outcome, describeFailure(fate, line, verbs).error);
	}
}

function toPreviewJson(
	{ id, idProperty }: Partial<AdName>,
	outcome: string,
	reason: string,
	changes: Readonly<Record<string, unknown>> = {},
): IDataObject {
	return {
		...(id !== undefined && { id }),
		...(idProperty !== undefined && { idProperty }),
		outcome,
		reason,
		changes: changes as IDataObject,
	};
}

/** n8n takes an item for an error only where it has these three keys and no other. */
function toErrorJson(
	line: Line,
	fate: AdFailure,
	{ dryRun }: RunSettings,
	verbs: Verbs,
): IDataObject {
	const { error, todo } = describeFailure(fate, line, dryRun ? PREVIEWING : verbs);
	const { trouble, existingId, property, category, code, statusCode, correlationId } = fate.reason;
	// An ad that is in the way, or was made and has no name of its own, is known by its record ID.
	const inTheWay = trouble === 'exists' && verbs.namesHolder ? existingId : undefined;
	const found = inTheWay ?? ('record' in fate ? (line.id ?? fate.record.id) : line.id);
	const idProperty = found === line.id ? line.idProperty : undefined;
	const details = {
		outcome: fate.outcome,
		itemIndex: line.itemIndex,
		id: found,
		idProperty,
		property,
		category,
		code,
		statusCode,
		correlationId,
		read: isMany(fate) ? fate.records.length : undefined,
	};
	const known = Object.entries(details).filter(([, value]) => value !== undefined);
	const message = todo ? `${error}. ${todo}.` : `${error}.`;
	return { error, message, details: Object.fromEntries(known) };
}
