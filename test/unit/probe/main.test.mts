import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulator/server.mts';
import type { Simulator } from '../../simulator/server.mts';

const MAIN = join(import.meta.dirname, '../../../scripts/probe/main.mts');
const TIMEOUT_MS = 60_000;

let simulator: Simulator;

beforeEach(async () => {
	simulator = await startSimulator({ ads: 20, latencyMs: 10, guesses: { searchLagMs: 500 } });
});
afterEach(() => simulator.close());

describe('npm run probe', () => {
	it(
		'prints a verdict for each guess, the sum, and the bodies seen',
		{ timeout: TIMEOUT_MS },
		async () => {
			const { code, output } = await run(['--yes']);

			expect(code).toBe(0);
			expect(output).toMatch(/^confirmed +validationPerRecord: true\n +207 \{"completedAt"/m);
			expect(output).toMatch(/^unknown +lockedText: HubSpot locks/m);
			expect(output).toContain('13 of 13 ads that were made are archived.');
			expect(output.trimEnd()).toMatch(/\n\d+ confirmed, 0 refuted, 11 unknown$/);
		},
	);

	it('never prints the token, also where HubSpot repeats it', { timeout: TIMEOUT_MS }, async () => {
		const match = { probability: 0.5, times: 1_000 };
		simulator.hubspot.addFault({ kind: 'tokenEcho', match });

		const { output } = await run(['--yes']);

		expect(output).not.toContain(simulator.token);
	});

	it('archives what it made on Ctrl-C', { timeout: TIMEOUT_MS }, async () => {
		const { code, output } = await run(['--yes'], {}, 'validationPerRecord');

		expect(code).toBe(130);
		expect(output).toContain('Ended by SIGINT');
		expect(simulator.hubspot.ads.all()).toHaveLength(20);
		expect(simulator.hubspot.journal.some(({ endpoint }) => endpoint === 'createAd')).toBe(true);
	});

	it.each([
		['without a token', [], { HUBSPOT_ACCESS_TOKEN: '' }, 'HUBSPOT_ACCESS_TOKEN'],
		['in CI', ['--yes'], { CI: 'true' }, 'not for CI'],
		['where nobody can be asked', [], {}, 'Nothing was written'],
	])('writes nothing %s', { timeout: TIMEOUT_MS }, async (_, args, env, said) => {
		const { code, output } = await run(args, env);

		expect(code).toBe(2);
		expect(output).toContain(said);
		expect(simulator.hubspot.journal.filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});

// Helpers

/** @param interruptAt a text in the output at which the terminal would send Ctrl-C */
async function run(args: string[], env: Record<string, string> = {}, interruptAt?: string) {
	const child = spawn(process.execPath, [MAIN, ...args], {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {
			...process.env,
			CI: '',
			HUBSPOT_ACCESS_TOKEN: simulator.token,
			HUBSPOT_BASE_URL: simulator.url,
			...env,
		},
	});
	let output = '';
	let isInterrupted = false;
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (chunk: Buffer) => {
			output += chunk;
			if (isInterrupted || !interruptAt || !output.includes(interruptAt)) return;
			isInterrupted = true;
			child.kill('SIGINT');
		});
	const code = await new Promise<number | null>((done) => child.once('close', done));
	return { code, output };
}
