import { createRequire } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { engineFolder } from './test/engine/engineFolder.mts';

const engine = createRequire(join(engineFolder, 'package.json'));

export default defineConfig({
	// The build that n8n itself loads. The package's other one, of ES modules, is for bundlers.
	resolve: { alias: { 'n8n-workflow': engine.resolve('n8n-workflow') } },
	test: {
		maxWorkers: 2,
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['test/unit/**/*.test.mts', 'test/property/**/*.test.mts'],
					// For one that hangs: how long a law takes depends on the machine.
					testTimeout: 300_000,
				},
			},
			{
				extends: true,
				// Each file loads n8n's engine, which takes a second, and keeps to real time: one after the other.
				test: {
					name: 'engine',
					include: ['test/engine/**/*.test.mts'],
					globalSetup: 'test/engine/placePackage.mts',
					fileParallelism: false,
					testTimeout: 30_000,
					// How long a reply is under way is the machine's, and where that is too long, less can be known.
					retry: 2,
					hookTimeout: 60_000,
				},
			},
		],
	},
});
