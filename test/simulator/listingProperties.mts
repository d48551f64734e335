import { defineHubspotProperty, defineProperty, options } from './definitions.mts';
import type { Definition } from './definitions.mts';

/**
 * The properties of an account with Listings in use: HubSpot's own, of which the names are
 * documented or reported, and some custom ones, each there for a kind of value.
 */
export function listingProperties(): Map<string, Definition> {
	const all = [...hubspotProperties(), ...customProperties()];
	return new Map(all.map((definition) => [definition.name, definition]));
}

function hubspotProperties(): Definition[] {
	return [
		...texts.map((name) => defineHubspotProperty({ name })),
		...numbers.map((name) => defineHubspotProperty({ name, type: 'number' })),
		defineHubspotProperty({ name: 'hs_price', type: 'number', showCurrencySymbol: true }),
		defineHubspotProperty({
			name: 'hs_listing_type',
			type: 'enumeration',
			options: options({
				house: 'House',
				townhouse: 'Townhouse',
				multi_family: 'Multi-family',
				condos_co_ops: 'Condos/co-ops',
				lots_land: 'Lots/land',
				apartments: 'Apartments',
				manufactured: 'Manufactured',
			}),
		}),
		...['hs_pipeline', 'hs_pipeline_stage'].map((name) =>
			defineHubspotProperty({ name, type: 'enumeration', externalOptions: true }),
		),
		defineHubspotProperty({
			name: 'hubspot_owner_id',
			label: 'Listing owner',
			type: 'enumeration',
			externalOptions: true,
			referencedObjectType: 'OWNER',
		}),
		...readOnly.map(([name, type]) =>
			defineHubspotProperty({
				name,
				type,
				modificationMetadata: { archivable: false, readOnlyDefinition: true, readOnlyValue: true },
			}),
		),
	];
}

const texts = [
	'hs_name',
	'hs_address_1',
	'hs_address_2',
	'hs_city',
	'hs_state_province',
	'hs_zip',
	'hs_country',
	'hs_neighborhood',
];

const numbers = [
	'hs_bedrooms',
	'hs_bathrooms',
	'hs_square_footage',
	'hs_lot_size',
	'hs_year_built',
];

const readOnly = [
	['hs_createdate', 'datetime'],
	['hs_lastmodifieddate', 'datetime'],
	['hs_object_id', 'number'],
	['hs_merged_object_ids', 'string'],
	['hs_object_source', 'string'],
	['hs_object_source_id', 'string'],
	['hs_object_source_label', 'string'],
	['hs_unique_creation_key', 'string'],
] as const;

function customProperties(): Definition[] {
	const { modificationMetadata, ...withoutMetadata } = defineProperty({ name: 'legacy_code' });
	return [
		defineProperty({ name: 'reference_number', hasUniqueValue: true }),
		defineProperty({ name: 'ad_text', label: 'Ad text', fieldType: 'textarea' }),
		defineProperty({ name: 'furnished', type: 'bool' }),
		defineProperty({ name: 'available_from', type: 'date' }),
		defineProperty({ name: 'next_viewing_at', type: 'datetime' }),
		defineProperty({
			name: 'features',
			type: 'enumeration',
			fieldType: 'checkbox',
			options: options({
				balcony: 'Balcony',
				garage: 'Garage',
				garden: 'Garden',
				lift: 'Lift',
				pool: 'Pool',
			}),
		}),
		// A rollup is read-only although `calculated` is false, so that field tells nothing.
		defineProperty({
			name: 'number_of_viewings',
			type: 'number',
			fieldType: 'calculation_rollup',
			modificationMetadata: { archivable: true, readOnlyDefinition: false, readOnlyValue: true },
		}),
		withoutMetadata,
		defineProperty({ name: 'old_reference', archived: true }),
	];
}
