import assert from 'node:assert/strict';
import { createCredential, type Json } from '../../examples/workbench.mts';
import { NodeView } from '../nodeView.mts';
import { hubspotAccount } from './account.mts';
import { nodeOf, nodeWith, rowsFor, send, storedIn } from './mappedNodes.mts';
import { PRICE, REFERENCE, values } from './shapes.mts';
import type { Story } from './story.mts';
import { putBranches } from './workflows.mts';

const LISTINGS = ['crm.objects.listings.read', 'crm.objects.listings.write'];

/** Neither another credential nor its kind says anything of which ad an item is about. */
export const otherCredentialStory: Story = {
	account: {},
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const { url: baseUrl, token: access_token } = simulator;
		const credential = await hubspotAccount(api, simulator);
		const data = { accessToken: access_token, baseUrl };
		await createCredential(api, 'HubSpot Once More', 'hubspotAdsApi', data);
		await createCredential(api, 'HubSpot by OAuth2', 'hubspotAdsOAuth2Api', {
			...{ clientId: 'an-app', clientSecret: 'its-secret', baseUrl },
			oauthTokenData: { access_token, token_type: 'bearer' },
		});
		const nodes = [
			nodeWith(credential, 'By hand', { value: values, schema: [REFERENCE, PRICE] }),
			nodeWith(credential, 'Without schema', { value: values }, 1),
			nodeWith(credential, 'Automatic', { mappingMode: 'autoMapInputData', value: null }, 2),
		];
		const id = await putBranches(api, 'Other credential', rowsFor(simulator), nodes);
		const before = { parameters: nodes.map(storedIn), sent: await send(api, simulator, id) };
		await editor.openWorkflow(id);

		for (const chosen of ['HubSpot Once More', 'HubSpot by OAuth2']) {
			for (const { name } of nodes) {
				await editor.openNode(name);
				await view.untilListed();
				await view.chooseCredential(chosen);
				await view.untilListed();
				await editor.picture(`other-credential ${name}`);
				await editor.closeNode();
				await editor.openNode(name);
				await view.untilListed();
				if (chosen === 'HubSpot by OAuth2') await view.refreshList();
				await editor.closeNode();
			}

			const stored = (await editor.saved(api, id)).nodes;
			const again = nodes.map(({ name }) => nodeOf(stored, name));
			for (const { credentials = {} } of again) {
				assert.ok(Object.values(credentials).some(({ name }) => name === chosen));
			}
			const sent = await send(api, simulator, id);
			assert.deepEqual({ parameters: again.map(storedIn), sent }, before, chosen);
		}
	},
};

/** Why the list cannot be read stands in the node, whichever way it maps, and nothing of the mapping is lost. */
export const unreadableStory: Story = {
	account: { tokens: { poor: { scopes: ['oauth'] } } },
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const { url } = simulator;
		const poor = { accessToken: 'poor', baseUrl: url };
		const credential = await createCredential(api, 'Poor', 'hubspotAdsApi', poor);
		const mappings: Record<string, Json> = {
			'By hand': { value: values, schema: [REFERENCE, PRICE] },
			'Without schema': { value: values },
			'Nothing for the item that is shown': {
				value: { ...values, hs_bedrooms: '={{ undefined }}' },
			},
			Automatic: { mappingMode: 'autoMapInputData', value: null },
		};
		const nodes = Object.entries(mappings).map(([name, ads], row) =>
			nodeWith(credential, name, ads, row),
		);
		const id = await putBranches(api, 'Unreadable', rowsFor(simulator), nodes);
		const { scopes } = simulator.hubspot.tokens.get('poor')!;
		const sendWithScopes = async () => {
			scopes.push(...LISTINGS);
			const sent = await send(api, simulator, id);
			scopes.length -= LISTINGS.length;
			return sent;
		};
		const before = { parameters: nodes.map(storedIn), sent: await sendWithScopes() };
		await editor.openWorkflow(id);

		for (const { name } of nodes) {
			await editor.openNode(name);
			const notice = editor.part('empty-fields-notice');
			await notice.waitFor();
			assert.match(
				await notice.innerText(),
				/^The properties of ads could not be read, because the credential lacks the scope crm\.objects\.listings\.read\. Add/,
			);
			await editor.picture(`unreadable ${name}`);
			assert.equal(await editor.page.getByText(/^No properties found/).count(), 0);
			await editor.closeNode();
		}

		const stored = (await editor.saved(api, id)).nodes;
		const parameters = nodes.map(({ name }) => storedIn(nodeOf(stored, name)));
		assert.deepEqual({ parameters, sent: await sendWithScopes() }, before);
		scopes.push('crm.objects.listings.write');
		await editor.openNode('Without schema');
		await view.untilListed();
		assert.deepEqual(await view.properties(), ['reference_number', 'hs_price']);
		await editor.closeNode();
	},
};
