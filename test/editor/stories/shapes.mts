import type { Json } from '../../examples/workbench.mts';

export const REFERENCE = column('reference_number', { canBeUsedToMatch: true });
export const PRICE = column('hs_price', { type: 'number' });
export const values = {
	reference_number: '={{ $json.reference }}',
	hs_price: '={{ $json.price }}',
};

/** Nodes as templates, n8n's API, AI builders and older editors make them, and what the mapping then shows. */
export const shapes: Record<string, { ads: Json; shows: string[]; options?: Json }> = {
	'no schema': { ads: { value: values }, shows: ['reference_number', 'hs_price'] },
	'an empty schema': {
		ads: { value: values, schema: [] },
		shows: ['reference_number', 'hs_price'],
	},
	'a schema without the mapped property': {
		ads: { value: values, schema: [REFERENCE] },
		shows: ['reference_number', 'hs_price'],
	},
	'a schema that knows nothing of what is shown': {
		ads: { value: values, schema: [{ ...REFERENCE, removed: undefined, readOnly: undefined }] },
		shows: ['reference_number', 'hs_price'],
	},
	'its own properties alone': {
		ads: { value: values, schema: [REFERENCE, PRICE] },
		shows: ['reference_number', 'hs_price'],
	},
	'the false that an editor stored for a hidden switch': {
		ads: {
			value: { ...values, furnished: false },
			schema: [REFERENCE, PRICE, column('furnished', { type: 'boolean', removed: true })],
		},
		shows: ['reference_number', 'hs_price'],
	},
	'a property that the account no longer has': {
		ads: { value: { ...values, old_price: 'a' }, schema: [REFERENCE, PRICE, column('old_price')] },
		shows: ['reference_number', 'hs_price', 'old_price'],
	},
	'fixed values that no widget takes': {
		ads: {
			value: {
				reference_number: values.reference_number,
				hs_price: '250000.50',
				available_from: '2026-12-01',
				furnished: 'Yes',
				hs_listing_type: 'House',
			},
		},
		shows: ['reference_number', 'available_from', 'furnished', 'hs_listing_type', 'hs_price'],
	},
	'Record ID': {
		ads: {
			matchingColumns: ['id'],
			value: { id: `={{ $json.id }}`, hs_price: 5, hs_bedrooms: '={{ 2 }}' },
		},
		shows: ['id', 'hs_bedrooms', 'hs_price'],
	},
	'an expression that gives nothing for the item that is shown': {
		ads: { value: { ...values, hs_bedrooms: '={{ undefined }}' }, schema: [REFERENCE, PRICE] },
		shows: ['reference_number', 'hs_price'],
	},
	'options that do nothing': {
		ads: { value: values, schema: [REFERENCE, PRICE] },
		options: { checkValues: false, dateFormat: 'dayFirst', extraFields: 'reject' },
		shows: ['reference_number', 'hs_price'],
	},
	'automatic mapping': { ads: { mappingMode: 'autoMapInputData', value: null }, shows: [] },
};

function column(id: string, more: Json = {}) {
	return {
		id,
		displayName: id,
		type: 'string',
		required: false,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		readOnly: false,
		removed: false,
		...more,
	};
}
