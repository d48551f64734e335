import { describe, expect, it } from 'vitest';

import {
	summarise,
	summarisePreview,
	summariseQueries,
} from '../../../nodes/HubspotAds/ad/summary';
import { CREATING, DELETING, FINDING, READING, UPDATING } from '../../../nodes/HubspotAds/ad/verbs';
import type { UpdateFate } from '../../../nodes/HubspotAds/hubspot/fates';

type Outcomes = Array<UpdateFate['outcome']>;

describe('summarise', () => {
	it.each<[Outcomes, number, string]>([
		[
			[...many(248, 'updated'), 'notFound', 'rejected'],
			3,
			'248 ads updated in 3 requests. 2 were not updated: 1 rejected, 1 not found.',
		],
		[['updated'], 1, '1 ad updated in 1 request.'],
		[['updated', 'notSent'], 1, '1 ad updated in 1 request. 1 was not updated: 1 not sent.'],
		[['unchanged', 'unchanged'], 1, '0 ads updated in 1 request. 2 were unchanged.'],
		[
			[...many(41_300, 'updated'), ...many(1_000, 'unchanged'), ...many(1_234, 'kept')],
			1_413,
			'41,300 ads updated in 1,413 requests. 1,000 were unchanged. 1,234 were not updated: 1,234 kept by HubSpot.',
		],
		[
			['unconfirmed', 'invalid', 'invalid'],
			2,
			'0 ads updated in 2 requests. 3 were not updated: 2 invalid, 1 unconfirmed.',
		],
	])('counts each outcome once', (outcomes, requests, summary) => {
		expect(summarise(outcomes, requests, UPDATING)).toBe(summary);
	});
});

describe('summaries of other operations', () => {
	it('speak their words', () => {
		expect(summarise(['found', 'found', 'notFound'], 1, READING)).toBe(
			'2 ads read in 1 request. 1 was not read: 1 not found.',
		);
		expect(summarise(['archived', 'unchanged', 'unchanged', 'rejected'], 3, DELETING)).toBe(
			'1 ad deleted in 3 requests. 2 were deleted already. 1 was not deleted: 1 rejected.',
		);
		expect(summarisePreview(['wouldArchive', 'unchanged', 'notFound'], 0, DELETING)).toBe(
			'Nothing was deleted. 1 ad would be deleted. 1 was deleted already. 1 could not be deleted: 1 not found.',
		);
	});
});

describe('summaries of new ads', () => {
	it.each([
		['rejected', '1 was not created: 1 rejected.'],
		['kept', '1 was not confirmed to be created as sent: 1 kept by HubSpot.'],
		['unconfirmed', '1 was not confirmed to be created as sent: 1 unconfirmed.'],
	] as const)('do not call an ad not created that may have been: %s', (outcome, told) => {
		expect(summarise(['created', outcome], 1, CREATING)).toBe(`1 ad created in 1 request. ${told}`);
	});

	it.each([
		[1, '1 exists already.'],
		[2, '2 exist already.'],
	])('tell how many of %i exist, and do not count them as failed', (number, told) => {
		const outcomes = ['wouldCreate', ...Array<'exists'>(number).fill('exists')] as const;

		expect(summarisePreview([...outcomes], 0, CREATING)).toBe(
			`Nothing was created. 1 ad would be created. ${told}`,
		);
	});
});

describe('summariseQueries', () => {
	const record = { id: '1', properties: {} };
	const found = { outcome: 'found', records: [record, record] } as const;

	it('counts the ads of all queries, and those queries that ended early', () => {
		const reason = { trouble: 'timeout' } as const;
		const ended = { outcome: 'incomplete', records: [record], reason } as const;

		expect(summariseQueries([found, found], 3, FINDING)).toBe('4 ads found in 3 requests.');
		expect(summariseQueries([found, ended], 3, FINDING)).toBe(
			'3 ads found in 3 requests. 1 of 2 queries was not read in full: 1 incomplete.',
		);
	});
});

describe('summarisePreview', () => {
	it.each<[Outcomes, boolean, string]>([
		[['wouldUpdate'], true, 'Nothing was written. 1 ad would be updated.'],
		[
			[...many(1_200, 'wouldUpdate'), 'unchanged', 'invalid', 'notFound'],
			false,
			'Nothing was written. 1,200 ads would be updated. 1 would not change. 2 could not be updated: 1 invalid, 1 not found.',
		],
		[
			['wouldUpdate', 'invalid'],
			true,
			"Nothing was written. 1 ad would be updated. 1 could not be updated: 1 invalid. A real run would send nothing, because 1 ad is invalid and 'On Error' is set to Stop Workflow.",
		],
		[
			['invalid', 'invalid'],
			true,
			"Nothing was written. 0 ads would be updated. 2 could not be updated: 2 invalid. A real run would send nothing, because 2 ads are invalid and 'On Error' is set to Stop Workflow.",
		],
		[
			['wouldUpdate', 'notFound'],
			true,
			'Nothing was written. 1 ad would be updated. 1 could not be updated: 1 not found.',
		],
	])(
		'says that nothing was written, and where nothing would be sent',
		(outcomes, stops, summary) => {
			const invalid = outcomes.filter((outcome) => outcome === 'invalid').length;

			expect(summarisePreview(outcomes, stops ? invalid : 0, UPDATING)).toBe(summary);
		},
	);
});

// Helpers

function many(number: number, outcome: UpdateFate['outcome']): Outcomes {
	return Array.from({ length: number }, () => outcome);
}
