import { describe, expect, it } from 'vitest';

import { describeTrouble } from '../../../nodes/HubspotAds/ad/troubles';
import { judgeLostReply, judgeStatus } from '../../../nodes/HubspotAds/hubspot/statuses';
import type { LostReply, Reply } from '../../../nodes/HubspotAds/hubspot/reply';
import { ad, NOW, refusal, refusedValues, reply } from './given.mts';

const scopes = { requiredGranularScopes: ['crm.objects.listings.write'] };
const html = undefined;
const again = { next: 'retry', mayBeTaken: false };
const perhapsAgain = { next: 'retry', mayBeTaken: true };

const refused = 'HubSpot did not accept the credential';
const lacks = 'the credential lacks the scope crm.objects.listings.write';
const daily =
	"HubSpot's daily limit is reached; it is reset at midnight in the account's time zone";
const noRoom = "HubSpot's rate limit left no room in time";
const locked = 'HubSpot kept the ads locked for too long';
const moving = 'HubSpot is moving the account to another data center';
const plain = (status: number) => `HubSpot refused the request (status ${status})`;
const down = (status: number) => `HubSpot was not available (status ${status})`;

describe('judgeStatus', () => {
	it.each<[fact: string, given: Reply, expected: object, words: string]>([
		[
			'401 of an unknown token stops the run',
			reply(
				401,
				refusal('Authentication credentials not found.', { category: 'INVALID_AUTHENTICATION' }),
			),
			{ next: 'stop', reason: { trouble: 'unauthorized', category: 'INVALID_AUTHENTICATION' } },
			refused,
		],
		[
			'401 of an expired token stops the run',
			reply(
				401,
				refusal('The OAuth token used to make this call expired 75 second(s) ago.', {
					category: 'EXPIRED_AUTHENTICATION',
					context: { 'expire time': ['2022-06-21T10:37:52.040Z'] },
				}),
			),
			{ next: 'stop', reason: { trouble: 'unauthorized', category: 'EXPIRED_AUTHENTICATION' } },
			refused,
		],
		[
			'403 with the scopes in errors stops the run and names them',
			reply(
				403,
				refusal("This app hasn't been granted all required scopes", {
					category: 'MISSING_SCOPES',
					errors: [
						{ message: 'One or more of the following scopes are required.', context: scopes },
					],
				}),
			),
			{ next: 'stop', reason: { trouble: 'forbidden', scopes: scopes.requiredGranularScopes } },
			lacks,
		],
		[
			'403 with the scopes at the top stops the run and names them',
			reply(403, refusal('Missing', { category: 'MISSING_SCOPES', context: scopes })),
			{ next: 'stop', reason: { trouble: 'forbidden', scopes: scopes.requiredGranularScopes } },
			lacks,
		],
		[
			'403 that names no scope stops the run',
			reply(403, refusal('Forbidden')),
			{ next: 'stop', reason: { trouble: 'forbidden', scopes: undefined } },
			'the credential lacks a scope that HubSpot asks for',
		],
		[
			'404 with a body of HubSpot is a refusal',
			reply(404, refusal('resource not found', { category: 'OBJECT_NOT_FOUND' })),
			{ next: 'reject', reason: { trouble: 'refused', statusCode: 404 } },
			'resource not found',
		],
		...[400, 403, 404, 407, 413, 414].map(
			(status) =>
				[
					`${status} with a web page is somebody else's, and about something in the batch`,
					reply(status, html),
					{ next: 'split', suspects: [], outcome: 'notSent', reason: { trouble: 'blocked' } },
					`something between n8n and HubSpot, such as a firewall or a proxy, refused the request (status ${status})`,
				] as [string, Reply, object, string],
		),
		[
			'409 splits the batch',
			reply(409, refusal('Listing already exists', { category: 'CONFLICT' })),
			{ next: 'split', suspects: [], reason: { trouble: 'refused', category: 'CONFLICT' } },
			'Listing already exists',
		],
		['413 splits the batch', reply(413, {}), { next: 'split', suspects: [] }, plain(413)],
		['414 is a refusal', reply(414, {}), { next: 'reject' }, plain(414)],
		['415 is a refusal', reply(415, {}), { next: 'reject' }, plain(415)],
		[
			'302 stops the run',
			reply(302, html),
			{ next: 'stop', reason: { trouble: 'redirected' } },
			"the credential's 'Base URL' redirects to another address, and the token is not sent there",
		],
		['423 is tried again after 2 s', reply(423, html), { ...again, afterMs: 2_000 }, locked],
		[
			'423 is tried again after the longer Retry-After',
			reply(423, html, { 'retry-after': '7' }),
			{ ...again, afterMs: 7_000 },
			locked,
		],
		[
			'423 is not tried again sooner, whatever Retry-After says',
			reply(423, html, { 'retry-after': '1' }),
			{ ...again, afterMs: 2_000 },
			locked,
		],
		[
			'429 of the rolling window is tried again',
			reply(
				429,
				refusal('You have reached your ten_secondly_rolling limit.', {
					errorType: 'RATE_LIMIT',
					policyName: 'TEN_SECONDLY_ROLLING',
				}),
			),
			{
				...again,
				isRateLimit: true,
				reason: { trouble: 'rateLimit', category: 'RATE_LIMIT', code: 'TEN_SECONDLY_ROLLING' },
			},
			noRoom,
		],
		[
			'429 of a second is tried again',
			reply(429, refusal('You have reached your secondly limit.', { category: 'RATE_LIMITS' })),
			{ ...again, isRateLimit: true, reason: { category: 'RATE_LIMITS' } },
			noRoom,
		],
		[
			'429 without a body is tried again, as late as Retry-After says in seconds',
			reply(429, html, { 'retry-after': '3' }),
			{ ...again, isRateLimit: true, afterMs: 3_000 },
			noRoom,
		],
		[
			'429 is tried again as late as Retry-After says as a date',
			reply(429, html, { 'retry-after': new Date(NOW + 60_000).toUTCString() }),
			{ ...again, isRateLimit: true, afterMs: 60_000 },
			noRoom,
		],
		[
			'429 of the day stops the run',
			reply(
				429,
				refusal('You have reached your daily limit.', {
					errorType: 'RATE_LIMIT',
					policyName: 'DAILY',
				}),
			),
			{ next: 'stop', reason: { trouble: 'dailyLimit', code: 'DAILY' } },
			daily,
		],
		[
			'429 of the day stops the run, also where only words tell',
			reply(429, refusal('You have reached your daily limit.')),
			{ next: 'stop', reason: { trouble: 'dailyLimit' } },
			daily,
		],
		[
			'429 of the rolling window is tried again, whatever its words say of a day',
			reply(
				429,
				refusal('You have reached your limit. Your daily limit is another one.', {
					policyName: 'TEN_SECONDLY_ROLLING',
				}),
			),
			{ ...again, isRateLimit: true },
			noRoom,
		],
		[
			'477 is tried again as late as Retry-After says',
			reply(477, html, { 'retry-after': '86400' }),
			{ ...again, afterMs: 86_400_000 },
			moving,
		],
		[
			'477 without Retry-After is tried again',
			reply(477, html),
			{ ...again, afterMs: undefined },
			moving,
		],
		[
			'500 with a body of HubSpot is tried again',
			reply(500, refusal('internal error')),
			{ ...perhapsAgain, reason: { trouble: 'unavailable', said: 'internal error' } },
			down(500),
		],
		...[408, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526].map(
			(status) =>
				[
					`${status} with a web page is tried again and may have been written`,
					reply(status, html),
					perhapsAgain,
					down(status),
				] as [string, Reply, object, string],
		),
		[
			'503 is tried again as late as Retry-After says',
			reply(503, html, { 'retry-after': '2' }),
			{ ...perhapsAgain, afterMs: 2_000 },
			down(503),
		],
		[
			'a Retry-After that is neither is passed over',
			reply(503, html, { 'retry-after': 'soon' }),
			{ ...perhapsAgain, afterMs: undefined },
			down(503),
		],
		[
			'a Retry-After in the past asks for no wait',
			reply(503, html, { 'retry-after': new Date(NOW - 60_000).toUTCString() }),
			{ ...perhapsAgain, afterMs: 0 },
			down(503),
		],
	])('%s', (_fact, given, expected, words) => {
		const advice = judgeStatus(given, [ad('1'), ad('2')], NOW);

		expect(advice).toMatchObject(expected);
		expect(describeTrouble(advice.reason).what).toBe(words);
	});
});

describe('judgeStatus, of a 400 for the whole batch', () => {
	const inputs = [
		ad('1', { hs_price: '5', hs_city: 'Porto' }),
		ad('2', { hs_price: 'cheap' }),
		ad('3', { hs_listing_type: 'Villa' }),
	];

	it.each([
		[
			'an unknown property: the ads that write it are suspects',
			refusedValues({
				name: 'hs_city',
				error: 'PROPERTY_DOESNT_EXIST',
				message: 'Property "hs_city" does not exist',
			}),
			{ next: 'split', reason: { property: 'hs_city', code: 'PROPERTY_DOESNT_EXIST' } },
			['1'],
		],
		[
			'a bad option: the ads with that value are suspects',
			refusedValues({
				name: 'hs_listing_type',
				error: 'INVALID_OPTION',
				message: 'Villa was not one of the allowed options: [house]',
				propertyValue: 'Villa',
			}),
			{ next: 'split', reason: { property: 'hs_listing_type', code: 'INVALID_OPTION' } },
			['3'],
		],
		[
			'a bad number: the ads with that value are suspects, others with that property are not',
			refusedValues({
				name: 'hs_price',
				error: 'INVALID_INTEGER',
				message: 'cheap was not a valid number.',
				propertyValue: 'cheap',
			}),
			{ next: 'split', reason: { property: 'hs_price', code: 'INVALID_INTEGER' } },
			['2'],
		],
		[
			'a bad date without its value: all ads that write the property are suspects',
			refusedValues({ name: 'hs_price', error: 'INVALID_DATE', message: 'no date' }),
			{ next: 'split' },
			['1', '2'],
		],
		[
			'a read-only property',
			refusedValues({
				name: 'hs_city',
				error: 'READ_ONLY_VALUE',
				message: '"hs_city" is a read only property; its value cannot be set.',
			}),
			{ next: 'split', reason: { code: 'READ_ONLY_VALUE' } },
			['1'],
		],
		[
			'a unique value that another ad has',
			refusedValues({
				name: 'hs_city',
				error: 'CONFLICTING_UNIQUE_VALUE',
				message: '9 already has that value.',
				propertyValue: 'Porto',
			}),
			{ next: 'split', reason: { code: 'CONFLICTING_UNIQUE_VALUE' } },
			['1'],
		],
		[
			'complaints in errors alone',
			refusal('Property values were not valid', {
				category: 'VALIDATION_ERROR',
				errors: [{ message: 'no', code: 'INVALID_OPTION', context: { propertyName: ['hs_city'] } }],
			}),
			{ next: 'split', reason: { property: 'hs_city' } },
			['1'],
		],
		[
			'duplicate ids: the ads of those ids are suspects',
			refusal('Duplicate IDs found in batch input: [2]. IDs must be unique', {
				category: 'VALIDATION_ERROR',
				context: { ids: ['2'] },
			}),
			{ next: 'split' },
			['2'],
		],
		[
			'more than 100 inputs',
			refusal('The maximum number of inputs supported in a batch request is 100.', {
				category: 'VALIDATION_ERROR',
			}),
			{ next: 'split' },
			[],
		],
		[
			'a rule of the account that names nothing',
			refusal('Conditionally required properties were not set', { category: 'VALIDATION_ERROR' }),
			{ next: 'split' },
			[],
		],
	])('splits at %s', (_cause, body, expected, suspects) => {
		const advice = judgeStatus(reply(400, body), inputs, NOW);

		expect(advice).toMatchObject(expected);
		expect(advice.next === 'split' && advice.suspects.map(({ id }) => id)).toEqual(suspects);
	});

	it.each([
		[
			'a wrong type in the JSON',
			refusal('Invalid input JSON on line 3, column 9: Cannot deserialize value of type `x`'),
		],
		[
			'a required field that is missing',
			refusal('Invalid input JSON on line 1, column 2. Some required fields were not set: [id]', {
				category: 'VALIDATION_ERROR',
			}),
		],
		[
			'an idProperty that is not unique',
			refusal('Unable to perform update by non-unique 0-420 property hs_city in portal ID 1', {
				category: 'VALIDATION_ERROR',
			}),
		],
		['a body without a category', refusal('Something')],
	])('does not split at %s, because each half would be refused too', (_cause, body) => {
		expect(judgeStatus(reply(400, body), inputs, NOW)).toMatchObject({ next: 'reject' });
	});

	it.each([
		['Unable to infer object type from: 0-420'],
		['Invalid object or event type id: 0-420'],
	])('stops at an account without the object (%s)', (message) => {
		const advice = judgeStatus(reply(400, refusal(message)), inputs, NOW);

		expect(advice).toMatchObject({ next: 'stop', reason: { trouble: 'inactive' } });
	});

	it.each([
		'Invalid input JSON',
		'Non-unique house',
		'Unable to perform update by non-unique 0-420 property',
	])('does not take a value of an ad for a word about the request: %s', (value) => {
		const message = `${value} was not one of the allowed options: [house, ${value}]`;
		const category = 'VALIDATION_ERROR';
		const named = refusedValues({ name: 'hs_city', error: 'INVALID_OPTION', message });
		const cut = refusal(`Property values were not valid: [{"message":"${message}`, { category });

		for (const body of [named, cut]) {
			expect(judgeStatus(reply(400, body), inputs, NOW).next).toBe('split');
		}
	});

	it('does not take the value of an ad for an account without the object', () => {
		const value = 'Property values were not valid: "Invalid object or event type id"';

		const advice = judgeStatus(reply(400, refusal(value)), inputs, NOW);

		expect(advice.next).not.toBe('stop');
	});

	it('splits where the value of the idProperty is refused, for that is one ad', () => {
		const named = [ad('1', { reference: 'x' }, { idProperty: 'reference' })];
		const body = refusedValues({ name: 'reference', error: 'TOO_LONG', message: 'x is too long' });

		expect(judgeStatus(reply(400, body), named, NOW)).toMatchObject({ next: 'split' });
	});

	it('does not split where the idProperty does not exist', () => {
		const named = [ad('1', { hs_price: '5' }, { idProperty: 'reference' })];
		const body = refusedValues({
			name: 'reference',
			error: 'PROPERTY_DOESNT_EXIST',
			message: 'Property "reference" does not exist',
		});

		expect(judgeStatus(reply(400, body), named, NOW)).toMatchObject({ next: 'reject' });
	});
});

describe('judgeLostReply', () => {
	it.each<[LostReply, object, string]>([
		[{ lost: 'timeout', code: 'ECONNABORTED' }, perhapsAgain, 'HubSpot did not answer in time'],
		[
			{ lost: 'disconnected', code: 'ECONNRESET' },
			perhapsAgain,
			'the connection to HubSpot broke (ECONNRESET)',
		],
		[
			{ lost: 'unreachable', code: 'ECONNREFUSED' },
			again,
			'HubSpot could not be reached (ECONNREFUSED)',
		],
		[
			{ lost: 'unreachable', code: 'CERT_HAS_EXPIRED', isFinal: true },
			{ next: 'stop' },
			"the certificate of HubSpot's address was not accepted (CERT_HAS_EXPIRED)",
		],
		[
			{ lost: 'unreachable', code: 'EPROTO', isFinal: true },
			{ next: 'stop' },
			'no encrypted connection to HubSpot could be made (EPROTO)',
		],
		[
			{ lost: 'unreachable', said: 'a proxy or firewall answered with status 407', isFinal: true },
			{ next: 'stop' },
			'HubSpot could not be reached (a proxy or firewall answered with status 407)',
		],
		[
			{ lost: 'noToken', said: 'HTTP status 500' },
			again,
			'n8n could not renew the access token (HTTP status 500)',
		],
		[{ lost: 'noToken' }, again, 'n8n could not renew the access token'],
		[{ lost: 'unauthorized' }, { next: 'stop' }, 'n8n could not use the credential'],
		[
			{ lost: 'unauthorized', said: 'It was deleted.' },
			{ next: 'stop' },
			'n8n could not use the credential (It was deleted)',
		],
		[{ lost: 'misdirected' }, { next: 'stop' }, "the credential's 'Base URL' cannot be used"],
	])('%o', (given, expected, words) => {
		const advice = judgeLostReply(given);

		expect(advice).toMatchObject(expected);
		expect(describeTrouble(advice.reason).what).toBe(words);
	});
});
