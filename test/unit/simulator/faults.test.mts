import { describe, expect, it } from 'vitest';
import { DEFAULT_TOKEN } from '../../simulator/hubspot.mts';
import { faultKinds } from '../../simulator/faults.mts';
import type { Fault, FaultKind } from '../../simulator/faults.mts';
import { wrongTypes } from '../../simulator/oddBodies.mts';
import { EDGE_STATUSES, randomFaults } from '../../simulator/randomFaults.mts';
import { createAccount, idsOf, input, UPDATE } from './account.mts';

describe('a fault', () => {
	it.each<[FaultKind, number, string]>([
		['invalidToken', 401, '"category":"INVALID_AUTHENTICATION"'],
		['expiredToken', 401, '"category":"EXPIRED_AUTHENTICATION"'],
		['missingScopes', 403, '"errors":[{'],
		['missingScopesInContext', 403, '"context":{"requiredGranularScopes":'],
		['locked', 423, '"status":"error"'],
		['rollingLimit', 429, '"policyName":"TEN_SECONDLY_ROLLING"'],
		['dailyLimit', 429, '"policyName":"DAILY"'],
		['secondlyLimit', 429, '"category":"RATE_LIMITS"'],
		['migration', 477, '"status":"error"'],
		['internalError', 500, '"message":"internal error"'],
		['conflict', 409, '"category":"CONFLICT"'],
		['badRequest', 400, 'Invalid input JSON'],
		['html200', 200, '<!DOCTYPE html>'],
		['emptyBody', 200, ''],
		['redirect', 302, ''],
		['tokenEcho', 500, DEFAULT_TOKEN],
		['deep', 200, '[[[['],
	])('%s comes in place of the reply, and nothing is written', (kind, status, text) => {
		const { once } = withFault({ kind });

		const { answer, entry } = once();

		expect(answer.status).toBe(status);
		expect(answer.body).toContain(text);
		expect(entry).toMatchObject({ fault: kind, written: [] });
	});

	it.each(EDGE_STATUSES)('edgeError comes as a page with status %i', (status) => {
		const { answer } = withFault({ kind: 'edgeError', status }).once();

		expect(answer.status).toBe(status);
		expect(answer.headers['content-type']).toContain('text/html');
	});

	it.each<FaultKind>(['edgeError', 'internalError', 'reset', 'html200', 'emptyBody', 'tokenEcho'])(
		'%s may come although the batch was written',
		(kind) => {
			const { once, sent, hubspot } = withFault({ kind, applied: 'after' });

			const { entry } = once();

			expect(entry.written).toEqual(sent);
			expect(hubspot.ads.get(sent[0])?.values.hs_price).toBe('42');
		},
	);

	it('badRequest has no category', () => {
		expect(withFault({ kind: 'badRequest' }).once().answer.json).not.toHaveProperty('category');
	});

	it('has Retry-After for a migration, and for others only when asked', () => {
		const header = (fault: Fault) => withFault(fault).once().answer.headers['retry-after'];

		expect(header({ kind: 'migration', retryAfter: 7 })).toBe('7');
		expect(header({ kind: 'migration' })).toBe('30');
		expect(header({ kind: 'rollingLimit' })).toBeUndefined();
		expect(header({ kind: 'rollingLimit', retryAfter: 'date' })).toBe(
			'Mon, 02 Nov 2026 10:01:00 GMT',
		);
	});

	it('redirect points where it is told to', () => {
		const fault: Fault = { kind: 'redirect', status: 307, location: 'http://127.0.0.2:1/x' };

		expect(withFault(fault).once().answer).toMatchObject({
			status: 307,
			headers: { location: 'http://127.0.0.2:1/x' },
		});
	});

	it('reset ends with no reply', () => {
		expect(withFault({ kind: 'reset' }).once().answer).toMatchObject({
			ending: 'reset',
			status: 0,
		});
	});

	it.each([
		[false, 'cut'],
		[true, 'whole'],
	])(
		'cut stops within the body (in order: %s), and the batch is written',
		(endsInOrder, ending) => {
			const { answer, entry } = withFault({ kind: 'cut', endsInOrder }).once();

			expect(answer.ending).toBe(ending);
			expect(answer.body).toMatch(/^\{"completedAt"/);
			expect(answer.json).toBeUndefined();
			expect(entry.written).toHaveLength(4);
		},
	);

	it('late comes when the client has given up, and slow only later', () => {
		const late = withFault({ kind: 'late', delayMs: 5_000 }).once();
		const slow = withFault({ kind: 'slow', delayMs: 300 }).once();

		expect(late.answer).toMatchObject({ ending: 'silent', delayMs: 5_000, status: 200 });
		expect(late.entry.written).toHaveLength(4);
		expect(slow.answer).toMatchObject({ ending: 'whole', delayMs: 300, status: 200 });
	});

	it.each([
		['before', 2],
		['after', 4],
	] as const)('missingResults (%s) names half of the ads; %i are written', (applied, written) => {
		const { answer, entry } = withFault({ kind: 'missingResults', applied }).once();

		expect(answer.status).toBe(200);
		expect(answer.json.results).toHaveLength(2);
		expect(answer.json).not.toHaveProperty('errors');
		expect(entry.written).toHaveLength(written);
	});

	it('missingResults can be told which', () => {
		const account = withFault({ kind: 'missingResults', applied: 'before' });
		account.hubspot.clearFaults();
		account.hubspot.addFault({
			kind: 'missingResults',
			applied: 'before',
			ids: [account.sent[1]],
		});

		const { entry } = account.once();

		expect(entry.written).toEqual([account.sent[0], account.sent[2], account.sent[3]]);
	});

	it.each([
		[200, 'before', 0],
		[200, 'after', 4],
		[207, 'before', 0],
		[207, 'after', 4],
	] as const)('emptyResults: %i, %s, %i written', (status, applied, written) => {
		const { answer, entry } = withFault({ kind: 'emptyResults', status, applied }).once();

		expect(answer.status).toBe(status);
		expect(answer.json.results).toEqual([]);
		expect(entry.written).toHaveLength(written);
	});

	it('repeatedResult names an ad twice, strangerResult one that was not sent', () => {
		const repeated = withFault({ kind: 'repeatedResult' }).once().answer.json.results;
		const stranger = withFault({ kind: 'strangerResult' });
		const named = idsOf(stranger.once().answer.json.results);

		expect(repeated).toHaveLength(5);
		expect(new Set(idsOf(repeated)).size).toBe(4);
		expect(named.filter((id) => !stranger.sent.includes(id))).toHaveLength(1);
	});

	it('contradiction has an ad in results and in errors', () => {
		const { answer } = withFault({ kind: 'contradiction' }).once();

		expect(answer.status).toBe(207);
		expect(idsOf(answer.json.results)).toContain(answer.json.errors[0].context.ids[0]);
	});

	it('errorsWithoutContext leaves out which ads were refused', () => {
		const { answer, entry } = withFault({ kind: 'errorsWithoutContext' }).once();

		expect(answer.status).toBe(207);
		expect(answer.json.errors).toHaveLength(1);
		expect(answer.json.errors[0]).not.toHaveProperty('context');
		expect(entry.written).toHaveLength(2);
	});

	it('valueKept answers 200 and keeps the old value', () => {
		const account = withFault({ kind: 'valueKept', share: 1 });
		const before = account.hubspot.ads.get(account.sent[0])?.values.hs_price;

		const { answer } = account.once();

		expect(answer.status).toBe(200);
		expect(account.hubspot.ads.get(account.sent[0])?.values.hs_price).toBe(before);
		const shown = answer.json.results.find(({ id }: { id: string }) => id === account.sent[0]);
		expect(shown.properties.hs_price).toBe(before);
	});

	it('pending confirms a part', () => {
		const { answer } = withFault({ kind: 'pending' }).once();

		expect(answer.json.status).toBe('PENDING');
		expect(answer.json.results).toHaveLength(2);
	});

	it.each(Object.keys(wrongTypes))(
		'wrongTypes %s is still JSON, and not the normal body',
		(variant) => {
			const { answer, entry } = withFault({ kind: 'wrongTypes', variant }).once();
			const normal = withFault().once().answer;

			expect(answer.json).toBeDefined();
			expect(answer.json).not.toEqual(normal.json);
			expect(entry.written).toHaveLength(4);
		},
	);

	it('protoKeys has names that reach for prototypes', () => {
		const { answer } = withFault({ kind: 'protoKeys' }).once();

		expect(Object.hasOwn(answer.json, '__proto__')).toBe(true);
		expect(Object.hasOwn(answer.json.results[0].properties, '__proto__')).toBe(true);
	});

	it('huge is as big as it is told to be', () => {
		expect(withFault({ kind: 'huge', bytes: 2_000_000 }).once().answer.body.length).toBeGreaterThan(
			2_000_000,
		);
	});
});

describe('the schedule of faults', () => {
	it('meets the next request once where nothing else is said', () => {
		const { once } = withFault({ kind: 'internalError' });

		expect([once(), once()].map(statusOf)).toEqual([500, 200]);
	});

	it('meets the nth of the requests that it looks for', () => {
		const { call, once } = withFault({
			kind: 'internalError',
			match: { endpoint: 'batchUpdate', nth: [1, 3] },
		});
		const list = () => call('GET', '/crm/v3/objects/0-420').status;

		expect([list(), once(), list(), once(), once(), once()].map(statusOf)).toEqual([
			200, 500, 200, 200, 500, 200,
		]);
	});

	it('meets as many as it is told to', () => {
		const { once } = withFault({ kind: 'internalError', match: { times: 2 } });

		expect([once(), once(), once()].map(statusOf)).toEqual([500, 500, 200]);
	});

	it('meets a share by chance, the same for the same seed', () => {
		const run = () => {
			const { once } = withFault({ kind: 'internalError', match: { probability: 0.3 } });
			return Array.from({ length: 100 }, () => statusOf(once()));
		};
		const failures = run().filter((status) => status === 500).length;

		expect(failures).toBeGreaterThan(15);
		expect(failures).toBeLessThan(45);
		expect(run()).toEqual(run());
	});

	it('does not meet requests that the gate refuses', () => {
		const { call, hubspot } = withFault({ kind: 'internalError' });

		expect(call('POST', UPDATE, {}, 'unknown').status).toBe(401);
		expect(hubspot.journal[0]).not.toHaveProperty('fault');
		expect(call('POST', UPDATE, {}).status).toBe(500);
	});
});

describe('randomFaults', () => {
	const everyKind = Object.fromEntries(faultKinds.map((kind) => [kind, 1 / faultKinds.length]));

	it('is the same for the same seed, and each kind comes at its rate', () => {
		const faults = randomFaults(7, { edgeError: 0.2, reset: 0.1 }, { requests: 1_000 });
		const count = (kind: FaultKind) => faults.filter((fault) => fault.kind === kind).length;

		expect(randomFaults(7, { edgeError: 0.2, reset: 0.1 }, { requests: 1_000 })).toEqual(faults);
		expect(count('edgeError')).toBeGreaterThan(150);
		expect(count('edgeError')).toBeLessThan(250);
		expect(count('reset')).toBeGreaterThan(60);
		expect(count('cut')).toBe(0);
	});

	it('makes data that can be stored', () => {
		const faults = randomFaults(3, everyKind);

		expect(JSON.parse(JSON.stringify(faults))).toEqual(faults);
	});

	it('never makes the journal tell of a write that was not made', () => {
		const faults = randomFaults(11, everyKind, { requests: 300 }).filter(
			({ kind }) => kind !== 'huge',
		);
		const { hubspot, update, ids } = createAccount({ faults, limit: { max: 1_000 } });

		for (let price = 1; price <= 300; price++) {
			const before = ids.slice(0, 4).map((id) => hubspot.ads.get(id)?.values);
			update(...ids.slice(0, 4).map((id) => input(id, { hs_price: String(price) }, id)));
			const { written } = hubspot.journal[hubspot.journal.length - 1];

			ids.slice(0, 4).forEach((id, at) => {
				if (hubspot.ads.get(id)?.values !== before[at]) expect(written).toContain(id);
			});
		}
	});
});

// Helpers

/** An account in which a batch of four ads meets the fault. */
function withFault(fault?: Fault) {
	const account = createAccount({ faults: fault ? [fault] : [] });
	const sent = account.ids.slice(0, 4);
	const once = () => {
		const answer = account.update(...sent.map((id) => input(id, { hs_price: '42' }, `t${id}`)));
		return { answer, entry: account.lastEntry() };
	};
	return { ...account, sent, once };
}

function statusOf(outcome: number | { answer: { status: number } }): number {
	return typeof outcome === 'number' ? outcome : outcome.answer.status;
}
