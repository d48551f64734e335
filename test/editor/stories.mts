import assert from 'node:assert/strict';
import type { N8nApi } from '../../scripts/n8nApi.mts';
import type { Simulator } from '../simulator/server.mts';
import type { Editor } from './editor.mts';

type Stage = { editor: Editor; api: N8nApi; simulator: Simulator };

export const stories: Record<string, (stage: Stage) => Promise<void>> = {
	'the panel offers the node for "ads", "listing", "anuncios" and "hubspot"': async ({
		editor,
	}) => {
		await editor.newWorkflow();
		for (const words of ['ads', 'listing', 'anuncios', 'hubspot']) {
			const names = await editor.findNodes(words);
			assert.ok(
				names.slice(0, 3).includes('HubSpot Ads'),
				`${words}: ${names.slice(0, 5).join(', ')}`,
			);
		}
	},

	'the credential form tells a good token, a wrong one and one without the scope apart': async ({
		editor,
		simulator,
	}) => {
		await editor.addNode('HubSpot Ads', 'Batch update ads');
		await editor.page.getByText('Connect to HubSpot Ads').click();
		const form = editor.part('editCredential-modal');
		await form.waitFor();
		const saves = [
			['wrong', /HubSpot does not accept this access token/],
			['poor', /it needs the scope crm\.objects\.listings\.read/],
			['good', undefined],
		] as const;
		for (const [token, told] of saves) {
			const field = form
				.locator(
					'[data-test-id="parameter-input-accessToken"] input, [data-test-id="parameter-input-accessToken"]',
				)
				.last();
			await field.click();
			await field.fill(token);
			const address = form
				.locator(
					'[data-test-id="parameter-input-baseUrl"] input, [data-test-id="parameter-input-baseUrl"]',
				)
				.last();
			await address.fill(simulator.url);
			await form.getByRole('button', { name: 'Save' }).click();
			if (told === undefined) continue;
			const more = form.getByText('More details');
			await form.getByText(told).or(more).first().waitFor();
			if (await more.isVisible()) await more.click();
			await form.getByText(told).first().waitFor();
			await editor.picture(`credential-${token}`);
		}
		// n8n closes the form of a credential that works.
		await form.waitFor({ state: 'detached' });
		await editor.part('node-credentials-select').first().waitFor();
	},

	'mapping by hand offers the properties with their labels, and matches on a unique one': async ({
		editor,
	}) => {
		await editor.part('mapping-mode-select').click();
		await editor.page.getByText('Map Each Column Manually').last().click();
		await editor.part('mapping-fields-container').waitFor();
		await editor.part('matching-column-select').click();
		await editor.page
			.getByText(/reference_number/)
			.last()
			.click();
		await editor
			.part('mapping-fields-container')
			.getByText(/reference_number.*using to match/)
			.waitFor();
		await editor.picture('mapping-by-hand');
	},
};
