import assert from 'node:assert/strict';
import type { ExampleTest } from './main.mts';
import { hubspotCredential, importWorkflow, readExample, runWorkflow } from './workbench.mts';

/**
 * 250 ads and one that does not exist. HubSpot's daily limit meets the second of three batches; after the wait it is
 * reset. Then the same once more, with the limit in both rounds.
 */
export const sendFailedAgain: ExampleTest = async ({ api, simulator }) => {
	const { hubspot } = simulator;
	const example = await readExample('send-failed-again.json');
	const wait = example.nodes.find(({ name }) => name === 'An Hour Later')!;
	// The one thing that is not as in the file: nobody wants to test an hour.
	wait.parameters = { amount: 1, unit: 'seconds' };
	const id = await importWorkflow(api, example, await hubspotCredential(api, simulator));
	hubspot.addFault({ kind: 'dailyLimit', match: { endpoint: 'batchUpdate', nth: 2 } });

	const run = await runWorkflow(api, id, "When clicking 'Execute workflow'");

	assert.equal(run.status, 'success', run.error);
	assert.equal(run.runsOf('HubSpot Ads'), 2);
	const [first, second] = [0, 1].map((round) => run.items('Updated', 0, round).length);
	assert.equal(first + second, 250);
	assert.ok(second >= 100, 'the batch that met the limit is in the second round');
	assert.equal(run.items('An Hour Later').length, second, 'only what failed is sent again');
	const left = [0, 1].flatMap((round) => run.items('Needs a Look', 0, round));
	assert.deepEqual(
		left.map(({ reference_number, details }) => [reference_number, details.outcome]),
		[['REF-999999', 'notFound']],
	);
	for (let number = 1; number <= 250; number++) {
		const reference = `REF-${String(number).padStart(6, '0')}`;
		const ad = hubspot.ads.byUnique('reference_number', reference);
		assert.equal(ad?.values.hs_price, String(301_990 + (number - 1) * 250));
	}

	hubspot.addFault({
		kind: 'dailyLimit',
		match: { endpoint: 'batchUpdate', probability: 1, times: 1_000 },
	});
	const limited = await runWorkflow(api, id, "When clicking 'Execute workflow'");

	assert.equal(limited.status, 'success', limited.error);
	assert.equal(limited.runsOf('HubSpot Ads'), 2, 'it loops once and no more');
	const stillLeft = [0, 1].flatMap((round) => limited.items('Needs a Look', 0, round));
	assert.equal(stillLeft.length, 251);
	assert.match(stillLeft[0].message, /daily limit/);
};
