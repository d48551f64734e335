import { deliver, type World } from '../delivery/deliver';
import { Ledger } from '../delivery/ledger';
import type { Exchange, Fate, Input, Operation } from '../delivery/operation';
import { withoutScope, type Channel } from './channel';
import type { Request } from './endpoints';
import type { Reason } from './fates';
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

/** Asks questions about the account: in their turns, and again where HubSpot asks for it. */
export type Ask = (...requests: readonly Request[]) => Promise<Answer[]>;

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
	const settings = { ...world.settings, batchSize: 1 };
	return async (...requests) => {
		const ledger = new Ledger<Request, Fate<Answered, Reason>>();
		const questions = requests.map((request) => ({
			request,
			lines: [ledger.open(request)],
			...{ key: request.path, group: '', traceId: request.path },
		}));
		await deliver(once(questions), ledger, operation, { ...world, settings });
		const answers = new Map(ledger.settled().map(({ line, fate }) => [line, fate]));
		return requests.map((request) => answers.get(request) ?? { reason: { trouble: 'unnamed' } });
	};
}

function judge(
	reply: Reply | LostReply,
	questions: readonly Question[],
	now: number,
): Exchange<Question, Answered, Reason> {
	const fates = new Map<Question, Answered>();
	if ('lost' in reply) return { fates, advice: judgeLostReply(reply) };
	if (!isSuccess(reply)) return { fates, advice: withoutScope(judgeStatus(reply, [], now)) };
	const { body } = reply;
	const advice = judgeUnreadable(reply);
	if (Array.isArray(asFields(body).results)) fates.set(questions[0], { outcome: 'answered', body });
	return { fates, advice };
}

async function* once<T>(group: T): AsyncGenerator<T> {
	yield group;
}
