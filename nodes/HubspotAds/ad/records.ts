import { deepCopy, type IDataObject } from 'n8n-workflow';
import type { AdRecord } from '../hubspot/fates';
import type { Line } from './emit';
import type { RunSettings } from './settings';
import type { Verbs } from './verbs';

/** HubSpot's record as an item, the written properties first. */
export function toRecordJson(
	{ callersTraceId, written }: Line,
	{ outcome, record }: { readonly outcome: string; readonly record: AdRecord },
	{ simplify, skipUnchanged, includeBatch }: RunSettings,
	{ hasOutcomes }: Verbs,
	batch?: Readonly<Record<string, unknown>>,
): IDataObject {
	const properties = writtenFirst(record.properties, written);
	const json = simplify ? toSimple(record.id, properties) : toRaw(record, properties);
	if (skipUnchanged || hasOutcomes) json.outcome = outcome;
	if (includeBatch && batch) json.batch = deepCopy(batch) as IDataObject;
	if (callersTraceId !== undefined) json.objectWriteTraceId = callersTraceId;
	return json;
}

export function withMergedFrom(json: IDataObject, mergedFrom: string | undefined): IDataObject {
	return mergedFrom === undefined ? json : { ...json, mergedFrom };
}

/** The trace ID is the node's own. Deleted from the item it would leave an object that takes twice the memory. */
function toRaw(record: AdRecord, properties: AdRecord['properties']): IDataObject {
	const json: IDataObject = {};
	for (const key in record) {
		if (key === 'properties') json[key] = properties;
		// Items that were merged have one record, and a node that changes one of them must not change the others.
		else if (key !== 'objectWriteTraceId') json[key] = copy(record[key]) as IDataObject;
	}
	return json;
}

function copy(value: unknown): unknown {
	return typeof value === 'object' && value !== null ? deepCopy(value) : value;
}

/** A property may have the name of the record's own ID, which stands first. */
function toSimple(id: string, properties: AdRecord['properties']): IDataObject {
	return Object.assign({ id }, properties, { id });
}

function writtenFirst(
	properties: AdRecord['properties'],
	written: readonly string[] = [],
): Record<string, string | null> {
	const first: Record<string, string | null> = {};
	for (const name of written) {
		if (Object.hasOwn(properties, name)) first[name] = properties[name];
	}
	return Object.assign(first, properties);
}
