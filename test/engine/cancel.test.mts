import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../simulator/faults.mts';
import { pricesOf, useAccount } from './trouble.mts';

const withAccount = useAccount();

const SITUATIONS: Array<[string, Fault]> = [
	[
		'while a request is under way',
		{ kind: 'slow', delayMs: 30_000, match: { probability: 1, times: 1_000 } },
	],
	[
		'in the middle of a wait',
		{ kind: 'locked', retryAfter: 30, match: { probability: 1, times: 1_000 } },
	],
	[
		'while the limit holds everybody back',
		{ kind: 'rollingLimit', retryAfter: 30, match: { probability: 1, times: 1_000 } },
	],
];

describe.each(SITUATIONS)('an execution that is cancelled %s', (_situation, fault) => {
	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'ends as cancelled within a second and sends nothing more (On Error: %s)',
		async (onError) => {
			await withAccount(async (account) => {
				account.hubspot.addFault(fault);

				const run = await account.updatePrices(pricesOf(account, 250), {
					node: { onError },
					parameters: { options: { maxWait: 300, maxConcurrency: 2 } },
					cancelAfterMs: 700,
				});
				const sent = account.hubspot.journal.length;
				await sleep(500);

				expect(run.status).toBe('canceled');
				expect(run.ms).toBeLessThan(1_700);
				expect(account.hubspot.journal).toHaveLength(sent);
				expect(sent).toBeGreaterThan(0);
			});
		},
	);
});
