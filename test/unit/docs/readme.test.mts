import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { OPTIONS, OPTIONS_OF } from '../../../nodes/HubspotAds/ad/description/options';
import { pages, ROOT } from './pages.mts';

const readme = pages.get('README.md')!;

describe('the README', () => {
	it('has at most 1,500 words', () => {
		expect(readme.split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(1_500);
	});

	it('names every option of the node, in its order, with its default', () => {
		const table = /^\| option \| default .*\n.*\n((?:\|.*\n)+)/m.exec(readme)![1];
		const rows = table
			.trim()
			.split('\n')
			.map((row) => row.split('|').map((cell) => cell.trim()));

		expect(rows.map(([, name, byDefault]) => [name, byDefault])).toEqual(
			OPTIONS_OF.batchUpdate
				.map((name) => OPTIONS[name])
				.map((option) => [option.displayName, describeDefault(option)]),
		);
	});
});

describe('the changelog', () => {
	it('has lines that begin with Add, Change or Fix', () => {
		const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');

		const lines = changelog.split('\n').filter((line) => line.startsWith('- '));

		expect(lines.filter((line) => !/^- (Add|Change|Fix) /.test(line))).toEqual([]);
		expect(lines).not.toEqual([]);
	});
});

// Helpers

/** As the editor shows it. */
function describeDefault({ default: value, options: choices = [] }: INodeProperties): string {
	if (value === '') return 'empty';
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	const choice = choices.find((one) => 'value' in one && one.value === value);
	return choice ? choice.name : String(value);
}
