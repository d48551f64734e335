import assert from 'node:assert/strict';
import type { N8nApi } from '../../../scripts/n8nApi.mts';
import { runWorkflow } from '../../examples/workbench.mts';
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
		// Other stories may have left a credential that is not connected.
		const others = (await oauthCredentials(api)).map(({ id }) => id);
		const update = async (writesBeforeExpiry = Infinity) => {
			const credential = (await oauthCredentials(api)).find(({ id }) => !others.includes(id))!;
			return await updateWith(credential, api, simulator, writesBeforeExpiry);
		};
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

		const run = await update();
		assert.deepEqual(run, { updated: ADS, notSent: 0 }, 'a connected account');
		assert.equal(tokenRequests(simulator), 1, 'the code was redeemed, and nothing renewed');

		const renewed = await update(100);
		assert.deepEqual(renewed, { updated: ADS, notSent: 0 }, 'the token expired during the run');
		assert.equal(tokenRequests(simulator), 2, 'the token was renewed once');

		simulator.hubspot.refreshTokens.clear();
		const stopped = await update(100);
		assert.equal(stopped.updated + stopped.notSent, ADS);
		assert.ok(stopped.updated > 0 && stopped.notSent > 0, JSON.stringify(stopped));
		assert.equal(priceOf(simulator, referenceOf(0)), '250000');
	},
};

type Credential = { id: string; name: string; type: string };

async function oauthCredentials(api: N8nApi): Promise<Credential[]> {
	const credentials = await api<Credential[]>('GET', '/rest/credentials');
	return credentials.filter(({ type }) => type === NODE);
}

/** Runs the workflow, and counts what became of the ads. */
async function updateWith(
	{ id, name }: Credential,
	api: N8nApi,
	simulator: Simulator,
	writesBeforeExpiry: number,
) {
	for (const { id: ad } of simulator.hubspot.ads.all()) {
		simulator.hubspot.ads.write(ad, { hs_price: '1' });
	}
	expireAfter(writesBeforeExpiry, simulator);
	const node = adsNode({ [NODE]: { id, name } }, SLOWLY, { onError: 'continueErrorOutput' });
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

/** No clock decides when: so many ads are written, and then no token is accepted any more. */
function expireAfter(writes: number, { hubspot }: Simulator): void {
	const write = hubspot.ads.write.bind(hubspot.ads);
	let left = writes;
	hubspot.ads.write = (id, changes) => {
		if (--left === 0) for (const token of hubspot.tokens.values()) token.expiresAt = 0;
		return write(id, changes);
	};
}

function tokenRequests({ hubspot }: Simulator): number {
	return hubspot.journal.filter(({ endpoint }) => endpoint === 'token').length;
}
