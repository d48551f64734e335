import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { SimulatorOptions } from '../simulator/server.mts';
import type { Deed } from './job.mts';

const CHILD = fileURLToPath(new URL('simulatorChild.mts', import.meta.url));

/** One request as it arrived at the simulator. Status 0: no answer was sent. */
export type Arrival = { at: number; status: number; endpoint?: string; fault?: string };

export type SimulatorProcess = {
	url: string;
	token: string;
	/** The record IDs of the account. */
	ids: string[];
	/**
	 * For each id how often it was done what the deed wants, every request so far, and of how many records something wrong was
	 * told.
	 */
	look(told: string[]): Promise<{ done: Uint8Array; arrivals: Arrival[]; wronglyPaired: number }>;
	close(): Promise<void>;
};

export async function startSimulatorProcess(
	options: SimulatorOptions,
	deed: Deed,
): Promise<SimulatorProcess> {
	const child = fork(CHILD, [JSON.stringify(options), deed], { serialization: 'advanced' });
	const [ready] = (await once(child, 'message')) as [
		Pick<SimulatorProcess, 'url' | 'token' | 'ids'>,
	];
	return {
		...ready,
		async look(told) {
			const answer = once(child, 'message');
			child.send(told);
			return (await answer)[0] as Awaited<ReturnType<SimulatorProcess['look']>>;
		},
		async close() {
			const exit = once(child, 'exit');
			child.disconnect();
			await exit;
		},
	};
}
