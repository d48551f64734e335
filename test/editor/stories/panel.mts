import assert from 'node:assert/strict';
import type { Story } from './story.mts';
import { priceList, putWorkflow } from './workflows.mts';

/** What people type in who have listings in HubSpot, in its English and its Spanish words. */
const SEARCHED = [
	...['hubspot', 'hubspot listing', 'hubspot listings', 'listing', 'listings', 'update listings'],
	...['create listing', 'create listings', 'create ads', 'batch create'],
	...['bulk update', 'batch update', 'hubspot properties', 'real estate', 'property', 'ads'],
	...['get listings', 'find listings', 'search listings'],
	...['inmueble', 'inmuebles', 'propiedad', 'propiedades', 'anuncio', 'anuncios'],
	...['get listings', 'read listings', 'delete listings'],
];

export const panelStory: Story = {
	async perform({ editor, api }) {
		await editor.openWorkflow(await putWorkflow(api, 'Search', [priceList]));

		const missed: string[] = [];
		for (const words of SEARCHED) {
			const names = await editor.findNodes(words);
			// n8n has nodes of its own for HubSpot and for others' ads.
			if (!names.slice(0, 3).includes('HubSpot Ads')) {
				missed.push(`${words}: ${names.slice(0, 5).join(', ')}`);
			}
		}
		assert.deepEqual(missed, []);
		await editor.picture('panel');

		await editor.page.emulateMedia({ colorScheme: 'dark' });
		await editor.page.locator('img[src$="/hubspotAds.dark.svg"]').first().waitFor();
		await editor.picture('panel-dark');
		await editor.page.emulateMedia({ colorScheme: 'light' });
	},
};
