import { parseArgs } from 'node:util';

import { copyBuiltPackage } from './builtPackage.mts';
import { clients } from './clients/index.mts';
import { targetTable, toTable, toText } from './report.mts';
import type { Row } from './row.mts';
import { runScenario } from './runScenario.mts';
import { save } from './save.mts';
import { scenarios } from './scenarios.mts';
import { judgeTargets } from './targets.mts';

const { values } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		only: { type: 'string', multiple: true },
		client: { type: 'string', multiple: true },
		help: { type: 'boolean', default: false },
	},
});

if (values.help) {
	console.log(`npm run bench -- [--quick] [--only <scenario>] [--client <name>]
--quick shows within two minutes that the bench works; its figures mean nothing.
--client leaves the others out (${Object.keys(clients).join(', ')}).
--only and --client may be given several times. The scenarios:
${scenarios.map(({ name, title }) => `  ${name.padEnd(16)}${title}`).join('\n')}`);
} else {
	await bench(values.quick, values.only, values.client);
}

async function bench(isQuick: boolean, only?: string[], names?: string[]): Promise<void> {
	const unknown =
		only?.find((name) => !scenarios.some((scenario) => scenario.name === name)) ??
		names?.find((name) => !(name in clients));
	if (unknown) throw new Error(`There is no '${unknown}'; --help lists scenarios and clients`);
	copyBuiltPackage();

	const chosen = scenarios
		.filter(({ name }) => !only || only.includes(name))
		.filter(({ quickRecords }) => !isQuick || quickRecords > 0)
		.map((scenario) => ({
			...scenario,
			entries: scenario.entries.filter(({ client }) => !names || names.includes(client)),
		}));
	const rows: Row[] = [];
	for (const scenario of chosen) {
		await runScenario(scenario, isQuick, (row) => {
			rows.push(row);
			process.stderr.write(`${scenario.name}: ${row.client}, ${row.seconds.toFixed(1)} s\n`);
		});
		console.log(`\n${toText(toTable(scenario, rows))}\n`);
	}
	const judged = judgeTargets(rows);
	const targets = isQuick ? judged.map((one) => ({ ...one, isReached: undefined })) : judged;
	console.log(`\n${toText(targetTable(targets))}\n`);
	if (isQuick) console.log('This was a quick run, so the figures mean nothing.');
	console.log(`Saved in ${save(chosen, rows, targets, isQuick)}`);
	if (rows.some(({ key, account }) => /^ours/.test(key) && account && account.misreported > 0)) {
		console.error('The node has misreported records.');
		process.exitCode = 1;
	}
}
