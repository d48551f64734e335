import { describe, expect, it } from 'vitest';

import {
	CREATING,
	DELETING,
	PREVIEWING,
	READING_BIN,
	UPDATING,
} from '../../../nodes/HubspotAds/ad/verbs';
import { describeFailure, type AdFailure } from '../../../nodes/HubspotAds/ad/words';

const byReference = { id: 'REF-1', idProperty: 'reference_number' };

describe('describeFailure', () => {
	it.each<[AdFailure, string, string | undefined]>([
		[
			{ outcome: 'invalid', reason: { trouble: 'checks', said: 'It is empty', todo: 'Fill it' } },
			'Ad 7 cannot be sent: It is empty',
			'Fill it',
		],
		[
			{ outcome: 'invalid', reason: { trouble: 'checks', said: "'a' is not one; send digits" } },
			"Ad 7 cannot be sent: 'a' is not one; send digits",
			undefined,
		],
		[
			{ outcome: 'rejected', reason: { trouble: 'refused', said: 'No such option.' } },
			'HubSpot refused ad 7: No such option',
			'Correct the value, or look at the ad in HubSpot',
		],
		[
			{
				outcome: 'kept',
				reason: { trouble: 'kept', property: 'hs_stage', label: 'Stage', held: 'sold' },
			},
			"HubSpot took the update of ad 7, but kept 'sold' as its 'Stage'",
			'Look at the property in HubSpot: a rule, a workflow or a calculation there may set it',
		],
		[
			{
				outcome: 'kept',
				reason: { trouble: 'kept', property: 'hs_stage', label: 'Stage', held: null },
			},
			"HubSpot took the update of ad 7, but left its 'Stage' empty",
			'Look at the property in HubSpot: a rule, a workflow or a calculation there may set it',
		],
		[
			{ outcome: 'notFound', reason: { trouble: 'missing' } },
			'HubSpot has no ad with record ID 7',
			'Check the ID in HubSpot, or match on a unique property; an ad that was deleted can be restored there for 90 days',
		],
		[
			{ outcome: 'unconfirmed', reason: { trouble: 'timeout' } },
			'HubSpot did not confirm the update of ad 7, because HubSpot did not answer in time',
			'It may have been written. Look at the ad, or send the same update again',
		],
		[
			{ outcome: 'notSent', reason: { trouble: 'unauthorized', statusCode: 401 } },
			'Ad 7 was not sent, because HubSpot did not accept the credential',
			'Check the credential in n8n: the token may be wrong, expired or withdrawn. Then run the unsent ads once more',
		],
		[
			{ outcome: 'notSent', reason: { trouble: 'rateLimit' } },
			"Ad 7 was not sent, because HubSpot's rate limit left no room in time",
			'Later run the unsent ads once more',
		],
	])('says of %o what happened and what to do', (failure, error, todo) => {
		const words = describeFailure(failure, { id: '7' }, UPDATING);

		expect(words.error).toBe(error);
		expect(words.todo).toBe(todo);
	});

	it.each<[AdFailure, string, string]>([
		[
			{ outcome: 'notFound', reason: { trouble: 'missing' } },
			"HubSpot has no ad with 'reference_number' REF-1",
			"HubSpot has no ad with this 'reference_number'",
		],
		[
			{ outcome: 'notSent', reason: { trouble: 'locked' } },
			"Ad with 'reference_number' REF-1 was not sent, because HubSpot kept the ads locked for too long",
			'It was not sent, because HubSpot kept the ads locked for too long',
		],
		[
			{ outcome: 'rejected', reason: { trouble: 'refused', said: 'No.' } },
			"HubSpot refused ad with 'reference_number' REF-1: No",
			'HubSpot refused it: No',
		],
	])('names an ad by its unique property, once', (failure, error, brief) => {
		expect(describeFailure(failure, byReference, UPDATING)).toMatchObject({ error, brief });
	});

	it('says by what to look for an ad that may have another unique value now', () => {
		const named = { ...byReference, written: ['hs_price', 'reference_number'] };

		const { todo } = describeFailure(
			{ outcome: 'unconfirmed', reason: { trouble: 'timeout' } },
			named,
			UPDATING,
		);

		expect(todo).toBe(
			"It may have been written. Look for the ad by the old and by the new 'reference_number' before you send it again",
		);
	});

	it.each([
		[
			{ outcome: 'rejected', reason: { trouble: 'merged', existingId: '8' } } as const,
			DELETING,
			'Ad 7 is left alone, because it was merged into another ad (8)',
			'It is left alone, because it was merged into another ad (8)',
			'Use the record ID of the other ad, if that one is meant',
		],
		[
			{ outcome: 'rejected', reason: { trouble: 'refused', said: 'No.' } } as const,
			DELETING,
			'HubSpot refused ad 7: No',
			'HubSpot refused it: No',
			'Look at the ad in HubSpot',
		],
		[
			{ outcome: 'unconfirmed', reason: { trouble: 'timeout' } } as const,
			DELETING,
			'HubSpot did not confirm the deletion of ad 7, because HubSpot did not answer in time',
			'HubSpot did not confirm the deletion, because HubSpot did not answer in time',
			'It may have been deleted. Look at the ad, or delete it again, which does no harm',
		],
		[
			{ outcome: 'notFound', reason: { trouble: 'missing' } } as const,
			READING_BIN,
			"HubSpot's recycling bin has no ad with record ID 7",
			"HubSpot's recycling bin has no ad with this record ID",
			'Check the ID in HubSpot, or match on a unique property; a deleted ad is kept for 90 days, and one that was not deleted is not in there',
		],
	])('speaks the words of the operation: %o', (failure, verbs, error, brief, todo) => {
		expect(describeFailure(failure, { id: '7' }, verbs)).toEqual({ error, brief, todo });
	});

	it('does not name an ad whose ID is not known', () => {
		const failure: AdFailure = { outcome: 'invalid', reason: { trouble: 'checks', said: 'Empty' } };

		expect(describeFailure(failure, {}, UPDATING)).toMatchObject({
			error: 'Empty',
			brief: 'Empty',
		});
	});

	it('says of a dry run that an ad was not read', () => {
		const failure: AdFailure = { outcome: 'notSent', reason: { trouble: 'forbidden' } };

		const { error, todo } = describeFailure(failure, { id: '7' }, PREVIEWING);

		expect(error).toMatch(/^Ad 7 was not read, because /);
		expect(todo).toMatch(
			/the scope crm.objects.listings.read to .*\. Then do the dry run once more$/,
		);
	});
});

describe('describeFailure of an ad that is to be created', () => {
	const none = { trouble: 'timeout' } as const;

	it.each<[string, AdFailure, object, string]>([
		[
			'by its name',
			{ outcome: 'unconfirmed', reason: none },
			{ title: 'Sea\u200b "View"' },
			'HubSpot did not confirm the creation of ad "Sea␣(U+200B) \\"View\\"", because HubSpot did not answer in time',
		],
		[
			'by its unique value before its name',
			{ outcome: 'notSent', reason: none },
			{ ...byReference, title: 'Sea View' },
			"Ad with 'reference_number' REF-1 was not sent, because HubSpot did not answer in time",
		],
		[
			'by nothing where it has neither',
			{ outcome: 'invalid', reason: { trouble: 'checks', said: 'It has no name' } },
			{},
			'It has no name',
		],
		[
			'by the ID that it got',
			{
				outcome: 'kept',
				reason: { trouble: 'kept', property: 'hs_price', label: 'Price', held: '5' },
				record: { id: '512', properties: {} },
				deed: 'created',
			},
			{ title: 'Sea View' },
			"HubSpot created ad 512, but kept '5' as its 'Price'",
		],
	])('names it %s', (_how, failure, named, error) => {
		expect(describeFailure(failure, named, CREATING).error).toBe(error);
	});
});
