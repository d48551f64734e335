import type { INode } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import type { Line } from '../../../nodes/HubspotAds/ad/emit';
import { toError } from '../../../nodes/HubspotAds/ad/stop';
import { PREVIEWING, UPDATING } from '../../../nodes/HubspotAds/ad/verbs';
import type { AdFailure } from '../../../nodes/HubspotAds/ad/words';
import type { Settled } from '../../../nodes/HubspotAds/delivery/ledger';
import type { Reason } from '../../../nodes/HubspotAds/hubspot/fates';

const missing: AdFailure = { outcome: 'notFound', reason: { trouble: 'missing' } };
const refused: AdFailure = { outcome: 'rejected', reason: { trouble: 'refused', said: 'No.' } };
const invalid: AdFailure = { outcome: 'invalid', reason: { trouble: 'checks', said: 'Empty' } };

describe('toError, where each ad has a reason of its own', () => {
	it.each([
		[[missing], 250, '1 of 250 ads was not updated: 1 not found'],
		[[refused, missing, refused], 250, '3 of 250 ads were not updated: 2 rejected, 1 not found'],
		[many(1_012, missing), 2_000, '1,012 of 2,000 ads were not updated: 1,012 not found'],
		[[missing], 1, '1 of 1 ad was not updated: 1 not found'],
	])('groups the reasons in the message', (fates, total, message) => {
		expect(toError(node, settle(fates), sent(total)).message).toBe(message);
	});

	it.each([
		[1, '1 of 250 ads cannot be sent as it is, so nothing was sent'],
		[3, '3 of 250 ads cannot be sent as they are, so nothing was sent'],
	])('says that nothing was sent for the sake of %i', (number, message) => {
		const error = toError(node, settle(many(number, invalid)), { ...sent(250), wasSent: false });

		expect(error.message).toBe(message);
	});

	it('lists the first ten by item and name, and what to do about each reason once', () => {
		const failed = settle([...many(11, missing), refused, refused]);

		const error = toError(node, failed, sent(20));

		const lines = error.description!.split('<br>\n');
		expect(lines).toHaveLength(13);
		expect(lines[0]).toBe("[Item 5] REF-5: HubSpot has no ad with this 'reference_number'.");
		expect(lines[9]).toMatch(/^\[Item 14\] REF-14: /);
		expect(lines.slice(10)).toEqual([
			'… and 3 more',
			'Not found: Check the value in HubSpot; an ad that was deleted can be restored there for 90 days.',
			'Rejected: Correct the value, or look at the ad in HubSpot.',
		]);
		expect(error.context.itemIndex).toBe(5);
	});

	it('lists ten without saying that there are more, each by its name in HubSpot where it has no ID', () => {
		const failed = many(10, refused).map((fate, itemIndex) => ({
			line: { itemIndex, title: `Villa ${itemIndex}` },
			fate,
		}));

		const { description } = toError(node, failed, sent(20));

		expect(description!.split('<br>\n').slice(9)).toEqual([
			'[Item 9] Villa 9: HubSpot refused it: No.',
			'Correct the value, or look at the ad in HubSpot.',
		]);
	});

	it("leaves no tag of HubSpot's words in what the editor shows as HTML", () => {
		const said = '<img src=x onerror=alert(1)> is no number.';
		const fate: AdFailure = { outcome: 'rejected', reason: { trouble: 'refused', said } };

		const { description } = toError(node, settle([fate]), sent(1));

		expect(description).toContain('&lt;img src=x onerror=alert(1)> is no number.<br>\nCorrect');
	});

	it('tells the warnings of the run behind the cures, without secrets', () => {
		const warnings = ["The field 'x' was not written.", "'City' was left out: pat-1."];
		const hide = (text: string) => text.replaceAll('pat-1', '…');
		const said = "'pat-1' is no number";
		const fate: AdFailure = { outcome: 'rejected', reason: { trouble: 'refused', said } };

		const error = toError(node, settle([fate]), { ...sent(3), warnings: () => warnings, hide });

		expect(error.description!.split('<br>\n')).toEqual([
			"[Item 5] REF-5: HubSpot refused it: '…' is no number.",
			'Correct the value, or look at the ad in HubSpot.',
			"The field 'x' was not written.",
			"'City' was left out: ….",
		]);
	});

	it('gives an agent all of it in the message, because it gets nothing else', () => {
		const tool = { ...node, type: `${node.type}Tool` };

		const error = toError(tool, settle([missing, refused]), sent(3));

		expect(error.message.split('\n')).toEqual([
			'2 of 3 ads were not updated: 1 rejected, 1 not found.',
			"[Item 5] REF-5: HubSpot has no ad with this 'reference_number'.",
			'[Item 6] REF-6: HubSpot refused it: No.',
			expect.stringMatching(/^Not found: /),
			expect.stringMatching(/^Rejected: /),
		]);
	});
});

describe('toError, where one reason is about the whole run', () => {
	it.each<[Reason, string, string]>([
		[
			{ trouble: 'unauthorized', statusCode: 401 },
			'HubSpot did not accept the credential',
			'Check the credential in n8n: the token may be wrong, expired or withdrawn. Then run the unsent ads once more.',
		],
		[
			{ trouble: 'unreachable', code: 'ENOTFOUND' },
			'HubSpot could not be reached (ENOTFOUND)',
			"Check the network and the credential's 'Base URL'. Then run the unsent ads once more.",
		],
		[
			{ trouble: 'inactive' },
			'HubSpot does not know ads (object 0-420) in this account',
			"Activate the object Listings in HubSpot's object library. Then run the unsent ads once more.",
		],
		[
			{ trouble: 'rateLimit' },
			"HubSpot's rate limit left no room in time",
			'Later run the unsent ads once more.',
		],
	])('says %o once, and its cure once', (reason, why, cure) => {
		const failed = settle(many(250, { outcome: 'notSent', reason }));

		const none = toError(node, failed, sent(250));
		const some = toError(node, failed, sent(1_300));
		const one = toError(node, failed.slice(0, 1), sent(1));

		expect(none.message).toBe(`None of 250 ads was updated, because ${why}`);
		expect(none.description).toBe(cure);
		expect(none.context.itemIndex).toBe(5);
		expect(some.message).toBe(`250 of 1,300 ads were not updated, because ${why}`);
		expect(one.message).toBe(`The ad was not updated, because ${why}`);
	});

	it('tells an agent the cure too', () => {
		const tool = { ...node, type: `${node.type}Tool` };
		const reason: Reason = { trouble: 'dailyLimit' };

		const { message } = toError(tool, settle(many(2, { outcome: 'notSent', reason })), sent(2));

		expect(message).toMatch(/^None of 2 ads was updated, because .* zone\.\nWait until midnight/);
	});

	it.each<[AdFailure]>([
		[{ outcome: 'unconfirmed', reason: { trouble: 'dailyLimit' } }],
		[{ outcome: 'rejected', reason: { trouble: 'refused', said: 'No' } }],
	])('does not say so of what concerns each ad, or may have been written (%o)', (fate) => {
		const { message } = toError(node, settle(many(2, fate)), sent(2));

		expect(message).toMatch(/^2 of 2 ads were not updated: 2 /);
	});

	it('takes a firewall for the reason of the run only where no ad passed it', () => {
		const fate: AdFailure = { outcome: 'notSent', reason: { trouble: 'blocked', statusCode: 403 } };

		expect(toError(node, settle([fate, fate]), sent(2)).message).toMatch(/^None of 2 ads was/);
		expect(toError(node, settle([fate, fate]), sent(3)).message).toBe(
			'2 of 3 ads were not updated: 2 not sent',
		);
	});

	it('is not said of ads that have another outcome, or another reason', () => {
		const limit: AdFailure = { outcome: 'notSent', reason: { trouble: 'dailyLimit' } };
		const others: AdFailure[] = [
			{ outcome: 'rejected', reason: { trouble: 'dailyLimit' } },
			{ outcome: 'notSent', reason: { trouble: 'unauthorized' } },
		];

		for (const other of others) {
			const { message } = toError(node, settle([limit, other]), sent(2));
			expect(message).toMatch(/^2 of 2 ads were not updated: /);
		}
	});

	it('is known to the warnings, which do not tell it once more', () => {
		const limit: AdFailure = { outcome: 'notSent', reason: { trouble: 'dailyLimit' } };
		const warnings = (told?: Reason) => [told ? `told: ${told.trouble}` : 'told nothing'];

		const { description } = toError(node, settle([limit]), { ...sent(1), warnings });

		expect(description).toMatch(/told: dailyLimit$/);
	});

	it('says it once also beside other reasons', () => {
		const limit: AdFailure = { outcome: 'notSent', reason: { trouble: 'dailyLimit' } };

		const { message, description } = toError(
			node,
			settle([...many(200, limit), missing]),
			sent(300),
		);

		expect(message).toBe('201 of 300 ads were not updated: 1 not found, 200 not sent');
		expect(description!.split('<br>\n').map((line) => line.slice(0, 40))).toEqual([
			"200 ads were not sent, because HubSpot's",
			'[Item 205] REF-205: HubSpot has no ad wi',
			'Not sent: Wait until midnight in the acc',
			'Not found: Check the value in HubSpot; a',
		]);
	});

	it('says of a dry run that no ad was read', () => {
		const fate: AdFailure = { outcome: 'notSent', reason: { trouble: 'unauthorized' } };

		const { message } = toError(node, settle([fate, fate]), { ...sent(2), ...PREVIEWING });

		expect(message).toBe('None of 2 ads was read, because n8n could not use the credential');
	});
});

// Helpers

const node: INode = {
	id: '1',
	name: 'HubSpot Ads',
	type: 'n8n-nodes-hubspot-ads.hubspotAds',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

function sent(total: number) {
	return { ...UPDATING, total, wasSent: true };
}

/** From item 5 on. */
function settle(fates: AdFailure[]): Array<Settled<Line, AdFailure>> {
	return fates.map((fate, i) => {
		const itemIndex = 5 + i;
		return { line: { itemIndex, id: `REF-${itemIndex}`, idProperty: 'reference_number' }, fate };
	});
}

function many(number: number, fate: AdFailure): AdFailure[] {
	return Array.from({ length: number }, () => fate);
}
