import assert from 'node:assert/strict';
import type { ExampleTest } from './main.mts';
import { hubspotCredential, importWorkflow, readExample, runWorkflow } from './workbench.mts';

const TRIGGER = "When clicking 'Execute workflow'";

/** Dear houses get a new price; then HubSpot breaks off, and nothing is changed. */
export const findAndChange: ExampleTest = async ({ api, simulator }) => {
	const { hubspot } = simulator;
	const id = await importWorkflow(
		api,
		await readExample('find-and-change.json'),
		await hubspotCredential(api, simulator),
	);
	const before = new Map(hubspot.ads.all().map((ad) => [ad.id, { ...ad.values }]));
	const meant = [...before].filter(
		([, { hs_listing_type: type, hs_price: price }]) =>
			['house', 'townhouse'].includes(type!) && Number(price) > 1_000_000,
	);
	assert.ok(meant.length > 5 && meant.length < 100);

	const run = await runWorkflow(api, id, TRIGGER);

	assert.equal(run.status, 'success', run.error);
	assert.deepEqual(
		run.items('Find Ads').map((ad) => ad.id),
		meant.map(([ad]) => ad),
	);
	assert.equal(run.items('Updated').length, meant.length);
	assert.equal(run.items('Not Updated').length, 0);
	const changed = new Map(meant);
	for (const [ad, values] of before) {
		const price = Number(values.hs_price);
		const wanted = changed.has(ad) ? Math.round(price * 0.98) : price;
		assert.equal(hubspot.ads.get(ad)!.values.hs_price, String(wanted));
	}

	hubspot.addFault({ kind: 'invalidToken', match: { endpoint: 'search' } });
	const writes = () => hubspot.journal.filter(({ endpoint }) => endpoint === 'batchUpdate').length;
	const written = writes();
	const second = await runWorkflow(api, id, TRIGGER);

	assert.equal(second.status, 'error');
	assert.equal(
		second.error,
		'The ads could not be read, because HubSpot did not accept the credential',
	);
	assert.equal(writes(), written, 'nothing is changed by a list that is not whole');
};
