import { mkdir, rmdir, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const SIGN_OF_LIFE_MS = 2_000;
/** A holder that gave no sign of life for so long was killed. */
const STALE_MS = 20_000;

/**
 * Holds a lock between processes: a folder, because making one either succeeds for exactly one process or fails.
 * @param {string} path
 * @param {{ waitMs?: number, onWait?: () => void }} options `waitMs` is the longest to wait for another holder
 * @returns {Promise<() => Promise<void>>} gives the lock back
 */
export async function acquireLock(path, { waitMs = Infinity, onWait = () => {} } = {}) {
	const startedAt = Date.now();
	await mkdir(dirname(path), { recursive: true });
	for (let waiting = false; !(await tryMkdir(path)); waiting = true) {
		if (!waiting) onWait();
		if (Date.now() - startedAt > waitMs) throw new Error(`Another process holds ${path}`);
		if (await isStale(path)) await rmdir(path).catch(() => {});
		else await sleep(500);
	}
	const alive = setInterval(
		() => utimes(path, new Date(), new Date()).catch(() => {}),
		SIGN_OF_LIFE_MS,
	);
	alive.unref();
	return async () => {
		clearInterval(alive);
		await rmdir(path).catch(() => {});
	};
}

/** @param {string} path */
async function tryMkdir(path) {
	try {
		await mkdir(path);
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
		throw error;
	}
}

/** @param {string} path */
async function isStale(path) {
	const held = await stat(path).catch(() => undefined);
	return held !== undefined && Date.now() - held.mtimeMs > STALE_MS;
}
