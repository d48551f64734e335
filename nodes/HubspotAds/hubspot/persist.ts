import type { Clock } from '../delivery/window';
import { Budget, waitBeforeRetry } from '../delivery/retries';
import { judgeLostReply, judgeStatus } from './statuses';
import type { Send } from './transport';

/** Repeats a request that changes nothing, as long as HubSpot asks for another try and `maxWaitMs` is not over. */
export function persist(send: Send, clock: Clock, maxWaitMs: number, halted?: AbortSignal): Send {
	return async (request) => {
		const budget = new Budget(maxWaitMs);
		budget.start(clock.now());
		for (let tries = 1; ; tries++) {
			const reply = await send(request);
			if ('status' in reply && reply.status === 200) return reply;

			const rest = 'lost' in reply ? judgeLostReply(reply) : judgeStatus(reply, [], clock.now());
			if (rest.next !== 'retry') return reply;
			const waitMs = waitBeforeRetry(tries, clock.random(), rest.afterMs);
			if (halted?.aborted || waitMs > budget.leftMs(clock.now())) return reply;
			await clock.sleep(waitMs, halted);
		}
	};
}
