import type { Advice } from '../delivery/operation';
import type { Reason, Trouble } from './fates';
import { findSuspects, readReason, type Suspect } from './reasons';
import { asFields, asText, type LostReply, type Reply } from './reply';

/** A record stays locked for two seconds. documented: https://developers.hubspot.com/docs/api-reference/error-handling */
const LOCK_MS = 2_000;

/**
 * What a status asks to be done with the inputs that the body does not name. For replies that are no success.
 * @param now milliseconds since 1970, for a `Retry-After` that is a date
 */
export function judgeStatus<In extends Suspect>(
	reply: Reply,
	inputs: readonly In[],
	now: number,
): Advice<In, Reason> {
	const { status, body } = reply;
	const because = (trouble: Trouble) => readReason(trouble, reply);
	switch (status) {
		case 401:
			return { next: 'stop', reason: because('unauthorized') };
		case 403:
			return { next: 'stop', reason: because('forbidden') };
		case 400:
		case 409:
		case 413:
		case 422:
			if (status === 400 && isStructural(body, inputs))
				return { next: 'reject', reason: because('refused') };
			return { next: 'split', reason: because('refused'), suspects: findSuspects(body, inputs) };
		case 423:
			return retry(because('locked'), Math.max(LOCK_MS, readRetryAfter(reply, now) ?? 0));
		case 429: {
			if (isDaily(body)) return { next: 'stop', reason: because('dailyLimit') };
			return { ...retry(because('rateLimit'), readRetryAfter(reply, now)), isRateLimit: true };
		}
		case 477:
			return retry(because('migrating'), readRetryAfter(reply, now));
	}
	if (status === 408 || status >= 500) {
		return { ...retry(because('unavailable'), readRetryAfter(reply, now)), mayBeTaken: true };
	}
	return { next: 'reject', reason: because('refused') };
}

/** What is to be done where no reply came. */
export function judgeLostReply(reply: LostReply): Advice<never, Reason> {
	const reason = readReason(reply.lost, reply);
	if (reply.lost === 'unauthorized' || reply.lost === 'misdirected')
		return { next: 'stop', reason };
	return { next: 'retry', reason, mayBeTaken: reply.lost !== 'unreachable' };
}

function retry(
	reason: Reason,
	afterMs?: number,
): Extract<Advice<never, Reason>, { next: 'retry' }> {
	return { next: 'retry', reason, mayBeTaken: false, afterMs };
}

/**
 * Tells whether a 400 is about the request and not about one of its ads, so that each half would be refused too.
 * recorded: such bodies have no `category`, or speak of the JSON, the object type or the unique property.
 */
function isStructural(body: unknown, inputs: readonly Suspect[]): boolean {
	const { category, message } = asFields(body);
	if (!asText(category)) return true;
	const text = asText(message) ?? '';
	if (/invalid input json|non-unique|infer object type|object or event type/i.test(text))
		return true;
	const { code, property } = readReason('refused', { status: 400, headers: {}, body });
	return (
		code === 'PROPERTY_DOESNT_EXIST' && property !== undefined && property === inputs[0]?.idProperty
	);
}

/** `policyName` tells; older bodies have words only. */
function isDaily(body: unknown): boolean {
	const { policyName, message } = asFields(body);
	return (
		policyName === 'DAILY' || (!asText(policyName) && /\bdaily\b/i.test(asText(message) ?? ''))
	);
}

/** Both forms of `Retry-After`, in milliseconds. HubSpot promises it for 477 only. */
function readRetryAfter({ headers }: Reply, now: number): number | undefined {
	const text = asText(headers['retry-after']);
	if (text === undefined) return undefined;
	const seconds = Number(text);
	const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - now;
	return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** HubSpot did something, and what came of it cannot be read. */
export function judgeUnreadable(reply: Reply): Advice<never, Reason> {
	return { next: 'retry', reason: readReason('unreadable', reply), mayBeTaken: true };
}
