import { createHubspot, DEFAULT_TOKEN } from '../../simulator/hubspot.mts';
import type { HubspotOptions } from '../../simulator/hubspot.mts';

export const START = Date.parse('2026-11-02T10:00:00.000Z');
export const UPDATE = '/crm/v3/objects/0-420/batch/update';
export const READ = '/crm/v3/objects/0-420/batch/read';

/** An account with a clock that is turned by hand, and short ways to ask it. */
export function createAccount(options: HubspotOptions = {}) {
	const clock = { now: START };
	const hubspot = createHubspot({ ads: 150, now: () => clock.now, ...options });

	function call(method: string, path: string, body?: unknown, token = DEFAULT_TOKEN) {
		const answer = hubspot.exchange({
			method,
			path,
			headers: token ? { authorization: `Bearer ${token}` } : {},
			body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
		});
		return { ...answer, json: parse(answer.body) };
	}

	return {
		hubspot,
		clock,
		call,
		update: (...inputs: unknown[]) => call('POST', UPDATE, { inputs }),
		ids: hubspot.ads.all().map(({ id }) => id),
		lastEntry: () => hubspot.journal[hubspot.journal.length - 1],
	};
}

/** An input of batch/update. */
export function input(
	id: string,
	properties: Record<string, unknown>,
	objectWriteTraceId?: string,
) {
	return objectWriteTraceId === undefined
		? { id, properties }
		: { id, properties, objectWriteTraceId };
}

export function idsOf(results: Array<{ id: string }>): string[] {
	return results.map(({ id }) => id);
}

// Tests look into bodies of any shape.
function parse(body: string): any {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}
