import { describe, expect, it } from 'vitest';
import { Checklist } from '../../../scripts/checklist.mts';

describe('the checklist of a release', () => {
	it('tells what was passed, what failed and what was not checked, each on a line of its own', async () => {
		const lines: string[] = [];
		const checklist = new Checklist((line) => lines.push(line));

		await checklist.check('the tarball is clean', () => []);
		await checklist.check('the changelog is there', async () => ['It has no heading']);
		await checklist.check('the remote is the repository', () => ({ notChecked: 'there is none' }));
		checklist.leaveOut('the provenance statement', 'npm makes it');

		expect(checklist.end()).toBe(false);
		expect(lines).toEqual([
			'ok           the tarball is clean',
			'FAILED       the changelog is there',
			'             It has no heading',
			'not checked  the remote is the repository: there is none',
			'not checked  the provenance statement: npm makes it',
			'\n2 not checked',
			'1 passed, 1 failed',
		]);
	});

	it('is passed although something was not checked', async () => {
		const checklist = new Checklist(() => {});

		checklist.leaveOut('the provenance statement', 'npm makes it');

		expect(checklist.end()).toBe(true);
	});

	it('is failed by what breaks it off', () => {
		const lines: string[] = [];
		const checklist = new Checklist((line) => lines.push(line));

		checklist.breakOff(new Error('tar is missing'));

		expect(checklist.end()).toBe(false);
		expect(lines[0]).toBe('FAILED       tar is missing');
	});
});
