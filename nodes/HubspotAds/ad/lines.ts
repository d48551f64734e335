import { TurnQueue } from '../delivery/pace';
import type { Clock } from '../delivery/window';

interface Shared {
	readonly queue: TurnQueue;
	runs: number;
}

/** Runs of this process that use one account share its window, because HubSpot counts them together. */
const lines = new Map<string, Shared>();

/** @param account tells accounts apart without holding a token */
export function joinLine(account: string, clock: Clock): TurnQueue {
	forgetIdle();
	const shared = lines.get(account) ?? { queue: new TurnQueue(clock), runs: 0 };
	lines.set(account, shared);
	shared.runs++;
	return shared.queue;
}

/** What a run has sent counts for ten more seconds, so the next run of the account finds it here. */
export function leaveLine(account: string): void {
	const shared = lines.get(account);
	if (shared) shared.runs--;
	forgetIdle();
}

function forgetIdle(): void {
	for (const [account, { queue, runs }] of lines) {
		if (runs === 0 && queue.window.isIdle()) lines.delete(account);
	}
}
