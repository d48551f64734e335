import type { Advice } from '../delivery/exchange';
import { readReason } from './reasons';
import { asFields, type LostReply, type Reply } from './reply';
import { judgeLostReply, judgeStatus } from './statuses';

export function isSuccess({ status }: Reply): boolean {
	return status >= 200 && status < 300;
}

/** Whether a reply to a question is an answer: properties, pipelines and ads come as a list. */
export function isAnswer(reply: Reply | LostReply): reply is Reply {
	return 'status' in reply && isSuccess(reply) && Array.isArray(asFields(reply.body).results);
}

/** What is to be done where it is none. */
export function judgeNoAnswer(reply: Reply | LostReply, now: number): Advice {
	if ('lost' in reply) return judgeLostReply(reply);
	return isSuccess(reply) ? unreadable(reply) : judgeStatus(reply, [], now);
}

/** HubSpot did something, and what came of it cannot be read. */
export function unreadable(reply: Reply): Advice {
	return { next: 'retry', reason: readReason('unreadable', reply), mayBeWritten: true };
}
