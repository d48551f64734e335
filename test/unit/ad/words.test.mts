import { describe, expect, it } from 'vitest';

import {
	describeFailure,
	summarise,
	summarisePreview,
	type AdFailure,
} from '../../../nodes/HubspotAds/ad/words';
import type { Reason, UpdateFate } from '../../../nodes/HubspotAds/hubspot/fates';

const byReference = { id: 'REF-1', idProperty: 'reference_number' };

describe('describeFailure', () => {
	it.each<[AdFailure, string, string]>([
		[
			fate('invalid', { trouble: 'checks', said: 'It is empty' }),
			'It is empty',
			'Correct the item, or the parameter that is named',
		],
		[
			fate('rejected', { trouble: 'refused', said: 'No such option' }),
			'HubSpot refused ad 7: No such option',
			'Correct the value',
		],
		[
			fate('notFound', { trouble: 'missing' }),
			'HubSpot has no ad with record ID 7',
			'match on a unique property',
		],
		[
			fate('unconfirmed', { trouble: 'timeout' }),
			'HubSpot did not confirm the update of ad 7, because HubSpot did not answer in time',
			'It may have been written',
		],
		[
			fate('notSent', { trouble: 'unauthorized', statusCode: 401 }),
			'Ad 7 was not sent, because HubSpot did not accept the credential',
			'Check the credential',
		],
		[
			fate('notSent', { trouble: 'forbidden', scopes: ['a.read'] }),
			'Ad 7 was not sent, because the credential lacks the scope a.read',
			'Add the scope',
		],
		[
			fate('notSent', { trouble: 'forbidden', scopes: ['a.read', 'a.write'] }),
			'Ad 7 was not sent, because the credential lacks one of the scopes a.read, a.write',
			'Add the scope',
		],
		[
			fate('notSent', { trouble: 'forbidden' }),
			'Ad 7 was not sent, because the credential lacks a scope that HubSpot asks for',
			'Add the scope',
		],
		[
			fate('notSent', { trouble: 'dailyLimit' }),
			"Ad 7 was not sent, because HubSpot's daily limit is reached; it is reset at midnight in the account's time zone",
			"Wait until midnight in the account's time zone, then run the unsent ads once more",
		],
		[
			fate('notSent', { trouble: 'misdirected' }),
			"Ad 7 was not sent, because the credential's 'Base URL' cannot be used",
			'https://api.hubapi.com',
		],
		[
			fate('notSent', { trouble: 'unreachable', code: 'ENOTFOUND' }),
			'Ad 7 was not sent, because HubSpot could not be reached (ENOTFOUND)',
			'Check the network',
		],
	])('says of %o what happened and what to do', (outcome, message, todo) => {
		const described = describeFailure(outcome, { id: '7' });

		expect(described.message).toBe(message);
		expect(described.todo).toContain(todo);
	});

	it('names an ad by its unique property', () => {
		const notFound = describeFailure(fate('notFound', { trouble: 'missing' }), byReference);
		const notSent = describeFailure(fate('notSent', { trouble: 'locked' }), byReference);

		expect(notFound.message).toBe("HubSpot has no ad with 'reference_number' REF-1");
		expect(notSent.message).toMatch(/^Ad with 'reference_number' REF-1 was not sent/);
	});

	it.each<Reason['trouble']>([
		'refused',
		'unauthorized',
		'forbidden',
		'dailyLimit',
		'rateLimit',
		'locked',
		'migrating',
		'unavailable',
		'timeout',
		'disconnected',
		'unreachable',
		'misdirected',
		'unreadable',
		'unnamed',
	])("keeps to n8n's words for %s: no error, problem, failure or mistake", (trouble) => {
		for (const outcome of ['rejected', 'unconfirmed', 'notSent'] as const) {
			const { message, todo } = describeFailure(fate(outcome, { trouble, statusCode: 503 }), {
				id: '7',
			});

			expect(`${message}. ${todo}`).not.toMatch(/error|problem|fail|mistake|undefined/i);
		}
	});
});

describe('summarise', () => {
	it.each<[Array<UpdateFate['outcome']>, number, string]>([
		[
			[...Array(248).fill('updated'), 'notFound', 'invalid'],
			3,
			'248 ads updated in 3 requests. 2 were not updated.',
		],
		[['updated'], 1, '1 ad updated in 1 request.'],
		[['updated', 'notSent'], 1, '1 ad updated in 1 request. 1 was not updated.'],
		[['unchanged', 'unchanged'], 1, '0 ads updated in 1 request. 2 were unchanged.'],
		[['unconfirmed'], 2, '0 ads updated in 2 requests. 1 was not updated.'],
	])('counts each outcome once', (outcomes, requests, summary) => {
		expect(summarise(outcomes, requests)).toBe(summary);
	});
});

describe('summarisePreview', () => {
	it.each<[Array<UpdateFate['outcome']>, string]>([
		[['wouldUpdate'], 'Nothing was written. 1 ad would be updated.'],
		[
			['wouldUpdate', 'wouldUpdate', 'unchanged', 'invalid', 'notFound'],
			'Nothing was written. 2 ads would be updated. 1 would not change. 2 could not be updated.',
		],
	])('says that nothing was written', (outcomes, summary) => {
		expect(summarisePreview(outcomes)).toBe(summary);
	});
});

// Helpers

function fate(outcome: Exclude<AdFailure['outcome'], 'kept'>, reason: Reason): AdFailure {
	return { outcome, reason };
}
