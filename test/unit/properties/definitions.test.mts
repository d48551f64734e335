import { describe, expect, it } from 'vitest';

import { readDefinitions, withPipelines } from '../../../nodes/HubspotAds/properties/definitions';
import { define, defineAll, option } from './define.mts';

describe('readDefinitions', () => {
	it('reads an entry as HubSpot sends it', () => {
		const definition = define({
			name: 'hs_listing_type',
			label: 'Listing Type',
			type: 'enumeration',
			fieldType: 'select',
			description: 'The kind of property',
			groupName: 'listinginformation',
			options: [option('house', 'House'), option('old', 'Old', true)],
			displayOrder: 6,
			calculated: false,
			externalOptions: false,
			hasUniqueValue: false,
			hidden: false,
			modificationMetadata: { archivable: true, readOnlyDefinition: true, readOnlyValue: false },
		});

		expect(definition).toEqual({
			name: 'hs_listing_type',
			label: 'Listing Type',
			type: 'enumeration',
			options: [
				{ value: 'house', label: 'House', hidden: false },
				{ value: 'old', label: 'Old', hidden: true },
			],
			isReadOnly: false,
			isArchived: false,
			isUnique: false,
			isMultiple: false,
			isOwner: false,
			isPhone: false,
			hasExternalOptions: false,
		});
	});

	it('tells by its flags what a property is', () => {
		expect(define({ modificationMetadata: { readOnlyValue: true } }).isReadOnly).toBe(true);
		expect(define({ calculated: true }).isReadOnly).toBe(false);
		expect(define({ archived: true }).isArchived).toBe(true);
		expect(define({ hasUniqueValue: true }).isUnique).toBe(true);
		expect(define({ fieldType: 'checkbox' }).isMultiple).toBe(true);
		expect(define({ fieldType: 'booleancheckbox' }).isMultiple).toBe(false);
		expect(define({ name: 'hubspot_owner_id' }).isOwner).toBe(true);
		expect(define({ referencedObjectType: 'OWNER' }).isOwner).toBe(true);
		expect(define({ externalOptions: true }).hasExternalOptions).toBe(true);
	});

	it('lists what may be written and what may name an ad', () => {
		const readOnly = { modificationMetadata: { readOnlyValue: true } };
		const definitions = defineAll(
			{ name: 'hs_price' },
			{ name: 'reference_number', hasUniqueValue: true },
			{ name: 'old_number', hasUniqueValue: true, archived: true },
			{ name: 'hs_unique_creation_key', hasUniqueValue: true, ...readOnly },
			{ name: 'hs_object_id', hasUniqueValue: true, ...readOnly },
		);

		expect(definitions.writable.map(nameOf)).toEqual(['hs_price', 'reference_number']);
		expect(definitions.unique.map(nameOf)).toEqual(['reference_number', 'hs_unique_creation_key']);
		expect(definitions.byName.get('hs_object_id')?.isReadOnly).toBe(true);
		expect(definitions.byName.get('HS_PRICE')).toBeUndefined();
	});

	it.each([
		[undefined],
		[null],
		['<html>'],
		[[]],
		[{}],
		[{ results: null }],
		[{ results: {} }],
		[{ results: [null, 'hs_price', 7, [], {}, { name: 7 }, { name: '' }, { name: '__proto__' }] }],
	])('finds nothing in %o', (body) => {
		expect(readDefinitions(body)).toEqual({ byName: new Map(), writable: [], unique: [] });
	});

	it('fills what an entry leaves out, and skips options that are none', () => {
		const definition = define({
			label: 7,
			options: [null, 'house', { label: 'No value' }, { value: 3 }, { value: 'flat' }],
			modificationMetadata: 'none',
		});

		expect(definition).toMatchObject({
			label: 'hs_thing',
			type: '',
			options: [{ value: 'flat', label: 'flat', hidden: false }],
			isReadOnly: false,
		});
	});

	it('keeps the first of two entries with one name, and names that objects inherit', () => {
		const definitions = defineAll(
			{ name: 'hs_price', label: 'Price' },
			{ name: 'hs_price', label: 'Other' },
			{ name: 'constructor' },
		);

		expect([...definitions.byName.keys()]).toEqual(['hs_price', 'constructor']);
		expect(definitions.byName.get('hs_price')?.label).toBe('Price');
		expect(definitions.byName.get('toString')).toBeUndefined();
	});
});

describe('withPipelines', () => {
	const definitions = defineAll(
		{ name: 'hs_price' },
		{ name: 'hs_pipeline', label: 'Pipeline', externalOptions: true },
		{ name: 'hs_pipeline_stage', externalOptions: true, options: [option('stale')] },
	);

	it('fills the options of pipeline and stage', () => {
		const filled = withPipelines(definitions, {
			results: [
				{ id: 'default', label: 'Sales', stages: [{ id: '1', label: 'New' }, { id: '2' }] },
				{ id: '77', label: 'Rentals', stages: [{ id: '11', label: 'New', archived: true }] },
				{ id: '78', label: 'Gone', archived: true, stages: [{ id: '12' }] },
			],
		});

		expect(filled.byName.get('hs_pipeline')).toMatchObject({
			label: 'Pipeline',
			options: [
				{ value: 'default', label: 'Sales', hidden: false },
				{ value: '77', label: 'Rentals', hidden: false },
			],
		});
		expect(filled.byName.get('hs_pipeline_stage')?.options).toEqual([
			{ value: '1', label: 'New', hidden: false, pipelineId: 'default', pipelineLabel: 'Sales' },
			{ value: '2', label: '2', hidden: false, pipelineId: 'default', pipelineLabel: 'Sales' },
		]);
		expect(filled.writable.map(nameOf)).toEqual(['hs_price', 'hs_pipeline', 'hs_pipeline_stage']);
		expect(filled.writable[1].options).toHaveLength(2);
	});

	it('leaves the definitions it was given as they were', () => {
		withPipelines(definitions, { results: [{ id: 'default' }] });

		expect(definitions.byName.get('hs_pipeline')?.options).toEqual([]);
	});

	it.each([[undefined], ['<html>'], [{}], [{ results: [null, {}, { id: 5 }] }]])(
		'changes nothing for %o',
		(body) => {
			expect(withPipelines(definitions, body)).toBe(definitions);
		},
	);

	it('survives pipelines without stages, and accounts without the properties', () => {
		const body = { results: [{ id: 'default', stages: 'none' }] };

		expect(withPipelines(definitions, body).byName.get('hs_pipeline_stage')?.options).toEqual([]);
		expect(withPipelines(defineAll({ name: 'hs_price' }), body).byName.size).toBe(1);
	});
});

// Helpers

function nameOf({ name }: { name: string }): string {
	return name;
}
