import assert from 'node:assert/strict';
import { NodeView } from '../nodeView.mts';
import { createCredential } from '../../examples/workbench.mts';
import { hubspotAccount } from './account.mts';
import type { Story } from './story.mts';
import {
	adsNode,
	automaticNode,
	flawedPriceList,
	HUBSPOT_ADS,
	listOf,
	priceList,
	putWorkflow,
} from './workflows.mts';

export const stopStory: Story = {
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const credential = await hubspotAccount(api, simulator);
		const row = [flawedPriceList, adsNode(credential, { checkValues: false })];
		await editor.openWorkflow(await putWorkflow(api, 'Stopped', row));

		assert.match(await editor.run(), /2 of 250 ads were not updated: 1 rejected, 1 not found/);

		await editor.openNode(HUBSPOT_ADS);
		const description = view.output.locator('[data-test-id="node-error-description"]');
		const lines = (await description.innerText()).split('\n');
		assert.deepEqual(lines, [
			'[Item 7] REF-000008: HubSpot refused it: on request was not a valid number.',
			"[Item 11] REF-990001: HubSpot has no ad with this 'reference_number'.",
			'Rejected: Correct the value, or look at the ad in HubSpot.',
			'Not found: Check the value in HubSpot; an ad that was deleted can be restored there for 90 days.',
		]);
		const shown = view.output.locator('.node-error-view__header');
		await editor.picture('stopped-by-hubspot', { of: { parts: [shown], margin: 6 } });
	},
};

/** As a node is when it is added: one invalid ad keeps it from sending anything. */
export const invalidStory: Story = {
	async perform({ editor, api, simulator }) {
		const view = new NodeView(editor);
		const credential = await hubspotAccount(api, simulator);
		// Other stories of this account create ads.
		const ads = simulator.hubspot.ads.all().slice(0, 300);
		const items = ads.map(({ id }) => ({ id, hs_price: 265_000 }));
		const flaws = [
			{ ...items[7], hs_price: 'on request' },
			{ ...items[11], hs_price: '150.000' },
			{ ...items[42], hs_listing_type: 'Villa' },
		];
		const list = listOf(items.map((item) => flaws.find(({ id }) => id === item.id) ?? item));
		await editor.openWorkflow(await putWorkflow(api, 'Invalid', [list, automaticNode(credential)]));

		assert.match(
			await editor.run(),
			/3 of 300 ads cannot be sent as they are, so nothing was sent/,
		);

		await editor.openNode(HUBSPOT_ADS);
		const shown = view.output.locator('.node-error-view__header');
		const text = await shown.innerText();
		for (const line of ['[Item 7]', '[Item 11]', '[Item 42]']) assert.ok(text.includes(line), line);
		await editor.picture('stopped', { of: { parts: [shown], margin: 6 }, readme: true });
	},
};

export const wrongTokenStory: Story = {
	async perform({ editor, api, simulator: { url } }) {
		const view = new NodeView(editor);
		const credential = await createCredential(api, 'Old Token', 'hubspotAdsApi', {
			accessToken: 'pat-na1-nobody-knows-this',
			baseUrl: url,
		});
		const row = [priceList, adsNode(credential)];
		await editor.openWorkflow(await putWorkflow(api, 'Wrong token', row));

		const toast = await editor.run();

		assert.match(
			toast,
			/None of 250 ads was updated, because HubSpot did not accept the credential/,
		);
		await editor.openNode(HUBSPOT_ADS);
		const description = view.output.locator('[data-test-id="node-error-description"]');
		assert.equal(
			(await description.innerText()).trim(),
			'Check the credential in n8n: the token may be wrong, expired or withdrawn. Then run the unsent ads once more.',
		);
		await editor.picture('wrong-token', { of: { parts: [view.output], margin: 0 } });
	},
};
