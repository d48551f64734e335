import type { AdRecord } from './fates';
import { asFields, asList, asText, isFields, type Fields } from './reply';

/** How deep a reply is kept; HubSpot's own records are three levels deep. */
const DEPTH = 8;

/** @returns HubSpot's result, bounded in depth and with text where text belongs; undefined where it has no id */
export function readRecord(result: unknown): AdRecord | undefined {
	if (!isFields(result)) return undefined;
	// Most of a run's work is to keep what came: what is a record already is not copied.
	if (isRecord(result)) return result;
	const id = asText(result.id);
	if (id === undefined) return undefined;

	const properties: Record<string, string | null> = {};
	for (const [name, value] of Object.entries(asFields(result.properties))) {
		if (value === null || typeof value === 'string') properties[name] = value;
		else if (typeof value === 'number' || typeof value === 'boolean')
			properties[name] = String(value);
	}
	const record: Record<string, unknown> & AdRecord = { id, properties };
	for (const [key, value] of Object.entries(result)) {
		if (!Object.hasOwn(record, key)) record[key] = prune(value);
	}
	return record;
}

/** Whether it has text where text belongs, and nothing nested but its properties. */
function isRecord(result: Fields): result is AdRecord {
	const { id, properties } = result;
	if (typeof id !== 'string' || id === '' || !isFields(properties)) return false;
	for (const key in result) {
		if (key !== 'properties' && typeof result[key] === 'object' && result[key] !== null)
			return false;
	}
	for (const name in properties) {
		if (typeof properties[name] !== 'string' && properties[name] !== null) return false;
	}
	return true;
}

/** Cuts off what is nested too deep, because n8n could not store it. */
export function prune(value: unknown, depth = DEPTH): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (depth === 0) return undefined;
	if (Array.isArray(value)) return asList(value).map((entry) => prune(entry, depth - 1));
	const kept: Record<string, unknown> = {};
	for (const [key, entry] of Object.entries(value)) kept[key] = prune(entry, depth - 1);
	return kept;
}
