import { describe, expect, it } from 'vitest';

import { readDefinitions, withPipelines } from '../../../nodes/HubspotAds/properties/definitions';
import { describeMisfit, type PropertyMisfit } from '../../../nodes/HubspotAds/properties/misfits';
import { toHubspotText } from '../../../nodes/HubspotAds/properties/values';
import { define, option, refusalOf } from './define.mts';

const UTC = { timeZone: 'UTC' };

describe('an option', () => {
	const property = define({
		type: 'enumeration',
		options: [
			option('atico', 'Ático'),
			option('wide', 'Open\u00a0plan'),
			option('Twin', 'A'),
			option('twin', 'B'),
			option('bom\ufeff', 'Mark'),
			...[option('two words', 'First'), option('two\u00a0words', 'Second')],
		],
	});

	it.each([
		['Ático', 'atico'],
		['A\u0301tico', 'atico'],
		['a\u0301TICO', 'atico'],
		['A\u0301ti\u200bco\u00a0', 'atico'],
		['open plan', 'wide'],
		['Open\u202fplan', 'wide'],
		['open  plan', 'wide'],
		['Twin\u200b', 'Twin'],
		[' twin\u00a0', 'twin'],
		['bom', 'bom\ufeff'],
		['two\u00a0words', 'two\u00a0words'],
		['two words', 'two words'],
	])('%j is %j', (text, value) => {
		expect(toHubspotText(text, property, UTC)).toEqual({ text: value });
	});

	it('is told once among several that fit, although its label reads as its value', () => {
		const twins = [option('Loft', 'Loft'), option('loft', 'loft')];

		expect(refusalOf('LOFT', define({ type: 'enumeration', options: twins }))).toMatchObject({
			kind: 'severalOptions',
			options: twins.map(({ value }) => ({ value })),
			optionCount: 2,
		});
	});

	it('is offered in place of a text that has marks around it, but not several in place of one', () => {
		const property = define({ type: 'enumeration', options: [option('pool'), option('garage')] });
		const nearest = (text: string) => (refusalOf(text, property) as PropertyMisfit).nearest;

		expect(nearest('[pool]')).toMatchObject({ value: 'pool' });
		expect(nearest('pool, garage')).toBe(undefined);
	});

	it('is refused at once where thousands of ads have the same wrong one, and soon where each has another', () => {
		const large = define({
			type: 'enumeration',
			options: Array.from({ length: 5000 }, (_, index) => option(`o${index}`, `Town ${index}`)),
		});
		const refuse = (text: string) => refusalOf(text, large);
		const first = refuse('Tawn 7') as PropertyMisfit;
		expect(first.nearest).toBeDefined();

		const started = process.cpuUsage();
		for (let index = 0; index < 2000; index++) expect(refuse('Tawn 7')).toEqual(first);
		for (let index = 0; index < 2000; index++) refuse(`Tawn x${index}`);
		expect((refuse('Tawn 7') as PropertyMisfit).options).toBe(first.options);
		expect((refuse('Tawn 8') as PropertyMisfit).nearest).toBeUndefined();

		expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000);
	});
});

describe('several choices', () => {
	const property = define({
		name: 'features',
		label: 'Features',
		type: 'enumeration',
		fieldType: 'checkbox',
		options: [
			...[option('pool', 'Pool'), option('garage', 'Garage'), option('garden', 'Garden, private')],
			...[option('spices', 'Salt; Pepper'), option('salt', 'Salt'), option('pepper', 'Pepper')],
			...[option('[x]', '[x]'), option('3', 'Three'), option('[7]', '[7]')],
			option('all', 'one;two; three; four; five'),
		],
	});

	it.each([
		['Pool, Garage', 'pool;garage'],
		['Pool,Garage,', 'pool;garage'],
		['Pool、Garage', 'pool;garage'],
		['Pool\nGarage', 'pool;garage'],
		['Pool\r\n Garage\r\n', 'pool;garage'],
		['Garden, private\nPool', 'garden;pool'],
		['Garden, private', 'garden'],
		['Garden, private; Pool', 'garden;pool'],
		['Pool, Garage; 3', 'pool;garage;3'],
		[';Pool, Garage', ';pool;garage'],
		['Salt; Pepper', 'spices'],
		['Salt;Pool', 'salt;pool'],
		['pool; salt; pepper; garage', 'pool;spices;garage'],
		[';Salt; Pepper', ';spices'],
		[['Salt; Pepper', 'pool'], 'spices;pool'],
		[['Pool, Garage', 3], 'pool;garage;3'],
		['["Pool","Garage"]', 'pool;garage'],
		[' [ "Garden, private", 3 ]\u200b', 'garden;3'],
		['[]', ''],
		['[x]', '[x]'],
		['[7]', '[7]'],
		['pool;one;two; three; four; five;garage', 'pool;all;garage'],
		[[' ', 'pool'], 'pool'],
		[['\u200b', null, '', 'pool'], 'pool'],
		[[' ', ';pool'], ';pool'],
		[['pool', ';garage'], 'pool;garage'],
		['pool\u200b ;\u00a0garage', 'pool;garage'],
		['\u200b;pool', ';pool'],
	])('%j are %j', (value, text) => {
		expect(toHubspotText(value, property, UTC)).toEqual({ text });
	});

	it.each([
		['Pool, Sauna', 'option', '"Sauna"'],
		['Pool and Garage', 'option', '"Pool and Garage"'],
		['Pool | Garage', 'option', '"Pool | Garage"'],
		['["Pool"', 'option', '"[\\"Pool\\""'],
		['[Pool]', 'option', '"[Pool]"'],
		['["Pool", "Sauna"]', 'option', '"Sauna"'],
		[[{ name: 'Pool' }], 'objects', 'an object (name)'],
		['[{"name":"Pool"}]', 'objects', 'an object (name)'],
		[['pool', [3]], 'plainValue', 'a list of 1'],
		[[12345678901234567890], 'inexact', '12345678901234567000'],
	])('%j is refused', (value, kind, received) => {
		const refusal = refusalOf(value, property) as PropertyMisfit;

		expect(refusal).toMatchObject({ kind, received, isMultiple: true });
		if (kind === 'option') expect(describeMisfit(refusal)).toContain('separated by ;');
	});

	it('are not guessed in a long text, which is a description', () => {
		const nearest = (text: string) => (refusalOf(text, property) as PropertyMisfit).nearest;

		expect(nearest('Pool and Garage')).toEqual({ value: 'pool;garage', label: 'pool;garage' });
		expect(nearest('Pool/Garage/'.repeat(40))).toMatchObject({ value: 'pool;garage' });
		expect(nearest('Pool/Garage/'.repeat(50))).not.toMatchObject({ value: 'pool;garage' });
	});

	it.each([
		[[{ id: 7, name: 'Pool' }], { key: 'name', text: 'Pool' }],
		[[{ code: 'x', title: 'Big' }], { key: 'title', text: 'Big' }],
		[[{ id: 7, code: 'x', label: 'Pool' }], { key: 'label', text: 'Pool' }],
		[[{ code: 'x' }], { key: 'code', text: 'x' }],
		[{ name: 'Pool' }, { key: 'name', text: 'Pool' }],
		[[{ id: 7 }], undefined],
	])('of %j shows what to pick', (value, example) => {
		const refusal = refusalOf(value, property) as PropertyMisfit;

		expect(refusal.kind).toBe('objects');
		expect(refusal.example).toEqual(example);
		expect(describeMisfit(refusal)).toMatch(
			example ? /pick a text of each/ : /send a list of texts/,
		);
	});
});

it('names the pipelines where a stage is in several, and offers the stages of the one that is known', () => {
	const definitions = withPipelines(
		readDefinitions({
			results: [
				{ name: 'hs_pipeline', type: 'enumeration' },
				{ name: 'hs_pipeline_stage', label: 'Stage', type: 'enumeration' },
			],
		}),
		{
			results: [
				{ id: 'default', label: 'Sales', stages: [{ id: '1', label: 'Active' }] },
				{ id: '77', label: 'Rentals', stages: [{ id: '11', label: 'Active' }] },
			],
		},
	);
	const stage = definitions.byName.get('hs_pipeline_stage')!;

	const offered = ['default', '77', 'default'].map((pipelineId) =>
		refusalOf('Sold', stage, { timeZone: 'UTC', pipelineId }),
	);
	expect(offered.map((misfit) => 'options' in misfit && misfit.options)).toMatchObject([
		[{ value: '1' }],
		[{ value: '11' }],
		[{ value: '1' }],
	]);
	expect(describeMisfit(refusalOf('Active', stage) as PropertyMisfit)).toBe(
		`'Stage' (hs_pipeline_stage) has several options that fit "Active", in the pipelines "Sales" and "Rentals"; write hs_pipeline too, which settles it; use the internal value of one: 1 (Active), 11 (Active)`,
	);
});
