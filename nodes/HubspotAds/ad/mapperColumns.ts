import type { FieldType, ResourceMapperField } from 'n8n-workflow';
import type { Definition, Definitions, Option } from '../properties/definitions';

/** The widget for each of HubSpot's property types; any other is typed in as text. */
const WIDGETS: Readonly<Record<string, FieldType>> = {
	bool: 'boolean',
	number: 'number',
	date: 'dateTime',
	datetime: 'dateTime',
	enumeration: 'options',
};

export const recordId: ResourceMapperField = {
	id: 'id',
	displayName: 'Record ID',
	type: 'string',
	required: false,
	display: true,
	defaultMatch: true,
	canBeUsedToMatch: true,
	readOnly: false,
};

/** Whether what names an ad by this is a record ID. */
export function isRecordId(id: string): boolean {
	return id === recordId.id || id === 'hs_object_id';
}

/**
 * Record ID, and every property that may be written or names an ad.
 * @param mayBeNew what may not exist yet has no record ID, and what names it is written too
 */
export function listColumns(definitions: Definitions, mayBeNew: boolean): ResourceMapperField[] {
	const { writable, unique } = definitions;
	const readOnlyUnique = mayBeNew ? [] : unique.filter(({ isReadOnly }) => isReadOnly);
	const columns = [...readOnlyUnique, ...writable]
		.sort((a, b) => a.label.localeCompare(b.label))
		.map((definition) => toColumn(definition, definitions));
	return mayBeNew ? columns : [recordId, ...columns];
}

/** A column of which only the mapping knows. It is text, so that n8n takes whatever is mapped. */
export function loneColumn(id: string, displayName: string): ResourceMapperField {
	return { ...recordId, id, displayName, defaultMatch: false, canBeUsedToMatch: false };
}

function toColumn(definition: Definition, definitions: Definitions): ResourceMapperField {
	const { name, label, isReadOnly, options } = definition;
	return {
		id: name,
		displayName: label === name ? name : `${label} (${name})`,
		type: widgetOf(definition),
		options: options
			.filter(({ hidden }) => !hidden)
			.map((option) => ({ name: nameOption(option, definitions), value: option.value })),
		required: false,
		display: true,
		defaultMatch: false,
		canBeUsedToMatch: definitions.unique.includes(definition),
		readOnly: isReadOnly,
	};
}

/** Several choices, and choices that HubSpot does not list, are typed in. */
function widgetOf({ type, isMultiple, options }: Definition): FieldType {
	if (type === 'enumeration' && (isMultiple || options.length === 0)) return 'string';
	return WIDGETS[type] ?? 'string';
}

/** Two pipelines may both have a stage of one name. */
function nameOption({ label, pipelineId }: Option, { byName }: Definitions): string {
	const pipelines = byName.get('hs_pipeline')?.options ?? [];
	const pipeline = pipelines.find(({ value }) => value === pipelineId);
	return pipeline && pipelines.length > 1 ? `${label} (${pipeline.label})` : label;
}
