import { describe, expect, it } from 'vitest';

import { checkProperties } from '../../../nodes/HubspotAds/properties/checks';
import { readDefinitions, withPipelines } from '../../../nodes/HubspotAds/properties/definitions';
import { defineAll, option } from './define.mts';

const OPTIONS = { timeZone: 'Europe/Madrid', clearEmpty: false };

const definitions = withPipelines(
	defineAll(
		{ name: 'hs_name', label: 'Name', type: 'string' },
		{ name: 'hs_price', label: 'Price', type: 'number' },
		{ name: 'hs_features', type: 'enumeration', fieldType: 'checkbox', options: [option('pool')] },
		{ name: 'hs_pipeline', type: 'enumeration', externalOptions: true },
		{ name: 'hs_pipeline_stage', type: 'enumeration', externalOptions: true },
		{ name: 'hs_createdate', label: 'Created', modificationMetadata: { readOnlyValue: true } },
		{ name: 'old_price', label: 'Old Price', archived: true },
	),
	{
		results: [
			{ id: 'default', label: 'Sales', stages: [{ id: '1', label: 'New' }] },
			{ id: '77', label: 'Rentals', stages: [{ id: '11', label: 'New' }] },
		],
	},
);

describe('checkProperties', () => {
	it('turns every value into text, in the order given', () => {
		const given = { hs_price: 250000, hs_name: 'Calle Mayor 1', hs_features: ['Pool'] };

		const { properties, misfits } = checkProperties(given, definitions, OPTIONS);

		expect(misfits).toEqual([]);
		expect(Object.entries(properties)).toEqual([
			['hs_price', '250000'],
			['hs_name', 'Calle Mayor 1'],
			['hs_features', 'pool'],
		]);
	});

	it('collects every misfit, and keeps the values that can be sent', () => {
		const given = {
			hs_price: '12 m²',
			hs_name: 'Calle Mayor 1',
			hs_nam: 'x',
			hs_createdate: '2026-03-01',
			old_price: '5',
		};

		const { properties, misfits } = checkProperties(given, definitions, OPTIONS);

		expect(properties).toEqual({ hs_name: 'Calle Mayor 1' });
		expect(misfits).toEqual([
			{ kind: 'number', property: 'hs_price', label: 'Price', received: '"12 m²"' },
			{
				kind: 'unknownProperty',
				property: 'hs_nam',
				label: 'hs_nam',
				nearest: { value: 'hs_name', label: 'Name' },
			},
			{ kind: 'readOnly', property: 'hs_createdate', label: 'Created' },
			{ kind: 'archived', property: 'old_price', label: 'Old Price' },
		]);
	});

	it.each([
		['Price', 'hs_price'],
		['price', 'hs_price'],
		['HS_PRICE', 'hs_price'],
		['hs_prices', 'hs_price'],
		['hs_features_', 'hs_features'],
		['old_price', undefined],
		['colour', undefined],
	])('suggests for %s the writable property %s', (name, nearest) => {
		const { misfits } = checkProperties({ [name]: 'x' }, definitions, OPTIONS);

		expect(misfits[0].nearest?.value).toBe(nearest);
	});

	it.each([[null], ['']])('leaves %o out, unless it is to clear', (value) => {
		const given = { hs_price: value, hs_createdate: value, hs_unknown: value };

		const left = checkProperties(given, definitions, OPTIONS);
		expect(left).toMatchObject({ properties: {}, misfits: [] });
		expect(left.notices).toEqual([
			{ kind: 'emptyLeftOut', property: 'hs_price', label: 'Price' },
			{ kind: 'emptyLeftOut', property: 'hs_createdate', label: 'Created' },
			{ kind: 'emptyLeftOut', property: 'hs_unknown', label: 'hs_unknown' },
		]);

		const cleared = checkProperties(given, definitions, { ...OPTIONS, clearEmpty: true });
		expect(cleared.properties).toEqual({ hs_price: '' });
		expect(cleared.misfits.map(({ kind }) => kind)).toEqual(['readOnly', 'unknownProperty']);
	});

	it('leaves out what an expression that leads nowhere gives, also where empty values clear', () => {
		const given = { hs_price: undefined, hs_createdate: undefined };

		const checked = checkProperties(given, definitions, { ...OPTIONS, clearEmpty: true });

		expect(checked).toEqual({
			properties: {},
			misfits: [],
			notices: [
				{ kind: 'undefinedLeftOut', property: 'hs_price', label: 'Price' },
				{ kind: 'undefinedLeftOut', property: 'hs_createdate', label: 'Created' },
			],
		});
	});

	it.each([' ', '\u00a0', '\u200b', ' \ufeff\r\n', '\u3164', '\u2800'])(
		'takes %j for no value, whatever the property and whether it is known',
		(blank) => {
			const given = { hs_price: blank, hs_name: blank };
			for (const known of [definitions, undefined]) {
				const left = checkProperties(given, known, { ...OPTIONS, keepEmptyText: true });
				const cleared = checkProperties(given, known, { ...OPTIONS, clearEmpty: true });

				expect(left.properties).toEqual({});
				expect(left.notices.map(({ kind }) => kind)).toEqual(['emptyLeftOut', 'emptyLeftOut']);
				expect(cleared.properties).toEqual({ hs_price: '', hs_name: '' });
			}
		},
	);

	it.each([
		['hs_name', '#N/A'],
		['hs_name', ' #REF! '],
		['hs_name', '#¡VALOR!'],
		['hs_name', '#DEĞER!'],
		['hs_name', '[object Object]'],
		['hs_unknown', '#NV'],
	])('writes as %s the text %j, and notes that it looks like an error', (property, value) => {
		const known = property === 'hs_name' ? definitions : undefined;
		const label = property === 'hs_name' ? 'Name' : property;

		const checked = checkProperties({ [property]: value }, known, OPTIONS);

		expect(checked.properties).toEqual({ [property]: value });
		expect(checked.notices).toEqual([{ kind: 'looksLikeError', property, label, value }]);
	});

	it.each(['#1 in town', '#SOLD!', 'N/A', 'See #REF!', '#'])(
		'has nothing to note of the text %j',
		(value) => {
			expect(checkProperties({ hs_name: value }, definitions, OPTIONS).notices).toEqual([]);
		},
	);

	it('reads numbers and dates in the formats asked for', () => {
		const given = { hs_price: '150.000' };
		const read = (numberFormat: 'comma' | 'point') =>
			checkProperties(given, definitions, { ...OPTIONS, numberFormat }).properties.hs_price;

		expect(read('comma')).toBe('150000');
		expect(read('point')).toBe('150');
		expect(checkProperties(given, definitions, OPTIONS).misfits).toMatchObject([
			{ kind: 'ambiguousNumber', readings: ['150', '150000'] },
		]);
	});

	it.each([[[]], [['', null]], [';'], [' ; ']])(
		'treats %o as an empty value where several may be chosen',
		(value) => {
			const given = { hs_features: value };

			expect(checkProperties(given, definitions, OPTIONS).properties).toEqual({});
			expect(
				checkProperties(given, definitions, { ...OPTIONS, clearEmpty: true }).properties,
			).toEqual({ hs_features: '' });
		},
	);

	it('sends empty text, and not null, where the caller keeps it', () => {
		const given = { hs_price: '', hs_name: null, hs_features: [] };
		const options = { ...OPTIONS, keepEmptyText: true };

		expect(checkProperties(given, definitions, options).properties).toEqual({ hs_price: '' });
		expect(checkProperties(given, undefined, options).properties).toEqual({ hs_price: '' });
		expect(checkProperties({ hs_unknown: null }, definitions, options).misfits).toEqual([]);
	});

	it('says the same of an unknown property each time', () => {
		const [first, again] = [1, 2].map((value) =>
			checkProperties({ hs_nam: value }, definitions, OPTIONS),
		);

		expect(again.misfits).toEqual(first.misfits);
		expect(again.misfits).toHaveLength(1);
	});

	it('holds a stage to the pipeline that is written with it, in either order', () => {
		const inRentals = { hs_pipeline_stage: 'New', hs_pipeline: 'rentals' };
		const foreign = { hs_pipeline: 'default', hs_pipeline_stage: '11' };

		expect(checkProperties(inRentals, definitions, OPTIONS).properties).toEqual({
			hs_pipeline_stage: '11',
			hs_pipeline: '77',
		});
		expect(checkProperties(foreign, definitions, OPTIONS).misfits).toMatchObject([
			{ kind: 'option', property: 'hs_pipeline_stage', pipelineId: 'default' },
		]);
	});

	it.each([[undefined], [''], ['Auctions']])(
		'lets a stage be of any pipeline when the pipeline written is %o',
		(pipeline) => {
			const given = { hs_pipeline: pipeline, hs_pipeline_stage: '11' };

			const { properties } = checkProperties(given, definitions, OPTIONS);

			expect(properties).toEqual({ hs_pipeline_stage: '11' });
		},
	);

	it('checks a stage by itself where the account has no such property as a pipeline', () => {
		const byName = new Map(definitions.byName);
		byName.delete('hs_pipeline');
		const given = { hs_pipeline: 'default', hs_pipeline_stage: '11' };

		const { misfits } = checkProperties(given, { ...definitions, byName }, OPTIONS);

		expect(misfits).toMatchObject([{ kind: 'unknownProperty', property: 'hs_pipeline' }]);
	});

	it('without definitions refuses only what has no text, and names the property', () => {
		const given = { anything: 'goes', hs_price: '12 €', list: ['a', 'b'], bad: { a: 1 }, nan: NaN };

		const { properties, misfits } = checkProperties(given, undefined, OPTIONS);

		expect(properties).toEqual({ anything: 'goes', hs_price: '12 €', list: 'a;b' });
		expect(misfits).toMatchObject([
			{ kind: 'plainValue', property: 'bad', received: 'an object (a)' },
			{ kind: 'plainValue', property: 'nan', received: 'NaN' },
		]);
	});

	it('treats names that every object has as names like any other', () => {
		const given = JSON.parse('{"__proto__":"a","constructor":"b","toString":"c"}');

		const checked = checkProperties(given, definitions, OPTIONS);
		const unchecked = checkProperties(given, undefined, OPTIONS);

		expect(checked.misfits.map(({ kind }) => kind)).toEqual(Array(3).fill('unknownProperty'));
		expect(Object.entries(unchecked.properties)).toEqual([
			['__proto__', 'a'],
			['constructor', 'b'],
			['toString', 'c'],
		]);
		expect(Object.getPrototypeOf(unchecked.properties)).toBe(Object.prototype);
	});

	it('checks 10,000 values against 1,000 properties in less than a second of its own', () => {
		const results = Array.from({ length: 1000 }, (_, index) => ({
			name: `property_${index}`,
			label: `Property ${index}`,
			type: 'enumeration',
			options: Array.from({ length: 50 }, (_value, value) => option(`value_${value}`)),
		}));

		const started = process.cpuUsage();
		const large = readDefinitions({ results });
		for (let index = 0; index < 10_000; index++) {
			const given = { [`property_${index % 1000}`]: `Value_${index % 50}` };
			expect(checkProperties(given, large, OPTIONS).misfits).toHaveLength(0);
		}

		expect(process.cpuUsage(started).user / 1000).toBeLessThan(1000);
	});
});
