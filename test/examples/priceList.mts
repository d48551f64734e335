import assert from 'node:assert/strict';
import type { ExampleTest } from './main.mts';
import { hubspotCredential, importWorkflow, readExample, runWorkflow } from './workbench.mts';

/** Eight rows: six prices in different spellings, one that is no number, and one reference that no ad has. */
export const priceList: ExampleTest = async ({ api, simulator }) => {
	const id = await importWorkflow(
		api,
		await readExample('price-list.json'),
		await hubspotCredential(api, simulator),
	);

	const run = await runWorkflow(api, id, "When clicking 'Execute workflow'");

	assert.equal(run.status, 'success', run.error);
	assert.equal(run.items('Rows of the File').length, 8);
	assert.deepEqual(
		[1, 2, 3, 4, 6, 8].map((number) => priceOf(number)),
		['265000', '189500', '312500', '449000.5', '720000', '98750'],
	);
	assert.equal(run.items('Updated').length, 6);
	assert.deepEqual(
		run.items('To Correct').map((item) => [item.Reference, item['New price']]),
		[
			['REF-000005', 'on request'],
			['REF-990007', '305,000'],
		],
	);
	const [noPrice, noAd] = run.items('To Correct').map((item) => item['Why not']);
	assert.match(noPrice, /'Price' \(hs_price\) takes a number, and "on request" is not one/);
	assert.match(noAd, /HubSpot has no ad with 'reference_number' REF-990007/);
	const writes = simulator.hubspot.journal.filter(({ endpoint }) => endpoint === 'batchUpdate');
	assert.equal(writes.length, 1);

	function priceOf(number: number) {
		const reference = `REF-${String(number).padStart(6, '0')}`;
		return simulator.hubspot.ads.byUnique('reference_number', reference)?.values.hs_price;
	}
};
