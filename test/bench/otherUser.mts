import { setTimeout as sleep } from 'node:timers/promises';

import { createPost } from './post.mts';

/** What it asks for counts in the same window and writes nothing. */
const OTHER_USER_PATH = '/crm/v3/objects/0-420/batch/read';
const BODY = JSON.stringify({ inputs: [], properties: [], propertiesWithHistory: [] });

/** Another user of the account, who makes so many requests per second, evenly. */
export function startOtherUser(url: string, token: string, perSecond: number): { stop(): void } {
	const { post, close } = createPost(url, token, 50);
	const stopped = new AbortController();
	void (async () => {
		for (let i = 0, startedAt = Date.now(); !stopped.signal.aborted; i++) {
			post(OTHER_USER_PATH, BODY).catch(() => undefined);
			await sleep(Math.max(0, startedAt + ((i + 1) * 1_000) / perSecond - Date.now()));
		}
		await close();
	})();
	return { stop: () => stopped.abort() };
}
