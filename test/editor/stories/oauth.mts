import assert from 'node:assert/strict';
import type { N8nApi } from '../../../scripts/n8nApi.mts';
import { runWorkflow } from '../../examples/workbench.mts';
import type { Json } from '../../examples/workbench.mts';
import type { Simulator } from '../../simulator/server.mts';
import { CredentialForm } from '../credentialForm.mts';
import { priceOf, referenceOf } from './account.mts';
import type { Story } from './story.mts';
import { adsNode, HUBSPOT_ADS, priceList, putWorkflow, START } from './workflows.mts';

const ADS = 250;
/** 25 requests, two at a time, so that a token can expire between them. */
const SLOWLY = { batchSize: 10, maxConcurrency: 2 };
const NODE = 'hubspotAdsOAuth2Api';

export const oauthStory: Story = {
	account: { auth: 'oauth', tokens: {}, latencyMs: 100 },
	async perform({ editor, api, simulator }) {
		const form = new CredentialForm(editor);
		await editor.openWorkflow(await putWorkflow(api, 'OAuth2', [priceList]));
		await editor.addNode('HubSpot Ads', 'Batch update ads');
		await form.openNew();
		await form.switchTo('OAuth2');
		await form.fill({ clientId: 'an-app', clientSecret: 'its-secret', baseUrl: simulator.url });
		await editor.picture('oauth-form');

		const consent = await form.connect();
		await consent.getByText('crm.objects.listings.write').waitFor();
		await consent.getByText('Connect app', { exact: true }).click();
		// n8n closes the form of an account that is connected.
		await form.whole.waitFor({ state: 'hidden' });
		await editor.part('credential-edit-button').click();
		await form.whole.getByText('Account connected').first().waitFor();
		await editor.picture('oauth-connected');
		await form.close();

		const run = await update(api, simulator, { ...SLOWLY });
		assert.deepEqual(run, { updated: ADS, notSent: 0 }, 'a connected account');
		assert.equal(tokenRequests(simulator), 1, 'the code was redeemed, and nothing renewed');

		expireIn(simulator, 700);
		const renewed = await update(api, simulator, SLOWLY);
		assert.deepEqual(renewed, { updated: ADS, notSent: 0 }, 'the token expired during the run');
		assert.equal(tokenRequests(simulator), 2, 'the token was renewed once');

		expireIn(simulator, 700);
		simulator.hubspot.refreshTokens.clear();
		const stopped = await update(api, simulator, SLOWLY);
		assert.equal(stopped.updated + stopped.notSent, ADS);
		assert.ok(stopped.updated > 0 && stopped.notSent > 0, JSON.stringify(stopped));
		assert.equal(priceOf(simulator, referenceOf(0)), '250000');
	},
};

/** Runs the workflow, and counts what became of the ads. */
async function update(api: N8nApi, simulator: Simulator, options: Json) {
	const credentials = await api<Array<{ id: string; name: string; type: string }>>(
		'GET',
		'/rest/credentials',
	);
	const { id, name } = credentials.find(({ type }) => type === NODE)!;
	for (const { id: ad } of simulator.hubspot.ads.all()) {
		simulator.hubspot.ads.write(ad, { hs_price: '1' });
	}
	const node = adsNode({ [NODE]: { id, name } }, options, { onError: 'continueErrorOutput' });
	const workflowId = await putWorkflow(api, 'OAuth2', [priceList, node]);
	const run = await runWorkflow(api, workflowId, START);
	assert.equal(run.status, 'success', run.error);
	const updated = run.items(HUBSPOT_ADS, 0);
	const notUpdated = run.items(HUBSPOT_ADS, 1);
	const written = simulator.hubspot.ads.all().filter(({ values }) => values.hs_price !== '1');
	assert.equal(written.length, updated.length, 'HubSpot holds exactly what the node reports');
	return {
		updated: updated.length,
		notSent: notUpdated.filter(({ details }) => details.outcome === 'notSent').length,
	};
}

function expireIn({ hubspot }: Simulator, ms: number): void {
	for (const token of hubspot.tokens.values()) token.expiresAt = Date.now() + ms;
}

function tokenRequests({ hubspot }: Simulator): number {
	return hubspot.journal.filter(({ endpoint }) => endpoint === 'token').length;
}
