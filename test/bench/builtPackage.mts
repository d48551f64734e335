import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { localFolder, root } from '../../scripts/paths.mjs';

/**
 * What is measured: a copy, so that a build in the meantime does not take it away. Each run has its own, whose place the
 * processes of its clients learn from the environment.
 */
export const packageDir = (process.env.HUBSPOT_ADS_BENCH_PACKAGE ??= join(
	localFolder,
	'bench',
	`package-${process.pid}`,
));

export function copyBuiltPackage(): void {
	if (!existsSync(join(root, 'dist'))) {
		throw new Error('There is no dist folder: run "npm run build" first');
	}
	process.once('exit', () => rmSync(packageDir, { recursive: true, force: true }));
	// A signal alone ends the process without an exit event.
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
	mkdirSync(packageDir, { recursive: true });
	for (const name of ['package.json', 'dist']) {
		cpSync(join(root, name), join(packageDir, name), { recursive: true });
	}
}
