/** A property definition as the properties endpoint shows it. */
export type Definition = {
	name: string;
	label: string;
	type: string;
	fieldType: string;
	description: string;
	groupName: string;
	options: Option[];
	displayOrder: number;
	calculated: boolean;
	externalOptions: boolean;
	hasUniqueValue: boolean;
	hidden: boolean;
	formField: boolean;
	dataSensitivity: 'non_sensitive';
	createdAt?: string;
	updatedAt?: string;
	createdUserId?: string;
	updatedUserId?: string;
	hubspotDefined?: boolean;
	archived?: boolean;
	referencedObjectType?: string;
	showCurrencySymbol?: boolean;
	/** HubSpot may leave it out; such a property can be written. */
	modificationMetadata?: {
		archivable: boolean;
		readOnlyDefinition: boolean;
		readOnlyValue: boolean;
	};
};

export type Option = {
	label: string;
	value: string;
	description?: string;
	displayOrder: number;
	hidden: boolean;
};

/** A custom property; what is not given is as for a plain text of one line. */
export function defineProperty(given: Partial<Definition> & { name: string }): Definition {
	return {
		updatedAt: '2026-02-11T09:30:00.000Z',
		createdAt: '2026-02-11T09:30:00.000Z',
		label: labelOf(given.name),
		type: 'string',
		fieldType: fieldTypes[given.type ?? 'string'] ?? 'text',
		description: '',
		groupName: 'listing_information',
		options: given.type === 'bool' ? options({ true: 'Yes', false: 'No' }) : [],
		createdUserId: '61530024',
		updatedUserId: '61530024',
		displayOrder: -1,
		calculated: false,
		externalOptions: false,
		archived: false,
		hasUniqueValue: false,
		hidden: false,
		modificationMetadata: { archivable: true, readOnlyDefinition: false, readOnlyValue: false },
		formField: true,
		dataSensitivity: 'non_sensitive',
		...given,
	};
}

/** One of HubSpot's own: no user, no `archived`, and the definition itself is fixed. */
export function defineHubspotProperty(given: Partial<Definition> & { name: string }): Definition {
	const { createdUserId, updatedUserId, archived, ...definition } = defineProperty({
		groupName: 'listinginformation',
		hubspotDefined: true,
		createdAt: '2024-03-05T15:00:00.000Z',
		updatedAt: '2024-03-05T15:00:00.000Z',
		modificationMetadata: { archivable: true, readOnlyDefinition: true, readOnlyValue: false },
		...given,
	});
	return definition;
}

/** Values with their labels, as options. */
export function options(labels: Record<string, string>): Option[] {
	return Object.entries(labels).map(([value, label], displayOrder) => ({
		label,
		value,
		displayOrder,
		hidden: false,
	}));
}

export function isReadOnly(definition: Definition): boolean {
	return definition.modificationMetadata?.readOnlyValue === true;
}

/** HubSpot gives a date and time the field type `date` too. */
const fieldTypes: Record<string, string> = {
	string: 'text',
	number: 'number',
	bool: 'booleancheckbox',
	date: 'date',
	datetime: 'date',
	enumeration: 'select',
};

function labelOf(name: string): string {
	const words = name.replace(/^hs_/, '').replaceAll('_', ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}
