import { deliver, type World } from '../delivery/deliver';
import { Ledger } from '../delivery/ledger';
import type { Exchange, Fate, Input, Operation } from '../delivery/operation';
import { RunEnd } from '../delivery/runEnd';
import { withoutScope, type Channel } from './channel';
import type { Request } from './endpoints';
import type { Reason } from './fates';
import { readLimits } from './limits';
import { asFields, isSuccess, type LostReply, type Reply } from './reply';
import { judgeLostReply, judgeStatus, judgeUnreadable } from './statuses';

/** One question about the account. */
interface Question extends Input {
	readonly request: Request;
}

interface Answered {
	readonly outcome: 'answered';
	readonly body: unknown;
}

/** The body of an answer that holds a list of `results`, or why there is none. */
type Answer = Answered | { readonly reason: Reason };

/**
 * Asks one question about the account: in its turn, and again where HubSpot asks for it.
 * @param mostMs after which the answer is not waited for any more
 */
export type Ask = (request: Request, mostMs?: number) => Promise<Answer>;

/** @param world of its own end: what cannot be read of the account does not end the run */
export function toAsk(channel: Channel, world: World<Reason>): Ask {
	const operation: Operation<Question, Answered, Reason> = {
		batch: async (questions) => {
			const reply = await channel.send(questions[0].request);
			return judge(reply, questions, channel.wallNow());
		},
		safety: 'safe',
		isProof: () => true,
	};
	return async (request, mostMs = Infinity) => {
		const { clock, settings } = world;
		const maxWaitMs = Math.min(settings.maxWaitMs, mostMs);
		const end = mostMs === Infinity ? world.end : new RunEnd<Reason>(world.end.cancel);
		const ledger = new Ledger<Request, Fate<Answered, Reason>>();
		const question: Question = {
			request,
			lines: [ledger.open(request)],
			...{ key: request.path, group: '', traceId: request.path },
		};
		const asking = deliver(once([question]), ledger, operation, {
			...world,
			end,
			settings: { ...settings, batchSize: 1, maxWaitMs },
		});
		if (mostMs < Infinity) {
			const answered = new AbortController();
			const inTime = asking.finally(() => answered.abort());
			await Promise.race([inTime, clock.sleep(mostMs, answered.signal)]);
			end.end({ trouble: 'timeout' });
			end.close();
		} else await asking;
		const [answer] = ledger.settled();
		return answer?.fate ?? { reason: { trouble: mostMs < Infinity ? 'timeout' : 'unnamed' } };
	};
}

function judge(
	reply: Reply | LostReply,
	questions: readonly Question[],
	now: number,
): Exchange<Question, Answered, Reason> {
	const fates = new Map<Question, Answered>();
	if ('lost' in reply) return { fates, advice: judgeLostReply(reply) };
	const limits = readLimits(reply.headers);
	if (!isSuccess(reply)) {
		return { fates, advice: withoutScope(judgeStatus(reply, [], now)), limits };
	}
	const { body } = reply;
	const advice = judgeUnreadable(reply);
	if (Array.isArray(asFields(body).results)) fates.set(questions[0], { outcome: 'answered', body });
	return { fates, advice, limits };
}

async function* once<T>(group: T): AsyncGenerator<T> {
	yield group;
}
