import { NodeOperationError } from 'n8n-workflow';
import type {
	FieldType,
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
	ResourceMapperValue,
} from 'n8n-workflow';
import type { ApiVersion } from '../hubspot/endpoints';
import { loadDefinitions } from '../hubspot/definitions';
import type { Authentication } from '../hubspot/transport';
import type { Definition, Definitions } from '../properties/definitions';
import { connect } from './connection';
import { describeTrouble } from './words';

/** The widget for each of HubSpot's property types; any other is typed in as text. */
const WIDGETS: Readonly<Record<string, FieldType>> = {
	bool: 'boolean',
	number: 'number',
	datetime: 'dateTime',
	enumeration: 'options',
};

/** The user looks at the node while its list is loaded. */
const LOADING = { timeoutMs: 30_000, maxWaitMs: 5_000, maxConcurrency: 2, batchSize: 1 };

const recordId: ResourceMapperField = {
	id: 'id',
	displayName: 'Record ID',
	type: 'string',
	required: false,
	display: true,
	defaultMatch: true,
	canBeUsedToMatch: true,
};

/** The columns of the resource mapper: Record ID, and every property that may be written or names an ad. */
export async function getMapperFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const { matchingColumns, mappingMode, schema } = readStored(this);
	const matchColumn = matchingColumns?.[0] ?? recordId.id;
	const properties = await loadProperties(this).catch((error: unknown) => {
		// A new node is shown before it has a credential, and before an OAuth2 one is connected. Automatic mapping needs the list
		// only for another match column than Record ID, so it keeps what it has.
		if (mappingMode === 'autoMapInputData')
			return (schema ?? []).filter(({ id }) => id !== recordId.id);
		throw error;
	});
	return { fields: [recordId, ...properties].map((field) => toAdded(field, matchColumn)) };
}

/** What the editor has stored of the mapping so far. */
function readStored(context: ILoadOptionsFunctions): Partial<ResourceMapperValue> {
	return (context.getCurrentNodeParameter('ads') ?? {}) as Partial<ResourceMapperValue>;
}

async function loadProperties(context: ILoadOptionsFunctions): Promise<ResourceMapperField[]> {
	const authentication = context.getNodeParameter(
		'authentication',
		'accessToken',
	) as Authentication;
	const apiVersion = context.getNodeParameter('options.apiVersion', 'v3') as ApiVersion;
	const connection = await connect(context, { ...LOADING, authentication, apiVersion });
	const { definitions, reason } = await loadDefinitions(connection.ask, apiVersion).finally(() =>
		connection.close(),
	);
	if (!definitions) {
		const { what, todo } = describeTrouble(reason);
		throw new NodeOperationError(
			context.getNode(),
			`The properties of ads could not be read, because ${what}`,
			{
				description: todo,
			},
		);
	}
	return listFields(definitions);
}

/**
 * Accounts have hundreds of properties, so the user adds those to write, and only the match column is there from the start.
 * Where no value is stored yet, n8n's editor keeps just what is `required`. It asks for no value of it in the mode `update`.
 */
function toAdded(field: ResourceMapperField, matchColumn: string): ResourceMapperField {
	const isMatch = field.id === matchColumn;
	return { ...field, required: isMatch, removed: !isMatch };
}

function listFields({ writable, unique }: Definitions): ResourceMapperField[] {
	const readOnlyUnique = unique.filter(({ isReadOnly }) => isReadOnly);
	return [...readOnlyUnique, ...writable]
		.sort((a, b) => a.label.localeCompare(b.label))
		.map((definition) => toField(definition, unique.includes(definition)));
}

function toField(definition: Definition, isUnique: boolean): ResourceMapperField {
	const { name, label, isReadOnly } = definition;
	return {
		id: name,
		displayName: label === name ? name : `${label} (${name})`,
		type: widgetOf(definition),
		options: definition.options
			.filter(({ hidden }) => !hidden)
			.map((option) => ({ name: option.label, value: option.value })),
		required: false,
		display: true,
		defaultMatch: false,
		canBeUsedToMatch: isUnique,
		readOnly: isReadOnly,
	};
}

/** Several choices, and choices that HubSpot does not list, are typed in. */
function widgetOf({ type, isMultiple, options }: Definition): FieldType {
	if (type === 'enumeration' && (isMultiple || options.length === 0)) return 'string';
	return WIDGETS[type] ?? 'string';
}
