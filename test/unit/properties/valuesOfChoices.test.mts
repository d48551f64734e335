import { describe, expect, it } from 'vitest';

import type { Definition } from '../../../nodes/HubspotAds/properties/definitions';
import { toHubspotText } from '../../../nodes/HubspotAds/properties/values';
import { define, option, refusalOf } from './define.mts';

const MADRID = { timeZone: 'Europe/Madrid' };

describe('an enumeration property', () => {
	const property = define({
		type: 'enumeration',
		fieldType: 'select',
		options: [
			option('house', 'House'),
			option('multi_family', 'Multi-Family'),
			option('LOTS', 'Land'),
			option('true', 'Sí'),
			option('3', 'Three'),
			option('old', 'Old one', true),
			option('Twin', 'first'),
			option('twin', 'second'),
			option('x', 'Swap'),
			option('swap', 'Other'),
		],
	});

	it.each([
		['house', 'house'],
		['HOUSE', 'house'],
		[' House ', 'house'],
		['Multi-Family', 'multi_family'],
		['multi-family', 'multi_family'],
		['lots', 'LOTS'],
		['land', 'LOTS'],
		['SÍ', 'true'],
		[true, 'true'],
		['True', 'true'],
		[3, '3'],
		[3n, '3'],
		['old', 'old'],
		['old ONE', 'old'],
		['Twin', 'Twin'],
		['twin', 'twin'],
		['swap', 'swap'],
	])('takes %o as %s', (value, text) => {
		expect(toHubspotText(value, property, MADRID)).toEqual({ text });
	});

	it.each([
		['Villa', 'option'],
		['hous', 'option'],
		['house;true', 'option'],
		[';house', 'option'],
		['constructor', 'option'],
		['__proto__', 'option'],
		[false, 'option'],
		[3.5, 'option'],
		[new Date(0), 'option'],
		['TWIN', 'severalOptions'],
		['Swap', 'severalOptions'],
		[NaN, 'plainValue'],
		[['house'], 'plainValue'],
		[{ value: 'house' }, 'plainValue'],
	])('refuses %o', (value, kind) => {
		expect(refusalOf(value, property)).toMatchObject({ kind, property: 'hs_thing' });
	});

	it('names the nearest option that is not hidden, and lists the first few', () => {
		expect(refusalOf('hause', property)).toMatchObject({
			received: '"hause"',
			nearest: { value: 'house', label: 'House' },
			optionCount: 9,
			options: ['house', 'multi_family', 'LOTS', 'true', '3'].map((value) => ({ value })),
		});
		expect(refusalOf('old o', property)).not.toHaveProperty('nearest.value', 'old');
	});
});

describe('a property with several choices', () => {
	const property = define({
		type: 'enumeration',
		fieldType: 'checkbox',
		options: [option('pool', 'Swimming Pool'), option('gym'), option('1'), option('true')],
	});

	it.each([
		['pool', 'pool'],
		['pool;gym', 'pool;gym'],
		['gym;pool', 'gym;pool'],
		[';pool', ';pool'],
		[' ; pool', ';pool'],
		['pool; gym', 'pool;gym'],
		['pool;;gym;', 'pool;gym'],
		['pool;gym;pool', 'pool;gym'],
		['swimming pool;POOL', 'pool'],
		[['pool', 'Gym'], 'pool;gym'],
		[['gym', 1, true], 'gym;1;true'],
		[['', null, 'gym', undefined], 'gym'],
		[[';pool', 'gym'], ';pool;gym'],
		[['pool;gym'], 'pool;gym'],
		[1, '1'],
		[[], ''],
		[';;', ''],
	])('takes %o as %o', (value, text) => {
		expect(toHubspotText(value, property, MADRID)).toEqual({ text });
	});

	it.each([
		['sauna', '"sauna"', 'option'],
		['pool;sauna', '"sauna"', 'option'],
		[['pool', 'sauna'], '"sauna"', 'option'],
		['pool,sauna', '"sauna"', 'option'],
		['sauna, golf', '"sauna, golf"', 'option'],
		['pool|gym', '"pool|gym"', 'option'],
		[[2], '"2"', 'option'],
		[[false], '"false"', 'option'],
		[2, '"2"', 'option'],
		['[pool]', '"[pool]"', 'option'],
		[['pool', NaN], 'NaN', 'plainValue'],
		[['pool', { value: 'gym' }], 'an object (value)', 'objects'],
		[[['pool']], 'a list of 1', 'plainValue'],
		[{ 0: 'pool' }, 'an object (0)', 'objects'],
	])('refuses %o because of %s', (value, received, kind) => {
		expect(refusalOf(value, property)).toMatchObject({ kind, received });
	});
});

describe('an owner property', () => {
	const property = define({
		name: 'hubspot_owner_id',
		type: 'enumeration',
		fieldType: 'select',
		externalOptions: true,
		options: [],
	});

	it.each([
		['1234567', '1234567'],
		[1234567, '1234567'],
		[1234567n, '1234567'],
		[' 12 ', '12'],
		['0', '0'],
		['00012', '00012'],
		['9007199254740993', '9007199254740993'],
		[9007199254740993n, '9007199254740993'],
		[1e15, '1000000000000000'],
		['1', '1'],
		[7, '7'],
		['\t99', '99'],
	])('takes %o as %s', (value, text) => {
		expect(toHubspotText(value, property, MADRID)).toEqual({ text });
	});

	it.each([
		['jane@example.com', 'owner'],
		['Jane', 'owner'],
		['12.5', 'owner'],
		[12.5, 'owner'],
		[-1, 'owner'],
		['+1', 'owner'],
		['12;13', 'owner'],
		['#12', 'owner'],
		['1e5', 'owner'],
		[true, 'owner'],
		[new Date(0), 'owner'],
		[[12], 'plainValue'],
		[{ id: 12 }, 'plainValue'],
	])('refuses %o', (value, kind) => {
		expect(refusalOf(value, property)).toMatchObject({ kind, property: 'hubspot_owner_id' });
	});

	it('knows owners by what the property refers to, also where several are chosen', () => {
		const agents = define({
			type: 'enumeration',
			fieldType: 'checkbox',
			externalOptions: true,
			referencedObjectType: 'OWNER',
		});

		expect(toHubspotText('12;13', agents, MADRID)).toEqual({ text: '12;13' });
		expect(refusalOf('12;Jane', agents)).toMatchObject({ kind: 'owner', received: '"Jane"' });
	});
});

describe('other choices that HubSpot keeps elsewhere', () => {
	it('are left to HubSpot', () => {
		const property = define({ type: 'enumeration', fieldType: 'select', externalOptions: true });

		expect(toHubspotText('anything', property, MADRID)).toEqual({ text: 'anything' });
	});

	it('are refused where a property has no options and none elsewhere', () => {
		const property = define({ type: 'enumeration', fieldType: 'select' });

		expect(refusalOf('anything', property)).toMatchObject({ kind: 'option', options: [] });
	});
});

describe('pipelines and stages', () => {
	const pipeline = define({
		name: 'hs_pipeline',
		type: 'enumeration',
		options: [option('default', 'Sales'), option('77', 'Rentals')],
	});
	const stage: Definition = {
		...define({ name: 'hs_pipeline_stage', type: 'enumeration' }),
		options: [
			{ ...option('1', 'New'), pipelineId: 'default' },
			{ ...option('2', 'Sold'), pipelineId: 'default' },
			{ ...option('11', 'New'), pipelineId: '77' },
			{ ...option('12', 'Let'), pipelineId: '77' },
		],
	};

	it('takes a pipeline by id or label', () => {
		expect(toHubspotText(77, pipeline, MADRID)).toEqual({ text: '77' });
		expect(toHubspotText('rentals', pipeline, MADRID)).toEqual({ text: '77' });
		expect(refusalOf('Auctions', pipeline)).toMatchObject({ kind: 'option' });
	});

	it.each([
		['1', undefined, '1'],
		['11', undefined, '11'],
		['sold', undefined, '2'],
		['Let', undefined, '12'],
		['New', 'default', '1'],
		['New', '77', '11'],
		['12', '77', '12'],
	])('takes stage %o with pipeline %o as %s', (value, pipelineId, text) => {
		expect(toHubspotText(value, stage, { ...MADRID, pipelineId })).toEqual({ text });
	});

	it.each([
		['New', undefined, 'severalOptions'],
		['99', undefined, 'option'],
		['12', 'default', 'option'],
		['Sold', '77', 'option'],
		['1', 'gone', 'option'],
	])('refuses stage %o with pipeline %o', (value, pipelineId, kind) => {
		expect(refusalOf(value, stage, { ...MADRID, pipelineId })).toMatchObject({ kind });
	});

	it('offers the stages of the pipeline that is written', () => {
		expect(refusalOf('Sold', stage, { ...MADRID, pipelineId: '77' })).toMatchObject({
			pipelineId: '77',
			options: [{ value: '11' }, { value: '12' }],
		});
	});
});
