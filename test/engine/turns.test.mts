import { describe, expect, it } from 'vitest';
import { byHand, map, runNode, send } from './account.mts';
import { replaceBuilt } from './builtModules.mts';
import { outcomesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();

/** Expressions that are no plain path, so that n8n's evaluator has to work on each. */
const COLUMNS = [
	...['hs_name', 'hs_address_1', 'hs_city', 'hs_state_province', 'hs_zip', 'hs_country'],
	...['hs_neighborhood', 'legacy_code', 'ad_text', 'hs_address_2'],
];

describe('a long work of the node itself', () => {
	it('lets others have their turn while it evaluates expressions', async () => {
		await withAccount(async (account) => {
			const values = COLUMNS.map((name) => [name, `={{ $json.id + ' ${name}'.toUpperCase() }}`]);
			const ads = byHand({ id: '={{ $json.id }}', ...Object.fromEntries(values) });
			const items = account.ids.slice(0, 200).map((id) => ({ id }));
			const options = { checkValues: false };
			await map(account, items.slice(0, 1), ads, options);

			const { run, longestMs, ms } = await watch(
				async () => await map(account, items, ads, options),
			);

			expect(outcomesOf(run.outputs[0]).filter((outcome) => outcome === 'updated')).toHaveLength(
				200,
			);
			// All at once they hold it for nearly all of the time, however fast the machine is.
			expect(longestMs).toBeLessThan(ms / 3);
		});
	});

	it('lets others have their turn while it reads the ads of one item', async () => {
		await withAccount(async (account) => {
			const wrong = { id: account.ids[0], properties: { hs_price: 'a lot', hs_city: 5 } };
			const item = { inputs: Array.from({ length: 30_000 }, () => wrong) };
			const options = { duplicates: 'inOrder' };

			const { run, longestMs, ms } = await watch(async () => await send(account, [item], options));

			expect(run.outputs[0]).toHaveLength(30_000);
			expect(longestMs).toBeLessThan(ms / 3);
		});
	});

	it('lets others have their turn while it makes an item of each ad that is found', async () => {
		await withAccount(async (account) => {
			const items = Array.from({ length: 2_000 }, () => ({}));
			const parameters = { operation: 'getMany', returnAll: true };

			const { run, longestMs, ms } = await watch(
				async () => await runNode(account, items, parameters),
			);

			expect(run.outputs[0]).toHaveLength(600_000);
			expect(longestMs).toBeLessThan(ms / 3);
		});
	});
});

// Helpers

/** The processor's time for this thread: the wall's counts what other processes take, the process's what clears memory beside it. */
function cpuMs(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1_000;
}

/** @returns how long nobody else had a turn at most while the node itself was at work, and how long all of that took */
async function watch<T>(
	work: () => Promise<T>,
): Promise<{ run: T; longestMs: number; ms: number }> {
	let longestMs = 0;
	let ms = 0;
	const putBack = replaceBuilt('ad/run', 'runOperation', (own) => async (...given) => {
		const startedAt = cpuMs();
		let last = startedAt;
		const look = () => {
			const now = cpuMs();
			longestMs = Math.max(longestMs, now - last);
			last = now;
		};
		const timer = setInterval(look, 1);
		try {
			return await own(...given);
		} finally {
			look();
			clearInterval(timer);
			ms = cpuMs() - startedAt;
		}
	});
	try {
		const run = await work();
		return { run, longestMs, ms };
	} finally {
		putBack();
	}
}
