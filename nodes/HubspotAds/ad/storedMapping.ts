import type { ResourceMapperField } from 'n8n-workflow';
import { isFields } from '../hubspot/reply';
import { NAME } from '../properties/definitions';
import type { OperationName } from './description/operations';
import { isRecordId, loneColumn, recordId } from './mapperColumns';

/** A column as n8n's editor stores it. */
export interface StoredColumn extends ResourceMapperField {
	/** n8n's ID of the credential that the whole list was asked for with. */
	readonly listedWith?: string;
}

/** What the editor has stored of the mapping so far. */
export interface StoredMapping {
	readonly isAutomatic: boolean;
	/** Whether the ads may not exist yet, so that no record ID names them. */
	readonly mayBeNew: boolean;
	/** Whether all of them are to be made, so that nothing names one. */
	readonly isNew: boolean;
	/** None where it is not chosen, or cannot name an ad. */
	readonly matchColumn?: string;
	readonly schema: readonly StoredColumn[];
	/** What is mapped, by its column: an expression's value for the item that the editor shows, null where there is none yet. */
	readonly values: ReadonlyMap<string, unknown>;
}

/** What n8n stores when a date is picked. */
const PICKED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;

export function readStoredMapping(parameter: unknown, operation: OperationName): StoredMapping {
	const { mappingMode, matchingColumns, schema, value } = isFields(parameter) ? parameter : {};
	const [match] = Array.isArray(matchingColumns) ? (matchingColumns as unknown[]) : [];
	const isNew = operation === 'batchCreate';
	const mayBeNew = isNew || operation === 'batchUpsert';
	const chosen = typeof match === 'string' ? match : recordId.id;
	return {
		isAutomatic: mappingMode === 'autoMapInputData',
		...{ mayBeNew, isNew },
		matchColumn: isNew || (mayBeNew && isRecordId(chosen)) ? undefined : chosen,
		schema: (Array.isArray(schema) ? schema : []) as StoredColumn[],
		values: new Map(Object.entries(isFields(value) ? value : {})),
	};
}

/**
 * The columns as the editor is to show them, so that opening a node changes nothing of what it sends.
 *
 * n8n merges them into those that it has stored: one that it knows stays there or removed as it is, and one that it does not
 * know is there, unless nothing is mapped yet: then only what is `required`, though it asks for no value of that in the mode
 * `update`. A value loses its place when its column is not in the list; and an expression that gives nothing for the item that
 * the editor shows does not arrive here. So the list always has every column, and a mapping that came with a template or from
 * n8n's API, or whose credential was changed, shows its own ones alone. Nothing can be done for such an expression where its
 * column is neither stored nor one of the account's: its value is lost.
 *
 * n8n asks in the same way when a node is opened and when a person refreshes the list; but an answer that looks as what is
 * stored is stored when refreshing only. There the mark that it carries stays, and who asks next is shown every column: so a
 * template takes two refreshes. With one, opening it once more would unfold it.
 * @param columns everything that the account has
 * @param credentialId n8n's ID of the credential
 */
export function arrangeColumns(
	columns: readonly ResourceMapperField[],
	mapping: StoredMapping,
	explain: (id: string) => string,
	credentialId: string,
): StoredColumn[] {
	const { schema, values } = mapping;
	const shown = new Set(columnsOf(mapping));
	const strangers = [...shown]
		.filter((id) => columns.every((column) => column.id !== id))
		.map((id) => loneColumn(id, explain(id)));
	const fitted = [...columns, ...strangers].map((column) => fitColumn(column, mapping));

	const isListed = schema.some(({ listedWith }) => listedWith === credentialId);
	if (values.size === 0 || isListed) return mark(fitted, credentialId);
	for (const { id, display } of schema) if (display !== false) shown.add(id);
	// Only what n8n shows can be chosen to match on.
	const mayChoose = mapping.matchColumn === undefined && !mapping.isNew;
	const choices = mayChoose ? columns : [];
	for (const { id, canBeUsedToMatch } of choices) if (canBeUsedToMatch) shown.add(id);
	const own = fitted.map((column) => ({ ...column, display: shown.has(column.id) }));
	return looksTheSame(schema, own) ? mark(own, credentialId) : own;
}

/** The stored columns as they are, with one for each value that has none. */
export function keepColumns(mapping: StoredMapping): StoredColumn[] {
	const { schema, mayBeNew } = mapping;
	const missing = columnsOf(mapping)
		.filter((id) => schema.every((column) => column.id !== id))
		.map((id) => (id === recordId.id && !mayBeNew ? recordId : loneColumn(id, id)))
		.map((column) => fitColumn(column, mapping));
	const kept = mayBeNew ? schema.map(withoutRecordId) : schema;
	return [...missing, ...kept];
}

/** The columns by which the mapping does what it does. */
function columnsOf({ values, matchColumn, isNew }: StoredMapping): string[] {
	const first = isNew ? NAME : matchColumn;
	const columns = new Set([...(first === undefined ? [] : [first]), ...values.keys()]);
	// A new ad takes no record ID, so what is mapped to it is passed over.
	if (isNew) columns.delete(recordId.id);
	return [...columns];
}

/** What is mapped to the record ID stays for the operation that takes it. */
function withoutRecordId(column: StoredColumn): StoredColumn {
	if (!isRecordId(column.id)) return column;
	return { ...column, defaultMatch: false, canBeUsedToMatch: false };
}

function fitColumn(column: ResourceMapperField, mapping: StoredMapping): ResourceMapperField {
	const { matchColumn, values, mayBeNew } = mapping;
	const isMatch = column.id === matchColumn;
	const isName = mayBeNew && column.id === NAME;
	return {
		...column,
		type: fits(values.get(column.id), column) ? column.type : 'string',
		canBeUsedToMatch: isMatch || column.canBeUsedToMatch,
		required: isMatch || isName,
		removed: false,
	};
}

/** n8n does not run a node with a fixed value that its column's widget does not take. As text it goes where it went before. */
function fits(value: unknown, { type, options = [] }: ResourceMapperField): boolean {
	if (value === undefined || value === null || String(value).startsWith('=')) return true;
	if (type === 'boolean' || type === 'number') return typeof value === type;
	if (type === 'dateTime') return PICKED.test(String(value));
	return type !== 'options' || options.some((option) => option.value === value);
}

function mark(columns: StoredColumn[], credentialId: string): StoredColumn[] {
	const [first, ...others] = columns;
	return [{ ...first, listedWith: credentialId }, ...others];
}

/** What n8n's editor compares to tell whether the stored list is out of date. */
function looksTheSame(stored: readonly StoredColumn[], columns: readonly StoredColumn[]): boolean {
	return (
		stored.length === columns.length &&
		stored.every((one) => {
			const now = columns.find(({ id }) => id === one.id);
			return (
				one.displayName === now?.displayName &&
				one.required === now.required &&
				one.defaultMatch === now.defaultMatch &&
				one.display === now.display &&
				one.canBeUsedToMatch === now.canBeUsedToMatch &&
				one.type === now.type
			);
		})
	);
}
