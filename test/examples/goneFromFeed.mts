import assert from 'node:assert/strict';
import type { ExampleTest } from './main.mts';
import { hubspotCredential, importWorkflow, readExample, runWorkflow } from './workbench.mts';

/** Of 300 ads twenty are gone from the feed, and one never was in it; then nothing is gone; then the feed is cut off. */
export const goneFromFeed: ExampleTest = async ({ api, simulator }) => {
	const { hubspot } = simulator;
	const workflow = await readExample('gone-from-feed.json');
	const credential = await hubspotCredential(api, simulator);
	const id = await importWorkflow(api, workflow, credential);
	const [byHand] = hubspot.ads.all();
	hubspot.ads.write(byHand.id, { reference_number: '' });
	const gone = hubspot.ads.all().slice(280);

	const first = await runWorkflow(api, id, 'Every Night');

	assert.equal(first.status, 'success', first.error);
	assert.deepEqual(idsOf(first.items('Dry Run')), idsOf(gone));
	assert.deepEqual(idsOf(first.items('Deleted')), idsOf(gone));
	assert.deepEqual(first.items('Not Deleted'), []);
	assert.equal(hubspot.ads.all().length, 280);
	assert.ok(gone.every((ad) => ad.archived));

	const before = deletions();
	const second = await runWorkflow(api, id, 'Every Night');

	assert.equal(second.status, 'success', second.error);
	// HubSpot's search may go on to show them for some seconds.
	assert.deepEqual(second.items('Would Be Deleted'), []);
	assert.equal(deletions(), before, 'the second night deletes nothing');

	const cutOff = JSON.parse(JSON.stringify(workflow).replace('size = 280', 'size = 12'));
	const third = await runWorkflow(
		api,
		await importWorkflow(api, cutOff, credential),
		"When clicking 'Execute workflow'",
	);

	assert.equal(third.status, 'error');
	assert.equal(
		third.error,
		'The deletion was held back: 268 ads are gone from the feed, which has 12. Nothing was deleted.',
	);
	assert.equal(deletions(), before, 'the brake lets nothing through');
	assert.equal(hubspot.ads.all().length, 280);

	function deletions(): number {
		return hubspot.journal.filter(({ endpoint }) => endpoint === 'batchArchive').length;
	}
};

function idsOf(ads: ReadonlyArray<{ id?: string }>): string[] {
	return ads.map(({ id }) => String(id)).sort();
}
