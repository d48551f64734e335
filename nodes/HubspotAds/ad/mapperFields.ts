import { NodeOperationError } from 'n8n-workflow';
import type {
	FieldType,
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { openTransport, type Authentication } from '../hubspot/transport';
import type { Definition, Definitions } from '../properties/definitions';
import { loadDefinitions } from './loadDefinitions';
import { describeTrouble } from './words';

/** The widget for each of HubSpot's property types; any other is typed in as text. */
const WIDGETS: Readonly<Record<string, FieldType>> = {
	bool: 'boolean',
	number: 'number',
	datetime: 'dateTime',
	enumeration: 'options',
};

const LOAD_TIMEOUT_MS = 30_000;

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
	const authentication = this.getNodeParameter('authentication', 'accessToken') as Authentication;
	const apiVersion = this.getNodeParameter('options.apiVersion', 'v3');
	const { send } = await openTransport(this, authentication, LOAD_TIMEOUT_MS);
	const loaded = await loadDefinitions(send, apiVersion as 'v3');
	if ('trouble' in loaded) {
		const { what, todo } = describeTrouble(loaded);
		throw new NodeOperationError(
			this.getNode(),
			`The properties of ads could not be read, because ${what}`,
			{
				description: todo,
			},
		);
	}
	return { fields: [recordId, ...listFields(loaded)] };
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
		// Accounts have hundreds, so the user adds those to write. (With `addAllFields: false` n8n's editor would take away
		// Record ID too, and then shows no mapping at all.)
		removed: true,
	};
}

/** Several choices, and choices that HubSpot does not list, are typed in. */
function widgetOf({ type, isMultiple, options }: Definition): FieldType {
	if (type === 'enumeration' && (isMultiple || options.length === 0)) return 'string';
	return WIDGETS[type] ?? 'string';
}
