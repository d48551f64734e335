import assert from 'node:assert/strict';
import type { ExampleTest } from './main.mts';
import { hubspotCredential, importWorkflow, readExample, runWorkflow } from './workbench.mts';

/** 120 ads by the schedule, twice; then by hand, when eleven of the ads are gone. */
export const nightlyChange: ExampleTest = async ({ api, simulator }) => {
	const { hubspot } = simulator;
	const id = await importWorkflow(
		api,
		await readExample('nightly-change.json'),
		await hubspotCredential(api, simulator),
	);
	// As if it had the value already: the dry run has to leave this ad out.
	hubspot.ads.write(adOf(1).id, { hs_price: '199990' });

	const first = await runWorkflow(api, id, 'Every Night');

	assert.equal(first.status, 'success', first.error);
	assert.equal(first.items('Dry Run').length, 120);
	assert.equal(first.items('Would Change').length, 119);
	assert.equal(first.items('Updated').length, 119);
	assert.equal(first.items('Not Updated').length, 0);
	for (let number = 1; number <= 120; number++) {
		assert.equal(adOf(number).values.hs_price, String(199_990 + (number - 1) * 250));
	}
	// Only what differs is sent: the country is the same everywhere.
	const sent = hubspot.journal.find(({ endpoint }) => endpoint === 'batchUpdate');
	const [input] = (sent?.body as { inputs: Array<{ properties: object }> }).inputs;
	assert.deepEqual(Object.keys(input.properties), ['hs_price']);

	const written = writes();
	const second = await runWorkflow(api, id, 'Every Night');

	assert.equal(second.status, 'success', second.error);
	assert.equal(second.items('Would Change').length, 0);
	assert.equal(writes(), written, 'the second night writes nothing');

	for (let number = 2; number <= 12; number++) hubspot.ads.archive(adOf(number).id);
	hubspot.ads.write(adOf(50).id, { hs_price: '1' });
	const third = await runWorkflow(api, id, "When clicking 'Execute workflow'");

	assert.equal(third.status, 'error');
	assert.equal(
		third.error,
		'The nightly change was held back: 1 ads would change, 11 could not be updated. Nothing was written.',
	);
	assert.equal(writes(), written, 'the brake lets nothing through');
	assert.equal(adOf(50).values.hs_price, '1');

	function adOf(number: number) {
		const reference = `REF-${String(number).padStart(6, '0')}`;
		return hubspot.ads.byUnique('reference_number', reference)!;
	}

	function writes(): number {
		return hubspot.journal.filter(({ endpoint }) => endpoint === 'batchUpdate').length;
	}
};
