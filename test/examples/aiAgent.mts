import assert from 'node:assert/strict';
import { startChatModel } from './chatModel.mts';
import type { ExampleTest } from './main.mts';
import {
	createCredential,
	hubspotCredential,
	importWorkflow,
	readExample,
	runWorkflow,
} from './workbench.mts';

const TRIGGER = 'When chat message received';
const TOOL = 'HubSpot_Ads';
const ads = [
	{ id: 'REF-000012', idProperty: 'reference_number', properties: { hs_price: 245_000 } },
	{ id: 'REF-000013', idProperty: 'reference_number', properties: { hs_price: 310_000 } },
	{ id: 'REF-990001', idProperty: 'reference_number', properties: { hs_price: 1 } },
];

/** Two messages: the agent shows what would change, and writes it after the yes. */
export const aiAgent: ExampleTest = async ({ api, simulator }) => {
	const model = await startChatModel([
		{ calls: TOOL, with: { ads, preview: true } },
		{ says: 'Two prices would change. Shall I?' },
		{ calls: TOOL, with: { ads, preview: false } },
		{ says: 'Two ads updated.' },
	]);
	try {
		const openAi = await createCredential(api, 'Scripted model', 'openAiApi', {
			apiKey: 'not-used',
			url: model.url,
		});
		const id = await importWorkflow(api, await readExample('ai-agent.json'), {
			...(await hubspotCredential(api, simulator)),
			'@n8n/n8n-nodes-langchain.lmChatOpenAi': openAi,
		});

		const preview = await chat('Set REF-000012 to 245000 and REF-000013 to 310000');

		assert.equal(preview.status, 'success', preview.error);
		assert.equal(preview.items('AI Agent')[0].output, 'Two prices would change. Shall I?');
		assert.notEqual(priceOf('REF-000012'), '245000');
		assert.match(toolAnswer(1), /wouldUpdate/);
		const { function: tool } = model.asked[0].tools![0];
		assert.equal(tool.name, TOOL);
		assert.match(tool.description, /hs_listing_type/);
		assert.deepEqual(propertiesOf(tool.parameters), ['ads', 'preview']);

		const written = await chat('Yes');

		assert.equal(written.status, 'success', written.error);
		assert.equal(written.items('AI Agent')[0].output, 'Two ads updated.');
		assert.deepEqual(['REF-000012', 'REF-000013'].map(priceOf), ['245000', '310000']);
		assert.match(toolAnswer(3), /HubSpot has no ad with 'reference_number' REF-990001/);
		assert.ok(
			model.asked[2].messages.some(
				({ content }) => content === 'Two prices would change. Shall I?',
			),
			'the agent remembers what it said',
		);
		const writes = simulator.hubspot.journal.filter(({ endpoint }) => endpoint === 'batchUpdate');
		assert.equal(writes.length, 1);

		function chat(chatInput: string) {
			return runWorkflow(api, id, TRIGGER, { action: 'sendMessage', sessionId: 'one', chatInput });
		}
	} finally {
		await model.close();
	}

	function priceOf(reference: string): string | undefined {
		return simulator.hubspot.ads.byUnique('reference_number', reference)?.values.hs_price;
	}

	function toolAnswer(turn: number): string {
		return String(model.asked[turn].messages.findLast(({ role }) => role === 'tool')?.content);
	}
};

function propertiesOf(schema: unknown): string[] {
	return Object.keys((schema as { properties: object }).properties).sort();
}
