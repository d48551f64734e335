import type { Clock } from '../delivery/window';
import { Budget, waitBeforeRetry } from '../delivery/retries';
import { isAnswer, judgeNoAnswer } from './answers';
import type { Send } from './transport';

/** Repeats a question until there is an answer, as long as another try may bring one and `maxWaitMs` is not over. */
export function persist(send: Send, clock: Clock, maxWaitMs: number, halted?: AbortSignal): Send {
	return async (request) => {
		const budget = new Budget(maxWaitMs);
		budget.start(clock.now());
		for (let tries = 1; ; tries++) {
			const reply = await send(request);
			if (isAnswer(reply)) return reply;

			const advice = judgeNoAnswer(reply, clock.now());
			if (advice.next !== 'retry') return reply;
			const waitMs = waitBeforeRetry(tries, clock.random(), advice.afterMs);
			if (halted?.aborted || waitMs > budget.leftMs(clock.now())) return reply;
			await clock.sleep(waitMs, halted);
		}
	};
}
