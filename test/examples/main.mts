/**
 * `npm run test:examples`: imports every workflow of examples/ into the pinned n8n, runs it against a simulated HubSpot, and
 * looks at the account and at the items. `-- <name>` runs the tests whose name contains it.
 */
import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { N8nApi } from '../../scripts/n8nApi.mts';
import { openOwnN8n, openUntilSignal } from '../../scripts/ownN8n.mts';
import { root } from '../../scripts/paths.mjs';
import { startSimulator } from '../simulator/server.mts';
import type { Simulator } from '../simulator/server.mts';
import { Tally } from '../tally.mts';
import { aiAgent } from './aiAgent.mts';
import { createOrUpdate } from './createOrUpdate.mts';
import { goneFromFeed } from './goneFromFeed.mts';
import { findAndChange } from './findAndChange.mts';
import { nightlyChange } from './nightlyChange.mts';
import { priceList } from './priceList.mts';
import { realFiles } from './realFiles.mts';
import { sendFailedAgain } from './sendFailedAgain.mts';
import { updatePrices } from './updatePrices.mts';

const MAX_PICTURE_BYTES = 100_000;

export type ExampleTest = (bench: { api: N8nApi; simulator: Simulator }) => Promise<void>;

const tests: Record<string, ExampleTest> = {
	'ai-agent.json': aiAgent,
	'create-or-update.json': createOrUpdate,
	'gone-from-feed.json': goneFromFeed,
	'find-and-change.json': findAndChange,
	'nightly-change.json': nightlyChange,
	'price-list.json': priceList,
	'send-failed-again.json': sendFailedAgain,
	'update-prices.json': updatePrices,
	'spreadsheets and feeds': realFiles,
};

const opened = openUntilSignal();

const tally = new Tally();
try {
	await tally.check(
		'every example has a test, a small picture and a place in the README',
		findGaps,
	);
	const { api } = await openOwnN8n(opened, 'examples');
	const [, , wanted = ''] = process.argv;
	for (const [name, test] of Object.entries(tests)) {
		if (name.includes(wanted)) await tally.check(name, () => withAccount(api, test));
	}
} catch (error) {
	tally.fail(error);
} finally {
	await opened.disposeAsync();
}
tally.end();

async function findGaps(): Promise<void> {
	const examples = join(root, 'examples');
	const readme = await readFile(join(examples, 'README.md'), 'utf8');
	for (const file of await readdir(examples)) {
		if (!file.endsWith('.json')) continue;
		const picture = `images/${file.replace('.json', '.png')}`;
		assert.ok(file in tests, `${file} has no test`);
		assert.ok(readme.includes(`[${file}]`) && readme.includes(picture), `No ${file} in the README`);
		assert.ok(
			(await stat(join(examples, picture))).size < MAX_PICTURE_BYTES,
			`${picture} is large`,
		);
	}
}

/** Each example has an account of its own, so that no write and no limit is left over from another. */
async function withAccount(api: N8nApi, test: ExampleTest): Promise<void> {
	await using simulator = await openSimulator();
	await test({ api, simulator });
	const unknown = simulator.hubspot.journal.filter((entry) => entry.unknown);
	if (unknown.length > 0) throw new Error(`Unknown path ${unknown[0].path}`);
}

async function openSimulator(): Promise<Simulator & AsyncDisposable> {
	const simulator = await startSimulator({ ads: 300, latencyMs: 20 });
	return { ...simulator, [Symbol.asyncDispose]: () => simulator.close() };
}
