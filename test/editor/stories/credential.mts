import assert from 'node:assert/strict';
import { CredentialForm } from '../credentialForm.mts';
import type { Story } from './story.mts';
import { priceList, putWorkflow } from './workflows.mts';

export const credentialStory: Story = {
	async perform({ editor, api, simulator }) {
		const form = new CredentialForm(editor);
		await editor.openWorkflow(await putWorkflow(api, 'Credential', [priceList]));
		await editor.addNode('HubSpot Ads', 'Batch update ads');
		await editor.part('matching-column-select').waitFor();
		await editor.picture('new-node');
		await form.openNew();
		await form.fill({ accessToken: 'pat-eu1-0123' });
		await editor.picture('credential', { of: { parts: [form.whole], height: 418 }, readme: true });

		await form.fill({ accessToken: 'wrong', baseUrl: simulator.url });
		await form.save();

		assert.match(await form.complaint(), /HubSpot does not accept this access token/);
		await editor.picture('credential-wrong');

		await form.fill({ accessToken: 'poor' });
		await form.save();
		await form.whole.getByText(/it needs the scope crm\.objects\.listings\.read/).waitFor();
		await editor.picture('credential-poor');

		await form.fill({ accessToken: 'good' });
		await form.save();
		await form.whole.waitFor({ state: 'hidden' });

		await editor.part('credential-edit-button').click();
		await form.whole.getByText('Connection tested successfully').waitFor();
		await editor.picture('credential-good');
		await form.close();
	},
};
