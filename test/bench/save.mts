import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { localFolder } from '../../scripts/paths.mjs';
import { drawArrivals } from './picture.mts';
import { targetTable, toMarkdown, toTable } from './report.mts';
import type { Row } from './row.mts';
import type { Scenario } from './scenario.mts';
import type { Target } from './targets.mts';

/** Writes the table, the figures and the picture. @returns the folder */
export function save(
	scenarios: Scenario[],
	rows: Row[],
	targets: Target[],
	isQuick: boolean,
): string {
	const folder = join(localFolder, 'bench');
	mkdirSync(folder, { recursive: true });
	const conditions = {
		date: new Date().toISOString(),
		node: process.version,
		processors: cpus().length,
		processor: cpus()[0]?.model ?? 'unknown',
		isQuick,
	};
	const tables = [targetTable(targets), ...scenarios.map((scenario) => toTable(scenario, rows))];
	const intro = `# Bench of ${conditions.date}\n\nNode ${conditions.node}, ${conditions.processors} processors (${conditions.processor})${isQuick ? '; a quick run, whose figures mean nothing' : ''}\n`;

	writeFileSync(join(folder, 'bench.md'), [intro, ...tables.map(toMarkdown)].join('\n'));
	writeFileSync(join(folder, 'bench.json'), JSON.stringify({ conditions, targets, rows }));
	writeFileSync(join(folder, 'arrivals.svg'), drawArrivals(scenarios, rows));
	return folder;
}
