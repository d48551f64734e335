import assert from 'node:assert/strict';
import type { ExampleTest } from './main.mts';
import { hubspotCredential, importWorkflow, readExample, runWorkflow } from './workbench.mts';

const START = "When clicking 'Execute workflow'";

/** 52 ads of a feed, of which twelve are new; the same once more; then a feed whose reference numbers are others. */
export const createOrUpdate: ExampleTest = async ({ api, simulator }) => {
	const { hubspot } = simulator;
	const workflow = await readExample('create-or-update.json');
	const credentials = await hubspotCredential(api, simulator);
	const id = await importWorkflow(api, workflow, credentials);
	// As the feed has it: the dry run has to leave this ad out.
	hubspot.ads.write(adOf('REF-000001').id, { hs_name: 'Harbour Road 1', hs_price: '180000' });

	const first = await runWorkflow(api, id, START);

	assert.equal(first.status, 'success', first.error);
	assert.deepEqual(countOutcomes(first.items('Dry Run')), {
		unchanged: 1,
		wouldUpdate: 38,
		invalid: 2,
		wouldCreate: 11,
	});
	assert.match(reasonOf('FEED-12'), /a new one has to have a name$/);
	assert.match(reasonOf('REF-000008'), /"on request" is not one/);
	assert.deepEqual(countOutcomes(first.items('Written')), { updated: 38, created: 11 });
	assert.equal(first.items('Not Written').length, 0);
	assert.equal(adOf('FEED-1').values.hs_name, 'Harbour Road 41');
	assert.equal(adOf('REF-000040').values.hs_price, String(180_000 + 39 * 2_500));
	assert.equal(hubspot.ads.all().length, 311);

	const second = await runWorkflow(api, id, START);

	assert.equal(second.status, 'success', second.error);
	assert.equal(second.items('New or Different').length, 0);
	assert.equal(hubspot.ads.all().length, 311, 'nothing is made twice');

	const feed = workflow.nodes.find(({ name }) => name === 'Feed')!;
	const [length, fewer] = ['length: 52', 'length: 120'];
	assert.ok(feed.parameters.jsCode.includes(length));
	feed.parameters.jsCode = feed.parameters.jsCode.replace(length, fewer).replaceAll('FEED-', 'X-');
	const written = writes();
	const third = await runWorkflow(api, await importWorkflow(api, workflow, credentials), START);

	assert.equal(third.status, 'error');
	assert.equal(
		third.error,
		'The feed was held back: 79 ads would be created, 2 are not fit to be written. Nothing was written.',
	);
	assert.equal(writes(), written, 'the brake lets nothing through');

	function adOf(reference: string) {
		return hubspot.ads.byUnique('reference_number', reference)!;
	}

	function reasonOf(reference: string): string {
		return first.items('Dry Run').find((item) => item.id === reference)!.reason;
	}

	function writes(): number {
		return hubspot.journal.filter(({ endpoint }) => endpoint === 'batchUpsert').length;
	}
};

function countOutcomes(items: Array<{ outcome?: string }>): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { outcome = 'none' } of items) counts[outcome] = (counts[outcome] ?? 0) + 1;
	return counts;
}
