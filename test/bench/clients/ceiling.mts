import { setTimeout as sleep } from 'node:timers/promises';

import { Fates } from '../fates.mts';
import { chunksOf, UPDATE_PATH } from '../job.mts';
import type { Input, Job } from '../job.mts';
import { createPost } from '../post.mts';
import type { PostReply } from '../post.mts';
import type { Client } from './client.mts';

/** How much later than the window allows, because the way there does not always take the same time. */
const MARGIN_MS = 30;
/** The first requests of all are counted later still: neither side is warm (measured: up to 45 ms). */
const FIRST_MARGIN_MS = 100;
/** What leaves in one moment is counted one after the other, so a burst leaves as it will be counted. */
const SPACING_MS = 3;
const AGAIN_MS = 20;

/** Knows HubSpot's limit from the start and fills each window at once: nobody can be faster. */
export const ceiling: Client = {
	title: 'ceiling (knows the window)',
	async prepare(job) {
		const bodies = chunksOf(job).map((inputs) => ({ inputs, text: JSON.stringify({ inputs }) }));
		const { post, close } = createPost(job.url, job.token, job.limit.max);
		// Opens the connections, at a path that is in nobody's way.
		await Promise.all(bodies.slice(0, job.limit.max).map(({ text }) => post('/warm-up', text)));
		return async (probe) => {
			const fates = new Fates(job);
			const send = createSend(job, post, fates);
			await probe.around(async () => await Promise.all(bodies.map(send)));
			await close();
			return { fates: fates.list };
		};
	},
};

function createSend(
	{ limit }: Job,
	post: ReturnType<typeof createPost>['post'],
	fates: Fates,
): (body: { inputs: Input[]; text: string }) => Promise<void> {
	/** When the request of each turn left that HubSpot took; a place in the window is used again in order. */
	const departures: Array<Promise<number>> = [];
	const startedAt = Date.now();
	let turn = 0;

	return async function send({ inputs, text }) {
		const mine = turn++;
		const taken = take(mine, text);
		departures[mine] = taken.then(({ at }) => at);
		const { status, body } = await taken.then(({ reply }) => reply);
		if (status < 300) fates.readReply(inputs, JSON.parse(body));
		else fates.readStatus(inputs, status);
	};

	async function take(mine: number, text: string): Promise<{ at: number; reply: PostReply }> {
		let due = startedAt + mine * SPACING_MS;
		if (mine >= limit.max) {
			const margin = mine < 2 * limit.max ? FIRST_MARGIN_MS : MARGIN_MS;
			due = (await departures[mine - limit.max]) + limit.intervalMs + margin;
		}
		for (;;) {
			const at = await depart(due);
			const reply = await post(UPDATE_PATH, text);
			if (reply.status !== 429) return { at, reply };
			// Its predecessor was counted a moment later than it left, so the place is free in a moment.
			due = Date.now() + AGAIN_MS;
		}
	}

	async function depart(at: number): Promise<number> {
		const waitMs = at - Date.now();
		if (waitMs > 0) await sleep(waitMs);
		return Date.now();
	}
}
