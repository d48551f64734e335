import type { Advice } from '../delivery/operation';
import type { Reason, Trouble } from './fates';
import { findSuspects, readReason, type Suspect } from './reasons';
import { asFields, asText, isFields, type Fields, type LostReply, type Reply } from './reply';

/** A record stays locked for two seconds. documented: https://developers.hubspot.com/docs/api-reference/error-handling */
const LOCK_MS = 2_000;

/**
 * What a status asks to be done with the inputs that the body does not name. For replies that are no success.
 * documented: 401, 403, 414, 423, 429, 477, 500 to 504 and 52x, and what to do at each. recorded: 400 and 409 for a whole
 * batch. assumed: 408, 413 and 422, and that only a JSON object is HubSpot's own word.
 * @param now milliseconds since 1970, for a `Retry-After` that is a date
 */
export function judgeStatus<In extends Suspect>(
	reply: Reply,
	inputs: readonly In[],
	now: number,
): Advice<In, Reason> {
	const { status, body } = reply;
	const because = (trouble: Trouble) => readReason(trouble, reply);
	const afterMs = readRetryAfter(reply, now);
	switch (status) {
		case 401:
			return { next: 'stop', reason: because('unauthorized') };
		case 423: {
			const lockedMs = Math.max(LOCK_MS, afterMs ?? 0);
			return { ...retry(because('locked'), 'inputs'), afterMs: lockedMs };
		}
		case 429:
			if (isDaily(body)) return { next: 'stop', reason: because('dailyLimit') };
			return { ...retry(because('rateLimit'), 'account'), afterMs, isRateLimit: true };
		case 477:
			return { ...retry(because('migrating'), 'account'), afterMs };
	}
	if (status === 408 || status >= 500) {
		return { ...retry(because('unavailable'), 'inputs'), afterMs, mayBeTaken: true };
	}
	// The transport follows none, because the token is for one host only.
	if (status >= 300 && status < 400) return { next: 'stop', reason: because('redirected') };
	if (!isFields(body)) {
		return { next: 'split', reason: because('blocked'), suspects: [], outcome: 'notSent' };
	}
	switch (status) {
		case 403:
			return { next: 'stop', reason: because('forbidden') };
		case 400:
		case 409:
		case 413:
		case 422: {
			if (isInactive(body)) return { next: 'stop', reason: because('inactive') };
			const reason = because('refused');
			if (status === 400 && isStructural(body, inputs)) return { next: 'reject', reason };
			const suspects = findSuspects(body, inputs);
			return { next: 'split', reason, suspects, outcome: 'rejected' };
		}
		default:
			return { next: 'reject', reason: because('refused') };
	}
}

/** What is to be done where no reply came. */
export function judgeLostReply(reply: LostReply): Advice<never, Reason> {
	const reason = readReason(reply.lost, reply);
	if (reply.isFinal || reply.lost === 'unauthorized' || reply.lost === 'misdirected')
		return { next: 'stop', reason };
	const isUnsent = reply.lost === 'unreachable' || reply.lost === 'noToken';
	return { ...retry(reason, 'connection'), mayBeTaken: !isUnsent };
}

/** HubSpot did something, and what came of it cannot be read. */
export function judgeUnreadable(reply: Reply): Advice<never, Reason> {
	return { ...retry(readReason('unreadable', reply), 'inputs'), mayBeTaken: true };
}

type Retry = Extract<Advice<never, Reason>, { next: 'retry' }>;

function retry(reason: Reason, about: Retry['about']): Retry {
	return { next: 'retry', reason, about, mayBeTaken: false };
}

/**
 * HubSpot's own sentences about a request in which no ad is at fault, so that each half would be refused too. Only its
 * own words count: at the beginning, because values of ads stand further on. recorded.
 */
const STRUCTURAL = /^(invalid input json|unable to perform \S+ by non-unique)/i;

/** The same for an account that does not have the object. recorded: the first; reported: the second. */
const INACTIVE = /^(unable to infer object type|[^:"[]{0,40}object or event type)/i;

function isInactive({ message }: Fields): boolean {
	return INACTIVE.test(asText(message) ?? '');
}

/** recorded: a body about the request has no `category`, or begins with such a sentence. */
function isStructural(body: Fields, inputs: readonly Suspect[]): boolean {
	const { code, property } = readReason('refused', { status: 400, headers: {}, body });
	if (property !== undefined) {
		return code === 'PROPERTY_DOESNT_EXIST' && property === inputs[0]?.idProperty;
	}
	return !asText(body.category) || STRUCTURAL.test(asText(body.message) ?? '');
}

/** `policyName` tells; older bodies have words only. */
function isDaily(body: unknown): boolean {
	const { policyName, message } = asFields(body);
	return (
		policyName === 'DAILY' || (!asText(policyName) && /\bdaily\b/i.test(asText(message) ?? ''))
	);
}

/** Both forms of `Retry-After`, in milliseconds. documented: HubSpot promises it for 477 only. */
function readRetryAfter({ headers }: Reply, now: number): number | undefined {
	const text = asText(headers['retry-after']);
	if (text === undefined) return undefined;
	const seconds = Number(text);
	const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - now;
	return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
