import assert from 'node:assert/strict';
import type { Story } from './story.mts';
import { priceList, putWorkflow } from './workflows.mts';

export const panelStory: Story = {
	async perform({ editor, api }) {
		await editor.openWorkflow(await putWorkflow(api, 'Search', [priceList]));

		for (const words of ['ads', 'listing', 'anuncios', 'hubspot']) {
			const names = await editor.findNodes(words);
			// n8n has a node HubSpot of its own.
			assert.ok(
				names.slice(0, 2).includes('HubSpot Ads'),
				`${words}: ${names.slice(0, 5).join(', ')}`,
			);
		}
		await editor.picture('panel');

		await editor.page.emulateMedia({ colorScheme: 'dark' });
		await editor.page.locator('img[src$="/hubspotAds.dark.svg"]').first().waitFor();
		await editor.picture('panel-dark');
		await editor.page.emulateMedia({ colorScheme: 'light' });
	},
};
